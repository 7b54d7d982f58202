"""What the site tells a person, and that person's own settings."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Role, User
from agencies.queries import standing_of
from agencies.rest_tokens import WithinScope
from measures.api.asking import Asking, Sent, checked
from measures.forms.my_settings import SettingsForm
from measures.models import Notice, NoticeKind
from measures.models.preference import How, StartPage
from measures.queries.notices import NEWS, REMINDER, Told, new_for, told_on_site, with_words
from measures.queries.preferences import preference_of
from measures.reminder_steps import why
from measures.services.notices import see
from measures.services.preferences import CHOICES, save_settings
from measures.services.reminders.acknowledging import acknowledge_own

NEW = OpenApiParameter("show", str, enum=["all", "new"], description="All where it is left out.")


class NoticeSerializer(serializers.Serializer[Any]):
    """`id`: as "news:5" or "reminder:7". `text` and `thing` in the caller’s language; `path`: the
    page of the site, "" where the caller may open none."""

    id = serializers.SerializerMethodField()
    kind = serializers.SerializerMethodField()
    day = serializers.DateField()
    new = serializers.BooleanField()
    tone = serializers.CharField()
    text = serializers.SerializerMethodField()
    thing = serializers.CharField(source="said.thing", default="", allow_blank=True)
    body = serializers.CharField(source="said.body", default="", allow_blank=True)
    why = serializers.CharField(source="said.why", default="", allow_blank=True)
    path = serializers.CharField(source="said.path", default="", allow_blank=True)
    obligation = serializers.SerializerMethodField()
    measure = serializers.SerializerMethodField()

    def get_id(self, row: Told) -> str:
        if row.notice:
            return f"{NEWS}:{row.notice.pk}"
        return f"{REMINDER}:{row.reminder.reminder.pk}" if row.reminder else ""

    @extend_schema_field(serializers.ChoiceField([*NoticeKind.values, REMINDER]))
    def get_kind(self, row: Told) -> str:
        return str(row.notice.kind) if row.notice else REMINDER

    def get_text(self, row: Told) -> str:
        if row.said:
            return row.said.text
        return why(row.reminder.reminder) if row.reminder else ""

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_obligation(self, row: Told) -> int | None:
        if row.notice:
            return row.notice.obligation_id
        return row.reminder.reminder.obligation_id if row.reminder else None

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_measure(self, row: Told) -> int | None:
        return row.notice.measure_id if row.notice else None


class SeenSerializer(serializers.Serializer[Any]):
    """Ids as the list tells them."""

    notices = serializers.ListField(
        child=serializers.RegexField(rf"^({NEWS}|{REMINDER}):[0-9]{{1,18}}$"),
        allow_empty=False,
        max_length=500,
    )


class NewSerializer(serializers.Serializer[Any]):
    """How many notices are new to the caller."""

    new = serializers.IntegerField()


class NoticeViewSet(Asking):
    """Open to whoever is signed in: nothing but the own."""

    queryset = Notice.objects.none()
    serializer_class = NoticeSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    scope = "progress"

    @extend_schema(
        operation_id="notices_list",
        tags=["notices"],
        parameters=[NEW],
        responses=NoticeSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """News about the own work and reminders shown on the site: new first, then the newest."""
        show = request.query_params.get("show", "all")
        if show not in ("all", "new"):
            raise serializers.ValidationError({"show": "all, new"})
        standing = standing_of(self.person, self.today)

        def told(page: Sequence[Any]) -> Iterable[Told]:
            return with_words(page, standing)

        return self.paged(NoticeSerializer, told_on_site(self.person, new_only=show == "new"), told)

    @extend_schema(
        operation_id="notices_seen",
        tags=["notices"],
        request=SeenSerializer,
        responses=NewSerializer,
    )
    @action(detail=False, methods=["post"])
    def seen(self, request: Request) -> Response:
        """Marks the caller’s own as seen, and acknowledges reminders; tells how many are left."""
        ids, now = self.sent(SeenSerializer)["notices"], timezone.now()
        see(_of(NEWS, ids), by=self.person, now=now)
        acknowledge_own(_of(REMINDER, ids), by=self.person, now=now)
        return self.told(NewSerializer, {"new": new_for(self.person)})

    @extend_schema(operation_id="notices_count", tags=["notices"], responses=NewSerializer)
    @action(detail=False, pagination_class=None)
    def count(self, request: Request) -> Response:
        return self.told(NewSerializer, {"new": new_for(self.person)})


def _of(source: str, ids: Iterable[str]) -> list[int]:
    named = (one.partition(":") for one in ids)
    return [int(pk) for kind, _colon, pk in named if kind == source]


class MembershipSerializer(serializers.Serializer[Any]):
    agency = serializers.CharField(source="agency.code")
    role = serializers.ChoiceField(Role.choices)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)


class NewsByMailSerializer(serializers.Serializer[Any]):
    """Whether a mail tells of it too: at once, with the mail of the day, or not."""

    returned = serializers.ChoiceField(How.choices)
    accepted = serializers.ChoiceField(How.choices)
    extension = serializers.ChoiceField(How.choices)
    plan = serializers.ChoiceField(How.choices)
    work = serializers.ChoiceField(How.choices)
    jobs = serializers.ChoiceField(How.choices)
    loans = serializers.ChoiceField(How.choices)


class MeSerializer(serializers.Serializer[Any]):
    """`language` "": as the browser says. `hour`: from which mails come; null: the site’s own."""

    id = serializers.IntegerField(source="person.pk", read_only=True)
    email = serializers.EmailField(source="person.email", read_only=True)
    name = serializers.CharField(source="person.full_name", read_only=True)
    memberships = MembershipSerializer(many=True, read_only=True)
    today = serializers.DateField(read_only=True)
    language = serializers.ChoiceField([("", ""), "ru", "kk", "en"], source="person.language")
    hour = serializers.IntegerField(
        source="person.digest_hour", allow_null=True, min_value=0, max_value=23
    )
    start_page = serializers.ChoiceField(
        [("", ""), *StartPage.choices], source="preference.start_page"
    )
    news = NewsByMailSerializer(source="preference")


class ChangeNewsSerializer(serializers.Serializer[Any]):
    returned = serializers.ChoiceField(How.choices, required=False)
    accepted = serializers.ChoiceField(How.choices, required=False)
    extension = serializers.ChoiceField(How.choices, required=False)
    plan = serializers.ChoiceField(How.choices, required=False)
    work = serializers.ChoiceField(How.choices, required=False)
    jobs = serializers.ChoiceField(How.choices, required=False)
    loans = serializers.ChoiceField(How.choices, required=False)


class ChangeMeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    language = serializers.ChoiceField([("", ""), "ru", "kk", "en"], required=False)
    hour = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=23)
    start_page = serializers.ChoiceField([("", ""), *StartPage.choices], required=False)
    news = ChangeNewsSerializer(required=False)


class MeViewSet(Asking):
    """The caller. Open to whoever is signed in."""

    queryset = User.objects.none()
    serializer_class = MeSerializer
    permission_classes = [IsAuthenticated, WithinScope]
    pagination_class = None
    scope = "progress"

    @extend_schema(operation_id="me_retrieve", tags=["me"], responses=MeSerializer)
    def read(self, request: Request) -> Response:
        """Who calls, with which roles on the business day, and their settings."""
        person = User.objects.get(pk=self.person.pk)
        told = {
            "person": person,
            "memberships": standing_of(person, self.today).memberships,
            "today": self.today,
            "preference": preference_of(person),
        }
        return self.told(MeSerializer, told)

    @extend_schema(
        operation_id="me_update", tags=["me"], request=ChangeMeSerializer, responses=MeSerializer
    )
    def change(self, request: Request) -> Response:
        """Changes the caller’s own settings; a start page that they may open."""
        sent = self.sent(ChangeMeSerializer)
        person = User.objects.get(pk=self.person.pk)
        kept = preference_of(person)
        typed = {name: getattr(kept, name) for name in (*CHOICES, "start_page")}
        typed |= {"language": person.language, "hour": person.digest_hour}
        typed |= {name: value for name, value in sent.items() if name != "news"}
        typed |= sent.get("news", {})
        form = SettingsForm(Sent(typed), standing=standing_of(person, self.today))
        chosen = checked(form)
        save_settings(
            person,
            language=chosen["language"],
            hour=chosen["hour"],
            start_page=chosen["start_page"],
            news={name: chosen[name] for name in CHOICES},
        )
        return self.read(request)

    def concerned(self) -> "QuerySet[Any] | None":
        return User.objects.filter(pk=self.person.pk)

    def as_read(self) -> Response:
        return self.read(self.request)
