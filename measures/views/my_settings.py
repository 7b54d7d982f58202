"""A person's own settings: language, first page, and which news and reminders come by mail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import User
from agencies.queries import standing_of
from measures.forms.my_settings import SettingsForm
from measures.queries.preferences import preference_of
from measures.queries.reminders.declining import choices_of
from measures.services.preferences import CHOICES, save_settings
from measures.views.asking import visit


@require_http_methods(["GET", "HEAD", "POST"])
def my_settings(request: HttpRequest) -> HttpResponse:
    """Open to whoever is signed in: it shows nothing but the person's own."""
    asked = visit(request)
    standing = standing_of(asked.person, asked.today)
    initial = _as_chosen(asked.person)
    form = SettingsForm(request.POST or None, initial=initial, standing=standing)
    if request.method == "POST" and form.is_valid():
        _save(asked.person, form)
        messages.success(request, _said_in(form.cleaned_data["language"]))
        return redirect("measures:my-settings")
    context = {
        "standing": standing,
        "form": form,
        "choices": choices_of(asked.person, asked.today),
        "hour": asked.person.digest_hour,
    }
    status = 422 if form.errors else 200
    return render(request, "measures/my_settings.html", context, status=status)


def _as_chosen(person: User) -> dict[str, Any]:
    chosen = preference_of(person)
    kept = {name: getattr(chosen, name) for name in (*CHOICES, "start_page")}
    return {"language": person.language, "hour": person.digest_hour, **kept}


def _save(person: User, form: SettingsForm) -> None:
    chosen = form.cleaned_data
    save_settings(
        person,
        language=chosen["language"],
        hour=chosen["hour"],
        start_page=chosen["start_page"],
        news={name: chosen[name] for name in CHOICES},
    )


def _said_in(language: str) -> str:
    """The page comes back in the language just chosen."""
    with translation.override(language or translation.get_language()):
        return _("Your settings are kept.")
