"""Under /calendar/: the working calendar of the business year, and of any other."""

from django.urls import path

from agencies import views_days

app_name = "calendar"
urlpatterns = [
    path("", views_days.now, name="now"),
    path("<int:year>/", views_days.year, name="year"),
]
