"""What the site tells a person: news about the own work and reminders, in one list."""

from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agencies.permissions import signed_in
from agencies.queries import standing_of
from measures.queries.notices import NEWS, REMINDER, Told, new_for, told_on_site, with_words
from measures.services.notices import see
from measures.services.reminders.acknowledging import acknowledge_own
from measures.views.asking import ids_in, page_of, visit

SHOW = ("all", "new")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Open to whoever is signed in: it shows nothing but the person's own."""
    asked = visit(request)
    show = request.GET.get("show", "all")
    page = page_of(request, told_on_site(asked.person, new_only=show == "new"))
    standing = standing_of(asked.person, asked.today)
    found = with_words(page.object_list, standing)
    context = {
        "standing": standing,
        "page": page,
        "groups": _groups(found),
        "new_here": sum(one.new for one in found),
        "reminders_here": any(one.new and one.reminder for one in found),
        "show": show if show in SHOW else "all",
        "today": asked.today,
    }
    return render(request, "measures/notices.html", context)


def _groups(found: Iterable[Told]) -> list[tuple[bool, object, list[Told]]]:
    """New or seen, the day, and what was told then."""
    days = groupby(found, key=lambda one: (one.new, one.day))
    return [(new, day, list(rows)) for (new, day), rows in days]


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """`one`, else all that the page `shown`, as "news:5" or "reminder:7": nobody has seen what was
    not shown. A reminder is acknowledged by it. A script is answered without a page."""
    asked = request.POST.getlist("one") or request.POST.getlist("shown")
    person, now = signed_in(request.user), timezone.now()
    count = see(_ids(asked, NEWS), by=person, now=now)
    count += acknowledge_own(_ids(asked, REMINDER), by=person, now=now)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(_count(request))
    text = ngettext("%(count)d notice marked as seen.", "%(count)d notices marked as seen.", count)
    messages.success(request, text % {"count": count})
    return redirect(_back(request))


def _ids(asked: Iterable[str], source: str) -> list[int]:
    named = (one.partition(":") for one in asked)
    return ids_in(pk for kind, _colon, pk in named if kind == source)


def _back(request: HttpRequest) -> str:
    show, page = request.POST.get("show", ""), request.POST.get("page", "")
    kept = {"show": show if show == "new" else "", "page": page if ids_in([page]) else ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    return reverse("measures:notices") + (f"?{query}" if query else "")


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """What the head of a page asks every minute: how many are new, and how to say so."""
    answer = JsonResponse(_count(request))
    answer["Cache-Control"] = "private, no-store"
    return answer


def _count(request: HttpRequest) -> dict[str, object]:
    new = new_for(signed_in(request.user))
    words = ngettext("%(count)d new notice", "%(count)d new notices", new) % {"count": new}
    return {"count": new, "words": words if new else _("No new notices")}
