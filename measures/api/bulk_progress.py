"""A quarter's reports in one call: `POST /api/v1/progress/bulk/`, each row told what came of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from agencies.rest.views import Acting
from measures.forms.report import FIELD_OF
from measures.models import Claim, DocumentKind, ProgressEntry, ProgressState
from measures.rules.consolidation import LONGEST_TEXT
from measures.rules.typed import plain_text
from measures.services.bulk_progress import MOST_ROWS, Row, Written, save_many
from measures.services.progress import Draft

DRAFTED = [field.name for field in fields(Draft)]
FIELDS = {
    **FIELD_OF,
    "changed_meanwhile": "version",
    "permission_denied": "obligation",
    "not_found": "obligation",
}


class PlainTextField(serializers.CharField):
    """As an office suite pastes it: line ends of one kind, no control characters."""

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(plain_text(data) if isinstance(data, str) else data)


class BulkRowSerializer(serializers.Serializer[Any]):
    """A report on one obligation. `nil`: nothing to report for the period. `version`: of the draft
    that you read, 0 or left out where there was none. `submit`: hand it in as well."""

    obligation = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    text = PlainTextField(required=False, allow_blank=True, default="", max_length=LONGEST_TEXT)
    claim = serializers.ChoiceField(Claim.choices, required=False, default=Claim.INTERIM)
    nil = serializers.BooleanField(required=False, default=False)
    language = serializers.ChoiceField(["ru", "kk", "en"], required=False, default="ru")
    document_kind = serializers.ChoiceField(
        DocumentKind.choices, required=False, allow_blank=True, default=""
    )
    document_number = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=60
    )
    document_on = serializers.DateField(required=False, allow_null=True, default=None)
    version = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1, default=0)
    submit = serializers.BooleanField(required=False, default=False)
    despite_silence = serializers.BooleanField(required=False, default=False)


class BulkSerializer(serializers.Serializer[Any]):
    """`atomic`: all rows or none; false: each by itself."""

    atomic = serializers.BooleanField(required=False, default=True)
    rows = BulkRowSerializer(  # type: ignore[call-arg]  # of the list
        many=True, allow_empty=False, max_length=MOST_ROWS
    )


class EnvelopeSerializer(serializers.Serializer[Any]):
    """The call without its rows, which are read one by one."""

    atomic = serializers.BooleanField(required=False, default=True)
    rows = serializers.ListField(allow_empty=False, max_length=MOST_ROWS)


class RowErrorSerializer(serializers.Serializer[Any]):
    """`field`: where in what was sent, e.g. "rows.3.text"."""

    field = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()


class BulkOutcomeSerializer(serializers.Serializer[Any]):
    """`row`: which one, from 0. `changed` false: all of it was so already. `entry` null: nothing
    was written; `code` says why, "not_written" where others were refused."""

    row = serializers.IntegerField()
    obligation = serializers.IntegerField(allow_null=True)
    entry = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(ProgressState.choices, allow_null=True)
    changed = serializers.BooleanField()
    code = serializers.CharField(allow_blank=True)
    errors = RowErrorSerializer(many=True)  # type: ignore[assignment]  # a field of this name


class BulkWrittenSerializer(serializers.Serializer[Any]):
    """How many rows were written (or stood so already) and refused, and each row in its order."""

    atomic = serializers.BooleanField()
    written = serializers.IntegerField()
    refused = serializers.IntegerField()
    rows = BulkOutcomeSerializer(many=True)


class BulkRefusedSerializer(serializers.Serializer[Any]):
    """A problem document: nothing was written. `errors` of all rows, and each row in its order."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.ChoiceField(["rows_refused"])
    detail = serializers.CharField()
    errors = RowErrorSerializer(many=True)  # type: ignore[assignment]  # a field of this name
    rows = BulkOutcomeSerializer(many=True)


class RowsRefused(Refused):
    """All was taken back; `told`: of each row what came of it."""

    def __init__(self, refused: Refused, told: list[dict[str, Any]]) -> None:
        super().__init__(refused.code, str(refused))
        self.told = told


