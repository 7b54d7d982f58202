"""The head's page: reports to sign, and whether the head signs at all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.errors import Refused
from agencies.models import Agency
from measures.models import Signing
from measures.permissions.signing import check_may_open_signing, check_may_sign, may_set_head_signs
from measures.queries.signing import signed_for, waiting_to_be_signed
from measures.services.signing import give_back, set_head_signs, sign
from measures.views.asking import page_of, visit


@require_safe
def to_sign(request: HttpRequest) -> HttpResponse:
    asked = visit(request)
    check_may_open_signing(asked.person, asked.today)
    return _page(request)


def _page(
    request: HttpRequest, *, wrong: Signing | None = None, said: str = "", typed: str = ""
) -> HttpResponse:
    """`wrong`: what could not be given back, with what was `said` against it."""
    asked = visit(request)
    agencies = signed_for(asked.person, asked.today)
    settings = [(one, may_set_head_signs(asked.person, one, asked.today)) for one in agencies]
    context = {
        "page": page_of(request, waiting_to_be_signed(agencies)),
        "settings": settings,
        "wrong": wrong,
        "said": said,
        "typed": typed,
    }
    return render(request, "measures/signing.html", context, status=422 if wrong else 200)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """`action`: sign, or give_back with a `reason`."""
    asked = visit(request)
    rows = Signing.objects.select_related("entry__obligation__agency", "asked_by")
    found = get_object_or_404(rows.select_related("entry__obligation__measure__plan"), pk=pk)
    check_may_sign(asked.person, found.entry.obligation, asked.today)
    reason = request.POST.get("reason", "")
    try:
        if request.POST.get("action") == "give_back":
            give_back(found, by=asked.person, today=asked.today, reason=reason)
            messages.success(request, _("The report is given back; it is not sent."))
        else:
            sign(found, by=asked.person, today=asked.today)
            messages.success(request, _("The report is signed and handed in."))
    except Refused as refused:
        if refused.code == "reason_missing":
            return _page(request, wrong=found, said=str(refused), typed=reason)
        messages.error(request, str(refused))
    return redirect("measures:signing")


@require_POST
def setting(request: HttpRequest, code: str) -> HttpResponse:
    """`wanted`: "on", or nothing."""
    asked = visit(request)
    agency = get_object_or_404(Agency, code=code)
    wanted = request.POST.get("wanted") == "on"
    set_head_signs(agency, wanted, by=asked.person, today=asked.today)
    if wanted:
        messages.success(request, _("From now on reports wait for your signature."))
    else:
        messages.success(request, _("From now on reports are sent as officers hand them in."))
    return redirect("measures:signing")
