"""Under /plans/: where the coordinator of a plan publishes its progress."""

from django.urls import URLPattern, URLResolver, path

from publications.views import preview, publishing, texts

app_name = "publishing"
LOOK = "<slug:slug>/publish/preview/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:slug>/publish/", publishing.publish, name="publish"),
    path(LOOK, preview.overview, name="preview"),
    path(f"{LOOK}measures/", preview.measures, name="preview-measures"),
    path(
        "<slug:slug>/publish/preview/measures/<int:key>/", preview.measure, name="preview-measure"
    ),
    path("<slug:slug>/publish/texts/", texts.texts, name="texts"),
    path("<slug:slug>/publish/texts/<int:pk>/", texts.text, name="text"),
    path("<slug:slug>/publish/<int:number>/withdraw/", publishing.withdraw, name="withdraw"),
]
