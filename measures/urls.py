"""From the root of the site: a person's own pages, plans, measures and what is owed on them."""

from django.urls import URLPattern, URLResolver, include, path

from measures.views import (
    deadline,
    desk,
    evidence,
    extension,
    home,
    measure,
    obligation,
    parts,
    plan,
    reminder_policy,
)

app_name = "measures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("", include("measures.urls_board")),
    path("plans/", plan.plans, name="plans"),
    path("plans/<slug:slug>/", plan.plan, name="plan"),
    path("plans/<slug:slug>/reminders/", reminder_policy.reminder_policy, name="reminder-policy"),
    path("measures/<int:pk>/", measure.measure, name="measure"),
    path("measures/<int:pk>/remove/", measure.remove, name="remove-from-control"),
    path("obligations/<int:pk>/", obligation.obligation, name="obligation"),
    path("obligations/<int:pk>/parts/", parts.parts, name="parts"),
    path("obligations/<int:pk>/extension/", extension.ask, name="extension-request"),
    path("extensions/<int:pk>/", extension.decide, name="extension-decide"),
    path("deadlines/<int:pk>/", deadline.dates, name="deadline-dates"),
    path("evidence/<int:pk>/", evidence.download, name="evidence"),
    path("evidence/<int:pk>/drop/", evidence.drop, name="evidence-drop"),
    path("", include("measures.urls_amendments")),
    path("", include("measures.urls_imports")),
    path("", include("measures.urls_reminders")),
    path("", include("measures.urls_life")),
]
