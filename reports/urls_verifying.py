"""Under /verify/: open to everybody who holds a report, on paper or as a file."""

from django.urls import URLPattern, URLResolver, path

from reports.views import verifying

app_name = "verify"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", verifying.verify, name="start"),
    path("<str:code>/", verifying.by_code, name="code"),
    path("<str:code>/files/<int:pk>/", verifying.download, name="file"),
]
