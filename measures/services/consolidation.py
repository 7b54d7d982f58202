"""The consolidated answer is put together from the accepted reports of co-executors."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Evidence, Obligation, ProgressEntry
from measures.queries.consolidation import Parts, parts_of
from measures.rules.consolidation import LONGEST_TEXT, Said, merge
from measures.services.evidence import carry_over
from measures.services.progress import Draft, save_draft

IN_LANGUAGE = {"ru": _("in Russian"), "kk": _("in Kazakh"), "en": _("in English")}


@dataclass(frozen=True)
class Choice:
    """Ids of accepted reports, None for all that are not taken yet; do their files come along?"""

    sources: frozenset[int] | None = None
    files: bool = False


@dataclass(frozen=True)
class Taken:
    entry: ProgressEntry
    sources: list[ProgressEntry]


@transaction.atomic
def take_parts(
    owed: Obligation,
    typed: Draft,
    choice: Choice,
    *,
    by: User,
    today: date,
    version: int | None = None,
) -> Taken:
    """Saves what was typed with the chosen accepted texts below it, and records where from.

    What is taken already is passed over. Only accepted reports of the same measure and time can
    be taken. Nothing is saved when it raises PermissionDenied or Refused: those of save_draft,
    "nothing_chosen", "not_a_part", "nothing_new", "text_too_long", "too_many_files".
    """
    entry = save_draft(owed, typed, by=by, today=today, version=version)
    new = _new(parts_of(owed, by, today), choice, set(entry.sources.values_list("pk", flat=True)))
    entry.text = _merged(typed, new)
    entry.save(update_fields=["text"])
    entry.sources.add(*(source for _body, source in new))
    if choice.files:
        _carry_files([source for _body, source in new], entry)
    return Taken(entry, [source for _body, source in new])


Found = tuple[Obligation, ProgressEntry]


def _new(parts: Parts | None, choice: Choice, taken: set[int]) -> list[Found]:
    """The chosen ones in the order of the plan, without those that are taken."""
    found = [
        (part.owed, entry) for part in (parts.parts if parts else ()) for entry in part.accepted
    ]
    if choice.sources is not None:
        _check_chosen(choice.sources, found)
        found = [one for one in found if one[1].pk in choice.sources]
    new = [one for one in found if one[1].pk not in taken]
    if not new:
        raise Refused("nothing_new", _("The accepted texts are in your report already."))
    return new


def _check_chosen(chosen: frozenset[int], found: Iterable[Found]) -> None:
    if not chosen:
        raise Refused("nothing_chosen", _("Choose at least one of the accepted texts."))
    if chosen - {entry.pk for _body, entry in found}:
        raise Refused(
            "not_a_part", _("Only accepted reports of co-executors on this measure can be copied.")
        )


def _merged(typed: Draft, new: Iterable[Found]) -> str:
    """Headings in the language of the report; each text as it was written."""
    with override(typed.language):
        said = [_said(owed, entry, typed.language) for owed, entry in new]
        text = merge(typed.text, said, nothing=gettext("Nothing to report"))
    if len(text) > LONGEST_TEXT:
        message = _("The report would be longer than %(count)d signs. Copy fewer texts.")
        raise Refused("text_too_long", message % {"count": LONGEST_TEXT})
    return text


def _said(owed: Obligation, entry: ProgressEntry, language: str) -> Said:
    said = Said(owed.agency.short, entry.text)
    if entry.language == language:
        return said
    return replace(said, language=str(IN_LANGUAGE.get(entry.language, entry.language)))


def _carry_files(sources: Iterable[ProgressEntry], entry: ProgressEntry) -> None:
    for source in sources:
        carry_over(source, entry)
    if Evidence.objects.filter(entry=entry).count() > settings.EVIDENCE_MOST_FILES:
        raise Refused(
            "too_many_files",
            _("A report holds at most %(count)d files. Copy the texts without the files.")
            % {"count": settings.EVIDENCE_MOST_FILES},
        )


@transaction.atomic
def leave_out(
    owed: Obligation,
    typed: Draft,
    source: int,
    *,
    by: User,
    today: date,
    version: int | None = None,
) -> ProgressEntry:
    """The draft does not stand on this report any more; the text is the writer's to change."""
    entry = save_draft(owed, typed, by=by, today=today, version=version)
    entry.sources.remove(source)
    return entry
