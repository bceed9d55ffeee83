"""The types that travel between the stages of hapgye; this package imports nothing of ours."""

from schemas.accounting import REASONS, Accounting, LostNumber, Reason
from schemas.audit import Audit, CheckedTable, Status
from schemas.document import Box, Paragraph, Place, Problem, RawCell, RawTable, Report, SeenLine, Source
from schemas.relation import HOLDS, CellRef, Claim, Finding, LineRef, Ref, Relation, Term, Verdict
from schemas.rules import RULES, Rule, Severity
from schemas.table import Cell, Column, Period, Quantity, Row, Statement, Table

__all__ = [
    "HOLDS",
    "REASONS",
    "RULES",
    "Accounting",
    "Audit",
    "Box",
    "Cell",
    "CellRef",
    "CheckedTable",
    "Claim",
    "Column",
    "Finding",
    "LineRef",
    "LostNumber",
    "Paragraph",
    "Period",
    "Place",
    "Problem",
    "Quantity",
    "RawCell",
    "RawTable",
    "Reason",
    "Ref",
    "Relation",
    "Report",
    "Row",
    "Rule",
    "SeenLine",
    "Severity",
    "Source",
    "Statement",
    "Status",
    "Table",
    "Term",
    "Verdict",
]
