"""A report as it is owed: read under a lock, open for writing, its drafts numbered."""

from django.db.models import Max, Q, Window
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from measures.models import Measure, MeasureState, Obligation, ProgressEntry, ProgressState
from measures.querysets import NOT_HANDED_IN

UNDER_WAY = (ProgressState.DRAFT, ProgressState.SUBMITTED)


def locked(obligation: Obligation) -> tuple[str, str]:
    """The states of the measure and of the obligation. The measure is locked first as its removal
    from control does, so that of two acts at one moment the second sees what the first did."""
    measures = Measure.objects.select_for_update(no_key=True).filter(pk=obligation.measure_id)
    control = measures.values_list("state", flat=True).get()
    owed = Obligation.objects.select_for_update(no_key=True).filter(pk=obligation.pk)
    return control, owed.values_list("state", flat=True).get()


def check_open(obligation: Obligation) -> None:
    """Raises Refused: "not_open", "off_control"."""
    control, state = locked(obligation)
    if state not in NOT_HANDED_IN:
        raise Refused("not_open", _("This obligation does not wait for a report now."))
    if control != MeasureState.ON_CONTROL:
        raise Refused("off_control", _("The measure is no longer on control."))


def last_entry(obligation: Obligation) -> ProgressEntry | None:
    """The report under way, where there is one, else the newest; one statement. `last_version`: the
    highest that a draft of this obligation has had."""
    rows = obligation.entries.annotate(
        is_under_way=Q(state__in=UNDER_WAY), last_version=Window(Max("version"))
    )
    return rows.order_by("-is_under_way", "-pk").first()


def next_version(obligation: Obligation) -> int:
    """A new draft goes on counting where the one before it ended: a window that still shows that
    one must never be taken for one that shows this."""
    last: int | None = obligation.entries.aggregate(last=Max("version"))["last"]
    return (last or 0) + 1
