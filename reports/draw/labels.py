"""The words for the codes of the content document, in the language that is active."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from measures.models import Claim, DocumentKind, ExecutorRole, ExtensionState
from measures.rules.lateness import Status
from measures.rules.risk import Risk
from measures.templatetags.board import RISK_WORDS
from measures.templatetags.tracker import STATUS_WORDS

READING_ORDER: Final = (
    Status.DONE,
    Status.DONE_LATE,
    Status.IN_REVIEW,
    Status.RETURNED,
    Status.IN_PROGRESS,
    Status.OVERDUE,
    Status.NOT_DUE,
    Status.CONTINUOUS,
    Status.WAITING,
    Status.REMOVED,
)


def statuses() -> dict[str, str]:
    """The words that the pages use too, in the order in which a report lists them."""
    return {status.value: str(STATUS_WORDS[status]) for status in READING_ORDER}


def claim(code: str) -> str:
    return str(Claim(code).label)


def decision(code: str) -> str:
    return str(ExtensionState(code).label)


def role(code: str) -> str:
    return str(ExecutorRole(code).label)


def left_control(code: str) -> str:
    """Why a measure is off control: "removed" or "struck"."""
    return _("struck from the plan") if code == "struck" else _("removed from control")


def risk(code: str) -> str:
    """The words of the board."""
    return str(RISK_WORDS[Risk(code)])


def document_kind(code: str) -> str:
    return str(DocumentKind(code).label) if code in DocumentKind else code


def language(code: str) -> str:
    """The language of a text that is not in the language of the report."""
    return {
        "ru": pgettext("language of a text", "in Russian"),
        "kk": pgettext("language of a text", "in Kazakh"),
        "en": pgettext("language of a text", "in English"),
    }.get(code, code)
