"""Fixtures that several test files share, and with how many examples properties are tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import extract
from publish import Staged, stage
from tests.published import example
from tests.typesetting import ReadPdf, Typeset, typeset

# `steady` draws the same examples on every run, so that two runs of one version say the same; `fuzz` draws new ones.
settings.register_profile("steady", max_examples=100, derandomize=True, deadline=None, print_blob=True)
settings.register_profile(
    "fuzz", max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    """Typesets a document; the path of its PDF."""
    folder = tmp_path_factory.mktemp("typeset")
    return lambda body: typeset(body, folder)


@pytest.fixture(scope="session")
def read_pdf(written: Typeset) -> ReadPdf:
    """Typesets a document and reads its PDF."""
    return lambda body: extract.read(written(body))


@pytest.fixture
def staged(tmp_path: Path) -> Staged:
    """The example report, staged but not yet published."""
    return stage(example(), tmp_path)
