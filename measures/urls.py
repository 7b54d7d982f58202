"""From the root of the site: a person's own pages, plans, measures and what is owed on them."""

from django.urls import URLPattern, URLResolver, include, path

from measures.views import (
    deadline,
    desk,
    evidence,
    extension,
    handed_in,
    home,
    measure,
    moments,
    obligation,
    parts,
    plan,
    reminder_policy,
    report_saving,
    search,
    taking_back,
)

app_name = "measures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("help/", include("measures.urls_help")),
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search-suggest"),
    path("", include("measures.urls_board")),
    path("plans/", plan.plans, name="plans"),
    path("plans/<slug:slug>/", plan.plan, name="plan"),
    path("plans/<slug:slug>/reminders/", reminder_policy.reminder_policy, name="reminder-policy"),
    path("measures/<int:pk>/", measure.measure, name="measure"),
    path("measures/<int:pk>/compare/", moments.moments, name="measure-compare"),
    path("measures/<int:pk>/remove/", measure.remove, name="remove-from-control"),
    path("obligations/<int:pk>/", obligation.obligation, name="obligation"),
    path("obligations/<int:pk>/parts/", parts.parts, name="parts"),
    path("obligations/<int:pk>/draft/", report_saving.save, name="report-save"),
    path("obligations/<int:pk>/files/", report_saving.add_file, name="report-files"),
    path("obligations/<int:pk>/handed-in/", handed_in.handed_in, name="handed-in"),
    path("obligations/<int:pk>/take-back/", taking_back.take_back, name="take-back"),
    path("obligations/<int:pk>/extension/", extension.ask, name="extension-request"),
    path("extensions/<int:pk>/", extension.decide, name="extension-decide"),
    path("deadlines/<int:pk>/", deadline.dates, name="deadline-dates"),
    path("evidence/<int:pk>/", evidence.download, name="evidence"),
    path("evidence/<int:pk>/drop/", evidence.drop, name="evidence-drop"),
    path("", include("measures.urls_amendments")),
    path("", include("measures.urls_imports")),
    path("", include("measures.urls_reminders")),
    path("", include("measures.urls_life")),
    path("", include("measures.urls_plans")),
    path("", include("measures.urls_own")),
]
