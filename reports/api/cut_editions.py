"""What was made of cuts, for whoever may read them now."""

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from agencies.rest.views import Reading
from reports.api.cut_shapes import CutEditionSerializer, OneCutEditionSerializer
from reports.api.days import visit_of
from reports.models import CutEdition, CutFile
from reports.permissions import check_may_keep_cuts, may_cut_everything, own_agencies
from reports.queries_cuts import readable_cuts
from reports.views.cut_editions import checked
from reports.views.cuts import readable


def editions_shown() -> QuerySet[CutEdition]:
    """With their files; the content stays in the database."""
    files = CutFile.objects.order_by("language", "format")
    rows = CutEdition.objects.defer("content").select_related("cut__plan", "cut__owner")
    return rows.prefetch_related(Prefetch("files", files)).order_by("-requested_at", "-pk")


class CutEditionViewSet(Reading[CutEdition]):
    """As `cuts`, and by the bodies that each was made of: a cut may have been changed since."""

    scope = "reports"
    queryset = CutEdition.objects.none()
    serializer_class = CutEditionSerializer
    filterset_fields = ["cut", "state", "report"]

    def get_queryset(self) -> QuerySet[CutEdition]:
        if getattr(self, "swagger_fake_view", False):
            return CutEdition.objects.none()
        check_may_keep_cuts(self.person, self.today)
        cuts = readable_cuts(self.person, self.today)
        rows = editions_shown().filter(cut__in=cuts.order_by().values("pk"))
        return rows.defer(None) if self.detail else rows.filter(pk__in=self.theirs(rows))

    def theirs(self, rows: QuerySet[CutEdition]) -> list[int]:
        """As checked() says, asked once for each plan and not for each row."""
        asked = visit_of(self)
        own = set(own_agencies(asked.person, asked.today))
        cuts = {row.pk: row for row in readable_cuts(asked.person, asked.today)}
        known = {row.pk for row in readable(list(cuts.values()), asked)}
        plans = {cuts[pk].plan_id: cuts[pk].plan for pk in known}
        whole = {
            pk: may_cut_everything(asked.person, plan, asked.today) for pk, plan in plans.items()
        }
        made = rows.filter(cut__in=known).order_by().values_list("pk", "cut", "choice")
        return [
            pk
            for pk, cut, choice in made
            if whole[cuts[cut].plan_id] or (choice["agencies"] and set(choice["agencies"]) <= own)
        ]

    def get_object(self) -> CutEdition:
        return checked(super().get_object(), visit_of(self))

    def get_serializer_class(self) -> type[serializers.BaseSerializer[CutEdition]]:
        return OneCutEditionSerializer if self.action == "retrieve" else CutEditionSerializer
