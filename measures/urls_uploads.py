"""A quarter's progress as a spreadsheet; part of measures.urls."""

from django.urls import URLPattern, path

from measures.views import progress_uploads as uploads

urlpatterns: list[URLPattern] = [
    path("desk/upload/", uploads.upload, name="progress-uploads"),
    path("desk/upload/template.<str:fmt>", uploads.template, name="progress-template"),
    path("desk/upload/<int:pk>/", uploads.preview, name="progress-upload"),
    path("desk/upload/<int:pk>/confirm/", uploads.confirm, name="progress-confirm"),
]
