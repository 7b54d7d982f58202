"""Who signs the reports of a plan: one coordinator, or two."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Endpoint
from planner.models import ActionPlan
from reports import queries_issuing as queries
from reports.api.issue_shapes import SecondPersonSerializer, SigningSerializer
from reports.permissions import check_may_set_signing
from reports.services.issuing import set_second_person

RULES_SHOWN = 20


class SigningView(Endpoint):
    """For coordinators of the plan and administrators of signing."""

    scope = "reports"

    def plan(self, slug: str) -> ActionPlan:
        found = get_object_or_404(ActionPlan.objects.select_related("coordinator"), slug=slug)
        check_may_set_signing(self.person, found, self.today)
        return found

    def told(self, plan: ActionPlan) -> Response:
        context = {
            "rules": list(queries.signing_rules(plan)[:RULES_SHOWN]),
            "proposed": queries.proposed_number(plan, self.today),
        }
        return Response(SigningSerializer(plan, context=context).data)

    @extend_schema(operation_id="signing_retrieve", responses=SigningSerializer, tags=["signing"])
    def get(self, request: Request, slug: str) -> Response:
        """The rule that counts, those before it, and the number that comes next."""
        return self.told(self.plan(slug))

    @extend_schema(
        operation_id="signing_update",
        request=SecondPersonSerializer,
        responses=SigningSerializer,
        tags=["signing"],
    )
    def put(self, request: Request, slug: str) -> Response:
        """Counts for what is signed from now on."""
        plan = self.plan(slug)
        form = SecondPersonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        wanted, now = form.validated_data["second_person"], timezone.now()
        set_second_person(plan, wanted, by=self.person, today=self.today, now=now)
        return self.told(plan)
