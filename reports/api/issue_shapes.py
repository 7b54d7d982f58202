"""Shapes of signed editions, of their mails and of who gets them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.translated import ORDER
from planner.models import ActionPlan
from reports.models import (
    Dispatch,
    DispatchKind,
    DispatchState,
    FileFormat,
    Issue,
    IssueAct,
    Recipient,
    SigningRule,
)


class PersonField(serializers.CharField):
    """A person is told by name, as on the pages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, "default": None, "allow_null": True, **kwargs})


class NamesSerializer(serializers.Serializer[Any]):
    ru = serializers.CharField()
    kk = serializers.CharField()
    en = serializers.CharField()


class ToldSerializer(serializers.Serializer[Any]):
    """What a stranger is told of it, with names as they stood when it was signed."""

    title = NamesSerializer()
    body = NamesSerializer()
    round = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    as_of = serializers.DateField()
    edition = serializers.IntegerField()


class IssueSerializer(serializers.ModelSerializer[Issue]):
    """`code` and `sha256` are those by which anybody verifies it; `public`: whoever has the code
    may download the files. `replaced_by`: the issue that stands in its place."""

    plan = serializers.SlugRelatedField[ActionPlan](slug_field="slug", read_only=True)
    signed_by = PersonField(source="signed_by.full_name")
    confirmed_by = PersonField(source="confirmed_by.full_name")
    withdrawn_by = PersonField(source="withdrawn_by.full_name")
    told = ToldSerializer(read_only=True)

    class Meta:
        model = Issue
        fields = [
            *("id", "plan", "report", "state", "number", "dated_on", "code", "sha256", "told"),
            *("needs_second", "signed_by", "signed_on", "signed_at", "confirmed_by"),
            *("issued_on", "issued_at", "replaced_by", "public"),
            *("withdrawn_by", "withdrawn_on", "withdrawn_at", "withdrawn_act", "withdrawn_reason"),
        ]
        read_only_fields = fields


class IssueActSerializer(serializers.ModelSerializer[IssueAct]):
    by = PersonField(source="by.full_name")

    class Meta:
        model = IssueAct
        fields = ["kind", "by", "on", "at", "detail"]
        read_only_fields = fields


class IssueActsSerializer(serializers.Serializer[Any]):
    """Everything done with the edition, signatures that were taken back too; the oldest first."""

    acts = IssueActSerializer(many=True)


class WithdrawSerializer(serializers.Serializer[Any]):
    """Everybody who checks the document reads both; name no persons."""

    act = serializers.CharField(max_length=200)
    reason = serializers.CharField(max_length=2000)


class OpenFilesSerializer(serializers.Serializer[Any]):
    open = serializers.BooleanField()


class SentSerializer(serializers.Serializer[Any]):
    """How many further recipients get the report."""

    count = serializers.IntegerField()


class MailSerializer(serializers.ModelSerializer[Dispatch]):
    """Office, address, language and formats as they were when the mail was last ordered."""

    kind = serializers.ChoiceField(choices=DispatchKind.choices, read_only=True)
    state = serializers.ChoiceField(choices=DispatchState.choices, read_only=True)
    formats = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Dispatch
        fields = [
            *("id", "issue", "recipient", "kind", "state", "office", "email", "language"),
            *("formats", "attempts", "next_try_at", "sent_at", "bounced_at", "error"),
            *("created_at", "may_go_again"),
        ]
        read_only_fields = fields


class RecipientSerializer(serializers.ModelSerializer[Recipient]):
    """An office that gets what is issued of a plan; retired, never deleted."""

    plan = serializers.SlugRelatedField(slug_field="slug", queryset=ActionPlan.objects.all())
    language = serializers.ChoiceField(choices=ORDER)
    formats = serializers.ListField(
        child=serializers.ChoiceField(choices=FileFormat.choices), min_length=1, max_length=6
    )

    class Meta:
        model = Recipient
        fields = [
            *("id", "plan", "office", "email", "language", "formats"),
            *("added_at", "changed_at", "retired_at"),
        ]
        read_only_fields = ["added_at", "changed_at", "retired_at"]
        validators: list[Any] = []  # the service says in words what the constraint forbids


class RecipientChangeSerializer(RecipientSerializer):
    plan = serializers.SlugRelatedField[ActionPlan](slug_field="slug", read_only=True)


class SigningRuleSerializer(serializers.ModelSerializer[SigningRule]):
    set_by = PersonField(source="set_by.full_name")

    class Meta:
        model = SigningRule
        fields = ["second_person", "set_by", "set_at"]
        read_only_fields = fields


class SigningSerializer(serializers.Serializer[Any]):
    """`rules`: what was set so far, the newest first. `proposed_number`: after the last one of the
    year."""

    plan = serializers.CharField(source="slug")
    second_person = serializers.SerializerMethodField()
    proposed_number = serializers.SerializerMethodField()
    rules = serializers.SerializerMethodField()

    @extend_schema_field(serializers.BooleanField())
    def get_second_person(self, plan: ActionPlan) -> bool:
        rules = self.context["rules"]
        return bool(rules and rules[0].second_person)

    def get_proposed_number(self, plan: ActionPlan) -> str:
        return str(self.context["proposed"])

    @extend_schema_field(SigningRuleSerializer(many=True))
    def get_rules(self, plan: ActionPlan) -> Any:
        return SigningRuleSerializer(self.context["rules"], many=True).data


class SecondPersonSerializer(serializers.Serializer[Any]):
    """Whether reports signed from now on need a second coordinator."""

    second_person = serializers.BooleanField()
