"""An edition's content in the formats that people open; one outline, three ways to draw it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from reports.draw import docx, pdf, xlsx

DRAW: Final[Mapping[str, Callable[[Mapping[str, Any], str], bytes]]] = {
    "docx": docx.draw,
    "pdf": pdf.draw,
    "xlsx": xlsx.draw,
}
