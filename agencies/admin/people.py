"""People sign in by e-mail; what they may do comes from their memberships."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies import local_passwords, tasks
from agencies.models import Delegation, Membership, User
from agencies.permissions import signed_in
from agencies.permissions_accounts import may_change_account, may_give_permissions
from agencies.services_letters import tell, write
from agencies.services_security import remove_factors
from agencies.services_tokens import end_those_of_password
from agencies.typed_admin import (
    AdminUserCreationForm,
    ModelAdmin,
    TabularInline,
    UserAdmin,
    UserChangeForm,
)


class OneAddress:
    """An e-mail address is kept in small letters: two spellings are never two people."""

    cleaned_data: dict[str, Any]
    instance: User

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _("A person with the e-mail %(email)s is here already: change that account."),
                code="unique",
                params={"email": email},
            )
        return email


class PersonCreationForm(OneAddress, AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ["email", "full_name"]
        field_classes: dict[str, type] = {}


class PersonChangeForm(OneAddress, UserChangeForm[User]):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type] = {}


class MembershipInline(TabularInline[Membership, User]):
    model = Membership
    extra = 0
    autocomplete_fields = ["agency"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """What was lent is ended on the page of delegations."""
        return super().get_queryset(request).filter(delegation=None)


GIVE_RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    """Of no one person: whether the list is theirs, as Django's named permission says."""
    return person is None or may_change_account(signed_in(request.user), person)


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    form = PersonChangeForm
    add_form = PersonCreationForm
    inlines = [MembershipInline]
    list_display = ["full_name", "email", "position", "roles", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "is_superuser", "memberships__role"]
    search_fields = ["full_name", "email", "position"]
    ordering = ["full_name"]
    actions = ["send_password_link", "remove_factors"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Person"), {"fields": ["full_name", "position", "language", "digest_hour"]}),
        (
            _("Administration"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["email", "full_name", "usable_password", "password1", "password2"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("memberships__agency")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        gives = may_give_permissions(signed_in(request.user))
        return fields if gives else [*fields, *GIVE_RIGHTS]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Who gets another address hears of it at both."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            old = str(form.initial["email"])
            for address in (old, obj.email):
                tell(
                    "email_changed",
                    obj,
                    now=timezone.now(),
                    address=address,
                    old=old,
                    new=obj.email,
                )

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        answer: HttpResponse = super().user_change_password(request, id, form_url)
        person = User.objects.filter(pk=id).first()
        if request.method == "POST" and answer.status_code == 302 and person:
            by = str(signed_in(request.user))
            end_those_of_password(person, now=timezone.now())
            tell("password_by_administrator", person, now=timezone.now(), by=by)
        return answer

    @admin.action(description=_("Send a link for a new password"), permissions=["change"])
    def send_password_link(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people.filter(is_active=True):
            if not local_passwords.may_have_one(person):
                said = gettext("%(name)s comes in by another system and gets no password here.")
                self.message_user(request, said % {"name": person}, messages.WARNING)
                continue
            write("reset", person.email, now=timezone.now(), person=person)
        tasks.hurry()
        self.message_user(request, gettext("The links go by mail."), messages.SUCCESS)

    @admin.action(
        description=_("Remove second factors (lost device) and end all sessions"),
        permissions=["change"],
    )
    def remove_factors(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            try:
                remove_factors(person, by=signed_in(request.user), now=timezone.now())
                said = gettext("%(name)s sets up a new second factor at the next sign-in.")
                self.message_user(request, said % {"name": person}, messages.SUCCESS)
            except PermissionDenied as refused:
                self.message_user(request, f"{person}: {refused}", messages.ERROR)

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        held = person.memberships.all()
        return ", ".join(f"{row.agency}: {row.get_role_display()}" for row in held)


@admin.register(Membership)
class MembershipAdmin(ModelAdmin[Membership]):
    list_display = ["user", "agency", "role", "valid_from", "valid_to"]
    list_filter = ["role"]
    list_select_related = ["user", "agency"]
    search_fields = ["user__full_name", "user__email", "agency__code", "agency__name_ru"]
    autocomplete_fields = ["user", "agency"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """What was lent is ended on the page of delegations."""
        return super().get_queryset(request).filter(delegation=None)


@admin.register(Delegation)
class DelegationAdmin(ModelAdmin[Delegation]):
    """Read-only: roles are lent and taken back on the page of delegations, which checks who may."""

    list_display = ["membership", "to", "starts_on", "ends_on", "made_by", "ended_at"]
    list_select_related = ["membership__user", "membership__agency", "to", "made_by"]
    search_fields = ["membership__user__full_name", "to__full_name", "reason"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
