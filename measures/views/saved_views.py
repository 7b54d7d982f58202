"""The views of the board that a person keeps: each sees the own ones alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.errors import Refused
from measures.forms.board import kept_query
from measures.forms.saved_views import ViewNameForm
from measures.models import SavedView
from measures.permissions.overseeing import check_may_oversee
from measures.services.saved_views import drop_view, keep_view, open_by_itself, rename_view
from measures.views.asking import Visit, visit


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """`query`: what the board was asked for; unknown words of it are left out."""
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    query = kept_query(QueryDict(request.POST.get("query", "")))
    form = ViewNameForm(request.POST)
    if form.is_valid():
        try:
            keep_view(by=asked.person, name=form.cleaned_data["name"], query=query)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The view is kept."))
            return redirect(_address(query))
    context = {"form": form, "query": query, "back": _address(query)}
    return render(request, "measures/saved_view.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view(request: HttpRequest, pk: int) -> HttpResponse:
    asked = visit(request)
    check_may_oversee(asked.person, asked.today)
    view = get_object_or_404(SavedView, pk=pk, person=asked.person)
    form = ViewNameForm(request.POST or None, initial={"name": view.name})
    back = _address(view.query)
    if request.method == "POST":
        if request.POST.get("action") == "delete":
            drop_view(view, by=asked.person)
            messages.success(request, _("The view is deleted."))
            return redirect(back)
        if form.is_valid() and _change(view, form, request, asked):
            messages.success(request, _("The view is changed."))
            return redirect(back)
    context = {"form": form, "view": view, "back": back}
    return render(request, "measures/saved_view.html", context, status=422 if form.errors else 200)


def _change(view: SavedView, form: ViewNameForm, request: HttpRequest, asked: Visit) -> bool:
    try:
        rename_view(view, by=asked.person, name=form.cleaned_data["name"])
    except Refused as refused:
        form.add_error("name", str(refused))
        return False
    open_by_itself(view, by=asked.person, wanted=bool(request.POST.get("default")))
    return True


def _address(query: str) -> str:
    return f"{reverse('measures:board')}?{query or 'status='}"
