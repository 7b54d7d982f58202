"""/api/v1/: one router for all apps, the OpenAPI schema and its pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from rest_framework.routers import DefaultRouter

from agencies import api as agencies
from config import api_views
from exchange import api_links
from measures import api as measures
from planner import api as planner
from reports import api as reports
from reports import api_verifying as verifying


class Router(DefaultRouter):
    """Without `.json` behind each address, which would only double them."""

    include_format_suffixes = False
    APIRootView = api_views.Root


router = Router()
router.register("regions", agencies.RegionViewSet)
router.register("agencies", agencies.AgencyViewSet)
router.register("agency-groups", agencies.AgencyGroupViewSet)
router.register("successions", agencies.SuccessionViewSet)
router.register("concepts", planner.ConceptViewSet)
router.register("plans", planner.PlanViewSet)
router.register("indicators", planner.IndicatorViewSet)
router.register("measures", measures.MeasureViewSet)
router.register("obligations", measures.ObligationViewSet)
router.register("progress", measures.ProgressViewSet)
router.register("extensions", measures.ExtensionViewSet)
router.register("deadlines", measures.DeadlineViewSet)
router.register("rounds", reports.RoundViewSet)
router.register("reports", reports.ReportViewSet)
router.register("calendar-links", api_links.CalendarLinkViewSet)

urlpatterns = [
    path("token/", agencies.SignInView.as_view(), name="token"),
    path("schema/", login_not_required(api_views.Schema.as_view()), name="schema"),
    path("docs/", login_not_required(api_views.Docs.as_view(url_name="schema")), name="docs"),
    path("verify/", verifying.VerifyFileView.as_view(), name="verify"),
    path("verify/<str:code>/", verifying.VerifyCodeView.as_view()),
    path("errors/", api_views.errors, name="api-errors"),
    path("errors/<slug:code>/", api_views.error, name="api-error"),
    *router.urls,
    re_path(r"^.*/$", api_views.not_there),
    re_path(r"^.*[^/]$", login_not_required(api_views.without_slash)),
]
