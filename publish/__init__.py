"""Tables and findings in, files out: staged first, confirmed by a checkpoint, then renamed into place."""

from publish.names import DOCS, unique_names
from publish.release import commit, staging
from publish.staged import Staged, stage
from publish.validation import CheckpointResult, checkpoint

__all__ = ["DOCS", "CheckpointResult", "Staged", "checkpoint", "commit", "stage", "staging", "unique_names"]
