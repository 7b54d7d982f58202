"""What belongs to people: long work, kept views, delegations, uploads; tokens and private links;
invitations and sessions; webhooks with their log; an entry of the record."""

from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.utils import timezone

from agencies.models import Delegation, User
from agencies.services_invitations import Invited, invite
from agencies.services_tokens import make_token
from agencies.signing_in.links import to_confirm_email, to_invitation
from audit.models import Entry, Kind
from audit.services.telling import tell
from exchange.models import Delivery, DeliveryState, LinkKind, Webhook
from exchange.services.links import Wanted, make_link
from exchange.services.secrets import new_secret
from measures.models import Job, JobKind, JobState, ProgressUpload
from measures.services.reminders.links import acknowledge_link, decline_link
from measures.services.saved_views import keep_view
from planner.models import ActionPlan
from tests import factories
from tests.access.people import Thing
from tests.access.world import NOW, TODAY, Things, World


def of_people(world: World) -> Things:
    """Mostly the officer's; once, whatever the place."""
    return {**_work(world), **_account(world), **_links(world), **_record()}


def _last(link: str) -> Thing:
    """The part of an address that opens it."""
    return Thing(link.rstrip("/").rpartition("/")[2])


def _work(world: World) -> Things:
    who, plan = world.people, world.plans["own"]
    job = Job.objects.create(
        kind=JobKind.EXPORT, plan=plan, asked_by=who["officer"], state=JobState.DONE,
        file=ContentFile(b"table", name="plan.csv"), file_name="plan.csv", finished_at=NOW,
    )  # fmt: skip
    upload = ProgressUpload.objects.create(
        file=ContentFile(b"table", name="reports.xlsx"), name="reports.xlsx", sha256="1" * 64,
        language="ru", uploaded_by=who["officer"],
    )  # fmt: skip
    view = keep_view(by=who["coordinator"], name="Mine", query="late=1")
    mail = factories.DigestFactory(recipient=who["officer"])
    factories.sent(mail, obligation=factories.ObligationFactory(measure__plan=plan))
    given = Delegation.objects.get()
    of = {"body": "ministry", "owner": "coordinator", "receiver": "standin"}
    return {
        "job": Thing(job.pk, owner="officer"),
        "upload": Thing(upload.pk, owner="officer"),
        "view": Thing(view.pk, owner="coordinator"),
        "acknowledging": _last(acknowledge_link(mail)),
        "declining": _last(decline_link(mail, plan)),
        "delegation": Thing(given.pk, **of),
        "nobody_reminded": Thing(10**9),
    }


def _account(world: World) -> Things:
    """Invitations, tokens and sessions count by the real clock."""
    who, now = world.people, timezone.now()
    wanted = Invited("new@example.org", "The invited", "", "ru", world.bodies["lead"], "officer")
    invited = invite(wanted, by=who["chief"], now=now)
    until = timezone.localdate(now) + timedelta(days=30)
    by: dict[str, Any] = {"by": who["officer"], "today": TODAY, "now": now}
    made = make_token(name="Program", scopes=["read"], expires_on=until, **by)
    session = UserSession.objects.create(
        user=who["officer"], ip="127.0.0.1", session_key="elsewhere", user_agent="Another browser"
    )
    return {
        "token": Thing(made.token.pk, owner="officer"),
        "invitation": Thing(invited.pk),
        "invited": _last(to_invitation(invited)),
        "new_address": _last(to_confirm_email(who["officer"], "officer.new@example.org")),
        "session": Thing(session.pk),
        "passkey": Thing(10**9),
        "nobody": Thing("1"),
    }


def _links(world: World) -> Things:
    by: dict[str, Any] = {"by": world.people["officer"], "today": TODAY, "now": NOW}
    link, key = make_link(Wanted(LinkKind.AGENCY, agency=world.bodies["lead"]), **by)
    _news, news_key = make_link(Wanted(LinkKind.NEWS, plan=world.plans["own"]), **by)
    return {
        "link": Thing(link.pk, owner="officer"),
        "calendar_key": Thing(key),
        "news_key": Thing(news_key),
    }


def _record() -> Things:
    tell(Kind.EXPORTED, relation="audit", label="csv")
    return {"record": Thing(Entry.objects.latest("pk").pk), "csv": Thing("csv")}


def webhook(plan: ActionPlan, by: User, of: dict[str, Any]) -> Things:
    """Limited to the plan, with a test message in its log that was given up."""
    hook = Webhook.objects.create(
        name="Register", address="https://register.example.org/", owner=by, plan=plan,
        secret=new_secret(), state_at=NOW, created_at=NOW,
    )  # fmt: skip
    message = Delivery.objects.create(
        webhook=hook, message_id=f"ping_{plan.pk}", type="ping", state=DeliveryState.FAILED,
        next_try_at=NOW, ended_at=NOW, created_at=NOW,
    )  # fmt: skip
    return {"webhook": Thing(hook.pk, **of), "message": Thing(message.pk, **of)}
