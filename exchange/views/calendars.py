"""A person's private addresses of calendars and feeds: made, copied once, renewed, revoked."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies.errors import Refused
from agencies.signing_in import again
from exchange.forms_links import LinkForm
from exchange.link_addresses import address_of
from exchange.models import CalendarLink, LinkKind
from exchange.permissions_links import may_have_link
from exchange.queries.links import links_of
from exchange.services.links import Wanted, make_link, renew_link, revoke_link
from measures.views.asking import Visit, visit

FIELD_OF = {"agency_missing": "agency", "plan_missing": "plan"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """A made link is shown in the answer itself, once: its address is kept nowhere."""
    asked = visit(request)
    kinds = _kinds(asked)
    form = LinkForm(kinds, request.POST or None)
    if request.method != "POST":
        form.initial.update(again.typed_before(request))
    elif form.is_valid():
        again.ask_again(request)
        wanted = Wanted(**form.cleaned_data, language=asked.person.language or _language())
        try:
            made = make_link(wanted, by=asked.person, today=asked.today, now=timezone.now())
        except Refused as refused:
            form.add_error(FIELD_OF.get(refused.code), str(refused))
        else:
            return _page(request, asked, LinkForm(kinds), made=made)
    return _page(request, asked, form)


def _kinds(asked: Visit) -> list[LinkKind]:
    """PermissionDenied for a person who may have none, and no link to revoke either."""
    may = [one for one in LinkKind if may_have_link(asked.person, one, asked.today)]
    if not may and not links_of(asked.person).exists():
        raise PermissionDenied(_("You have no current role for which there is such a link."))
    return may


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def _page(
    request: HttpRequest,
    asked: Visit,
    form: LinkForm,
    made: tuple[CalendarLink, str] | None = None,
) -> HttpResponse:
    links = [(link, link.kind in form.kinds) for link in links_of(asked.person)]
    context: dict[str, Any] = {"form": form, "links": links}
    context["asks_again"] = not again.is_sure(request)
    if made:
        context |= {"made": made[0], "address": address_of(*made), "webcal": _webcal(*made)}
    status = 422 if form.errors else 200
    return render(request, "exchange/calendars.html", context, status=status)


def _webcal(link: CalendarLink, token: str) -> str:
    """By which a phone asks at once whether to subscribe; "" for a feed of news."""
    if link.kind == LinkKind.NEWS:
        return ""
    return f"webcal://{address_of(link, token).split('://', 1)[1]}"


@never_cache
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    link = _own(pk, asked)
    again.ask_again(request)
    try:
        token = renew_link(link, by=asked.person, today=asked.today, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("exchange:calendars")
    return _page(request, asked, LinkForm(_kinds(asked)), made=(link, token))


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    revoke_link(_own(pk, asked), by=asked.person, now=timezone.now())
    messages.success(request, _("The link is revoked: its address gives nothing any more."))
    return redirect("exchange:calendars")


def _own(pk: int, asked: Visit) -> CalendarLink:
    """Another person's link is not there at all."""
    rows = CalendarLink.objects.select_related("agency", "plan")
    return get_object_or_404(rows, pk=pk, owner=asked.person)
