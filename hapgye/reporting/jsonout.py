"""The outcome of a check as one JSON object, for programs. Figures are strings of plain decimal digits."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from hapgye.reporting.labels import Labels
from hapgye.reporting.outcome import Outcome, outcome, totals
from publish.accounting import as_data
from publish.findings import Numbered
from publish.text import plain
from schemas import RULES, Audit, CellRef, CheckedTable, Ref, Term
from schemas.accounting import total

_HALF_SURROGATE = re.compile("[\ud800-\udfff]")


def render(audits: Sequence[Audit]) -> str:
    """`{"sources": [...], "summary": {...}}`; findings are those that do not hold."""
    outcomes = [outcome(audit) for audit in audits]
    account = total(tuple(audit.accounting for audit in audits if audit.accounting))
    summary = {**totals(outcomes), "accounting": as_data(account)}
    return to_json({"sources": [_source(one) for one in outcomes], "summary": summary})


def to_json(value: Any) -> str:
    r"""A value as JSON that any UTF-8 file can hold: half surrogates, which none can, are written as escapes.

    >>> to_json("합\udc80")
    '"합\\udc80"\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _HALF_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _source(one: Outcome) -> dict[str, Any]:
    return {
        "source": asdict(one.source),
        "unreadable": one.audit.unreadable,
        "tables": [_table(checked) for checked in one.audit.tables],
        "findings": [_finding(item, one.labels) for item in one.findings],
        "verdicts": dict(one.verdicts),
        "problems": [_problem(item) for item in one.problems],
        "accounting": as_data(one.audit.accounting) if one.audit.accounting else None,
    }


def _table(checked: CheckedTable) -> dict[str, Any]:
    table = checked.table
    return {
        "table": table.name,
        "status": checked.status,
        "page": table.place.page,
        "line": table.place.line,
        "caption": table.caption,
        "unit": table.unit,
        "rows": len(table.rows),
        "columns": len(table.columns),
    }


def _finding(item: Numbered, labels: Labels) -> dict[str, Any]:
    finding, relation, target = item.finding, item.finding.relation, item.target
    cell = target if isinstance(target, CellRef) else None
    table = labels.tables.get(item.table)
    return {
        "finding": item.number,
        "rule": finding.rule,
        "title": RULES[finding.rule].title,
        "kind": relation.kind if relation else None,
        "origin": relation.origin if relation else None,
        "table": item.table or None,
        "caption": table.caption if table else None,
        "page": item.page,
        "line": item.line,
        "row": cell.row if cell else None,
        "column": cell.column if cell else None,
        "row_path": list(labels.row_path(cell)) if cell else [],
        "column_path": list(labels.column_path(cell)) if cell else [],
        "target": _ref(target),
        "terms": [_term(term, labels) for term in relation.terms] if relation else [],
        "stated": _number(finding.stated),
        "computed": _number(finding.computed),
        "gap": _number(finding.gap),
        "tolerance": _number(finding.tolerance),
        "verdict": finding.verdict,
        "severity": finding.severity,
        "suspects": [str(ref) for ref in finding.suspects],
        "suggestion": finding.suggestion,
        "message": finding.message,
    }


def _term(term: Term, labels: Labels) -> dict[str, Any]:
    quantity = labels.quantity(term.ref)
    return {
        "ref": str(term.ref),
        "sign": term.sign,
        "row_path": list(labels.row_path(term.ref)),
        "column_path": list(labels.column_path(term.ref)),
        "raw": labels.raw(term.ref),
        "value": _number(quantity.value) if quantity else None,
        "unit": quantity.unit if quantity else None,
    }


def _problem(item: Numbered) -> dict[str, Any]:
    finding = item.finding
    return {
        "rule": finding.rule,
        "title": RULES[finding.rule].title,
        "severity": finding.severity,
        "page": item.page,
        "line": item.line,
        "message": finding.message,
        "remedy": RULES[finding.rule].remedy,
    }


def _ref(ref: Ref | None) -> str | None:
    return str(ref) if ref else None


def _number(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
