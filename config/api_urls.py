"""/api/v1/: one router for all apps, the OpenAPI schema and its pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from rest_framework.routers import DefaultRouter

from agencies import api as agencies
from agencies import api_days as agencies_days
from agencies import api_delegations, api_rights, api_tokens
from audit import api as audit
from config import api_views
from exchange import api as exchange
from exchange import api_links
from measures import api as measures
from measures.api import list_files
from measures.api import routes as measures_routes
from planner import api as planner
from planner.api_concept import sides as concept_sides
from publications import api as publications
from reports import api as reports
from reports import api_verifying as verifying
from reports.api import list_files as report_list_files


class Router(DefaultRouter):
    """Without `.json` behind each address, which would only double them."""

    include_format_suffixes = False
    APIRootView = api_views.Root


router = Router()
router.register("tokens", api_tokens.TokenViewSet)
router.register("delegations", api_delegations.DelegationViewSet)
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
measures_routes.register(router)
router.register("rounds", reports.RoundViewSet)
router.register("reopenings", reports.ReopeningViewSet)
router.register("reports", reports.ReportViewSet)
router.register("issues", reports.IssueViewSet)
router.register("mails", reports.MailViewSet)
router.register("recipients", reports.RecipientViewSet)
router.register("narrative-sections", reports.NarrativeSectionViewSet)
router.register("narrative-texts", reports.NarrativeTextViewSet)
router.register("cuts", reports.CutViewSet)
router.register("cut-editions", reports.CutEditionViewSet)
router.register("publications", publications.PublicationViewSet)
router.register("public-texts", publications.PublicTextViewSet, basename="public-text")
router.register("audit/entries", audit.AuditEntryViewSet, "audit-entry")
router.register("webhooks/deliveries", exchange.DeliveryViewSet, "webhook-delivery")
router.register("webhooks", exchange.WebhookViewSet)
router.register("calendar-links", api_links.CalendarLinkViewSet)

urlpatterns = [
    path("token/", api_tokens.SignInView.as_view(), name="token"),
    path("token/this/", api_tokens.ThisTokenView.as_view(), name="this-token"),
    path("schema/", login_not_required(api_views.Schema.as_view()), name="schema"),
    path("docs/", login_not_required(api_views.Docs.as_view(url_name="schema")), name="docs"),
    path("verify/", verifying.VerifyFileView.as_view(), name="verify"),
    path("verify/<str:code>/", verifying.VerifyCodeView.as_view()),
    path("report-files/<int:pk>/", reports.ReportFileView.as_view(), name="report-file"),
    path("cut-files/<int:pk>/", reports.CutFileView.as_view(), name="cut-file"),
    path("signing/<slug:slug>/", reports.SigningView.as_view(), name="signing"),
    path("cadences/<slug:slug>/", reports.CadenceView.as_view(), name="cadence"),
    path(
        "cadences/<slug:slug>/outlook/",
        reports.CadenceOutlookView.as_view(),
        name="cadence-outlook",
    ),
    path("rights/", api_rights.RightsView.as_view(), name="rights"),
    path("errors/", api_views.errors, name="api-errors"),
    path("errors/<slug:code>/", api_views.error, name="api-error"),
    path("changes/", exchange.ChangesView.as_view(), name="changes"),
    *router.urls,
    *measures_routes.paths,
    *agencies_days.paths,
    *audit.paths,
    *list_files.paths,
    *report_list_files.paths,
    *concept_sides.urls,
    # With any sign in it, a new line as well.
    re_path(r"^[\s\S]*/\Z", api_views.not_there),
    re_path(r"^[\s\S]*[^/]\Z", login_not_required(api_views.without_slash)),
]
