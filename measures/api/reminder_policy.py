"""The policy of reminders of a plan: everybody reads it, its coordinators change it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.asking import Asking, found
from measures.api.rows import PersonSerializer
from measures.models import Audience, Channel, DayKind, Subject, Weekday
from measures.permissions.plans import check_may_manage_plan, check_may_view, may_change_plan
from measures.queries.reminders.policy import Policy, policy_history, policy_of, step_of
from measures.reminder_words import finding_words, step_words
from measures.rules.reminder_policy import (
    FARTHEST,
    MOST_DAYS_BETWEEN,
    MOST_STEPS,
    MOST_TERM,
    MOST_TIMES,
    STEP_FIELDS,
    PolicyStep,
    Terms,
    findings,
)
from measures.services.reminders.policy import add_usual_steps, set_policy
from planner.models import ActionPlan


class PolicyStepSerializer(serializers.Serializer[Any]):
    """`offset`: days after the subject’s day, negative before it. Repeated every `repeat_every`
    days, or gathered on a `weekday` (0: Monday), at most `repeat_at_most` times more."""

    subject = serializers.ChoiceField(Subject.choices, default=Subject.REPORT)
    audience = serializers.ChoiceField(Audience.choices)
    channel = serializers.ChoiceField(Channel.choices, default=Channel.MAIL)
    offset = serializers.IntegerField(
        min_value=-FARTHEST["calendar"], max_value=FARTHEST["calendar"]
    )
    days = serializers.ChoiceField(DayKind.choices, default=DayKind.CALENDAR)
    repeat_every = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=MOST_DAYS_BETWEEN
    )
    weekday = serializers.ChoiceField(
        Weekday.choices, required=False, allow_null=True, default=None
    )
    repeat_at_most = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=MOST_TIMES
    )
    unless_acknowledged = serializers.BooleanField(required=False, default=False)
    unless_time_asked = serializers.BooleanField(required=False, default=False)
    may_decline = serializers.BooleanField(required=False, default=False)


class RuleSerializer(PolicyStepSerializer):
    """A step in force; `words` say it in the caller’s language."""

    id = serializers.IntegerField(source="pk")
    words = serializers.SerializerMethodField()

    def get_words(self, rule: Any) -> str:
        return step_words(step_of(rule))


class PolicyActSerializer(serializers.Serializer[Any]):
    """What one person did to it within a minute, in words; `by` null: set up by the program."""

    at = serializers.DateTimeField()
    by = PersonSerializer(allow_null=True)
    added = serializers.SerializerMethodField()
    retired = serializers.SerializerMethodField()

    def get_added(self, act: Any) -> list[str]:
        return [step_words(step) for step in act.added]

    def get_retired(self, act: Any) -> list[str]:
        return [step_words(step) for step in act.retired]


class PolicySerializer(serializers.Serializer[Any]):
    """`seen` names what it says now: send it back with a change. `lacking`: usual steps that the
    plan does not have. `may_change`: the caller may."""

    steps = RuleSerializer(source="policy.rules", many=True)
    review_days = serializers.IntegerField(source="policy.terms.review_days")
    decision_days = serializers.IntegerField(source="policy.terms.decision_days")
    seen = serializers.CharField(source="policy.fingerprint")
    lacking = PolicyStepSerializer(source="policy.lacking", many=True)
    may_change = serializers.BooleanField()
    history = PolicyActSerializer(many=True)


class SetPolicySerializer(serializers.Serializer[Any]):
    """All steps: those that are not there are added, those that are left out retired."""

    steps = PolicyStepSerializer(many=True, max_length=MOST_STEPS)  # type: ignore[call-arg]  # of the list
    review_days = serializers.IntegerField(required=False, min_value=1, max_value=MOST_TERM)
    decision_days = serializers.IntegerField(required=False, min_value=1, max_value=MOST_TERM)
    seen = serializers.CharField(max_length=100)


class AddStepSerializer(PolicyStepSerializer):
    seen = serializers.CharField(max_length=100)


class ReminderPolicyViewSet(Asking):
    """Under a plan."""

    queryset = ActionPlan.objects.none()
    serializer_class = PolicySerializer
    lookup_field = "slug"
    pagination_class = None
    scope = "plan"

    def _plan(self, slug: str) -> ActionPlan:
        check_may_view(self.person, self.today)
        rows = ActionPlan.objects.select_related("coordinator", "controller")
        plan: ActionPlan = found(rows, slug=slug)
        return plan

    def _managed(self, slug: str) -> ActionPlan:
        plan = self._plan(slug)
        check_may_manage_plan(self.person, plan, self.today)
        return plan

    def _shown(self, slug: str) -> Response:
        plan = self._plan(slug)
        told = {
            "policy": policy_of(plan),
            "may_change": may_change_plan(self.person, plan, self.today),
            "history": policy_history(plan),
        }
        return self.told(PolicySerializer, told)

    def concerned(self) -> "QuerySet[Any] | None":
        return ActionPlan.objects.filter(slug=self.kwargs["slug"])

    def as_read(self) -> Response:
        return self._shown(self.kwargs["slug"])

    @extend_schema(
        operation_id="plans_reminder_policy", tags=["reminders"], responses=PolicySerializer
    )
    @action(detail=True, url_path="reminder-policy", url_name="reminder-policy")
    def policy(self, request: Request, slug: str) -> Response:
        """Its steps and terms, and who changed it when."""
        return self._shown(slug)

    @extend_schema(
        operation_id="plans_reminder_policy_set",
        tags=["reminders"],
        request=SetPolicySerializer,
        responses=PolicySerializer,
    )
    @policy.mapping.put
    def set_whole(self, request: Request, slug: str) -> Response:
        """The plan’s reminders go by these steps from the next run on. 409: "changed_meanwhile",
        "plan_repealed"."""
        plan, sent = self._managed(slug), self.sent(SetPolicySerializer)
        steps = [_step(one) for one in sent["steps"]]
        now = policy_of(plan).terms
        terms = Terms(
            sent.get("review_days", now.review_days), sent.get("decision_days", now.decision_days)
        )
        self._set(plan, steps, sent["seen"], terms)
        return self._shown(slug)

    def _set(
        self, plan: ActionPlan, steps: list[PolicyStep], seen: str, terms: Terms | None = None
    ) -> None:
        """Raises ValidationError with the path of each step that is not sound."""
        if found := findings(steps):
            raise ValidationError({"steps": _told(found, len(steps))})
        now = timezone.now()
        set_policy(plan, steps, by=self.person, today=self.today, now=now, seen=seen, terms=terms)

    @extend_schema(
        operation_id="plans_reminder_policy_add",
        tags=["reminders"],
        request=AddStepSerializer,
        responses={201: PolicySerializer},
    )
    @action(detail=True, methods=["post"], url_path="reminder-policy/steps", url_name="add-step")
    def add_step(self, request: Request, slug: str) -> Response:
        """Adds one step; the others stay."""
        plan, sent = self._managed(slug), self.sent(AddStepSerializer)
        policy = policy_of(plan)
        self._set(plan, [*policy.steps, _step(sent)], sent["seen"])
        answer = self._shown(slug)
        answer.status_code = status.HTTP_201_CREATED
        return answer

    @extend_schema(
        operation_id="plans_reminder_policy_retire",
        tags=["reminders"],
        request=None,
        responses=PolicySerializer,
    )
    @action(
        detail=True,
        methods=["delete"],
        url_path="reminder-policy/steps/(?P<step>[0-9]{1,18})",
        url_name="retire-step",
    )
    def retire_step(self, request: Request, slug: str, step: str) -> Response:
        """Retires one step; 404 for one that is not in force. What was sent stays explained."""
        plan = self._managed(slug)
        found(plan.reminder_rules.in_use(), pk=int(step))
        policy: Policy = policy_of(plan)
        kept = [step_of(rule) for rule in policy.rules if rule.pk != int(step)]
        self._set(plan, kept, policy.fingerprint)
        return self._shown(slug)

    @extend_schema(
        operation_id="plans_reminder_policy_usual",
        tags=["reminders"],
        request=None,
        responses=PolicySerializer,
    )
    @action(detail=True, methods=["post"], url_path="reminder-policy/usual", url_name="usual-steps")
    def usual(self, request: Request, slug: str) -> Response:
        """Adds the usual steps that the plan lacks and that go together with its own."""
        now = timezone.now()
        add_usual_steps(self._managed(slug), by=self.person, today=self.today, now=now)
        return self._shown(slug)


def _step(sent: Mapping[str, Any]) -> PolicyStep:
    return PolicyStep(**{name: sent[name] for name in STEP_FIELDS})


def _told(found: Any, count: int) -> list[dict[str, Any]]:
    """As DRF tells errors of a list: one place for each step, {} for a sound one."""
    told: list[dict[str, Any]] = [{} for _ in range(count)]
    for one in found:
        error = ErrorDetail(finding_words(one), code=one.code)
        told[one.step - 1].setdefault(one.field or "non_field_errors", []).append(error)
    return told
