"""The types that travel between the stages of hapgye; this package imports nothing of ours."""

from schemas.audit import Audit, CheckedTable, Status
from schemas.document import Box, Paragraph, Place, Problem, RawCell, RawTable, Report, Source
from schemas.relation import CellRef, Claim, Finding, LineRef, Ref, Relation, Term, Verdict
from schemas.rules import RULES, Rule, Severity
from schemas.table import Cell, Column, Period, Quantity, Row, Statement, Table

__all__ = [
    "RULES",
    "Audit",
    "Box",
    "Cell",
    "CellRef",
    "CheckedTable",
    "Claim",
    "Column",
    "Finding",
    "LineRef",
    "Paragraph",
    "Period",
    "Place",
    "Problem",
    "Quantity",
    "RawCell",
    "RawTable",
    "Ref",
    "Relation",
    "Report",
    "Row",
    "Rule",
    "Severity",
    "Source",
    "Statement",
    "Status",
    "Table",
    "Term",
    "Verdict",
]
