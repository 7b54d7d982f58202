"""Plans from files and into files; part of measures.urls."""

from django.urls import URLPattern, path

from measures.views import imports

urlpatterns: list[URLPattern] = [
    path("plans/<slug:slug>/import/", imports.upload, name="plan-import"),
    path("imports/<int:pk>/", imports.preview, name="import-preview"),
    path("imports/<int:pk>/read/", imports.read_again_as, name="import-read"),
    path("imports/<int:pk>/apply/", imports.decide, name="import-apply"),
    path("plans/<slug:slug>/export/", imports.choose_export, name="plan-export"),
    path("plans/<slug:slug>/export/later/", imports.export_later, name="plan-export-later"),
    path("plans/<slug:slug>/export.<str:fmt>", imports.export, name="plan-export"),
]
