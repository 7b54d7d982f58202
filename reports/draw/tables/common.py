"""What several tables say alike."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from reports.draw import labels, wording
from reports.draw.model import Column

Document = Mapping[str, Any]


def body(document: Document, code: str, field: str = "short") -> str:
    return wording.reads(document["bodies"][code][field])


def by_agreement(yes: bool) -> str:
    return _("by agreement") if yes else ""


def head_columns() -> tuple[Column, Column]:
    return Column(_("No."), 0.9), Column(_("Measure"), 5)


def head(row: Document) -> tuple[str, str]:
    return wording.clean(row["number"]), wording.reads(row["title"])


def document_line(paper: Document) -> str:
    """order No 15 of 3 July 2009; "" for none."""
    if not paper["kind"] and not paper["number"]:
        return ""
    said = {"kind": labels.document_kind(paper["kind"]), "number": wording.clean(paper["number"])}
    if not paper["on"]:
        return _("%(kind)s No. %(number)s") % said
    said["day"] = wording.short(date.fromisoformat(paper["on"]))
    return _("%(kind)s No. %(number)s of %(day)s") % said
