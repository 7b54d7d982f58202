"""Where an edition stands once it was signed, for pages that show editions."""

from datetime import date
from typing import Any

from django import template
from django.template import Context

from reports import queries_issuing as queries
from reports.draw.wording import long, reads
from reports.models import Issue, IssueState, Report, ReportingRound
from reports.rules.codes import grouped

register = template.Library()
register.filter("grouped", grouped)
# The look of a state: a word, a shape and a colour that the statuses of measures have too.
LOOKS = {
    IssueState.SIGNED: "waiting",
    IssueState.ISSUED: "done",
    IssueState.WITHDRAWN: "overdue",
}


@register.inclusion_tag("reports/_issue_panel.html", takes_context=True)
def issue_panel(context: Context, report: Report) -> dict[str, Any]:
    """A panel of the edition's page; one statement. `may_compile` of that page says who signs."""
    issue = queries.issue_of(report)
    return {
        "report": report,
        "issue": issue,
        "code": grouped(issue.code) if issue else "",
        "may_sign": bool(context.get("may_compile")),
    }


@register.simple_tag
def issues_of_round(round_: ReportingRound) -> dict[int, Issue]:
    """By edition (its id); one statement."""
    return queries.issues_of_round(round_.pk)


@register.inclusion_tag("reports/_issue_badge.html")
def issue_badge(issue: Issue | None) -> dict[str, Any]:
    look = LOOKS.get(IssueState(issue.state), "not_due") if issue else ""
    return {"issue": issue, "look": "removed" if issue and issue.replaced_by_id else look}


@register.inclusion_tag("reports/_issue_badge.html")
def issue_badge_of(report: Report, issues: dict[int, Issue]) -> dict[str, Any]:
    return issue_badge(issues.get(report.pk))


@register.filter
def told_text(texts: dict[str, str]) -> str:
    """Of a text in several languages the reader's."""
    return reads(texts)


@register.filter
def told_day(iso: str) -> str:
    return long(date.fromisoformat(iso))
