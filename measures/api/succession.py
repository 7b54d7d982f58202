"""Bodies are renamed, merged and split: looked at beforehand, carried out."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.api import AgencyViewSet
from agencies.errors import Refused
from agencies.models import Agency, SuccessionKind
from agencies.rest_tokens import WithinScope
from measures.api.asking import Asking, found
from measures.api.rows import CodesField, MeasureBriefSerializer, PersonSerializer
from measures.permissions.installation import check_may_enter_successions
from measures.queries import succession as queries
from measures.services.succession import Order, PassedOn, carry_out_succession, foresee_succession


class ShareSerializer(serializers.Serializer[Any]):
    """`alone`: the body stands in the column itself, so that a split may give the measure to
    another one; else it takes part as one of a group."""

    measure = MeasureBriefSerializer()
    alone = serializers.SerializerMethodField()
    reports = serializers.IntegerField()
    in_review = serializers.IntegerField()

    def get_alone(self, share: Any) -> bool:
        return share.executor is not None


class MemberSerializer(serializers.Serializer[Any]):
    """`roles` in the caller’s language."""

    person = PersonSerializer()
    roles = serializers.ListField(child=serializers.CharField())


class PassesOnSerializer(serializers.Serializer[Any]):
    """What a body would pass on, and to whom it may: the codes of all that stand."""

    agency = serializers.CharField()
    shares = ShareSerializer(many=True)
    people = MemberSerializer(many=True)
    plans = serializers.ListField(child=serializers.CharField())
    bodies = CodesField()


class GivenMeasureSerializer(serializers.Serializer[Any]):
    measure = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    to = serializers.CharField(max_length=60)


class GivenPersonSerializer(serializers.Serializer[Any]):
    person = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    to = serializers.CharField(max_length=60)


class SuccessionOrderSerializer(serializers.Serializer[Any]):
    """What the act decides; bodies by code. `successor` takes over all that `measures` gives to
    nobody else; null: the body goes on with the rest, after a split. `others`: further bodies that
    a split makes. Who of the `people` is not named stays."""

    kind = serializers.ChoiceField(SuccessionKind.choices)
    successor = serializers.CharField(required=False, allow_null=True, default=None, max_length=60)
    effective_on = serializers.DateField()
    act = serializers.CharField(max_length=250)
    others = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, default=list, max_length=50
    )
    measures = GivenMeasureSerializer(  # type: ignore[call-arg]  # of the list
        many=True, required=False, default=list, max_length=10000
    )
    people = GivenPersonSerializer(  # type: ignore[call-arg]  # of the list
        many=True, required=False, default=list, max_length=10000
    )


class PassedOnSerializer(serializers.Serializer[Any]):
    """How many; `in_review`: on so many of the obligations something waits for review."""

    measures = serializers.IntegerField()
    obligations = serializers.IntegerField()
    people = serializers.IntegerField()
    in_review = serializers.IntegerField()


class SuccessionViewSet(Asking):
    """Under an agency, by its code; for administrators who may enter successions."""

    queryset = Agency.objects.none()
    serializer_class = PassesOnSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    lookup_field = "code"
    read_by = AgencyViewSet
    scope = "admin"

    def _body(self, code: str) -> Agency:
        check_may_enter_successions(self.person)
        body: Agency = found(Agency.objects.all(), code=code)
        return body

    @extend_schema(
        operation_id="agencies_passes_on", tags=["successions"], responses=PassesOnSerializer
    )
    @action(detail=True, url_path="passes-on", url_name="passes-on", pagination_class=None)
    def passes_on(self, request: Request, code: str) -> Response:
        """Measures, people and plans that would pass on."""
        body = self._body(code)
        told = {
            "agency": body.code,
            "shares": queries.shares_of(body),
            "people": queries.members_of(body, self.today),
            "plans": [plan.slug for plan in queries.plans_headed_by(body)],
            "bodies": queries.standing_bodies().exclude(pk=body.pk),
        }
        return self.told(PassesOnSerializer, told)

    @extend_schema(
        operation_id="agencies_passed_on",
        tags=["successions"],
        responses=MeasureBriefSerializer(many=True),
    )
    @action(detail=True, url_path="passed-on", url_name="passed-on")
    def passed_on(self, request: Request, code: str) -> Response:
        """Measures on which the body’s reports came to be a successor’s."""
        return self.paged(MeasureBriefSerializer, queries.passed_on_by(self._body(code)))

    @extend_schema(
        operation_id="agencies_succession_preview",
        tags=["successions"],
        request=SuccessionOrderSerializer,
        responses=PassedOnSerializer,
    )
    @action(
        detail=True,
        methods=["post"],
        url_path="succession/preview",
        url_name="succession-preview",
    )
    def foresee(self, request: Request, code: str) -> Response:
        """What carrying it out would do. Nothing is written."""
        order = self._order(self._body(code))
        return self._passed(foresee_succession(order, by=self.person, today=self.today))

    @extend_schema(
        operation_id="agencies_succession",
        tags=["successions"],
        request=SuccessionOrderSerializer,
        responses={201: PassedOnSerializer},
    )
    @action(detail=True, methods=["post"], url_path="succession", url_name="succession")
    def carry_out(self, request: Request, code: str) -> Response:
        """Passes on what the body still owes. 409: "act_missing", "ahead", "no_successor",
        "same_body", "one_successor", "abolished", "too_early", "entered_before"."""
        order = self._order(self._body(code))
        passed = carry_out_succession(order, by=self.person, today=self.today)
        return self._passed(passed, status.HTTP_201_CREATED)

    def _passed(self, passed: PassedOn, code: int = status.HTTP_200_OK) -> Response:
        return self.told(PassedOnSerializer, passed, code)

    def _order(self, body: Agency) -> Order:
        """What is named and not there is refused by its place in the body."""
        if body.abolished_on:
            raise Refused("abolished", _("This body has ended already."))
        sent = self.sent(SuccessionOrderSerializer)
        known = {one.code: one for one in queries.standing_bodies()}
        shares = {one.measure.pk for one in queries.shares_of(body) if one.executor}
        members = {one.person.pk for one in queries.members_of(body, self.today)}
        codes = {
            "successor": [sent["successor"]] if sent["successor"] else [],
            "others": sent["others"],
            "measures": [one["to"] for one in sent["measures"]],
            "people": [one["to"] for one in sent["people"]],
        }
        _check_known(codes, known)
        _check_there("measures", {one["measure"] for one in sent["measures"]} - shares)
        _check_there("people", {one["person"] for one in sent["people"]} - members)
        return Order(
            kind=SuccessionKind(sent["kind"]),
            predecessor=body,
            successor=known[sent["successor"]] if sent["successor"] else None,
            effective_on=sent["effective_on"],
            act=sent["act"],
            measures={one["measure"]: known[one["to"]] for one in sent["measures"]},
            people={one["person"]: known[one["to"]] for one in sent["people"]},
            others=tuple(known[code] for code in sent["others"]),
        )


def _check_known(named: dict[str, list[str]], known: dict[str, Agency]) -> None:
    said = _("No body that stands has this code: %(codes)s.")
    for field, codes in named.items():
        if strange := [code for code in codes if code not in known]:
            told = said % {"codes": ", ".join(strange[:10])}
            raise ValidationError({field: [ErrorDetail(told, "does_not_exist")]})


def _check_there(field: str, strange: set[int]) -> None:
    if strange:
        said = _("Not this body’s: %(ids)s.")
        told = said % {"ids": ", ".join(map(str, sorted(strange)[:10]))}
        raise ValidationError({field: [ErrorDetail(told, "does_not_exist")]})
