"""How far an edition is, part by part."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from agencies.translated import ORDER
from reports.models import PartState, Report, ReportPart


@dataclass(frozen=True)
class Making:
    """The parts of an edition in their order, and how many of them are made and given up.

    Of an edition that was made before it was compiled in parts there are none.
    """

    parts: Sequence[ReportPart]
    done: int
    failed: int

    @property
    def total(self) -> int:
        return len(self.parts)

    @property
    def in_all_languages(self) -> list[ReportPart]:
        """The gathering, and files that hold every language."""
        return [part for part in self.parts if not part.language]

    @property
    def languages(self) -> list[str]:
        spoken = {part.language for part in self.parts}
        return [language for language in ORDER if language in spoken]

    @property
    def by_format(self) -> list[tuple[str, list[ReportPart | None]]]:
        """Name of a format, and its file in each of `languages`."""
        found = {(part.format, part.language): part for part in self.parts if part.language}
        formats = dict.fromkeys(part.format for part in self.parts if part.language)
        return [
            (
                next(found[key].format_name() for key in found if key[0] == fmt),
                [found.get((fmt, language)) for language in self.languages],
            )
            for fmt in formats
        ]

    @property
    def troubled(self) -> list[ReportPart]:
        """Parts that failed, for good or until they are tried again."""
        return [part for part in self.parts if part.error_code]


def making(report: Report) -> Making:
    """One statement."""
    parts = list(report.parts.order_by("position"))
    states = Counter(part.state for part in parts)
    return Making(parts, states[PartState.DONE], states[PartState.FAILED])
