"""/api/v1/: one router for all apps, the OpenAPI schema and its pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny
from rest_framework.routers import DefaultRouter

from agencies import api as agencies
from agencies import api_tokens
from measures import api as measures
from planner import api as planner
from publications import api as publications
from reports import api as reports
from reports import api_verifying as verifying

router = DefaultRouter()
router.register("tokens", api_tokens.TokenViewSet)
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

schema = SpectacularAPIView.as_view(permission_classes=[AllowAny])
docs = SpectacularSwaggerView.as_view(
    url_name="schema", permission_classes=[AllowAny], http_method_names=["get", "head"]
)

urlpatterns = [
    path("token/", api_tokens.SignInView.as_view(), name="token"),
    path("token/this/", api_tokens.ThisTokenView.as_view(), name="this-token"),
    path("schema/", login_not_required(schema), name="schema"),
    path("docs/", login_not_required(docs), name="docs"),
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
    *router.urls,
]
