"""Measures that could not be told, in whatever way the report is read.

Which error it was is for who compiles: it stands on the edition's page, and in the content."""

from django.utils.translation import gettext as _

from reports.draw import wording
from reports.draw.model import Column, Table
from reports.draw.tables.common import Document


def problems(document: Document) -> Table:
    return Table(
        code="problems",
        title=_("Measures that could not be told"),
        columns=(
            Column(_("No."), 2),
            Column(_("Number in the database"), 2),
        ),
        rows=[(wording.clean(row["number"]), str(row["measure"])) for row in document["problems"]],
        note=_(
            "What is on record of them could not be read. They are in no figure of this report, "
            "nor is what is owed on them; the rest is complete without them."
        ),
        empty=_("Every measure of the plan is told."),
    )
