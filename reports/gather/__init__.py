"""One frozen content document of a round, as of a day; gathered once, drawn many times."""

from reports.gather.document import SCHEMA, gather

__all__ = ["SCHEMA", "gather"]
