from audit.models.chain import Anchor, Link
from audit.models.entry import WRITES, Door, Entry, Kind

__all__ = ["WRITES", "Anchor", "Door", "Entry", "Kind", "Link"]
