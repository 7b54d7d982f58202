"""Under which addresses the API of measures stands; config.api_urls puts them together.

What stands under the address of an object of another view set (`/plans/{slug}/matrix/`) has a
router of its own, so that the list of all addresses names each once.
"""

from rest_framework.routers import DefaultRouter, SimpleRouter

from measures.api import (
    agency_sides,
    amendments,
    board,
    desk,
    evidence,
    imports,
    jobs,
    measure_sides,
    obligation_sides,
    plan_sides,
    queues,
    saved_views,
    together,
)

sides = SimpleRouter()
sides.register("measures", measure_sides.MeasureSidesViewSet, "measure-side")
sides.register("obligations", obligation_sides.ObligationSidesViewSet, "obligation-side")
sides.register("plans", plan_sides.PlanSidesViewSet, "plan-side")
sides.register("plans", amendments.PlanAmendmentsViewSet, "plan-amendment")
sides.register("plans", imports.PlanFilesViewSet, "plan-file")
sides.register("amendments", amendments.AmendmentViewSet, "amendment")
sides.register("changes", amendments.ChangeViewSet, "change")
sides.register("imports", imports.ImportViewSet, "import")
sides.register("agencies", agency_sides.AgencySidesViewSet, "agency-side")
sides.register("reviews", together.TogetherViewSet, "review")


def register(router: DefaultRouter) -> None:
    router.register("desk", desk.DeskViewSet, "desk")
    router.register("board-views", saved_views.SavedViewViewSet, "boardview")
    router.register("board", board.BoardViewSet, "board")
    sides.register("queues", queues.QueueViewSet, "queue")
    sides.register("evidence", evidence.EvidenceViewSet, "evidence")
    router.register("jobs", jobs.JobViewSet, "job")
