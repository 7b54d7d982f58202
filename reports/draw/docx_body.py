"""The chapters of a DOCX: headings that the contents find, tables in their places."""

from collections.abc import Iterator, Sequence

from docx.document import Document as Word

from reports.draw.docx_marks import add_contents, bookmark
from reports.draw.docx_pack import leave_place
from reports.draw.docx_tables import table_xml
from reports.draw.model import Table


class Body:
    """`room` is the width between the margins of the page that is written to."""

    def __init__(self, word: Word, room: int) -> None:
        self.word, self.room = word, room
        self.tables: list[Iterator[str]] = []
        self.headings = 0

    def contents(self, title: str, chapters: Sequence[tuple[int, str]]) -> None:
        """`chapters`: level and title of every heading to come, in their order."""
        add_contents(self.word, title, chapters)

    def heading(self, title: str, *, level: int = 1, new_page: bool = False) -> None:
        paragraph = self.word.add_heading(title, level=level)
        if new_page:
            paragraph.paragraph_format.page_break_before = True
        self.headings += 1
        bookmark(paragraph, self.headings)

    def table(self, table: Table, *, level: int = 1) -> None:
        self.heading(table.title, level=level)
        if not table.rows:
            self.word.add_paragraph(table.empty)
            return
        if table.note:
            self.word.add_paragraph(table.note).paragraph_format.keep_with_next = True
        leave_place(self.word, len(self.tables))
        self.tables.append(table_xml(table, self.room))
