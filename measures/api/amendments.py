"""Later acts that change a plan: drafted item by item, adopted, taken up again, dropped."""

from collections.abc import Callable

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import parsers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.amendment_shapes import (
    AddedSerializer,
    AdoptionSerializer,
    AmendmentChangeSerializer,
    AmendmentPageSerializer,
    AmendmentSerializer,
    DraftedItemSerializer,
    NoteSerializer,
    PlanTableSerializer,
    RewordedSerializer,
    StrikeSerializer,
)
from measures.api.asking import Asking, Sent, found
from measures.api.changes import OfAmendments, measure_of
from measures.api.history import shown
from measures.forms.amending import AddedForm, WordingForm
from measures.importing.outcome import Options
from measures.importing.safety import check_size
from measures.models import ChangeKind
from measures.permissions.plans import check_may_view, may_manage_plan
from measures.queries.comparing import shown_changes
from measures.rules.files import safe_name
from measures.services.amendments import (
    adopt_amendment,
    as_drafted,
    draft_from_table,
    drop_amendment,
    effect_of,
    put_change,
    reopen_amendment,
    start_amendment,
)
from planner.api import PlanViewSet
from planner.models import ActionPlan, Amendment, AmendmentState

OPEN = (AmendmentState.DRAFT, AmendmentState.ADOPTED)
KNOWN = (AmendmentState.APPLIED, AmendmentState.ADOPTED)


class PlanAmendmentsViewSet(Asking):
    """Under a plan: adopted acts for everybody with a role, drafts for its coordinators."""

    queryset = ActionPlan.objects.none()
    serializer_class = AmendmentSerializer
    lookup_field = "slug"
    read_by = PlanViewSet
    scope = "plan"

    def _plan(self, slug: str) -> ActionPlan:
        check_may_view(self.person, self.today)
        plan: ActionPlan = found(ActionPlan.objects.select_related("coordinator"), slug=slug)
        return plan

    @extend_schema(
        operation_id="plans_amendments",
        tags=["amendments"],
        responses=AmendmentSerializer(many=True),
    )
    @action(detail=True)
    def amendments(self, request: Request, slug: str) -> Response:
        """The latest in force first."""
        plan = self._plan(slug)
        rows: QuerySet[Amendment] = plan.amendments.select_related("plan", "drafted_by")
        if not may_manage_plan(self.person, plan, self.today):
            rows = rows.filter(state__in=KNOWN)
        return self.paged(AmendmentSerializer, rows.order_by("-in_force_on", "-pk"))

    @extend_schema(
        operation_id="plans_amendments_start",
        tags=["amendments"],
        request=NoteSerializer,
        responses={201: AmendmentSerializer},
    )
    @amendments.mapping.post
    def start(self, request: Request, slug: str) -> Response:
        """An empty draft, for the coordinators of the plan. 409: "plan_repealed"."""
        sent = self.sent(NoteSerializer)
        note = {code: text for code in ("ru", "kk", "en") if (text := sent[f"note_{code}"])}
        draft = start_amendment(self._plan(slug), by=self.person, today=self.today, note=note)
        return self.told(AmendmentSerializer, draft, status.HTTP_201_CREATED)


