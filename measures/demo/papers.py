"""Small real documents to stand as evidence."""

from io import BytesIO

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from measures.demo.script import File

_PAGE = b"""#set document(title: sys.inputs.title)
#set page(paper: "a4", margin: 2.5cm)
#set text(lang: "ru", size: 12pt)
#align(center)[#strong(sys.inputs.title)]
#v(1em)
#set par(justify: true)
#sys.inputs.text
"""


def draw(file: File) -> SimpleUploadedFile:
    """A PDF or a DOCX with the title and the text. Raises KeyError for another ending."""
    ending = file.name.rsplit(".", 1)[-1]
    return SimpleUploadedFile(file.name, DRAWN[ending](file))


def _pdf(file: File) -> bytes:
    # Passed as values, not pasted into the source: no character of theirs is read as markup.
    return bytes(typst.compile(_PAGE, sys_inputs={"title": file.title, "text": file.text}))


def _docx(file: File) -> bytes:
    document = Document()
    document.add_heading(file.title, level=1)
    document.add_paragraph(file.text)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


DRAWN = {"pdf": _pdf, "docx": _docx}
