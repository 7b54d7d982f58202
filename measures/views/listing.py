"""How a list is sent as a file. Each list is a view of its own, which checks what its page checks
and says what the file holds."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django import forms
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.signals import file_served
from measures.exporting import CONTENT_TYPES
from measures.exporting.lists import Listing, lines, workbook
from measures.views.asking import Visit, visit

FORMATS: Final = ("csv", "xlsx")
Where = ParamSpec("Where")


def as_file(
    listed: "Callable[Concatenate[HttpRequest, Visit, Where], Listing]",
) -> Callable[..., HttpResponseBase]:
    """A view of `…/name.<fmt>`: the list with all its rows, under the filters of the address."""

    what = listed.__name__  # "board", "desk", …: as the view of the list is called

    @wraps(listed)
    def served(request: HttpRequest, fmt: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if fmt not in FORMATS:
            raise Http404
        asked = visit(request)
        listing = listed(request, asked, *args, **kwargs)
        answer = _csv(listing) if fmt == "csv" else _xlsx(request, asked, listing)
        name = f"{listing.name}-{listing.day.isoformat()}.{fmt}"
        file_served.send(Listing, request=request, what=what, pk="", name=name)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Content-Type"] = CONTENT_TYPES[fmt]
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-store"
        return answer

    return require_safe(served)


def _csv(listing: Listing) -> HttpResponseBase:
    return StreamingHttpResponse(lines(listing))


def _xlsx(request: HttpRequest, asked: Visit, listing: Listing) -> HttpResponseBase:
    made = date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")
    page = settings.SITE_URL + request.get_full_path()
    about = [(_("Made at"), made), (_("Made by"), str(asked.person)), (_("Address"), page)]
    return FileResponse(workbook(listing, about=about))


def told_filters(form: forms.BaseForm) -> list[tuple[str, str]]:
    """The filters that are set, in words."""
    form.is_valid()
    shown = {name: one for name, one in form.fields.items() if not one.widget.is_hidden}
    return [
        (str(field.label or name), _words(field, value))
        for name, field in shown.items()
        if (value := form.cleaned_data.get(name))
    ]


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes")
    choices: Iterable[Any] = getattr(field, "choices", ())
    return next((str(words) for code, words in choices if str(code) == str(value)), str(value))
