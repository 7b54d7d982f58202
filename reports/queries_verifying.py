"""What a stranger is told who holds a file or a code: of issued editions only.

Nothing here reads editions or their files: what was never issued is not looked at, so that its
answer, and the statements that it takes, are those of any unknown file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet

from reports.models import CODE_LENGTH, Issue, IssuedFile, IssueState


class Verdict(StrEnum):
    ISSUED = "issued"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Found:
    """`file`: which of its files it is; None where only the code or the content was known.
    `rewritten`: the content is that of the issue, the bytes are others. `also`: further issues
    that hold the very same file."""

    issue: Issue | None = None
    file: IssuedFile | None = None
    rewritten: bool = False
    also: Sequence[Issue] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        if self.issue is None:
            return Verdict.UNKNOWN
        if self.issue.state == IssueState.WITHDRAWN:
            return Verdict.WITHDRAWN
        return Verdict.REPLACED if self.issue.replaced_by_id else Verdict.ISSUED


UNKNOWN = Found()


def by_file(sha256: str) -> Found:
    """By the hash of a file's bytes; one statement. Of several issues with the same file the one
    that stands, else the newest."""
    rows = IssuedFile.objects.filter(sha256=sha256)
    found = list(rows.select_related("issue__replaced_by").order_by("-issue")[:10])
    if not found:
        return UNKNOWN
    best = min(found, key=lambda row: list(Verdict).index(Found(row.issue).verdict))
    return Found(best.issue, best, also=[row.issue for row in found if row is not best])


def by_content(sha256: str) -> Found:
    """By the hash of a content that is written otherwise than in our file; one statement."""
    issue = _issues().filter(code=sha256[:CODE_LENGTH], sha256=sha256).first()
    return Found(issue, rewritten=True) if issue else UNKNOWN


def by_code(code: str) -> Found:
    """20 digits: the code of an issue. 64: the hash of a file. One statement."""
    if len(code) != CODE_LENGTH:
        return by_file(code)
    issue = _issues().filter(code=code).order_by("-pk").first()
    return Found(issue) if issue else UNKNOWN


def newest_after(issue: Issue) -> Issue | None:
    """What stands now in the place of an issue that was replaced; one statement."""
    later = Issue.objects.filter(
        state=IssueState.ISSUED, replaced_by=None, report__round__reports=issue.report_id
    )
    return later.exclude(pk=issue.pk).order_by("-pk").first()


def files_of(issue: Issue) -> QuerySet[IssuedFile]:
    return issue.files.order_by("language", "format")


def _issues() -> QuerySet[Issue]:
    return Issue.objects.once_issued().select_related("replaced_by")
