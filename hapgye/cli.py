"""The command line: run, check, show, explain. Heavy libraries are imported by the command that needs them."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from schemas import RULES

if TYPE_CHECKING:
    from hapgye.baseline import Baseline
    from hapgye.batch import Outcome, Summary
    from hapgye.crew import Progress

OK, INCONSISTENT, USAGE, UNREADABLE = 0, 1, 2, 3
CHECK_FORMATS = ("text", "json", "junit", "sarif", "github", "baseline")
_STATUS = """\
exit status: 0 nothing wrong; 1 something does not add up, or tables are quarantined; 2 wrong usage; 3 a source could not be read
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status as DESIGN fixes it."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.command(options))
    except KeyboardInterrupt:
        print("hapgye: interrupted; nothing was published", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe (head, less) has gone: that is no error of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except (_UsageError, OSError) as error:
        print(f"hapgye: {error}", file=sys.stderr)
        return USAGE


class _UsageError(Exception):
    """Something is wrong with how the command was called."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hapgye",
        description="Reads the tables of Korean public-sector reports, checks every stated total, and writes clean datasets.",
        epilog=_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="read, check and publish reports", epilog=_STATUS)
    _takes_sources(run, "*", "files, or folders of files (default: raw)")
    run.add_argument("-o", "--output", type=Path, default=Path("output"), help="where to publish (default: output)")
    run.set_defaults(command=_run)
    confront = commands.add_parser("check", help="check reports and write nothing", epilog=_STATUS)
    _takes_sources(confront, "+", "files, or folders of files")
    confront.add_argument("--format", choices=CHECK_FORMATS, default="text", help="how to print (default: text)")
    confront.set_defaults(command=_check)
    show = commands.add_parser("show", help="print a report's tables as they were read")
    show.add_argument("source", metavar="SOURCE", help="a file")
    show.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")
    show.set_defaults(command=_show)
    explain = commands.add_parser("explain", help="say what a rule means and what to do about it")
    explain.add_argument("code", metavar="CODE", nargs="?", help="a rule's code, e.g. HG101; without one, all rules are listed")
    explain.set_defaults(command=_explain)
    return parser


def _takes_sources(parser: argparse.ArgumentParser, count: str, what: str) -> None:
    parser.add_argument("sources", metavar="SOURCE", nargs=count, help=what)
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="accepted inconsistencies with their reasons (TOML)")
    parser.add_argument("--jobs", type=int, metavar="N", help="how many sources to read at once (default: one a core)")


def _run(options: argparse.Namespace) -> int:
    from hapgye import batch

    sources = batch.find_sources(options.sources or ["raw"])
    with _progress(len(sources)) as progress:
        outcome = batch.run(sources, options.output, _baseline(options), options.jobs, progress)
    _print_outcome(outcome, options.output)
    return outcome.status


def _check(options: argparse.Namespace) -> int:
    from hapgye import baseline, batch, reporting

    sources = batch.find_sources(options.sources)
    with _progress(len(sources)) as progress:
        audits = batch.audits(sources, _baseline(options), options.jobs, progress)
    accepting = options.format == "baseline"
    sys.stdout.write(baseline.render(audits) if accepting else reporting.render(audits, options.format))
    if any(audit.unreadable for audit in audits):
        return UNREADABLE
    return INCONSISTENT if any(audit.inconsistent for audit in audits) else OK


def _show(options: argparse.Namespace) -> int:
    from hapgye import crew, showing

    (shown,) = crew.spread(showing.shown, showing.not_shown, [(options.source, options.format)], crew.Crew(1))
    for problem in shown.problems:
        print(f"hapgye: {shown.name}: {problem.rule}: {problem.message}", file=sys.stderr)
    if any(problem.fatal for problem in shown.problems):
        return UNREADABLE
    print(shown.text)
    return OK


def _explain(options: argparse.Namespace) -> int:
    if options.code is None:
        for known in RULES.values():
            print(f"{known.code}  {known.severity:7}  {known.title}")
        return OK
    rule = RULES.get(options.code.upper())
    if rule is None:
        raise _UsageError(f"there is no rule {options.code}; `hapgye explain` lists them all")
    wrapped = (textwrap.fill(text, 100) for text in (rule.meaning, f"Example: {rule.example}", f"What to do: {rule.remedy}"))
    print(f"{rule.code}  {rule.title}  ({rule.severity})\n", *wrapped, sep="\n")
    return OK


def _baseline(options: argparse.Namespace) -> Baseline | None:
    if options.baseline is None:
        return None
    from hapgye.baseline import BaselineError, load

    try:
        return load(options.baseline)
    except BaselineError as error:
        raise _UsageError(str(error)) from error


@contextmanager
def _progress(count: int) -> Iterator[Progress]:
    """A progress bar on stderr where that is a terminal."""
    if count < 2 or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=count)
        yield lambda name: bar.update(task, advance=1, description=Path(name).name[:40])


def _print_outcome(outcome: Outcome, output: Path) -> None:
    """The summary a person reads at the end of a run."""
    from hapgye.reporting.outcome import counted
    from publish.accounting import equation, verified_in_words
    from schemas.accounting import total

    for summary in outcome.summaries:
        _print_summary(summary)
    tables = sum(sum(summary.statuses.values()) for summary in outcome.summaries)
    figures = sum(summary.figures for summary in outcome.summaries)
    relations = sum(sum(summary.verdicts.values()) for summary in outcome.summaries)
    wrong = sum(summary.verdicts["inconsistent"] for summary in outcome.summaries)
    counts = ((len(outcome.summaries), "source"), (tables, "table"), (figures, "figure"), (relations, "relation"))
    print("\n" + ", ".join(counted(number, noun) for number, noun in counts) + f", {wrong:,} inconsistent")
    account = total(tuple(summary.accounting for summary in outcome.summaries))
    print(f"{equation(account)}\n{verified_in_words(account)}")
    if outcome.checkpoint.success:
        print(f"published under {output}/ after {outcome.checkpoint.evaluated} expectations ({output}/data_docs/index.html)")
        return
    print(f"NOT published: the checkpoint over the whole run failed (see {output}/data_docs/index.html)", file=sys.stderr)
    for failure in outcome.checkpoint.failures:
        print(f"  {failure}", file=sys.stderr)


def _print_summary(summary: Summary) -> None:
    fatal = [problem for problem in summary.problems if problem.fatal]
    if fatal:
        print(f"✗ {summary.report}: {fatal[0].rule} {fatal[0].message}")
        return
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(summary.statuses.items())) or "no tables"
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(summary.verdicts.items())) or "nothing to check"
    mark = "✗" if summary.inconsistent else "✓"
    account = summary.accounting
    verified = f"{summary.figures:,} figures, {sum(account.verified[1:]):,} verified"
    lost = f"; {account.lost:,} of {account.seen:,} numbers LOST" if account.lost else ""
    print(f"{mark} {summary.report}: {statuses}; {verified}; {verdicts}{lost}")
    for message in summary.failures[:5]:
        print(f"    {message}")
    if len(summary.failures) > 5:
        print(f"    … and {len(summary.failures) - 5} more: see {summary.report}/report.html")
    for problem in summary.problems:
        print(f"    {problem.rule} {problem.message}")


if __name__ == "__main__":
    sys.exit(main())
