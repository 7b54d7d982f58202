"""On which days a cut is due, and which one is made up after a stop: the last, never all."""

from calendar import monthrange
from datetime import date, timedelta


def last_weekday(weekday: int, today: date) -> date:
    """The last day of that name up to today; 0 is Monday.

    >>> last_weekday(0, date(2009, 7, 8))
    datetime.date(2009, 7, 6)
    """
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def last_monthday(day: int, today: date) -> date:
    """The last such day of a month up to today; a short month has its last day instead.

    >>> last_monthday(31, date(2009, 7, 8)), last_monthday(8, date(2009, 7, 8))
    (datetime.date(2009, 6, 30), datetime.date(2009, 7, 8))
    """
    this = _in_month(today.year, today.month, day)
    if this <= today:
        return this
    before = today.replace(day=1) - timedelta(days=1)
    return _in_month(before.year, before.month, day)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def due_on(
    schedule: str, *, weekday: int | None, monthday: int | None, since: date, today: date
) -> date | None:
    """The day for which a cut is to be made now, None where none has come since it was asked for.

    `since` is the day on which the schedule was chosen: that day itself counts. Days that were
    missed before the last one are not made up: the last one tells what they would have told.
    """
    if schedule == "weekly" and weekday is not None:
        last = last_weekday(weekday, today)
    elif schedule == "monthly" and monthday is not None:
        last = last_monthday(monthday, today)
    else:
        return None
    return last if last >= since else None
