"""Several reports of the queue at once: what would happen, then what happened to each; many of
them are long work, whose address is answered."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from agencies.models import User
from measures.api.asking import Asking, Sent, queried
from measures.api.jobs import JobSerializer
from measures.api.rows import PersonSerializer
from measures.forms.queues import QueueFilter
from measures.models import ProgressEntry
from measures.permissions.overseeing import check_may_coordinate
from measures.queries.assigned import reviewers
from measures.queries.queues import clocks, narrowed, review_queue
from measures.queries.together import STANDING_AGAINST, sorted_out
from measures.services.jobs import LONGEST, ask_bulk
from measures.services.together import MOST_AT_ONCE, Outcome, accept_together, assign_together
from measures.tasks import hurry

ACTS = ("accept", "assign")


class QueueAskedSerializer(serializers.Serializer[Any]):
    """The filters of the queue of reports."""

    whose = serializers.CharField(required=False)
    agency = serializers.CharField(required=False)
    plan = serializers.CharField(required=False)
    text = serializers.CharField(required=False)
    late = serializers.BooleanField(required=False)


class ChosenSerializer(serializers.Serializer[Any]):
    """Either `entries`, ids of reports, or `queue`: all that it finds, at most a thousand."""

    entries = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        max_length=LONGEST,
    )
    queue = QueueAskedSerializer(required=False)
    act = serializers.ChoiceField(ACTS)


class AcceptSerializer(serializers.Serializer[Any]):
    """`note` stands at each of the accepted reports."""

    entries = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=LONGEST
    )
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class AssignSerializer(serializers.Serializer[Any]):
    """`reviewer`: the id of a coordinator of the plan; null takes the reports from everybody."""

    entries = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=LONGEST
    )
    reviewer = serializers.PrimaryKeyRelatedField(queryset=User.objects.all(), allow_null=True)


class StandsAgainstSerializer(serializers.Serializer[Any]):
    entry = serializers.IntegerField(source="entry.pk")
    code = serializers.ChoiceField(STANDING_AGAINST)


class ForeseenSerializer(serializers.Serializer[Any]):
    """`background`: so many are done as long work. `people`: to whom they can be given."""

    possible = serializers.ListField(child=serializers.IntegerField())
    left_out = StandsAgainstSerializer(many=True)
    background = serializers.BooleanField()
    people = PersonSerializer(many=True)


class OutcomeSerializer(serializers.Serializer[Any]):
    """`code`: "" where it is done, else why not, with `detail` in the caller's language."""

    entry = serializers.IntegerField(source="pk")
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(source="words", allow_blank=True)


class TogetherViewSet(Asking):
    """For coordinators: the right to each report is asked when it is decided."""

    queryset = ProgressEntry.objects.none()
    pagination_class = None
    scope = "progress"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_may_coordinate(self.person, self.today)

    @extend_schema(
        operation_id="reviews_preview",
        tags=["queues"],
        request=ChosenSerializer,
        responses=ForeseenSerializer,
    )
    @action(detail=False, methods=["post"])
    def preview(self, request: Request) -> Response:
        """What would be done and what stands against the rest. Nothing is written."""
        sent = self.sent(ChosenSerializer)
        ids = sent["entries"] if "entries" in sent else self._found(sent.get("queue", {}))
        assigns = sent["act"] == "assign"
        found = sorted_out(_checked(ids), self.person, self.today, plans_only=assigns)
        bodies = {one.obligation.measure.plan.coordinator_id for one in found.possible}
        told = {
            "possible": [one.pk for one in found.possible],
            "left_out": found.left_out,
            "background": len(found.possible) > MOST_AT_ONCE,
            "people": reviewers(bodies, self.today) if assigns else [],
        }
        return self.told(ForeseenSerializer, told)

    def _found(self, asked: dict[str, Any]) -> list[int]:
        words = {
            name: str(value).lower() if name == "late" else value for name, value in asked.items()
        }
        question = queried(QueueFilter(Sent(words))).question()  # type: ignore[attr-defined]
        rows: QuerySet[Any, Any] = review_queue(clock=clocks(self.today).reviews)
        own = narrowed(rows, question, self.person, self.today)
        return list(own.values_list("pk", flat=True)[: LONGEST + 1])

    @extend_schema(
        operation_id="reviews_accept",
        tags=["queues"],
        request=AcceptSerializer,
        responses={200: OutcomeSerializer(many=True), 202: JobSerializer},
    )
    @action(detail=False, methods=["post"])
    def accept(self, request: Request) -> Response:
        """Accepts each by itself. More than fifty are long work: 202 with the job."""
        sent = self.sent(AcceptSerializer)
        ids, note = _checked(sent["entries"]), sent["note"]
        if len(ids) > MOST_AT_ONCE:
            return self._begun("accept", ids, note=note)
        return self._outcomes(accept_together(ids, by=self.person, today=self.today, note=note))

    @extend_schema(
        operation_id="reviews_assign",
        tags=["queues"],
        request=AssignSerializer,
        responses={200: OutcomeSerializer(many=True), 202: JobSerializer},
    )
    @action(detail=False, methods=["post"])
    def assign(self, request: Request) -> Response:
        """Gives each to a reviewer, or to nobody. More than fifty are long work."""
        sent = self.sent(AssignSerializer)
        ids, to = _checked(sent["entries"]), sent["reviewer"]
        if len(ids) > MOST_AT_ONCE:
            return self._begun("assign", ids, to=to.pk if to else None)
        return self._outcomes(assign_together(ids, to=to, by=self.person, today=self.today))

    def _begun(self, act: str, ids: list[int], **params: Any) -> Response:
        job = ask_bulk(act, ids, by=self.person, **params)
        hurry(job)
        return self.told(JobSerializer, job, status.HTTP_202_ACCEPTED)

    def _outcomes(self, found: list[Outcome]) -> Response:
        return Response(OutcomeSerializer(found, many=True).data)


def _checked(ids: list[int]) -> list[int]:
    """Each once. Raises Refused "nothing_chosen", "too_many"."""
    ids = list(dict.fromkeys(ids))
    if not ids:
        raise Refused("nothing_chosen", _("Choose at least one report."))
    if len(ids) > LONGEST:
        said = _("At most %(most)d reports are decided at once: choose fewer, or narrow the list.")
        raise Refused("too_many", said % {"most": LONGEST})
    return ids
