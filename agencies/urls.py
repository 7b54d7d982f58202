from django.urls import include, path

from agencies import views, views_invitations, views_locked, views_security, views_sign_in

app_name = "agencies"
urlpatterns = [
    path("login/", views_sign_in.SignIn.as_view(), name="login"),
    path("logout/", views_sign_in.SignOut.as_view(), name="logout"),
    path("language/", views.language, name="language"),
    path("delegations/", include("agencies.urls_delegations")),
    path("business-date/", views.business_date, name="business-date"),
    path("second-factor/", views_sign_in.second_factor_first, name="second-factor"),
    path("email/", views_security.new_address, name="new-address"),
    path("email/<str:token>/", views_security.confirm_address, name="confirm-email"),
    path("sessions/<int:pk>/end/", views_security.end_session, name="end-session"),
    path("invitations/", views_invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/", views_invitations.invitation_act, name="invitation-act"),
    path("invitation/<str:token>/", views_invitations.invitation, name="invitation"),
    path("locked/", views_locked.locked, name="locked"),
]
