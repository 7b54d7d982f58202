"""Files as bytes: checked, kept once, looked at by a scanner, removed when nobody needs them."""

from measures.services.files.checking import check_content, check_tally
from measures.services.files.clearing import clear_files
from measures.services.files.keeping import keep
from measures.services.files.scanning import check_again, scan_waiting

__all__ = [
    "check_again",
    "check_content",
    "check_tally",
    "clear_files",
    "keep",
    "scan_waiting",
]
