"""Private addresses of calendars and feeds, and their pages; part of exchange.urls."""

from django.urls import URLPattern, path

from exchange.views import calendars, feeds

urlpatterns: list[URLPattern] = [
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/<int:pk>/renew/", calendars.renew, name="calendar-renew"),
    path("calendars/<int:pk>/revoke/", calendars.revoke, name="calendar-revoke"),
    # These are opened by a program, without signing in.
    path("calendars/<str:token>.ics", feeds.calendar, name="calendar"),
    path("news/<str:token>.atom", feeds.news, name="news"),
]
