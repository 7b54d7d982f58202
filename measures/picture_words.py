"""Words of pictures: what each shows, in the reader's language."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.template.defaultfilters import date as format_day
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.date_words import quarter
from measures.models import Measure
from measures.pictures import Picture, Words
from measures.pictures.bars import Bar, by_status
from measures.pictures.timeline import Dot, Span
from measures.pictures.timeline import timeline as timeline_picture
from measures.queries.progress import Node
from measures.queries.timeline import Mark, Row
from measures.rules.discipline import Discipline
from measures.rules.lateness import Status
from measures.templatetags.tracker import STATUS_WORDS
from planner.models import ActionPlan

Names = Mapping[Status, str]


def status_names() -> dict[Status, str]:
    return {status: str(words) for status, words in STATUS_WORDS.items()}


def progress_picture(nodes: Sequence[Node], link: Callable[[str, Status], str]) -> Picture:
    """Measures by status, a bar for each node; `link` makes the address of a part of one."""
    bars = [
        Bar(
            f"{node.row.source} {node.row.text}" if node.row else _("under no direction"),
            node.counts,
            {status: link(node.key, status) for status in node.counts},
        )
        for node in nodes
    ]
    words = Words(
        _("Measures by direction and status"),
        _(
            "A bar for each direction; its parts are as long as there are measures of each status. "
            "The table below has the same figures."
        ),
    )
    return by_status(bars, status_names(), words)


def discipline_picture(quarters: Mapping[str, Discipline], name: str) -> Picture:
    """`name` of the body."""
    bars = [Bar(_quarter_label(label, told), _kept(told), {}) for label, told in quarters.items()]
    words = Words(
        _("Execution discipline by quarter: %(name)s") % {"name": name},
        _(
            "A bar for each quarter: reports handed in on time, late, and not handed in. "
            "The table below has the same figures."
        ),
    )
    return by_status(bars, discipline_names(), words)


def discipline_names() -> dict[Status, str]:
    return {
        Status.DONE: _("handed in on time"),
        Status.DONE_LATE: _("handed in late"),
        Status.OVERDUE: _("not handed in"),
        Status.NOT_DUE: _("date not come"),
    }


def _quarter_label(label: str, told: Discipline) -> str:
    share = "" if told.share is None else f" — {told.share} %"
    return f"{quarter(label)}{share}"


def _kept(told: Discipline) -> Counter[Status]:
    return Counter(
        {
            Status.DONE: told.in_time,
            Status.DONE_LATE: told.late,
            Status.OVERDUE: told.out,
            Status.NOT_DUE: told.ahead,
        }
    )


def plan_timeline(
    plan: ActionPlan, rows: Sequence[Row], day: date, link: Callable[[Measure], str]
) -> Picture:
    """Measures under the headings of their sections."""
    words = Words(
        _("Measures and their due dates"),
        _(
            "A row for each measure from beginning to last date, with a mark for each date. "
            "The table below has the same dates."
        ),
    )
    today = (day, format_day(day, "DATE_FORMAT"))
    period = (plan.starts_on, plan.ends_on)
    spans = list(_spans(rows, link))
    return timeline_picture(spans, period, today=today, names=status_names(), words=words)


def _spans(rows: Sequence[Row], link: Callable[[Measure], str]) -> Iterable[Span]:
    above = None
    for row in rows:
        section = row.measure.section
        if section and section.pk != above:
            yield Span(section.title)
            above = section.pk
        label = f"{row.measure.number}. {row.measure.title}"
        dots = [Dot(mark.due_on, mark.status, _said(row.measure, mark)) for mark in row.marks]
        yield Span(label, link(row.measure), row.begins_on, dots)


def _said(measure: Measure, mark: Mark) -> str:
    bodies = ngettext("%(count)d report", "%(count)d reports", mark.bodies) % {"count": mark.bodies}
    day = format_day(mark.due_on, "d.m.Y")
    return f"{measure.number}: {day}, {STATUS_WORDS[mark.status]}, {bodies}"