class AmendmentViewSet(OfAmendments):
    """What has an act is every viewer’s; a draft is its plan’s coordinators’ own."""

    queryset = Amendment.objects.none()
    serializer_class = AmendmentPageSerializer

    @extend_schema(
        operation_id="amendments_retrieve",
        tags=["amendments"],
        responses=AmendmentPageSerializer,
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """With what it changes, word by word, and what that would do."""
        return self._page(self.amendment_of(pk))

    def _page(self, amendment: Amendment) -> Response:
        changes = amendment.changes.select_related("measure", "section", "after")
        manages = may_manage_plan(self.person, amendment.plan, self.today)
        open_ = amendment.state in OPEN and manages
        told = {
            "amendment": amendment,
            "changes": shown(shown_changes(changes.order_by("position"))),
            "effect": effect_of(amendment, today=self.today) if open_ else None,
        }
        return self.told(AmendmentPageSerializer, told)

    @extend_schema(
        operation_id="amendments_adopt",
        tags=["amendments"],
        request=AdoptionSerializer,
        responses=AmendmentPageSerializer,
    )
    @action(detail=True, methods=["post"])
    def adopt(self, request: Request, pk: int) -> Response:
        """Gives it its act; the plan changes now, or on the day that it names."""
        draft, sent = self.draft_of(pk), self.sent(AdoptionSerializer)
        adopt_amendment(draft, by=self.person, today=self.today, **sent)
        return self._page(self.amendment_of(pk))

    @extend_schema(
        operation_id="amendments_reopen",
        tags=["amendments"],
        request=None,
        responses=AmendmentPageSerializer,
    )
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        """Adopted and not in force yet: a draft again."""
        return self._carried_out(reopen_amendment, pk)

    @extend_schema(
        operation_id="amendments_drop",
        tags=["amendments"],
        request=None,
        responses=AmendmentPageSerializer,
    )
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: int) -> Response:
        """The draft is not used; the plan is as it was."""
        return self._carried_out(drop_amendment, pk)

    def _carried_out(self, act: Callable[..., object], pk: int) -> Response:
        act(self.draft_of(pk), by=self.person, today=self.today)
        return self._page(self.amendment_of(pk))

    @extend_schema(
        operation_id="amendments_reword",
        tags=["amendments"],
        request=RewordedSerializer,
        responses=AmendmentChangeSerializer,
    )
    @action(detail=True, methods=["post"])
    def reword(self, request: Request, pk: int) -> Response:
        """«Изложить в новой редакции»: the whole row of a measure. 409: "nothing_changed",
        "changed_meanwhile", "not_a_draft"."""
        draft, sent = self.draft_of(pk), self.sent(RewordedSerializer)
        measure = measure_of(draft, sent["measure"])
        form = WordingForm(draft.plan, Sent(sent))
        return self.put_item(draft, form, ChangeKind.REWORD, measure=measure)

    @extend_schema(
        operation_id="amendments_add",
        tags=["amendments"],
        request=AddedSerializer,
        responses={201: AmendmentChangeSerializer},
    )
    @action(detail=True, methods=["post"])
    def add(self, request: Request, pk: int) -> Response:
        """«Дополнить пунктом»: a measure that the plan did not have."""
        draft, sent = self.draft_of(pk), self.sent(AddedSerializer)
        form = AddedForm(draft.plan, Sent(sent))
        return self.put_item(draft, form, ChangeKind.ADD, code=status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="amendments_strike",
        tags=["amendments"],
        request=StrikeSerializer,
        responses={201: AmendmentChangeSerializer},
    )
    @action(detail=True, methods=["post"])
    def strike(self, request: Request, pk: int) -> Response:
        """«Исключить»: a measure is struck."""
        draft, sent = self.draft_of(pk), self.sent(StrikeSerializer)
        change = put_change(
            draft,
            ChangeKind.STRIKE,
            by=self.person,
            today=self.today,
            measure=measure_of(draft, sent["measure"]),
            seen=as_drafted(None),
        )
        return self.told(AmendmentChangeSerializer, change, status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="amendments_table",
        tags=["amendments"],
        request={"multipart/form-data": PlanTableSerializer},
        responses=DraftedItemSerializer,
    )
    @action(detail=True, methods=["post"], parser_classes=[parsers.MultiPartParser])
    def table(self, request: Request, pk: int) -> Response:
        """The draft out of the whole table as it would read. 409 names what is wrong in it."""
        draft, sent = self.draft_of(pk), self.sent(PlanTableSerializer)
        upload = sent["file"]
        check_size(upload.size or 0)
        drafted = draft_from_table(
            draft,
            upload.read(),
            safe_name(upload.name or ""),
            by=self.person,
            today=self.today,
            options=Options(language=sent["language"] or None),
        )
        return self.told(DraftedItemSerializer, drafted)