class BulkProgress(Acting[ProgressEntry]):
    def handle_exception(self, exc: Exception) -> Response:
        """A refusal of rows is a problem document that has the rows besides."""
        answer: Response = super().handle_exception(exc)
        if isinstance(exc, RowsRefused):
            wrong = [one for one in exc.told if one["code"] != "not_written"]
            answer.data["errors"] = [error for one in wrong for error in one["errors"]]
            answer.data["rows"] = exc.told
        return answer

    @extend_schema(
        operation_id="progress_bulk",
        tags=["progress"],
        request=BulkSerializer,
        responses={
            200: BulkWrittenSerializer,
            (409, "application/problem+json"): BulkRefusedSerializer,
        },
    )
    @action(detail=False, methods=["post"], pagination_class=None)
    def bulk(self, request: Request) -> Response:
        """Keeps many drafts, and hands in those that say so: at most 200 rows.

        The same call twice does nothing twice: what a draft says already is not written again, and
        a report that waits for review is left as it is. With `atomic` one refusal takes all back:
        409 "rows_refused".
        """
        envelope = EnvelopeSerializer(data=request.data)
        envelope.is_valid(raise_exception=True)
        atomic = envelope.validated_data["atomic"]
        read = _Read.of(envelope.validated_data["rows"])
        written = save_many(
            read.rows, by=self.person, today=self.today, atomic=atomic, refused=read.unread
        )
        told = [*map(_told, written), *map(_unread, read.unread.items())]
        told.sort(key=lambda one: one["row"])
        return _answer(told, atomic=atomic)


@dataclass(frozen=True)
class _Read:
    """`unread`: by place, what could not be read, with the id that it names if any."""

    rows: list[Row]
    unread: dict[int, tuple[Any, list[dict[str, str]]]]

    @classmethod
    def of(cls, sent: Sequence[Any]) -> "_Read":
        found = cls([], {})
        for place, one in enumerate(sent):
            form = BulkRowSerializer(data=one)
            if form.is_valid():
                found.rows.append(_row(place, form.validated_data))
            else:
                named = one.get("obligation") if isinstance(one, Mapping) else None
                errors = list(_errors(place, form.errors))
                found.unread[place] = (named, errors)
        return found


def _row(place: int, sent: Mapping[str, Any]) -> Row:
    said = {name: sent[name] for name in DRAFTED}
    if sent["nil"]:
        said["claim"] = Claim.NIL
    return Row(
        place=place,
        obligation=sent["obligation"],
        draft=Draft(**said),
        version=sent["version"],
        hand_in=sent["submit"],
        despite_silence=sent["despite_silence"],
    )


def _errors(place: int, found: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for name, errors in found.items():
        path = f"rows.{place}" if name == "non_field_errors" else f"rows.{place}.{name}"
        for error in errors:
            said = str(error).encode(errors="replace").decode()
            yield {"field": path, "code": error.code, "message": said}


def _told(one: Written) -> dict[str, Any]:
    entry, name = one.entry, FIELDS.get(one.code)
    path = f"rows.{one.place}.{name}" if name else f"rows.{one.place}"
    error = {"field": path, "code": one.code, "message": one.words}
    return {
        "row": one.place,
        "obligation": one.obligation,
        "entry": entry.pk if entry else None,
        "version": entry.version if entry else None,
        "state": entry.state if entry else None,
        "changed": one.changed,
        "code": one.code,
        "errors": [error] if one.code else [],
    }


def _unread(one: tuple[int, tuple[Any, list[dict[str, str]]]]) -> dict[str, Any]:
    place, (named, errors) = one
    known = named if isinstance(named, int) and not isinstance(named, bool) else None
    nothing = dict.fromkeys(("entry", "version", "state"))
    told = {"row": place, "obligation": known, "changed": False, "code": "invalid"}
    return {**told, **nothing, "errors": errors}


def _answer(told: list[dict[str, Any]], *, atomic: bool) -> Response:
    refused = sum(bool(one["code"]) for one in told)
    if not (atomic and refused):
        found = {"written": len(told) - refused, "refused": refused, "rows": told}
        return Response(BulkWrittenSerializer({"atomic": atomic, **found}).data)
    said = _("Nothing was written: some rows were refused.")
    raise RowsRefused(Refused("rows_refused", said), told)
