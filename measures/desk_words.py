"""The desk in words: its piles, and the one sentence that says what must be done now."""

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from measures.queries.desk import NOW, Desk
from measures.rules.piles import Pile

PILE_WORDS: Final[dict[str, str | Promise]] = {
    NOW: gettext_lazy("To do"),
    Pile.LATE: pgettext_lazy("pile of the desk", "Late"),
    Pile.RETURNED: gettext_lazy("Returned to you"),
    Pile.TODAY: gettext_lazy("Due today"),
    Pile.QUARTERS: gettext_lazy("For past quarters"),
    Pile.WEEK: gettext_lazy("Within a week"),
    Pile.DRAFTS: gettext_lazy("Begun, not handed in"),
    Pile.MONTH: gettext_lazy("Within a month"),
    Pile.REVIEW: gettext_lazy("In review"),
    Pile.LATER: gettext_lazy("Later"),
    Pile.UNDATED: gettext_lazy("Without a date"),
    Pile.DONE: gettext_lazy("Closed"),
}


def weekday_and_day(day: date) -> str:
    """«Friday, 10 July»: the year is plain to whoever reads of the next weeks."""
    return date_format(day, pgettext("format of a day with its weekday", "l, j F"))


def summary(desk: Desk, today: date) -> str:
    """«2 reports are late, 1 is due today. The next one is due on Friday, 10 July.»"""
    pressing = ", ".join(_pressing(desk.counts))
    first = f"{pressing}." if pressing else _("Nothing has to be handed in today.")
    return f"{first} {_next(desk.next_due, today)}".strip()


def _pressing(counts: dict[str, int]) -> list[str]:
    late, today = counts[Pile.LATE], counts[Pile.TODAY]
    back, past = counts[Pile.RETURNED], counts[Pile.QUARTERS]
    told = [
        (late, ngettext("%(count)d report is late", "%(count)d reports are late", late)),
        (today, ngettext("due today: %(count)d", "due today: %(count)d", today)),
        (back, ngettext("returned to you: %(count)d", "returned to you: %(count)d", back)),
        (past, ngettext("for past quarters: %(count)d", "for past quarters: %(count)d", past)),
    ]
    words = [text % {"count": count} for count, text in told if count]
    return [words[0][:1].upper() + words[0][1:], *words[1:]] if words else []


def _next(day: date | None, today: date) -> str:
    if day is None:
        return ""
    if day.year == today.year:
        return _("The next one is due on: %(day)s.") % {"day": weekday_and_day(day)}
    return _("The next one is due on: %(day)s.") % {"day": date_format(day, "DATE_FORMAT")}
