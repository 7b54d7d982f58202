"""What of the API is on its way out: each answer that uses it says since when and until when.

RFC 9745 (Deprecation), RFC 8594 (Sunset); the policy stands in docs/api.md.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.http import HttpResponse
from django.utils.http import http_date

DOCUMENT = "/api/v1/docs/"


@dataclass(frozen=True)
class Deprecated:
    """`since`: callers were told; `until`: it works at least to the end of that day."""

    since: date
    until: date

    def tell(self, answer: HttpResponse) -> None:
        answer["Deprecation"] = f"@{_seconds(self.since)}"
        answer["Sunset"] = http_date(_seconds(self.until))
        answer["Link"] = f'<{DOCUMENT}>; rel="deprecation"; type="text/html"'


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time.min, UTC).timestamp())


BY_PAGE_NUMBER = Deprecated(since=date(2026, 12, 1), until=date(2027, 12, 31))
