"""An edition's content in the formats that people open; one outline, five ways to draw it.

`DRAW[fmt](document, language, verify_url="")` gives bytes, the same for the same arguments. With
`verify_url`, the address where a file can be checked, paper carries it and its QR code.
"""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from reports.draw import csv, docx, html, pdf, xlsx


class Draw(Protocol):
    def __call__(
        self, document: Mapping[str, Any], language: str, *, verify_url: str = ""
    ) -> bytes: ...


DRAW: Final[Mapping[str, Draw]] = {
    "docx": docx.draw,
    "pdf": pdf.draw,
    "xlsx": xlsx.draw,
    "html": html.draw,
    "csv": csv.draw,
}
