"""What people are told of signing and issuing, on the site."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from agencies.models import Role, User
from measures.models import NoticeKind, Obligation
from measures.services.notices import News, tell
from reports.models import Issue


def _news(issue: Issue, step: str) -> News:
    told = issue.told
    return News(
        NoticeKind.EDITION_ISSUED,
        f"{step}:{issue.pk}",
        agencies=[issue.plan.coordinator_id],
        roles=(Role.COORDINATOR,),
        path=reverse("reports:issue", args=[issue.report_id]),
        params={
            "step": step,
            "round": told["round"],
            "edition": told["edition"],
            "number": issue.number,
            "date": issue.dated_on.isoformat(),
        },
        rows={"plan_id": issue.plan_id},
    )


def tell_second_person(issue: Issue, *, by: User, today: date) -> None:
    """The other coordinators of the plan: one of them confirms."""
    tell(_news(issue, "signed"), by=by, today=today)


def tell_all(issue: Issue, *, by: User, today: date) -> None:
    """The coordinating body and all that owe under the plan: it is `issued` or `withdrawn`."""
    coordinators = _news(issue, issue.state)
    owed = Obligation.objects.filter(measure__plan=issue.plan_id).order_by()
    agencies = sorted(owed.values_list("agency", flat=True).distinct())
    bodies = replace(coordinators, agencies=agencies, roles=(Role.OFFICER,))
    tell(coordinators, bodies, by=by, today=today)
