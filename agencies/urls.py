from django.contrib.auth.views import LogoutView
from django.urls import include, path

from agencies import views

app_name = "agencies"
urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", views.language, name="language"),
    path("delegations/", include("agencies.urls_delegations")),
    path("business-date/", views.business_date, name="business-date"),
]
