"""People sign in by e-mail; what they may do comes from their memberships."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agencies.models import Delegation, Membership, User
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


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    form = PersonChangeForm
    add_form = PersonCreationForm
    inlines = [MembershipInline]
    list_display = ["full_name", "email", "position", "roles", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "is_superuser", "memberships__role"]
    search_fields = ["full_name", "email", "position"]
    ordering = ["full_name"]
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
