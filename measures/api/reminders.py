"""How reminders went, what goes out and why; a coordinator's own reminders."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.clock import is_demonstration
from agencies.errors import Refused
from agencies.models import Role, User
from agencies.permissions import agencies_of
from agencies.rest_tokens import WithinScope
from measures.api.asking import Asking, found, parameters, queried
from measures.api.jobs import JobSerializer
from measures.api.reminder_shapes import (
    AddresseeSerializer,
    AgainSerializer,
    ChosenMailsSerializer,
    ComposedSerializer,
    ExplainedSerializer,
    OrderAskedSerializer,
    OrderedSerializer,
    OrderForeseenSerializer,
    OrderSerializer,
    RunsSerializer,
)
from measures.forms.board import BoardFilter
from measures.forms.reminder_preview import PreviewFilter
from measures.models import Obligation, Reminder
from measures.permissions.overseeing import check_may_coordinate
from measures.permissions.plans import check_may_manage_plan
from measures.permissions.reminders import (
    check_may_preview_reminders,
    check_may_watch_reminders,
    may_explain_reminders,
    may_see_reminders_of_all,
)
from measures.queries import board
from measures.queries.measure import obligations_to_read
from measures.queries.reminders import mail_board
from measures.queries.reminders.explaining import explain, own_people
from measures.queries.reminders.letters import addressees
from measures.queries.reminders.ordering import MOST, Order, order_of
from measures.queries.reminders.preview import Piles, Question, addressed, plans_to_preview
from measures.queries.reminders.runs import run_board
from measures.queries.reminders.subjects import remindable, unheard_agencies
from measures.queries.reminders.trouble import addresses_in_trouble
from measures.services.jobs import LONGEST, ask_bulk
from measures.services.reminders import openings, remind_now, try_again
from measures.services.reminders.mails import beforehand
from measures.tasks import hurry

STATES = ("waiting", "sending", "sent", "failed", "bounced", "cancelled")
FILTERS = parameters(
    PreviewFilter,
    on="The day; today where it is left out, at most 400 days ahead.",
    plan="Slug.",
    agency="Code of the body of the person.",
    text="Name or e-mail.",
)


class ReminderRunsViewSet(Asking):
    """For coordinators, and whoever may read the mails in the administration."""

    queryset = Reminder.objects.none()
    serializer_class = RunsSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    pagination_class = None
    scope = "plan"

    @extend_schema(operation_id="reminders_runs", tags=["reminders"], responses=RunsSerializer)
    @action(detail=False)
    def runs(self, request: Request) -> Response:
        """How the reminders of the day went, and whom no mail reaches."""
        check_may_watch_reminders(self.person, self.today)
        mails = mail_board(self.today)
        told = {
            "day": self.today,
            "mails": {name: getattr(mails, name) for name in STATES},
            "board": run_board(self.today, timezone.now()),
            "troubled": mails.troubled,
            "addresses": addresses_in_trouble(),
            "unheard": unheard_agencies(self.today),
        }
        return self.told(RunsSerializer, told)

    @extend_schema(
        operation_id="reminders_again",
        tags=["reminders"],
        request=ChosenMailsSerializer,
        responses=AgainSerializer,
    )
    @action(detail=False, methods=["post"])
    def again(self, request: Request) -> Response:
        """Orders another attempt for mails given up or come back; others are left alone."""
        ids = self.sent(ChosenMailsSerializer)["mails"]
        again = try_again(ids, by=self.person, today=self.today)
        return self.told(AgainSerializer, {"again": again})


class ReminderPreviewViewSet(Asking):
    """For coordinators, each for the plans of the own body, and who keeps the installation."""

    queryset = User.objects.none()
    serializer_class = AddresseeSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    scope = "plan"

    def _piles(self) -> tuple[Question, Piles]:
        check_may_preview_reminders(self.person, self.today)
        plans = list(plans_to_preview(self.person, self.today))
        form = queried(PreviewFilter(plans, self.today, self.request.query_params))
        question = form.question()  # type: ignore[attr-defined]
        return question, addressed(question, plans, self.today)

    @extend_schema(
        operation_id="reminders_preview",
        tags=["reminders"],
        parameters=FILTERS,
        responses=AddresseeSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """What goes out on a day, to whom: coming, waiting, or gone by then."""
        question, piles = self._piles()
        goes = openings(demonstration=is_demonstration())

        def told(page: Any) -> Any:
            return addressees(list(page), question.on, self.today, goes)

        return self.paged(AddresseeSerializer, piles, told)

    @extend_schema(
        operation_id="reminders_preview_mails",
        tags=["reminders"],
        parameters=FILTERS,
        responses=ComposedSerializer(many=True),
    )
    @action(detail=True, pagination_class=None)
    def mails(self, request: Request, pk: int) -> Response:
        """The mails of one person as they would read. Nothing is saved."""
        question, piles = self._piles()
        theirs = [pile for pile in piles if str(pile[0].pk) == str(pk)]
        if not theirs:
            raise Http404(_("Nothing goes out to this person on that day."))
        goes = openings(demonstration=is_demonstration())
        [reader] = addressees(theirs, question.on, self.today, goes)
        mails = [(one, beforehand(reader.person, one, question.on)) for one in reader.letters]
        told = [_read(one.goes_at, mail) for one, mail in mails]
        return Response(ComposedSerializer(told, many=True).data)


def _read(goes_at: Any, mail: Any) -> dict[str, Any]:
    [(html, _kind)] = mail.alternatives
    return {"goes_at": goes_at, "subject": mail.subject, "text": mail.body, "html": html}


class ReminderOrdersViewSet(Asking):
    """A coordinator reminds by hand of reports of the own body’s plans."""

    queryset = Obligation.objects.none()
    serializer_class = OrderedSerializer
    pagination_class = None
    scope = "plan"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_may_coordinate(self.person, self.today)

    @extend_schema(
        operation_id="reminders_order_preview",
        tags=["reminders"],
        request=OrderAskedSerializer,
        responses=OrderForeseenSerializer,
    )
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """Who would get what, and what stands against it. Nothing is written."""
        sent = self.sent(OrderAskedSerializer)
        named = "obligations" in sent
        ids = sent["obligations"] if named else self._found(sent.get("board", ""))
        order = self._order(_checked(ids))
        told = {
            "ready": order.ready,
            "left_out": order.left_out,
            "mails": len(order.mails),
            "background": len(order.ready) > MOST,
        }
        return self.told(OrderForeseenSerializer, told)

    def _found(self, query: str) -> list[int]:
        """What can be reminded of among all that the board finds."""
        form = queried(BoardFilter(QueryDict(query)))
        question = form.question(self.today)  # type: ignore[attr-defined]
        bodies = agencies_of(self.person, self.today, Role.COORDINATOR)
        rows = board.found(question, self.today).filter(
            pk__in=remindable().values("pk"), measure__plan__coordinator__in=bodies
        )
        ids = rows.order_by("due_on", "pk").values_list("pk", flat=True)
        return [*ids[: LONGEST + 1]]

    def _order(self, ids: list[int]) -> Order:
        """PermissionDenied where a plan of them is another body's, Http404 for none of them."""
        order = order_of(ids, self.today)
        if not order.owed:
            raise Http404(_("This report does not exist."))
        for plan in {one.measure.plan for one in order.owed}:
            check_may_manage_plan(self.person, plan, self.today)
        return order

    @extend_schema(
        operation_id="reminders_order",
        tags=["reminders"],
        request=OrderSerializer,
        responses={201: OrderedSerializer, 202: JobSerializer},
    )
    def create(self, request: Request) -> Response:
        """One mail to each person who reports for the bodies: all or nothing. More than a hundred
        reports are long work, which passes over what cannot be reminded of."""
        sent = self.sent(OrderSerializer)
        ids = _checked(sent["obligations"])
        self._order(ids)
        if len(ids) > MOST:
            job = ask_bulk("remind", ids, by=self.person, note=sent["note"].strip())
            hurry(job)
            return self.told(JobSerializer, job, status.HTTP_202_ACCEPTED)
        done = remind_now(ids, by=self.person, today=self.today, note=sent["note"])
        return self.told(OrderedSerializer, done, status.HTTP_201_CREATED)


