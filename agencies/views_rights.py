"""Who may do what, for whoever is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.rights_told import told


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    return render(request, "agencies/rights.html", {"groups": told()})
