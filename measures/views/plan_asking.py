"""What the pages of a plan begin with."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from measures.permissions.plans import check_may_view
from measures.views.asking import Visit, visit
from planner.models import ActionPlan


def plan_asked(request: HttpRequest, slug: str) -> tuple[Visit, ActionPlan]:
    """Raises PermissionDenied for who may not read plans, before it tells whether there is one."""
    asked = visit(request)
    check_may_view(asked.person, asked.today)
    rows = ActionPlan.objects.select_related("concept", "coordinator")
    return asked, get_object_or_404(rows, slug=slug)