def _checked(ids: list[int]) -> list[int]:
    ids = list(dict.fromkeys(ids))
    if not ids:
        raise Refused("nothing_chosen", _("Choose at least one report."))
    if len(ids) > LONGEST:
        said = _("At most %(most)d reports are reminded of in one order: choose fewer.")
        raise Refused("too_many", said % {"most": LONGEST})
    return ids


class ReminderExplainedViewSet(Asking):
    """For who coordinates the plan or may see every reminder; the own agency is told of its own
    people only."""

    queryset = Obligation.objects.none()
    serializer_class = ExplainedSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    pagination_class = None
    scope = "plan"

    @extend_schema(
        operation_id="obligations_reminders",
        tags=["reminders"],
        responses=ExplainedSerializer(many=True),
    )
    @action(detail=True)
    def reminders(self, request: Request, pk: int) -> Response:
        """Why each person did or did not get the reminders of a report, step by step."""
        owed: Obligation = found(obligations_to_read(self.today), pk=pk)
        if not may_explain_reminders(self.person, owed, self.today):
            raise PermissionDenied(_("This report is owed by another agency."))
        people = explain(owed, self.today, days_known=not is_demonstration())
        if not may_see_reminders_of_all(self.person, owed, self.today):
            people = own_people(people, owed.agency_id)
        return Response(ExplainedSerializer(people, many=True).data)
