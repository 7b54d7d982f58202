"""What the tracker explains about itself: one source for the help page and for the small notes.

Titles and texts are translated when they are shown. The facts are those of docs/glossary.md.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from measures.help_texts.dates import DATES
from measures.help_texts.people import PEOPLE
from measures.help_texts.plan import PLAN
from measures.help_texts.reporting import REPORTING
from measures.help_texts.telling import TELLING
from measures.help_texts.word import Word


@dataclass(frozen=True)
class Topic:
    key: str
    title: Promise
    words: tuple[Word, ...]


TOPICS = (
    Topic("plan", _("The plan and the Concept"), PLAN),
    Topic("people", _("Who answers"), PEOPLE),
    Topic("dates", _("Dates"), DATES),
    Topic("reporting", _("Reporting and control"), REPORTING),
    Topic("telling", _("Lists, reports and reminders"), TELLING),
)
WORDS = {word.key: word for topic in TOPICS for word in topic.words}
