"""The checkpoint: everything staged in a run is validated once by Great Expectations, and its Data Docs are built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.expectations import file_suite, finding_suite, observation_suite
from publish.frames import read_frames
from publish.staged import Staged

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
"""Rows that the words of a failure name."""

Suite = Callable[[], list[Any]]


@dataclass(frozen=True, slots=True)
class CheckpointResult:
    """What the checkpoint says: `failures` in words, `reports` with a row that failed, `evaluated` counts expectations."""

    success: bool
    failures: tuple[str, ...]
    evaluated: int
    reports: tuple[str, ...] = ()


def checkpoint(staged: Sequence[Staged], docs: Path) -> CheckpointResult:
    """Read the staged reports back, hold them against all expectations, and build the Data Docs in `docs`.

    It serves any number of reports at once, and passes when there are none. `docs/index.html` is there afterwards, also
    after a failure. Nothing is sent anywhere and nothing printed. Raises OSError where the docs cannot be written.
    """
    frames = read_frames(staged)
    docs.mkdir(parents=True, exist_ok=True)
    context = _context(docs)
    source = context.data_sources.add_pandas("staged")
    parts: tuple[tuple[str, pd.DataFrame, Suite], ...] = (
        ("observations", frames.observations, observation_suite),
        ("findings", frames.findings, finding_suite),
        ("files", frames.files, file_suite),
    )
    results = [(name, result) for name, frame, suite in parts for result in _results(context, source, name, frame, suite())]
    context.build_data_docs()
    failed = [(name, result) for name, result in results if not result.success]
    reports = {str(row["staged"]) for _, result in failed for row in _rows(result)}
    return CheckpointResult(not failed, tuple(_words(*item) for item in failed), len(results), tuple(sorted(reports)))


def _context(docs: Path) -> Any:
    """A context in memory, without statistics and progress bars, whose one site is `docs`."""
    import great_expectations as gx
    from great_expectations.data_context.types import base

    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs.absolute())}
    site = {"class_name": "SiteBuilder", "store_backend": store, "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}}
    config = base.DataContextConfig(
        store_backend_defaults=base.InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        data_docs_sites={"hapgye": site | {"show_how_to_buttons": False}},
        progress_bars=base.ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _results(context: Any, source: Any, name: str, frame: pd.DataFrame, expectations: list[Any]) -> list[Any]:
    """Run one frame through a checkpoint of its own: one run of a checkpoint takes one data frame."""
    import great_expectations as gx

    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("run")
    suite = context.suites.add(gx.ExpectationSuite(name=name, expectations=expectations))
    definition = context.validation_definitions.add(gx.ValidationDefinition(name=name, data=batch, suite=suite))
    checkpoint = gx.Checkpoint(
        name=name,
        validation_definitions=[definition],
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": ["staged", "where"]},
    )
    run = context.checkpoints.add(checkpoint).run(batch_parameters={"dataframe": frame})
    return [result for validation in run.run_results.values() for result in validation.results]


def _words(name: str, result: Any) -> str:
    """One failed expectation in words: what it says, how many rows break it, and the first of them."""
    config, info = result.expectation_config, result.exception_info or {}
    said = f"{name}: {config.description}"
    if info.get("raised_exception"):
        return f"{said} This could not be evaluated: {info.get('exception_message')}"
    rows = _rows(result)
    shown = "; ".join(f"{row['staged']} {row['where']}" for row in rows[:SHOWN])
    return (
        f"{said} {len(rows)} of {result.result.get('element_count')} rows break this: {shown}{' …' if len(rows) > SHOWN else ''}"
    )


def _rows(result: Any) -> list[dict[str, Any]]:
    """The rows that break an expectation, each with `staged`, `where` and the columns looked at."""
    return list(result.result.get("unexpected_index_list") or ())
