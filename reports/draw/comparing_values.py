"""Values of two content documents as words, in the language that is active."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.draw import labels, wording

MONEY: Final[Mapping[str, Promise]] = {
    "planned": gettext_lazy("planned"),
    "allotted": gettext_lazy("allotted"),
    "spent": gettext_lazy("spent"),
}


@dataclass(frozen=True)
class Bodies:
    """What both documents call bodies and directions; the later one is asked before the earlier."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def short(self, code: str) -> str:
        body = self.after["bodies"].get(code) or self.before["bodies"].get(code)
        return wording.reads(body["short"]) if body else code

    @cached_property
    def directions(self) -> dict[int, list[str]]:
        """Keys by id of the measure; none in documents without rows."""
        found: dict[int, list[str]] = {}
        for document in (self.before, self.after):
            table = document.get("rows", {}).get("measures", {"columns": [], "rows": []})
            for row in table["rows"]:
                told = dict(zip(table["columns"], row, strict=True))
                found[told["id"]] = told["directions"]
        return found

    @cached_property
    def named(self) -> dict[str, str]:
        """Texts of the directions by key, in the language that is active."""
        rows = [row for one in (self.before, self.after) for row in one["directions"]]
        return {
            f"{row['kind']}.{row['number']}": (
                f"{wording.clean(row['source'])} {wording.reads(row['text'])}".strip()
            )
            for row in rows
            if row["kind"]
        }


def said(part: str, value: Any, bodies: Bodies) -> str:
    """The value of a part of a difference (reports.rules.comparing.Part)."""
    return _SAY.get(part, _plain)(value, bodies)


def _plain(value: Any, _bodies: Bodies) -> str:
    return wording.clean(str(value or ""))


def _status(value: str, _bodies: Bodies) -> str:
    return labels.statuses()[value]


def _section(value: Mapping[str, str], _bodies: Bodies) -> str:
    return wording.reads(value)


def _days(rows: Iterable[Mapping[str, Any]], bodies: Bodies) -> str:
    return "; ".join(f"{bodies.short(row['agency'])}: {_day(row['on'])}" for row in rows)


def _day(iso: str | None) -> str:
    return wording.short(date.fromisoformat(iso)) if iso else "—"


def _executors(rows: Iterable[Mapping[str, Any]], _bodies: Bodies) -> str:
    return ", ".join(_executor(row) for row in rows)


def _executor(row: Mapping[str, Any]) -> str:
    marks = [labels.role(row["role"])] if row["role"] == "lead" else []
    marks += [_("by agreement")] * bool(row["by_agreement"])
    marks += [_("consolidates")] * bool(row["consolidates"])
    name = wording.reads(row["short"])
    return f"{name} ({', '.join(marks)})" if marks else name


def _late(value: Mapping[str, int], _bodies: Bodies) -> str:
    reports, days = value["reports"], value["days"]
    if not reports:
        return _("nothing overdue")
    late = ngettext("%(count)s report overdue", "%(count)s reports overdue", reports)
    far = ngettext("up to %(count)s day late", "up to %(count)s days late", days)
    return f"{late % {'count': reports}}, {far % {'count': days}}"


def _counts(value: Mapping[str, int], _bodies: Bodies) -> str:
    told = labels.statuses()
    return "; ".join(f"{told[code]}: {value[code]}" for code in told if value.get(code))


def _reports(rows: Iterable[Mapping[str, Any]], bodies: Bodies) -> str:
    return "; ".join(
        f"{bodies.short(row['agency'])}, {_day(row['submitted_on'])}, {labels.claim(row['claim'])}"
        for row in rows
    )


def _costs(rows: Any, _bodies: Bodies) -> str:
    return "; ".join(
        f"{row.get('year') or '—'}: "
        + ", ".join(f"{MONEY[part]} {row[part]}" for part in MONEY if row.get(part) is not None)
        for row in rows or ()
    )


_SAY: Final[Mapping[str, Callable[[Any, Bodies], str]]] = {
    "status": _status,
    "section": _section,
    "due": _days,
    "executors": _executors,
    "late": _late,
    "counts": _counts,
    "reports": _reports,
    "costs": _costs,
}
