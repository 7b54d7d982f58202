"""Access tokens of all people: read here and revoked, never made and never changed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.errors import Refused
from agencies.models import ApiToken
from agencies.permissions import signed_in
from agencies.permissions_accounts import may_revoke_any_token
from agencies.services_tokens import revoke_token
from agencies.typed_admin import ModelAdmin


@admin.register(ApiToken)
class TokenAdmin(ModelAdmin[ApiToken]):
    list_display = [
        *("person", "name", "shown", "words", "made_at", "expires_at", "last_used_at", "stands")
    ]
    list_filter = ["origin", ("revoked_at", admin.EmptyFieldListFilter), "expires_at"]
    list_select_related = ["person"]
    search_fields = ["name", "start", "person__email", "person__full_name"]
    date_hierarchy = "made_at"
    exclude = ["digest", "start"]
    actions = ["revoke"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return may_revoke_any_token(signed_in(request.user))

    @admin.display(description=_("may be used to"))
    def words(self, token: ApiToken) -> str:
        return "; ".join(token.scope_words)

    @admin.display(description=_("state"))
    def stands(self, token: ApiToken) -> str:
        return str(token.state(timezone.now()).label)

    @admin.action(description=_("Revoke the chosen tokens"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[ApiToken]) -> None:
        by, now, done = signed_in(request.user), timezone.now(), 0
        for token in chosen:
            try:
                revoke_token(token, by=by, now=now)
            except Refused:  # by somebody else meanwhile, or before
                continue
            done += 1
        said = ngettext("%(count)d token is revoked.", "%(count)d tokens are revoked.", done)
        self.message_user(request, said % {"count": done}, messages.SUCCESS)
