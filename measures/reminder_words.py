"""How people are told the steps of a policy of reminders, and what is wrong in one."""

from collections.abc import Iterator
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures.models import Subject
from measures.rules.reminder_policy import HEEDED, Finding, PolicyStep, Terms

Words = dict[str, str | Promise]

TO_WHOM: Final[Words] = {
    "officer": gettext_lazy("to officers of the agency"),
    "deputy": gettext_lazy("to the deputy head of the agency"),
    "head": gettext_lazy("to the head of the agency"),
    "co_executor": gettext_lazy("to officers of co-executors that owe their parts"),
    "lead": gettext_lazy("to officers of the lead executor"),
    "coordinator": gettext_lazy("to coordinators"),
    "controller": gettext_lazy("to the controlling body"),
}
BY: Final[Words] = {
    "mail": gettext_lazy("by mail"),
    "site": gettext_lazy("by a notice on the site"),
}
WEEKDAYS: Final[tuple[str | Promise, ...]] = (
    gettext_lazy("each Monday"),
    gettext_lazy("each Tuesday"),
    gettext_lazy("each Wednesday"),
    gettext_lazy("each Thursday"),
    gettext_lazy("each Friday"),
)
CONDITIONS: Final[Words] = {
    "unless_acknowledged": gettext_lazy("not to those who have acknowledged"),
    "unless_time_asked": gettext_lazy("not while a request for more time waits"),
    "may_decline": gettext_lazy("may be declined"),
}
_WRONG: Final[Words] = {
    "audience_unfit": gettext_lazy("These people are not reminded of this. Choose others."),
    "too_far": gettext_lazy("At most %(most)d such days before or after the day."),
    "every_out_of_bounds": gettext_lazy("Repeat every 1 to %(most)d days."),
    "every_and_weekday": gettext_lazy(
        "Either repeat every so many days or gather on a weekday. Leave one of them empty."
    ),
    "repeated_before": gettext_lazy(
        "A step before the day is not repeated. Leave this empty, or add a step for each day."
    ),
    "times_out_of_bounds": gettext_lazy("From 0 to %(most)d times."),
    "nothing_repeated": gettext_lazy(
        "This step is not repeated. Leave this empty, or say how it is repeated."
    ),
    "never_ended": gettext_lazy(
        "This step still goes on when step %(other)d begins. Say how many times it is repeated at "
        "most, so that it ends before that day."
    ),
    "same_step": gettext_lazy(
        "The same people on the same day as in step %(other)d. Take one out."
    ),
    "late_declined": gettext_lazy(
        "Reminders of a late report cannot be declined. Remove this tick, or let the step end "
        "before the day."
    ),
    "unless_acknowledged_unheeded": gettext_lazy(
        "Reminders of rounds are not acknowledged. Remove this tick."
    ),
    "unless_time_asked_unheeded": gettext_lazy(
        "More time is asked for a report that is owed, not for this. Remove this tick."
    ),
    "too_many": gettext_lazy("A policy has at most %(most)d steps. Take some out."),
}


def subject_words(subject: str) -> str:
    """What it is about, to begin a line with."""
    return str(capfirst(str(Subject(subject).label)))


def finding_words(finding: Finding) -> str:
    """What is wrong and what to do."""
    return str(_WRONG[finding.code]) % {"other": finding.other, "most": finding.most}


def step_words(step: PolicyStep) -> str:
    """“7 days before the day, to officers of the agency, by mail; may be declined”."""
    said = ", ".join(
        filter(None, (*_when(step), str(TO_WHOM[step.audience]), str(BY[step.channel])))
    )
    conditions = [str(words) for name, words in CONDITIONS.items() if getattr(step, name)]
    return capfirst("; ".join([said, *conditions]))


def _when(step: PolicyStep) -> Iterator[str]:
    if step.weekday is None:
        yield _from_the_day(step)
        yield _again(step)
    else:
        told = {"weekday": WEEKDAYS[step.weekday], "when": _from_the_day(step)}
        yield _("%(weekday)s, not earlier than %(when)s") % told
    yield _at_most(step)


def _from_the_day(step: PolicyStep) -> str:
    if step.offset == 0:
        return _("on the day")
    return _counted(step, abs(step.offset)) % {"count": abs(step.offset)}


def _counted(step: PolicyStep, count: int) -> str:
    match step.days, step.offset < 0:
        case "working", True:
            return ngettext(
                "%(count)d working day before the day",
                "%(count)d working days before the day",
                count,
            )
        case "working", False:
            return ngettext(
                "%(count)d working day after the day",
                "%(count)d working days after the day",
                count,
            )
        case _calendar, True:
            return ngettext("%(count)d day before the day", "%(count)d days before the day", count)
    return ngettext("%(count)d day after the day", "%(count)d days after the day", count)


def _again(step: PolicyStep) -> str:
    if step.repeat_every is None:
        return ""
    every = (
        ngettext(
            "then every %(count)d working day",
            "then every %(count)d working days",
            step.repeat_every,
        )
        if step.days == "working"
        else ngettext("then every %(count)d day", "then every %(count)d days", step.repeat_every)
    )
    return every % {"count": step.repeat_every}


def _at_most(step: PolicyStep) -> str:
    if step.repeat_at_most is None:
        return ""
    most = ngettext(
        "%(count)d more time at most", "%(count)d more times at most", step.repeat_at_most
    )
    return most % {"count": step.repeat_at_most}


def change_words(added: int, retired: int) -> str:
    """“2 steps added, 1 step retired”; "" for neither."""
    told = (
        (added, ngettext("%(count)d step added", "%(count)d steps added", added)),
        (retired, ngettext("%(count)d step retired", "%(count)d steps retired", retired)),
    )
    return ", ".join(words % {"count": count} for count, words in told if count)


def day_words(subject: str, terms: Terms) -> str:
    """From which day the steps about a subject are counted."""
    match subject:
        case "review":
            said = ngettext(
                "The day: %(count)d working day after the report was handed in.",
                "The day: %(count)d working days after the report was handed in.",
                terms.review_days,
            )
            return said % {"count": terms.review_days}
        case "extension":
            said = ngettext(
                "The day: %(count)d working day after the request was made.",
                "The day: %(count)d working days after the request was made.",
                terms.decision_days,
            )
            return said % {"count": terms.decision_days}
    return str(_DAYS[subject])


_DAYS: Final[Words] = {
    "report": gettext_lazy("The day: the date by which the report is owed."),
    "round_opens": gettext_lazy("The day: the one on which the round opens."),
    "round_closes": gettext_lazy("The day: the one by which executors report in the round."),
    "consolidated": gettext_lazy(
        "The day: the one by which the coordinating body hands in the consolidated report."
    ),
    "nobody": gettext_lazy(
        "The day: the date by which the report is owed. Nobody in the agency that owes it can be "
        "reminded, so somebody else has to know."
    ),
}


def conditions_of(subject: str) -> list[str]:
    """Those that can be heeded for it."""
    return [name for name, subjects in HEEDED.items() if subject in subjects]
