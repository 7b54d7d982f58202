from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _

from agencies import triggers


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = _("Agencies and people")

    def ready(self) -> None:
        pre_migrate.connect(lift_triggers, sender=self)
        connect_sign_in()


def lift_triggers(*, using: str, **_signal: Any) -> None:
    triggers.remove(connections[using])


def connect_sign_in() -> None:
    """Imported here: these modules know models, which are there only now."""
    from allauth.account import signals as account
    from allauth.mfa import signals as factors
    from axes.signals import user_locked_out
    from django.contrib.auth import get_user_model
    from django.contrib.auth.signals import user_logged_in
    from django.db.models.signals import post_save

    from agencies import receivers

    user_logged_in.connect(receivers.begin_session)
    account.user_logged_in.connect(receivers.notice_new_browser)
    account.password_reset.connect(receivers.after_reset)
    for new_password in (account.password_reset, account.password_changed, account.password_set):
        new_password.connect(receivers.after_new_password)
    factors.authenticator_removed.connect(receivers.forget_factor)
    user_locked_out.connect(receivers.tell_of_lock_out)
    post_save.connect(receivers.close_what_was_offered, sender=get_user_model())
