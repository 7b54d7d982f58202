"""One item of an amendment: read, written anew, taken out of its draft."""

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.amendment_shapes import AddedSerializer, AmendmentChangeSerializer
from measures.api.asking import Asking, Sent, checked, found
from measures.forms.amending import AddedForm, WordingForm
from measures.models import Change, ChangeKind, Measure
from measures.permissions.plans import check_may_manage_plan, check_may_read_amendment
from measures.services.amendments import drop_change, put_change
from planner.models import Amendment


class OfAmendments(Asking):
    """What an amendment and its items share: whose they are to read and to write."""

    scope = "plan"

    def amendment_of(self, pk: int) -> Amendment:
        rows = Amendment.objects.select_related("plan__coordinator", "drafted_by")
        amendment: Amendment = found(rows, pk=pk)
        check_may_read_amendment(self.person, amendment, self.today)
        return amendment

    def draft_of(self, pk: int) -> Amendment:
        amendment = self.amendment_of(pk)
        check_may_manage_plan(self.person, amendment.plan, self.today)
        return amendment

    def put_item(
        self,
        draft: Amendment,
        form: WordingForm,
        kind: ChangeKind,
        *,
        measure: Measure | None = None,
        change: Change | None = None,
        code: int = status.HTTP_200_OK,
    ) -> Response:
        typed = checked(form)
        written = put_change(
            draft,
            kind,
            by=self.person,
            today=self.today,
            measure=measure,
            wording=form.wording(),
            section=typed["section"],
            after=typed.get("after"),
            change=change,
            seen=typed["seen"] or None,
        )
        return self.told(AmendmentChangeSerializer, written, code)


def measure_of(draft: Amendment, pk: int) -> Measure:
    rows = Measure.objects.select_related("deadline", "section", "plan")
    measure: Measure = found(rows.prefetch_related("executors", "costs"), pk=pk, plan=draft.plan_id)
    return measure


class ChangeViewSet(OfAmendments):
    """One item: of a draft for the coordinators of the plan, of an act for every viewer."""

    queryset = Change.objects.none()
    serializer_class = AmendmentChangeSerializer

    def _change(self, pk: int) -> Change:
        """What may be read of its amendment may be read of it."""
        change: Change = found(Change.objects.select_related("measure"), pk=pk)
        change.amendment = self.amendment_of(change.amendment_id)
        return change

    @extend_schema(
        operation_id="amendment_changes_retrieve",
        tags=["amendments"],
        responses=AmendmentChangeSerializer,
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.told(AmendmentChangeSerializer, self._change(pk))

    @extend_schema(
        operation_id="amendment_changes_update",
        tags=["amendments"],
        request=AddedSerializer,
        responses=AmendmentChangeSerializer,
    )
    def update(self, request: Request, pk: int) -> Response:
        """The whole row anew: of an added measure, or of one in a new wording."""
        change, sent = self._change(pk), self.sent(AddedSerializer)
        draft = self.draft_of(change.amendment_id)
        if change.kind == ChangeKind.ADD:
            form: WordingForm = AddedForm(draft.plan, Sent(sent))
            return self.put_item(draft, form, ChangeKind.ADD, change=change)
        form = WordingForm(draft.plan, Sent(sent))
        return self.put_item(draft, form, ChangeKind.REWORD, measure=change.measure)

    @extend_schema(
        operation_id="amendment_changes_drop", tags=["amendments"], responses={204: None}
    )
    def destroy(self, request: Request, pk: int) -> Response:
        """Takes it out of the draft."""
        change = self._change(pk)
        self.draft_of(change.amendment_id)
        drop_change(change, by=self.person, today=self.today)
        return Response(status=status.HTTP_204_NO_CONTENT)
