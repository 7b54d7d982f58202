"""Which month an address names."""

import re
from datetime import date
from typing import Final

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from agencies.rules.public_holidays import FIRST_YEAR, LAST_YEAR

MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def month_asked(text: str, day: date) -> date:
    """The first of the month; that of `day` where none is named. Raises BadRequest, in words."""
    if not text:
        return day.replace(day=1)
    found = MONTH.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        said = _("“%(text)s” is not a month of the calendar. Write it as in month=2009-07.")
        raise BadRequest(said % {"text": text[:40]})
    return date(int(found[1]), int(found[2]), 1)
