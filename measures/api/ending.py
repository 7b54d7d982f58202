"""Plans and Concepts lose force, and the next plan takes over what the last one left."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Role
from agencies.permissions import agencies_of
from agencies.rest_tokens import WithinScope
from measures.api.asking import Asking, found
from measures.api.rows import MeasureBriefSerializer, with_plans
from measures.models import DeadlineKind
from measures.permissions.installation import check_may_repeal_concepts
from measures.permissions.plans import check_may_manage_plan
from measures.queries.ending import plans_in_force, what_ends
from measures.queries.unfinished import left_over, sources_for
from measures.services.carrying_over import take_over
from measures.services.deadline_texts import read_deadline, texts_of
from measures.services.ending_plans import repeal_concept, repeal_plan
from planner.api import ConceptViewSet, PlanViewSet
from planner.models import ActionPlan, Concept

MOST_AT_ONCE = 1000
SOURCE = OpenApiParameter(
    "source", str, description="Slug of the plan to take over from; the stage before without it."
)


class EndingSerializer(serializers.Serializer[Any]):
    """What ends: measures, reports that are not owed any more, and those that wait for review."""

    plan = serializers.CharField(source="plan.slug")
    measures = serializers.IntegerField()
    reports = serializers.IntegerField()
    in_review = serializers.IntegerField()


class EndSerializer(serializers.Serializer[Any]):
    """`sure`: it is meant; it is not taken back."""

    act = serializers.CharField(max_length=250)
    on = serializers.DateField()
    sure = serializers.BooleanField()

    def validate_sure(self, sure: bool) -> bool:
        if not sure:
            raise serializers.ValidationError(_("Tick this to go on."), code="required")
        return sure


class RepealSerializer(EndSerializer):
    """Where the repeal was recorded before, its act and its day stand, and are left out here."""

    act = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    on = serializers.DateField(required=False, allow_null=True, default=None)


class EndedSerializer(serializers.Serializer[Any]):
    """How many measures have ended."""

    measures = serializers.IntegerField()


class DeadlineTextsSerializer(serializers.Serializer[Any]):
    ru = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)
    kk = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)
    en = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class OfferedSerializer(serializers.Serializer[Any]):
    """A measure that the source left unfinished: how many reports are left and late, its deadline
    as it is worded, and how that would be read in the new plan."""

    measure = MeasureBriefSerializer()
    left = serializers.IntegerField()
    late = serializers.IntegerField()
    first_due = serializers.DateField(allow_null=True)
    deadline = DeadlineTextsSerializer()
    kind = serializers.ChoiceField(DeadlineKind.choices, allow_null=True)
    due = serializers.ListField(child=serializers.DateField())


class TakenSerializer(serializers.Serializer[Any]):
    """`deadline` in the new plan, in one language at least; left out: in the old words."""

    measure = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    deadline = DeadlineTextsSerializer(required=False)


class TakeOverSerializer(serializers.Serializer[Any]):
    source = serializers.CharField(max_length=100)  # type: ignore[assignment]  # of this name
    measures = TakenSerializer(  # type: ignore[call-arg]  # of the list
        many=True, allow_empty=False, max_length=MOST_AT_ONCE
    )


class TakenOverSerializer(serializers.Serializer[Any]):
    measures = serializers.IntegerField()
    obligations = serializers.IntegerField()


class PlanEndingViewSet(Asking):
    """Under a plan, for its coordinators."""

    queryset = ActionPlan.objects.none()
    serializer_class = EndingSerializer
    lookup_field = "slug"
    read_by = PlanViewSet
    scope = "plan"

    def _plan(self, slug: str) -> ActionPlan:
        plan: ActionPlan = found(ActionPlan.objects.select_related("coordinator"), slug=slug)
        check_may_manage_plan(self.person, plan, self.today)
        return plan

    @extend_schema(operation_id="plans_ending", tags=["plans"], responses=EndingSerializer)
    @action(detail=True, url_path="end", url_name="end", pagination_class=None)
    def ending(self, request: Request, slug: str) -> Response:
        """What would end with the plan."""
        return self.told(EndingSerializer, what_ends([self._plan(slug)])[0])

    @extend_schema(
        operation_id="plans_end", tags=["plans"], request=EndSerializer, responses=EndedSerializer
    )
    @ending.mapping.post
    def end(self, request: Request, slug: str) -> Response:
        """The plan loses force: it stays readable, and nothing on it is owed. 409: "ahead",
        "dates_far", "repealed"."""
        plan, sent = self._plan(slug), self.sent(EndSerializer)
        count = repeal_plan(plan, act=sent["act"], on=sent["on"], by=self.person, today=self.today)
        return self.told(EndedSerializer, {"measures": count})

    @extend_schema(
        operation_id="plans_take_over_offered",
        tags=["plans"],
        parameters=[SOURCE],
        responses=OfferedSerializer(many=True),
    )
    @action(detail=True, url_path="take-over", url_name="take-over")
    def offered(self, request: Request, slug: str) -> Response:
        """What another plan left unfinished, in the order of its table."""
        target = self._plan(slug)
        source = self._source(target, request.query_params.get("source"))
        rows: Any = left_over(source, self.today) if source else ()
        return self.paged(
            OfferedSerializer,
            rows,
            lambda page: [_offered(one, target) for one in with_plans(page)],
        )

    def _source(self, target: ActionPlan, slug: str | None) -> ActionPlan | None:
        headed = agencies_of(self.person, self.today, Role.COORDINATOR)
        sources = sources_for(target, [body.pk for body in headed], self.today)
        if not slug:
            return sources[0] if sources else None
        named = next((plan for plan in sources if plan.slug == slug), None)
        if named is None:
            said = _("No plan to take over from has this address.")
            raise ValidationError({"source": [ErrorDetail(said, "does_not_exist")]})
        return named

    @extend_schema(
        operation_id="plans_take_over",
        tags=["plans"],
        request=TakeOverSerializer,
        responses={201: TakenOverSerializer},
    )
    @offered.mapping.post
    def take_over(self, request: Request, slug: str) -> Response:
        """Measures of another plan become this one’s; in the old plan they end. 409:
        "not_unfinished", "plan_repealed"."""
        target, sent = self._plan(slug), self.sent(TakeOverSerializer)
        source = self._source(target, sent["source"]) or target
        chosen = {one["measure"]: _texts(one) for one in sent["measures"]}
        added = take_over(target, source, chosen, by=self.person, today=self.today)
        return self.told(TakenOverSerializer, added, status.HTTP_201_CREATED)


def _texts(one: dict[str, Any]) -> dict[str, str]:
    written = one.get("deadline", {})
    return {code: text.strip() for code, text in written.items() if text.strip()}


def _offered(one: Any, target: ActionPlan) -> dict[str, Any]:
    texts, counted = texts_of(one.deadline), vars(one)
    reading = read_deadline(texts, target) if texts else None
    return {
        "measure": one,
        "left": counted["left"],
        "late": counted["late"],
        "first_due": counted["first_due"],
        "deadline": {code: texts.get(code, "") for code in ("ru", "kk", "en")},
        "kind": reading.kind.value if reading else None,
        "due": reading.due if reading else [],
    }


class ConceptEndingViewSet(Asking):
    """Under a Concept, for administrators who may change it."""

    queryset = Concept.objects.none()
    serializer_class = EndingSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    lookup_field = "slug"
    pagination_class = None
    read_by = ConceptViewSet
    scope = "admin"

    def _concept(self, slug: str) -> Concept:
        check_may_repeal_concepts(self.person)
        rows: QuerySet[Concept] = Concept.objects.all()
        concept: Concept = found(rows, slug=slug)
        return concept

    @extend_schema(
        operation_id="concepts_ending", tags=["concepts"], responses=EndingSerializer(many=True)
    )
    @action(detail=True, url_path="repeal", url_name="repeal")
    def ending(self, request: Request, slug: str) -> Response:
        """What would end with it, plan by plan."""
        found = what_ends(plans_in_force(self._concept(slug)))
        return Response(EndingSerializer(found, many=True).data)

    @extend_schema(
        operation_id="concepts_repeal",
        tags=["concepts"],
        request=RepealSerializer,
        responses=EndedSerializer,
    )
    @ending.mapping.post
    def repeal(self, request: Request, slug: str) -> Response:
        """It was repealed: every plan of it that is in force ends with it. 409: "act_missing",
        "ahead", "repealed"."""
        concept, sent = self._concept(slug), self.sent(RepealSerializer)
        if sent["on"] is None and concept.repealed_on is None:
            missing = serializers.DateField().error_messages["required"]
            raise ValidationError({"on": [ErrorDetail(str(missing), "required")]})
        count = repeal_concept(
            concept,
            act=sent["act"],
            on=sent["on"] or self.today,
            by=self.person,
            today=self.today,
        )
        return self.told(EndedSerializer, {"measures": count})
