"""The parts of an edition in words."""

from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from reports.models import PartState, ReportPart

register = template.Library()
LANGUAGES: Final = {"ru": "Русский", "kk": "Қазақша", "en": "English"}
STATUSES: Final = {
    PartState.WAITING: "not_due",
    PartState.WORKING: "in_progress",
    PartState.DONE: "done",
    PartState.FAILED: "overdue",
}
REASONS: Final[dict[str, str | Promise]] = {
    "worker_stopped": _("The worker stopped before it finished."),
    "too_long": _("It took longer than a worker may take."),
    "no_memory": _("The worker had too little memory for it."),
    "storage": _("The file could not be stored."),
    "database": _("The database did not answer."),
    "content_changed": _("What was gathered is not as it was any more. Tell the administrator."),
    "cancelled": _("It was cancelled."),
}


@register.filter
def language_name(code: str) -> str:
    """In the language itself, as files are listed."""
    return LANGUAGES.get(code, code)


@register.filter
def part_name(part: ReportPart) -> SafeString:
    """e.g. «Русский, DOCX», the name of a language in that language."""
    if part.is_gathering:
        return format_html("{}", _("Gathering the facts"))
    if not part.language:
        return format_html("{}, {}", _("Content in all languages"), part.format_name())
    spoken = language_name(part.language)
    return format_html('<span lang="{}">{}</span>, {}', part.language, spoken, part.format_name())


@register.filter
def part_status(part: ReportPart) -> str:
    """Colour and shape: a status of the page of elements."""
    return STATUSES[PartState(part.state)]


@register.filter
def part_reason(part: ReportPart) -> str | Promise:
    return REASONS.get(part.error_code, _("Something went wrong that was not foreseen."))
