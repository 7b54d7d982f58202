"""Under which addresses the API of measures stands; config.api_urls puts them together.

What stands under the address of an object of another view set (`/plans/{slug}/matrix/`) has a
router of its own, so that the list of all addresses names each once.
"""

from django.urls import path
from rest_framework.routers import DefaultRouter, SimpleRouter

from measures.api import (
    agency_sides,
    amendments,
    board,
    changes,
    desk,
    ending,
    evidence,
    imports,
    jobs,
    measure_sides,
    my_reminders,
    notices,
    obligation_sides,
    plan_sides,
    progress_uploads,
    queues,
    reminder_ledger,
    reminder_policy,
    reminders,
    saved_views,
    search,
    signatures,
    succession,
    together,
)

sides = SimpleRouter()
sides.register("measures", measure_sides.MeasureSidesViewSet, "measure-side")
sides.register("obligations", obligation_sides.ObligationSidesViewSet, "obligation-side")
sides.register("obligations", reminders.ReminderExplainedViewSet, "obligation-explained")
sides.register("plans", plan_sides.PlanSidesViewSet, "plan-side")
sides.register("plans", amendments.PlanAmendmentsViewSet, "plan-amendment")
sides.register("plans", imports.PlanFilesViewSet, "plan-file")
sides.register("plans", reminder_policy.ReminderPolicyViewSet, "plan-policy")
sides.register("plans", ending.PlanEndingViewSet, "plan-ending")
sides.register("concepts", ending.ConceptEndingViewSet, "concept-ending")
sides.register("agencies", agency_sides.AgencySidesViewSet, "agency-side")
sides.register("agencies", succession.SuccessionViewSet, "agency-succession")
sides.register("queues", queues.QueueViewSet, "queue")
sides.register("reviews", together.TogetherViewSet, "review")
sides.register("evidence", evidence.EvidenceViewSet, "evidence")
sides.register("amendments", amendments.AmendmentViewSet, "amendment")
sides.register("amendment-changes", changes.ChangeViewSet, "change")
sides.register("imports", imports.ImportViewSet, "import")
sides.register("reminders/preview", reminders.ReminderPreviewViewSet, "reminder-preview")
sides.register("reminders/orders", reminders.ReminderOrdersViewSet, "reminder-order")
sides.register("reminders", reminders.ReminderRunsViewSet, "reminder-run")
sides.register("reminders", reminder_ledger.ReminderLedgerViewSet, "reminder-told")

me = notices.MeViewSet.as_view({"get": "read", "patch": "change"}, detail=False)
paths = [*sides.urls, *signatures.paths, path("me/", me, name="me")]


def register(router: DefaultRouter) -> None:
    router.register("desk", desk.DeskViewSet, "desk")
    router.register("board-views", saved_views.SavedViewViewSet, "boardview")
    router.register("board", board.BoardViewSet, "board")
    router.register("jobs", jobs.JobViewSet, "job")
    router.register("notices", notices.NoticeViewSet, "notice")
    router.register("reminders", my_reminders.MyRemindersViewSet, "reminder")
    router.register("plan-standing", plan_sides.PlanStandingViewSet, "planstanding")
    router.register("progress-uploads", progress_uploads.ProgressUploadViewSet, "progressupload")
    router.register("signatures", signatures.SignatureViewSet, "signature")
    router.register("search", search.SearchViewSet, "search")
