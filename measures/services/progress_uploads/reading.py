"""The kept table, read once more."""

from measures.importing.sheets import read_sheets
from measures.models import ProgressUpload
from measures.progress_words import vocabulary
from measures.rules.progress_table import Told, read
from measures.services.kept_files import contents


def read_kept(kept: ProgressUpload) -> Told:
    """As it was previewed. Raises Refused where the file is lost, changed or not to be read."""
    return read_bytes(contents(kept), kept.name)


def read_bytes(data: bytes, name: str) -> Told:
    """`name` tells by its ending how it is read. Raises Refused for what is no table."""
    return read(read_sheets(data, name), vocabulary())
