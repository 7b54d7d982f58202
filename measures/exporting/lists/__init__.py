"""Any list as a file: what a page shows under its filters, as CSV or as an Excel workbook.

A list is declared once, as its columns and where its rows come from; one writer for each format
writes it row by row, however long it is. docs/decisions/0031-feeds-and-tables.md.
"""

from measures.exporting.lists.csv_lines import lines
from measures.exporting.lists.model import Cell, Column, Kind, Listing, in_chunks
from measures.exporting.lists.workbook import workbook

__all__ = ["Cell", "Column", "Kind", "Listing", "in_chunks", "lines", "workbook"]
