"""Invitations to look at, send again and withdraw; they are written on their own page."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import services_invitations, tasks
from agencies.errors import Refused
from agencies.models import Invitation
from agencies.permissions import signed_in
from agencies.permissions_accounts import may_invite
from agencies.typed_admin import ModelAdmin


@admin.register(Invitation)
class InvitationAdmin(ModelAdmin[Invitation]):
    list_display = ["full_name", "email", "agency", "role", "state", "invited_by", "expires_at"]
    list_filter = ["state", "role"]
    list_select_related = ["agency", "invited_by"]
    search_fields = ["full_name", "email"]
    actions = ["send_again", "withdraw"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_invite(request.user)

    @admin.action(description=gettext_lazy("Send again"))
    def send_again(self, request: HttpRequest, rows: QuerySet[Invitation]) -> None:
        self._each(request, rows, services_invitations.send_again)
        tasks.hurry()

    @admin.action(description=gettext_lazy("Withdraw"))
    def withdraw(self, request: HttpRequest, rows: QuerySet[Invitation]) -> None:
        self._each(request, rows, services_invitations.withdraw)

    def _each(self, request: HttpRequest, rows: QuerySet[Invitation], act: Any) -> None:
        for row in rows:
            try:
                act(row, by=signed_in(request.user), now=timezone.now())
                self.message_user(request, f"{row.email}: {_('done')}", messages.SUCCESS)
            except Refused as refused:
                self.message_user(request, f"{row.email}: {refused}", messages.WARNING)
