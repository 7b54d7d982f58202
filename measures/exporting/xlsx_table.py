"""The plan as an Excel workbook. Every text is written as text: nothing becomes a formula."""

import io

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from agencies.errors import Refused
from measures.exporting.content import Heading, PlanContent
from measures.rules.plan_table.wording import Column

LONGEST_CELL = 32_767  # signs that Excel keeps in a cell
WIDTHS = {
    Column.NUMBER: 7,
    Column.MEASURE: 50,
    Column.FORM: 22,
    Column.EXECUTORS: 30,
    Column.DEADLINE: 24,
    Column.COSTS: 12,
    Column.SOURCE: 24,
}


def draw(content: PlanContent) -> bytes:
    """Raises Refused for a text that Excel could not hold whole."""
    packed = io.BytesIO()
    # Not in constant memory: the merged headings reach over two rows at once.
    with Workbook(packed, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": content.title[:255]})
        _Sheet(book, content).draw()
    return packed.getvalue()


class _Sheet:
    def __init__(self, book: Workbook, content: PlanContent) -> None:
        self.content = content
        self.last = content.width - 1
        self.sheet: Worksheet = book.add_worksheet()
        edged = {"border": 1, "text_wrap": True, "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format(
            {**edged, "bold": True, "align": "center", "bg_color": "#E7EDF3"}
        )
        self.section = book.add_format({**edged, "bold": True, "align": "center"})
        self.cell = book.add_format(edged)
        self.row = 0

    def draw(self) -> None:
        for text in (self.content.title, *self.content.notes):
            self._text(0, text, self.title)
            self.row += 1
        self._headings()
        for line in self.content.lines:
            if line.section:
                self._merged(self.row, 0, self.row, self.last, line.section, self.section)
            else:
                for column, text in enumerate(line.cells):
                    self._text(column, text, self.cell)
            self.row += 1
        self._set_up()

    def _headings(self) -> None:
        at = 0
        for heading in self.content.headings:
            self._heading(heading, at)
            at += heading.width
        for number in range(self.content.width):
            self.sheet.write_string(self.row + 2, number, str(number + 1), self.head)
        self.row += 3

    def _heading(self, heading: Heading, at: int) -> None:
        if not heading.split:
            return self._merged(self.row, at, self.row + 1, at, heading.text, self.head)
        last = at + heading.width - 1
        self._merged(self.row, at, self.row, last, heading.text, self.head)
        for column, text in enumerate(heading.split, start=at):
            self.sheet.write_string(self.row + 1, column, text, self.head)
        return None

    def _merged(
        self, top: int, left: int, bottom: int, right: int, text: str, look: Format
    ) -> None:
        self.sheet.merge_range(top, left, bottom, right, "", look)
        self.sheet.write_string(top, left, _whole(text), look)

    def _text(self, column: int, text: str, look: Format) -> None:
        self.sheet.write_string(self.row, column, _whole(text), look)

    def _set_up(self) -> None:
        """Headings stay in sight on the screen and on every printed page."""
        first = len(self.content.notes) + 1
        widths = [WIDTHS[each.column] for each in self.content.headings for _ in range(each.width)]
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.freeze_panes(first + 3, 2)
        self.sheet.repeat_rows(first, first + 2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)


def _whole(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise Refused(
            "too_long_for_excel",
            _("A text of the plan is too long for a cell of Excel. Export the plan as .docx."),
        )
    return text
