"""Words that make a page or a script of a file for who takes it for one."""

import io
import re
import zipfile
from typing import Final

# Long enough that twenty megabytes of chance do not hold one.
_ANYWHERE: Final = re.compile(
    rb"<script[\s>/]|<\?php\s|<html[\s>]|<iframe[\s>]|<!doctype\s+html", re.IGNORECASE
)
# Where browsers look to guess what a file is; here shorter words tell as much.
_AT_THE_START: Final = re.compile(rb"<svg[\s>]|<body[\s>]|<head[\s>]|<img\s", re.IGNORECASE)
SNIFFED: Final = 4096


def holds_markup(content: bytes) -> bool:
    """Words of pages and scripts lie open in it."""
    return bool(_ANYWHERE.search(content) or _AT_THE_START.search(content, 0, SNIFFED))


def ends_as_an_archive(content: bytes) -> bool:
    """Programs that open archives begin from the end: any file can be one besides."""
    return zipfile.is_zipfile(io.BytesIO(content))
