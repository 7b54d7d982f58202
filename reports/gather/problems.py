"""A measure that cannot be told is named, and the rest of the report is complete without it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

log = logging.getLogger(__name__)


class Problems:
    """What went wrong in the parts of single measures."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    @contextmanager
    def of(self, measure: int, number: str) -> Iterator[None]:
        """Whatever fails inside is kept under the measure's name; the reason goes to the log.

        `code` is the name of the error's class: its words may tell what is nobody's business.
        """
        try:
            yield
        except Exception as error:
            log.exception("measure %s (%s) could not be told in a report", measure, number)
            code = type(error).__name__
            self.rows.append({"measure": measure, "number": number, "code": code})

    @property
    def measures(self) -> set[int]:
        return {row["measure"] for row in self.rows}
