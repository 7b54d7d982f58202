"""The plan as its official table: gathered once, drawn as a document, a workbook or
comma-separated values."""

from collections.abc import Callable
from datetime import date

from measures.exporting import csv_table, docx_table, xlsx_table
from measures.exporting.content import PlanContent, gather
from planner.models import ActionPlan

DRAW: dict[str, Callable[[PlanContent], bytes]] = {
    "docx": docx_table.draw,
    "xlsx": xlsx_table.draw,
    "csv": csv_table.draw,
}
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def export_plan(plan: ActionPlan, fmt: str, language: str, as_of: date | None = None) -> bytes:
    """The file's bytes; `as_of`: the plan that was in force and known at the end of that day.

    A fixed number of SQL statements. Raises KeyError for an unknown format.

    Importing the file gives the same measures: numbers, texts, sections, executors with their
    parts, deadlines, costs and funding source, in that language.
    """
    return DRAW[fmt](gather(plan, language, as_of))
