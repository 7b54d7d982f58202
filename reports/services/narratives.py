"""The texts of a report's sections: drafted from accepted reports, edited, marked as ready."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.rules.consolidation import LONGEST_TEXT
from reports.models import (
    NarrativeAct,
    NarrativeChange,
    NarrativeSource,
    NarrativeText,
    ReportingRound,
)
from reports.queries_accepted import Accepted, accepted_in
from reports.queries_narratives import Offer, offers_of, offers_of_round, sections_of
from reports.rules.narratives import (
    Told,
    carried,
    plain_origins,
    with_added,
    with_origins,
    written,
)
from reports.services.narrative_drafting import drafted, headings_of, originals_of, source_rows
from reports.services.narrative_history import changed_meanwhile, check_may_write, remember_text


@transaction.atomic
def save_text(
    text: NarrativeText, words: str, *, by: User, today: date, version: int
) -> NarrativeText:
    """Keeps what was typed over the `version` that the writer saw; a text that was ready is not so
    any more. Paragraphs keep what they come from: reports.rules.narratives.carried.

    What the text says already is not written again, whichever version was seen: a page that saves
    by itself, and sends once more what it got no answer to, finds it saved.
    Raises PermissionDenied; Refused "changed_meanwhile", "text_too_long".
    """
    check_may_write(text.section.round, by, today)
    now = NarrativeText.objects.get(pk=text.pk)
    if now.text == words:
        return now
    told = carried(with_origins(now.text, now.origins), words, originals_of(now))
    _write(now, words, told, by=by, version=version)
    remember_text(now, NarrativeAct.EDITED, by=by, today=today)
    return now


def _write(
    text: NarrativeText, words: str, told: Iterable[Told], *, by: User, version: int
) -> None:
    if len(words) > LONGEST_TEXT:
        message = _("The text would be longer than %(count)d signs. Shorten it.")
        raise Refused("text_too_long", message % {"count": LONGEST_TEXT})
    fields: dict[str, Any] = {
        "text": words,
        "origins": plain_origins(told),
        "changed_by": by,
        "changed_at": timezone.now(),
        "ready_by": None,
        "ready_at": None,
    }
    seen = NarrativeText.objects.filter(pk=text.pk, version=version)
    if not seen.update(version=F("version") + 1, **fields):
        raise changed_meanwhile()
    text.refresh_from_db()


@transaction.atomic
def add_accepted(
    text: NarrativeText,
    chosen: frozenset[int] | None,
    *,
    by: User,
    today: date,
    day: date,
    version: int,
) -> list[int]:
    """Adds accepted reports in the text's language below what stands on their measures, else at the
    end; nothing that is written changes. `chosen`: ids of reports, None for all that are new.

    `day`: what was accepted by then, under the plan then in force. The ids that were added.
    Raises PermissionDenied; Refused "nothing_new", "not_offered", and those of save_text.
    """
    check_may_write(text.section.round, by, today)
    now = NarrativeText.objects.select_related("section__round__plan").get(pk=text.pk)
    offer = offers_of(now.section, day)[now.language]
    wanted = _chosen(offer, chosen)
    return _add(now, offer, wanted, by=by, today=today, version=version)


def _chosen(offer: Offer, chosen: frozenset[int] | None) -> list[Accepted]:
    if chosen is None:
        wanted = offer.new
    else:
        wanted = [one for one in offer.new if one.pk in chosen]
        if chosen - {one.pk for one in [*offer.new, *offer.elsewhere]}:
            raise Refused("not_offered", _("One of the reports is not offered for this section."))
    if not wanted and not (chosen is None and offer.late):
        raise Refused("nothing_new", _("There is no accepted report to add."))
    return wanted


def _add(
    text: NarrativeText,
    offer: Offer,
    wanted: Sequence[Accepted],
    *,
    by: User,
    today: date,
    version: int,
) -> list[int]:
    before = with_origins(text.text, text.origins)
    late = [] if before else offer.late
    more = [*drafted(wanted, text.language), *headings_of(late, text.language)]
    told = with_added(before, more)
    words = written(told) if told != before else text.text
    if words == text.text and not wanted:
        raise Refused("nothing_new", _("There is no accepted report to add."))
    _write(text, words, told, by=by, version=version)
    _keep_sources(source_rows(text, wanted))
    kind = NarrativeAct.ADDED if before else NarrativeAct.DRAFTED
    remember_text(text, kind, by=by, today=today, note=_named(wanted))
    return [one.pk for one in wanted]


def _keep_sources(rows: list[NarrativeSource]) -> None:
    """What somebody declined in the same moment is in the text now."""
    NarrativeSource.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["text", "entry"],
        update_fields=["declined"],
    )


def _named(wanted: Iterable[Accepted]) -> str:
    """Plain facts for the history: numbers of measures and codes of bodies."""
    return ", ".join(f"{one.number} {one.agency.code}" for one in wanted)


@transaction.atomic
def decline(
    text: NarrativeText, chosen: frozenset[int], *, by: User, today: date, day: date
) -> list[int]:
    """These accepted reports are not wanted in the text and are not offered for it any more.

    Raises PermissionDenied; Refused "nothing_chosen".
    """
    check_may_write(text.section.round, by, today)
    offer = offers_of(text.section, day)[text.language]
    wanted = [one for one in [*offer.new, *offer.elsewhere] if one.pk in chosen]
    if not wanted:
        raise Refused("nothing_chosen", _("Choose at least one of the reports."))
    rows = source_rows(text, wanted, declined=True)
    NarrativeSource.objects.bulk_create(rows, ignore_conflicts=True)
    now = NarrativeText.objects.get(pk=text.pk)
    remember_text(now, NarrativeAct.DECLINED, by=by, today=today, note=_named(wanted))
    return [one.pk for one in wanted]


@transaction.atomic
def mark_ready(text: NarrativeText, *, by: User, today: date, version: int) -> NarrativeText:
    """The text, as its reader saw it, gets into the next edition.

    Raises PermissionDenied; Refused "text_missing", "changed_meanwhile".
    """
    check_may_write(text.section.round, by, today)
    now = NarrativeText.objects.get(pk=text.pk)
    if not now.text.strip():
        raise Refused("text_missing", _("Write the text before marking it as ready."))
    if now.is_ready and now.version == version:
        return now
    seen = NarrativeText.objects.filter(pk=text.pk, version=version)
    if not seen.update(ready_by=by, ready_at=timezone.now()):
        raise changed_meanwhile()
    now.refresh_from_db()
    remember_text(now, NarrativeAct.READY, by=by, today=today)
    return now


@transaction.atomic
def mark_not_ready(text: NarrativeText, *, by: User, today: date) -> NarrativeText:
    """Takes the mark off; the text stays. Raises PermissionDenied."""
    check_may_write(text.section.round, by, today)
    ready = NarrativeText.objects.filter(pk=text.pk, ready_at__isnull=False)
    taken_off = ready.update(ready_by=None, ready_at=None)
    now = NarrativeText.objects.get(pk=text.pk)
    if taken_off:
        remember_text(now, NarrativeAct.NOT_READY, by=by, today=today)
    return now


@transaction.atomic
def restore(
    text: NarrativeText, change: NarrativeChange, *, by: User, today: date, version: int
) -> NarrativeText:
    """The text says again what it said after that change, with what its paragraphs came from.

    Raises PermissionDenied; Refused "not_its_version", and those of save_text.
    """
    check_may_write(text.section.round, by, today)
    if (change.section_id, change.language) != (text.section_id, text.language):
        raise Refused("not_its_version", _("This version is of another text."))
    now = NarrativeText.objects.get(pk=text.pk)
    if now.text == change.text:
        return now
    told = with_origins(change.text, change.origins)
    _write(now, change.text, told, by=by, version=version)
    note = str(change.version)
    remember_text(now, NarrativeAct.RESTORED, by=by, today=today, note=note)
    return now


@transaction.atomic
def draft_all(
    round_: ReportingRound, language: str, *, by: User, today: date, day: date
) -> list[NarrativeText]:
    """Adds to every section in a language the accepted reports that are new to it.

    Raises PermissionDenied; Refused "nothing_new", "text_too_long".
    """
    check_may_write(round_, by, today)
    sections = [row for row in sections_of(round_) if not row.left_out]
    offers = offers_of_round(sections, accepted_in(round_, day))
    texts = [text for row in sections for text in row.texts.all() if text.language == language]
    changed = []
    for text in texts:
        offer = offers[text.section_id][language]
        if offer.new or (offer.late and not text.text):
            _add(text, offer, offer.new, by=by, today=today, version=text.version)
            changed.append(text)
    if not changed:
        raise Refused("nothing_new", _("There is no accepted report to add."))
    return changed
