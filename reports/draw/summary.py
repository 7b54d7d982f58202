"""The summary of a report in words, each line with its figures."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.draw import wording
from reports.draw.tables.ahead import ahead_words

Document = Mapping[str, Any]


def summary(document: Document) -> list[str]:
    """Documents of schema 2 tell less, and so do their lines."""
    lines = [_whole(document), *_late(document), *_answers(document)]
    if document["schema"] > 2:
        lines += [*_since(document), *_kept(document), ahead_words(document), *_money(document)]
        lines += _problems(document)
    return lines


def _whole(document: Document) -> str:
    counts = document["totals"]["measures"]
    whole = sum(counts.values())
    return ngettext(
        "The plan has %(count)s measure; fulfilled or removed from control: %(done)s.",
        "The plan has %(count)s measures; fulfilled or removed from control: %(done)s.",
        whole,
    ) % {"count": wording.number(whole), "done": wording.number(_done(counts))}


def _done(counts: Mapping[str, int]) -> int:
    return counts["done"] + counts["done_late"] + counts["removed"]


def _late(document: Document) -> Iterator[str]:
    late = len(document["overdue"])
    away = document.get("lateness", {}).get("total", {}).get("extended_away", 0)
    yield ngettext("%(count)s report is overdue.", "%(count)s reports are overdue.", late) % {
        "count": wording.number(late)
    }
    if away:
        yield ngettext(
            "Extensions took away %(count)s day of lateness.",
            "Extensions took away %(count)s days of lateness.",
            away,
        ) % {"count": wording.number(away)}


def _answers(document: Document) -> Iterator[str]:
    silent, nil = len(document["silent"]), len(document["nil"])
    yield ngettext(
        "%(count)s body handed in nothing for the period.",
        "%(count)s bodies handed in nothing for the period.",
        silent,
    ) % {"count": wording.number(silent)}
    if nil:
        yield ngettext(
            "%(count)s report says that there was nothing to report.",
            "%(count)s reports say that there was nothing to report.",
            nil,
        ) % {"count": wording.number(nil)}


def _since(document: Document) -> Iterator[str]:
    now = document["totals"]
    for earlier in filter(None, (document["change"][name] for name in ("previous", "year"))):
        then = earlier["totals"]
        yield _(
            "On %(day)s measures fulfilled or removed from control were %(done_then)s, now "
            "%(done)s; overdue reports were %(late_then)s, now %(late)s."
        ) % {
            "day": wording.long(date.fromisoformat(earlier["as_of"])),
            "done_then": wording.number(_done(then["measures"])),
            "done": wording.number(_done(now["measures"])),
            "late_then": wording.number(then["obligations"]["overdue"]),
            "late": wording.number(now["obligations"]["overdue"]),
        }


def _kept(document: Document) -> Iterator[str]:
    kept, completed = document["discipline"]["total"], len(document["completed"])
    if kept["judged"]:
        yield _(
            "Handed in in time: %(in_time)s of %(judged)s reports of the period whose date has "
            "come, %(share)s%%; late %(late)s, not handed in %(out)s."
        ) % {name: wording.number(kept[name]) for name in KEPT}
    yield ngettext(
        "%(count)s report was accepted as fulfilment in the period.",
        "%(count)s reports were accepted as fulfilment in the period.",
        completed,
    ) % {"count": wording.number(completed)}


KEPT = ("in_time", "judged", "share", "late", "out")


def _money(document: Document) -> Iterator[str]:
    """Of the year of the report, as far as anything was entered."""
    year = int(document["as_of"][:4])
    for row in document["spending"]:
        if row["year"] == year and row["planned"] is not None:
            spent = row["spent"]
            said = {
                "year": year,
                "planned": _sum(row["planned"]),
                "spent": _("not entered") if spent is None else _sum(spent),
            }
            yield (
                _("Spending of %(year)s, million tenge: planned %(planned)s, spent %(spent)s.")
                % said
            )


def _sum(text: str) -> str:
    """Without noughts after the comma: 21 162,000 is easily read as millions."""
    value = Decimal(text)
    return wording.number(int(value) if value == int(value) else value.normalize())


def _problems(document: Document) -> Iterator[str]:
    found = document["problems"]
    if found:
        yield ngettext(
            "%(count)s measure could not be told and is in no figure: No. %(numbers)s.",
            "%(count)s measures could not be told and are in no figure: No. %(numbers)s.",
            len(found),
        ) % {
            "count": wording.number(len(found)),
            "numbers": ", ".join(wording.clean(row["number"]) for row in found),
        }
