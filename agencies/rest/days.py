"""`?as_of=2009-06-30` of a call: a day in the past."""

from datetime import date

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from agencies.clock import day_asked


def day_in_the_past(request: Request, today: date) -> date | None:
    """None for today, or where no day is named. An empty one is no day here: a form of a page
    sends its empty fields, a program names what it means.

    Raises ValidationError "bad_as_of".
    """
    asked = request.query_params.get("as_of")
    try:
        if asked == "":
            raise BadRequest(_("Write the day as in as_of=2009-06-30, or leave as_of out."))
        return day_asked(asked, today)
    except BadRequest as unreadable:
        raise ValidationError({"as_of": [str(unreadable)]}, code="bad_as_of") from None
