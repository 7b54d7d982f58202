"""How a notice is said in the reader's language, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.queries import Standing
from measures.date_words import period_words
from measures.job_words import title
from measures.models import Notice, NoticeKind

SHORT = "d.m.Y"
# Whether it is good news, bad news or neither: a mark beside the words, never instead of them.
TONE: Final = {
    NoticeKind.ACCEPTED: "good",
    NoticeKind.PART_ACCEPTED: "good",
    NoticeKind.TIME_GRANTED: "good",
    NoticeKind.JOB_DONE: "good",
    NoticeKind.EDITION_READY: "good",
    NoticeKind.RETURNED: "do",
    NoticeKind.TIME_REFUSED: "do",
    NoticeKind.JOB_FAILED: "do",
    NoticeKind.EDITION_FAILED: "do",
    NoticeKind.EDITION_INCOMPLETE: "do",
    NoticeKind.REVIEWER: "do",
    NoticeKind.TO_SIGN: "do",
    NoticeKind.GIVEN_BACK: "do",
    NoticeKind.ROUND_REOPENED: "do",
    NoticeKind.WEBHOOK_OFF: "do",
    NoticeKind.FILE_INFECTED: "do",
    NoticeKind.FILE_UNSCANNABLE: "do",
}
WHAT: Final[dict[NoticeKind, Promise]] = {
    NoticeKind.ACCEPTED: gettext_lazy("Your report was accepted."),
    NoticeKind.RETURNED: gettext_lazy("Your report was returned for rework: it is owed again."),
    NoticeKind.TO_SIGN: gettext_lazy("A report waits for your signature."),
    NoticeKind.GIVEN_BACK: gettext_lazy("The head gave your report back: it is not sent."),
    NoticeKind.CLOSED: gettext_lazy(
        "Your report was closed without review: it is not owed any more."
    ),
    NoticeKind.STRUCK: gettext_lazy("The measure was struck from the plan."),
    NoticeKind.REMOVED: gettext_lazy("The measure was removed from control."),
    NoticeKind.PART_HANDED_IN: gettext_lazy("Co-executors handed in parts for your report."),
    NoticeKind.PART_ACCEPTED: gettext_lazy(
        "Parts of co-executors were accepted: you can put them into your report."
    ),
    NoticeKind.JOB_DONE: gettext_lazy("The work that you asked for is finished."),
    NoticeKind.JOB_FAILED: gettext_lazy("The work that you asked for could not be done."),
    NoticeKind.EDITION_READY: gettext_lazy("The edition of the report is ready."),
    NoticeKind.EDITION_FAILED: gettext_lazy("The edition of the report could not be compiled."),
    NoticeKind.EDITION_INCOMPLETE: gettext_lazy(
        "The edition of the report is incomplete: some of its files could not be drawn."
    ),
}


@dataclass(frozen=True)
class Said:
    """`text`: what happened; `thing`: to what; `body`: whose, where it is another's; `why`: in
    the words of who acted; `path`: the page, "" where the reader may open none."""

    text: str
    thing: str
    body: str
    why: str
    path: str


def said(notice: Notice, standing: Standing) -> Said:
    """No statement: the notice carries its rows. Who has no role any more reads no titles."""
    theirs = is_theirs(notice, standing)
    reads = bool(standing.memberships) or (theirs and notice.agency_id is None)
    opens = theirs or notice.kind != NoticeKind.REVIEWER
    return Said(
        text=_text(notice),
        thing=_thing(notice, reads=reads),
        body=_body(notice) if reads else "",
        why=str(notice.params.get("why", "")) if theirs else "",
        path=_path(notice, standing) if opens else "",
    )


def _text(notice: Notice) -> str:
    kind = NoticeKind(notice.kind)
    if kind in TEXTS:
        return TEXTS[kind](notice)
    return str(WHAT[kind])


def _granted(notice: Notice) -> str:
    if notice.params.get("new") != notice.params.get("asked"):
        told = _("More time was granted until %(new)s; you had asked for %(asked)s.")
    else:
        told = _("More time was granted until %(new)s.")
    return told % _days(notice)


def _refused(notice: Notice) -> str:
    return _("More time was refused: the date stays %(old)s.") % _days(notice)


def _moved(notice: Notice) -> str:
    told, days = _("The date was moved from %(old)s to %(new)s.") % _days(notice), notice.params
    others = int(days.get("count", 1)) - 1
    if others <= 0:
        return told
    more = ngettext(
        "So was the date of %(count)d more report of the measure.",
        "So were the dates of %(count)d more reports of the measure.",
        others,
    )
    return f"{told} {more % {'count': others}}"


def _amended(notice: Notice) -> str:
    added = notice.params.get("change") == "add"
    told = _("The measure was added by %(act)s.") if added else _("%(act)s gave it a new wording.")
    return told % {"act": notice.params.get("act") or _("an amendment")}


def _reviewer(notice: Notice) -> str:
    if notice.params.get("several"):
        return _("You are to review several reports.")
    return _("You are to review this report.")


def _round_opened(notice: Notice) -> str:
    words = _("Reports for %(round)s are being collected")
    told = words % {"round": period_words(str(notice.params.get("round", "")))}
    by = notice.params.get("by")
    return _("%(told)s: until %(day)s.") % {"told": told, "day": _day(by)} if by else f"{told}."


def _round_reopened(notice: Notice) -> str:
    words = _("You can hand in again for %(round)s")
    told = words % {"round": period_words(str(notice.params.get("round", "")))}
    by = notice.params.get("by")
    return _("%(told)s: until %(day)s.") % {"told": told, "day": _day(by)} if by else f"{told}."


def _edition_issued(notice: Notice) -> str:
    told = {"number": "—", **notice.params, "day": _day(notice.params.get("date"))}
    match notice.params.get("step"):
        case "signed":
            return _("Report No %(number)s of %(day)s waits for the second signature.") % told
        case "withdrawn":
            return _("Report No %(number)s of %(day)s was withdrawn.") % told
    return _("The report is issued: No %(number)s of %(day)s.") % told


def _token_made(notice: Notice) -> str:
    told: dict[str, str] = {"token": "—", "start": "—", **notice.params}
    if told.get("password"):
        return _("A program signed in with your password and got an access token for some hours.")
    return _("An access token was made in your name: “%(token)s”, %(start)s.") % told


def _webhook_off(notice: Notice) -> str:
    told = {"webhook": "—", **notice.params}
    if notice.params.get("reason") == "gone":
        return _("The webhook “%(webhook)s” is switched off: its address is gone for good.") % told
    return _("The webhook “%(webhook)s” is switched off: its address has failed for days.") % told


def _infected(notice: Notice) -> str:
    told = {"file": "", "found": "?", **notice.params}
    if not told["file"]:
        return _("A virus was found in a file of a draft: %(found)s. Nobody can open it.") % told
    return _("A virus was found in the file “%(file)s”: %(found)s. Nobody can open it.") % told


def _unscannable(notice: Notice) -> str:
    told = {"file": "", **notice.params}
    if not told["file"]:
        return _("A file of a draft could not be checked for viruses: it is held back.")
    said = _("The file “%(file)s” could not be checked for viruses: it is held back from others.")
    return said % told


def _role_lent(notice: Notice) -> str:
    """The names are those of today: who was erased has none."""
    given = notice.delegation
    if given is None:
        return _("A role was delegated.")
    told = {
        "holder": given.membership.user,
        "to": given.to,
        "first": date_format(given.starts_on, SHORT),
        "last": date_format(given.ends_on, SHORT),
        "by": given.ended_by or "—",
    }
    match notice.params.get("step"):
        case "ended":
            return _("The delegation of a role, %(holder)s → %(to)s, was ended by %(by)s.") % told
        case "ending":
            return _("The delegation of a role, %(holder)s → %(to)s, ends with %(last)s.") % told
    return _("A role is delegated, %(holder)s → %(to)s, from %(first)s to %(last)s.") % told


TEXTS: Final[dict[NoticeKind, Callable[[Notice], str]]] = {
    NoticeKind.TIME_GRANTED: _granted,
    NoticeKind.TIME_REFUSED: _refused,
    NoticeKind.MOVED: _moved,
    NoticeKind.AMENDED: _amended,
    NoticeKind.ROUND_OPENED: _round_opened,
    NoticeKind.ROUND_REOPENED: _round_reopened,
    NoticeKind.REVIEWER: _reviewer,
    NoticeKind.EDITION_ISSUED: _edition_issued,
    NoticeKind.TOKEN_MADE: _token_made,
    NoticeKind.WEBHOOK_OFF: _webhook_off,
    NoticeKind.ROLE_LENT: _role_lent,
    NoticeKind.FILE_INFECTED: _infected,
    NoticeKind.FILE_UNSCANNABLE: _unscannable,
}


def _days(notice: Notice) -> dict[str, str]:
    return {name: _day(notice.params.get(name)) for name in ("old", "new", "asked")}


def _day(text: str | None) -> str:
    return date_format(date.fromisoformat(text), SHORT) if text else ""


def _thing(notice: Notice, *, reads: bool) -> str:
    measure = notice.measure
    if measure:
        words = " ".join(measure.title.split())
        return f"{measure.number}. {words}" if reads else f"№ {measure.number}"
    if notice.job:
        return title(notice.job)
    if given := notice.delegation:
        return f"{given.membership.get_role_display()}, {given.membership.agency.short}"
    if notice.kind == NoticeKind.TOKEN_MADE:
        return _("If it was not you, revoke it and change your password.")
    if cut := notice.params.get("cut"):
        return _("own cut “%(name)s”, No. %(number)s") % {
            "name": cut,
            "number": notice.params.get("number", ""),
        }
    if edition := notice.params.get("edition"):
        told = {"round": period_words(str(notice.params.get("round", ""))), "number": edition}
        return _("%(round)s, edition %(number)s") % told
    return notice.plan.title if notice.plan and reads else ""


def _to_review(notice: Notice) -> str:
    if notice.entry_id:
        return reverse("measures:review", args=[notice.entry_id])
    return reverse("measures:review-queue") + "?whose=mine"


def _body(notice: Notice) -> str:
    """Whose report is to be reviewed."""
    owed = notice.entry.obligation if notice.entry else None
    return owed.agency.short if owed and owed.agency_id != notice.agency_id else ""


def is_theirs(notice: Notice, standing: Standing) -> bool:
    """Told to the person alone, or to a member of an agency who is one still; reviews are theirs
    who coordinate the plan still."""
    if notice.kind == NoticeKind.REVIEWER:
        return _coordinates(notice, standing)
    bodies = {held.agency_id for held in standing.memberships}
    return notice.agency_id is None or notice.agency_id in bodies


def _coordinates(notice: Notice, standing: Standing) -> bool:
    if notice.measure is None:
        return bool(standing.coordinating_for)
    return notice.measure.plan.coordinator_id in standing.coordinating_for


def _path(notice: Notice, standing: Standing) -> str:
    if notice.job_id:
        return reverse("measures:job", args=[notice.job_id])
    if not standing.memberships:
        return ""
    if notice.path:
        return notice.path
    if notice.kind == NoticeKind.REVIEWER:
        return _to_review(notice)
    if notice.kind == NoticeKind.TO_SIGN:
        return reverse("measures:signing")
    owed = notice.obligation
    if owed and (owed.agency_id in standing.reporting_for or standing.may_oversee):
        return reverse("measures:obligation", args=[owed.pk])
    return reverse("measures:measure", args=[notice.measure_id]) if notice.measure_id else ""
