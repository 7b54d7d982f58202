"""Under /exchange/webhooks/."""

from django.urls import URLPattern, path

from exchange.views import webhook_acts, webhook_log, webhooks

urlpatterns: list[URLPattern] = [
    path("", webhooks.webhooks, name="webhooks"),
    path("new/", webhooks.new, name="webhook-new"),
    path("<int:pk>/", webhook_log.webhook, name="webhook"),
    path("<int:pk>/change/", webhooks.change, name="webhook-change"),
    path("<int:pk>/secret/", webhook_acts.show_secret, name="webhook-secret"),
    path("<int:pk>/secret/renew/", webhook_acts.renew_secret, name="webhook-secret-renew"),
    path("<int:pk>/pause/", webhook_acts.pause, name="webhook-pause"),
    path("<int:pk>/resume/", webhook_acts.resume, name="webhook-resume"),
    path("<int:pk>/remove/", webhook_acts.retire, name="webhook-remove"),
    path("<int:pk>/test/", webhook_acts.ping, name="webhook-ping"),
    path("<int:pk>/replay/", webhook_acts.replay_since, name="webhook-replay"),
    path("messages/<int:pk>/", webhook_log.message, name="webhook-message"),
    path("messages/<int:pk>/replay/", webhook_acts.replay, name="webhook-message-replay"),
]
