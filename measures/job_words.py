"""How long work is said in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures.models import Job, JobKind, JobState

DOING: Final[Mapping[str, Promise]] = {
    "writing": gettext_lazy("the file is read and written into the plan"),
    "drawing": gettext_lazy("the file is drawn"),
    "saving": gettext_lazy("the file is kept"),
    "acting": gettext_lazy("one report after another"),
}
BULK: Final[Mapping[str, Promise]] = {
    "remind": gettext_lazy("Reminders are sent"),
    "accept": gettext_lazy("Reports are accepted"),
    "assign": gettext_lazy("Reports are given to a reviewer"),
}
WRONG: Final[Mapping[str, Promise]] = {
    "too_long": gettext_lazy("It took too long and was stopped. Ask for less at a time."),
    "worker_stopped": gettext_lazy(
        "The workers stopped before it was finished, several times. Tell an administrator."
    ),
    "unexpected": gettext_lazy(
        "Something went wrong that nobody foresaw; it stands in the log of the site. Try again, or "
        "tell an administrator the number of this work."
    ),
    "not_allowed": gettext_lazy("You may not do this any more."),
}


@dataclass(frozen=True)
class Words:
    """`doing`: what happens now; `percent` None: not known; `came`: what came of it."""

    doing: str
    percent: int | None
    came: str
    wrong: str


def words_of(job: Job) -> Words:
    known = job.total > 0 and job.state == JobState.RUNNING
    return Words(
        doing=_doing(job),
        percent=job.done * 100 // job.total if known else None,
        came=_came(job) if job.state == JobState.DONE else "",
        wrong=reason(job),
    )


def title(job: Job) -> str:
    if job.kind == JobKind.BULK:
        act = str(job.params.get("act", ""))
        return str(BULK.get(act, capfirst(job.get_kind_display())))
    named = str(capfirst(job.get_kind_display()))
    return f"{named}: {job.params['name']}" if job.params.get("name") else named


def _doing(job: Job) -> str:
    if job.state != JobState.RUNNING:
        return ""
    if job.cancel_asked:
        return _("it stops at the next step")
    return str(DOING.get(job.doing, _("it begins")))


def _came(job: Job) -> str:
    match job.kind:
        case JobKind.IMPORT:
            count = int(job.outcome.get("measures", 0))
            told = ngettext("%(count)d measure was added.", "%(count)d measures were added.", count)
        case JobKind.BULK | JobKind.UPLOAD:
            count = int(job.outcome.get("did", 0))
            told = ngettext("Done for %(count)d report.", "Done for %(count)d reports.", count)
        case _file:
            return ""
    return told % {"count": count}


def reason(job: Job) -> str:
    if job.state != JobState.FAILED:
        return ""
    return job.error_text or str(WRONG.get(job.error, WRONG["unexpected"]))
