"""One reader for each kind of file; each gives plain tables."""

from collections.abc import Callable

from measures.importing.kinds import Checked, FileKind
from measures.importing.readers import csv_reader, docx_reader, html_reader, xlsx_reader
from measures.rules.plan_table.grid import Table, TooLarge

READ: dict[FileKind, Callable[[Checked], list[Table]]] = {
    FileKind.XLSX: xlsx_reader.read,
    FileKind.DOCX: docx_reader.read,
    FileKind.HTML: html_reader.read,
    FileKind.CSV: csv_reader.read,
}

__all__ = ["READ", "TooLarge"]
