"""Bodies, their groups, other names and succession."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from agencies.clock import business_today
from agencies.models import Agency, AgencyAlias, AgencyGroup, Region, Succession
from agencies.permissions import signed_in
from agencies.rules.names import normalise_name
from agencies.signals import group_changed
from agencies.typed_admin import ModelAdmin, TabularInline


class NameField(forms.CharField):
    """Whatever way a name is typed, it is kept as an import looks it up."""

    def to_python(self, value: Any) -> str:
        return normalise_name(super().to_python(value) or "")


NAMES_NORMALISED: "Mapping[type[models.Field[Any, Any]], Mapping[str, Any]]" = {
    models.CharField: {"form_class": NameField}
}


class AgencyAliasInline(TabularInline[AgencyAlias, Agency]):
    model = AgencyAlias
    fields = ["text"]
    extra = 0
    formfield_overrides = NAMES_NORMALISED
    verbose_name_plural = _("other names, in the form in which they are compared")


class SuccessorInline(TabularInline[Succession, Agency]):
    """Read-only: a row added here would pass nothing on; the page of successions does."""

    model = Succession
    fk_name = "predecessor"
    extra = 0
    can_delete = False
    verbose_name_plural = _("successors")

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Region)
class RegionAdmin(ModelAdmin[Region]):
    list_display = ["code", "name_ru", "name_kk", "name_en", "kind"]
    list_filter = ["kind"]
    search_fields = ["code", "name_ru", "name_kk", "name_en"]


@admin.register(Agency)
class AgencyAdmin(ModelAdmin[Agency]):
    list_display = ["code", "short_ru", "name_ru", "kind", "by_agreement", "region", "abolished_on"]
    list_filter = ["kind", "by_agreement"]
    list_select_related = ["region"]
    search_fields = [
        *("code", "name_ru", "name_kk", "name_en", "short_ru", "short_kk", "short_en"),
        "aliases__text",
    ]
    autocomplete_fields = ["region"]
    readonly_fields = ["succession"]
    inlines = [AgencyAliasInline, SuccessorInline]

    @admin.display(description=_("renamed, merged or split"))
    def succession(self, body: Agency) -> str:
        if not body.pk:
            return "—"
        page = reverse("measures:succession", args=[body.code])
        return format_html('<a href="{}">{}</a>', page, _("Enter or look at its succession"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Agency], search_term: str
    ) -> tuple[QuerySet[Agency], bool]:
        """New roles and plans are not offered a body that has ended."""
        found, twice = super().get_search_results(request, queryset, search_term)
        if request.GET.get("model_name") in ("membership", "actionplan"):
            found = found.filter(abolished_on=None)
        return found, twice


@admin.register(AgencyGroup)
class AgencyGroupAdmin(ModelAdmin[AgencyGroup]):
    list_display = ["code", "name_ru", "name_kk", "name_en"]
    search_fields = ["code", "name_ru", "name_kk", "name_en"]
    filter_horizontal = ["members"]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Who joins a group owes its reports, who leaves it does not any more."""
        group: AgencyGroup = form.instance
        before = set(group.members.values_list("pk", flat=True))
        super().save_related(request, form, formsets, change)
        if before != set(group.members.values_list("pk", flat=True)):
            by, today = signed_in(request.user), business_today()
            group_changed.send(AgencyGroup, group=group, by=by, today=today)


@admin.register(AgencyAlias)
class AgencyAliasAdmin(ModelAdmin[AgencyAlias]):
    """A group goes by hundreds of names, too many for one form: they are kept on this page."""

    list_display = ["text", "agency", "group"]
    list_select_related = ["agency", "group"]
    list_filter = ["group"]
    search_fields = ["text", "agency__code", "group__code"]
    autocomplete_fields = ["agency", "group"]
    formfield_overrides = NAMES_NORMALISED


@admin.register(Succession)
class SuccessionAdmin(ModelAdmin[Succession]):
    """Read-only: what was entered has passed reports on, which no form here takes back."""

    list_display = ["predecessor", "successor", "kind", "effective_on", "act"]
    list_select_related = ["predecessor", "successor"]
    change_list_template = "admin/successions.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
