"""Shapes of reminders: what was told, what goes out, why, and how the runs go."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures import reminder_reasons as reasons
from measures import reminder_steps as steps
from measures.api.rows import PersonSerializer
from measures.models import (
    Channel,
    Digest,
    DigestState,
    Reminder,
    ReminderRun,
    ReminderState,
    Subject,
)
from measures.queries.reminders.explaining import Explained
from measures.queries.reminders.lines import Line
from measures.services.reminders.ordering import LONGEST_NOTE


class ReminderSerializer(serializers.ModelSerializer[Reminder]):
    """`why` it goes out, in the caller’s language; `id` null where it is not planned yet."""

    id = serializers.IntegerField(allow_null=True, read_only=True)
    subject = serializers.ChoiceField(Subject.choices)
    channel = serializers.ChoiceField(Channel.choices)
    state = serializers.ChoiceField(ReminderState.choices)
    plan = serializers.CharField(source="plan.slug", read_only=True)
    agency = serializers.CharField(
        source="obligation.agency.code", allow_null=True, default=None, read_only=True
    )
    measure_number = serializers.CharField(
        source="obligation.measure.number", allow_null=True, default=None, read_only=True
    )
    why = serializers.SerializerMethodField()

    class Meta:
        model = Reminder
        fields = [
            *("id", "subject", "channel", "plan", "obligation", "agency", "measure_number"),
            *("occurrence", "due_on", "remind_on", "state", "acknowledged_at", "why"),
        ]

    def get_why(self, row: Reminder) -> str:
        return steps.why(row)


class MyReminderSerializer(ReminderSerializer):
    """`waits`: for being acknowledged. `opens`: the obligation is the caller’s to open."""

    id = serializers.IntegerField(read_only=True)
    told_on = serializers.DateField(read_only=True)
    waits = serializers.BooleanField(read_only=True)
    opens = serializers.BooleanField(read_only=True)

    class Meta(ReminderSerializer.Meta):
        fields = [*ReminderSerializer.Meta.fields, "told_on", "waits", "opens"]


class ChosenRemindersSerializer(serializers.Serializer[Any]):
    reminders = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        allow_empty=False,
        max_length=500,
    )


class AcknowledgedSerializer(serializers.Serializer[Any]):
    """How many of them were the caller’s own and new."""

    acknowledged = serializers.IntegerField()


class LetterSerializer(serializers.Serializer[Any]):
    """A mail of the day: `mail` null where it is not begun yet, `goes_at` null: with the next
    run. `more`: reminders beside those that are listed."""

    mail = serializers.IntegerField(source="digest.pk", allow_null=True, default=None)
    goes_at = serializers.DateTimeField(allow_null=True)
    reminders = ReminderSerializer(source="shown", many=True)
    more = serializers.IntegerField()


class AddresseeSerializer(serializers.Serializer[Any]):
    """`roles`: held on the day, as `agency:role`."""

    person = PersonSerializer()
    email = serializers.EmailField(source="person.email")
    roles = serializers.SerializerMethodField()
    letters = LetterSerializer(many=True)
    notices = ReminderSerializer(many=True)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_roles(self, row: Any) -> list[str]:
        return [f"{one.agency.code}:{one.role}" for one in row.roles]


class ComposedSerializer(serializers.Serializer[Any]):
    """A mail as it would read. `html` too."""

    goes_at = serializers.DateTimeField(allow_null=True)
    subject = serializers.CharField()
    text = serializers.CharField()
    html = serializers.CharField()


class ExplainedLineSerializer(serializers.Serializer[Any]):
    """A day of a step, or several in a row that came out alike. `outcome` in words; `reasons`:
    codes, where nothing was sent."""

    audience = serializers.CharField(allow_blank=True)
    step = serializers.SerializerMethodField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    times = serializers.IntegerField()
    reminder = serializers.IntegerField(source="row.pk", allow_null=True, default=None)
    outcome = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()

    def get_step(self, line: Line) -> str:
        return steps.of_line(line)

    def get_outcome(self, line: Line) -> str:
        return reasons.outcome(line)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_reasons(self, line: Line) -> list[str]:
        return [why.reason.value for why in line.because]


class ChapterSerializer(serializers.Serializer[Any]):
    subject = serializers.CharField(source="about.subject")
    due_on = serializers.DateField(source="about.due_on", allow_null=True)
    lines = ExplainedLineSerializer(many=True)


class ExplainedSerializer(serializers.Serializer[Any]):
    """Of one person: `verdict` in a sentence; `earlier`: of before the present date."""

    person = PersonSerializer()
    verdict = serializers.SerializerMethodField()
    chapters = ChapterSerializer(many=True)
    earlier = ExplainedLineSerializer(many=True)

    def get_verdict(self, one: Explained) -> str:
        return reasons.verdict(one)


class OrderSerializer(serializers.Serializer[Any]):
    """`obligations`: ids of reports, at most a thousand; more than a hundred are long work."""

    obligations = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1), max_length=1000
    )
    note = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_NOTE
    )


class OrderAskedSerializer(serializers.Serializer[Any]):
    """Either `obligations`, or `board`: the query of a board, of which all is taken that the caller
    may remind of."""

    obligations = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        max_length=1000,
    )
    board = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class ReadySerializer(serializers.Serializer[Any]):
    """`people` would get it; those `told` today already are passed over."""

    obligation = serializers.IntegerField(source="owed.pk")
    agency = serializers.CharField(source="owed.agency.code")
    people = PersonSerializer(many=True)
    told = PersonSerializer(many=True)


class LeftOutSerializer(serializers.Serializer[Any]):
    obligation = serializers.IntegerField(source="owed.pk")
    agency = serializers.CharField(source="owed.agency.code")
    code = serializers.ChoiceField(
        [(code, code) for code in ("not_owed", "ordered_today", "nobody", "told_today")]
    )


class OrderForeseenSerializer(serializers.Serializer[Any]):
    """`mails`: one for each person."""

    ready = ReadySerializer(many=True)
    left_out = LeftOutSerializer(many=True)
    mails = serializers.IntegerField()
    background = serializers.BooleanField()


class OrderedSerializer(serializers.Serializer[Any]):
    """`told_already`: how many were left out, since they had gone that day."""

    people = serializers.IntegerField()
    obligations = serializers.IntegerField()
    told_already = serializers.IntegerField()


class TroubledMailSerializer(serializers.ModelSerializer[Digest]):
    """`items`: how many reminders are in it."""

    recipient = PersonSerializer()
    state = serializers.ChoiceField(DigestState.choices)
    items = serializers.IntegerField()

    class Meta:
        model = Digest
        fields = ["id", "recipient", "day", "state", "attempts", "next_try_at", "error", "items"]


class AddressSerializer(serializers.Serializer[Any]):
    """`in_a_row`: mails that did not arrive since the last one that did."""

    person = PersonSerializer()
    address = serializers.CharField()
    since = serializers.DateTimeField()
    in_a_row = serializers.IntegerField()
    last_error = serializers.CharField()


class UnheardSerializer(serializers.Serializer[Any]):
    """A body that owes reports and has nobody to be reminded of them."""

    agency = serializers.CharField(source="agency.code")
    reports = serializers.IntegerField()
    first = serializers.DateField(allow_null=True)


class RunSerializer(serializers.ModelSerializer[ReminderRun]):
    class Meta:
        model = ReminderRun
        fields = [
            *("id", "day", "started_at", "ended_at", "worker"),
            *("planned", "sent", "failed", "skipped", "error"),
        ]


class RunsSerializer(serializers.Serializer[Any]):
    """How the reminders of the day went. `mails` by state; `silent`: no run came by for too long.
    `troubled`: mails given up or put off."""

    day = serializers.DateField()
    mails = serializers.DictField(child=serializers.IntegerField())
    ran_at = serializers.DateTimeField(source="board.clock.ran_at", allow_null=True)
    silent = serializers.BooleanField(source="board.silent")
    day_is_planned = serializers.BooleanField(source="board.day_is_planned")
    planned = serializers.IntegerField(source="board.totals.planned")
    sent = serializers.IntegerField(source="board.totals.sent")
    failed = serializers.IntegerField(source="board.totals.failed")
    skipped = serializers.IntegerField(source="board.totals.skipped")
    runs = RunSerializer(source="board.runs", many=True)
    troubled = TroubledMailSerializer(many=True)
    addresses = AddressSerializer(many=True)
    unheard = UnheardSerializer(many=True)


class ChosenMailsSerializer(serializers.Serializer[Any]):
    mails = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        allow_empty=False,
        max_length=500,
    )


class AgainSerializer(serializers.Serializer[Any]):
    """How many mails wait to be sent once more."""

    again = serializers.IntegerField()
