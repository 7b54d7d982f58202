"""Under /reports/."""

from django.urls import URLPattern, URLResolver, path

from reports import views

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.rounds, name="rounds"),
    path("<int:pk>/", views.round_, name="round"),
    path("<int:pk>/compile/", views.compile_, name="compile"),
    path("editions/<int:pk>/", views.edition, name="edition"),
    path("editions/<int:pk>/progress/", views.progress, name="edition-progress"),
    path("files/<int:pk>/", views.download, name="download"),
]
