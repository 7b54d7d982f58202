"""Links of a mail: what they open, for whom, how long, and what opens nothing."""

import re
import time

import pytest
from django.core.mail import EmailMessage
from django.test.utils import freeze_time

from agencies.errors import Refused
from agencies.models import User
from measures.models import Digest
from measures.services.reminders.links import (
    acknowledge_link,
    decline_headers,
    decline_link,
    mail_to_acknowledge,
    plans_to_decline,
)
from planner.models import ActionPlan
from tests.factories import ActionPlanFactory, DigestFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = 24 * 60 * 60


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://tracker.example.org"


@pytest.fixture
def digest() -> Digest:
    return DigestFactory()


def token(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]


def code(read, text: str) -> str:
    with pytest.raises(Refused) as refused:
        read(text)
    return refused.value.code


def test_a_link_leads_back_to_its_mail(digest):
    assert mail_to_acknowledge(token(acknowledge_link(digest))) == digest


def test_a_link_to_decline_names_the_person_and_the_plans(digest, plan):
    other = ActionPlanFactory()
    found = plans_to_decline(token(decline_link(digest, other, plan, other)))
    assert found == (digest.recipient, [plan, other])


def test_links_are_absolute_short_and_need_no_escaping(digest, plan):
    for link, page in (
        (acknowledge_link(digest), "acknowledge"),
        (decline_link(digest, plan), "decline"),
    ):
        assert re.fullmatch(
            rf"https://tracker\.example\.org/reminders/{page}/[A-Za-z0-9._-]+/", link
        )
        assert len(token(link)) < 80


def test_a_link_of_one_purpose_is_none_of_another(digest, plan):
    assert code(plans_to_decline, token(acknowledge_link(digest))) == "link_wrong"
    assert code(mail_to_acknowledge, token(decline_link(digest, plan))) == "link_wrong"


def test_a_link_works_for_thirty_days(digest, plan):
    acknowledging, declining = token(acknowledge_link(digest)), token(decline_link(digest, plan))
    with freeze_time(time.time() + 30 * DAY - 60):
        assert mail_to_acknowledge(acknowledging) == digest
    with freeze_time(time.time() + 30 * DAY + 60):
        assert code(mail_to_acknowledge, acknowledging) == "link_expired"
        assert code(plans_to_decline, declining) == "link_expired"


def test_the_installation_says_for_how_long(digest, settings):
    settings.REMINDER_LINK_DAYS = 2
    text = token(acknowledge_link(digest))
    with freeze_time(time.time() + 3 * DAY):
        assert code(mail_to_acknowledge, text) == "link_expired"


def test_a_link_ends_with_the_address_it_was_sent_to(digest):
    text = token(acknowledge_link(digest))
    User.objects.filter(pk=digest.recipient_id).update(email="new@example.org")
    assert code(mail_to_acknowledge, text) == "link_wrong"


def test_a_link_does_not_pass_to_whoever_takes_over_the_address(digest):
    """The mail stays the first person's, whose address is another now."""
    address, text = digest.recipient.email, token(acknowledge_link(digest))
    User.objects.filter(pk=digest.recipient_id).update(email="new@example.org")
    UserFactory(email=address)
    assert code(mail_to_acknowledge, text) == "link_wrong"


def test_a_link_of_a_closed_account_opens_nothing(digest, plan):
    texts = token(acknowledge_link(digest)), token(decline_link(digest, plan))
    User.objects.filter(pk=digest.recipient_id).update(is_active=False)
    assert code(mail_to_acknowledge, texts[0]) == "link_wrong"
    assert code(plans_to_decline, texts[1]) == "link_wrong"


def test_a_signature_covers_the_mail_and_the_plans(digest, plan):
    """Nobody turns a link into that of another mail, even of the same person, or another plan."""
    other = DigestFactory(recipient=digest.recipient, day="2009-07-03")
    _number, *signed = token(acknowledge_link(digest)).split(".")
    assert code(mail_to_acknowledge, ".".join([str(other.pk), *signed])) == "link_wrong"
    _numbers, *signed = token(decline_link(digest, plan)).split(".")
    foreign = f"{digest.pk}-{ActionPlanFactory().pk}"
    assert code(plans_to_decline, ".".join([foreign, *signed])) == "link_wrong"
    assert code(plans_to_decline, ".".join([str(digest.pk), *signed])) == "link_wrong"


def test_its_time_cannot_be_moved(digest):
    numbers, moment, signature = token(acknowledge_link(digest)).split(".")
    later = f"{moment[:-1]}{'0' if moment[-1] != '0' else '1'}"
    assert code(mail_to_acknowledge, f"{numbers}.{later}.{signature}") == "link_wrong"


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "x",
        "0",
        "1",
        "1.2.3",
        "-1.a.b",
        "1-.a.b",
        "١.a.b",
        "9" * 400,
        "1" * 18 + ".a.b",
        "None",
    ],
)
def test_what_is_no_link_opens_nothing(digest, text):
    assert code(mail_to_acknowledge, text) == "link_wrong"
    assert code(plans_to_decline, text) == "link_wrong"


def test_every_letter_counts(digest):
    text = token(acknowledge_link(digest))
    for place, letter in enumerate(text):
        changed = text[:place] + ("a" if letter != "a" else "b") + text[place + 1 :]
        assert code(mail_to_acknowledge, changed) == "link_wrong"
        assert code(mail_to_acknowledge, text[:place]) == "link_wrong"


def test_a_link_of_a_key_that_was_changed_lately_still_works(digest, settings):
    text = token(acknowledge_link(digest))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "k" * 40
    assert mail_to_acknowledge(text) == digest


def test_a_mail_with_nothing_to_decline_has_no_such_button(digest):
    assert decline_headers(digest, []) == {}


def test_a_mail_program_finds_its_button_whole(digest, plan: ActionPlan):
    """RFC 8058: one https address in brackets; a long header is not torn apart on its way."""
    others = ActionPlanFactory.create_batch(20)
    headers = decline_headers(digest, [plan, *others])
    written = EmailMessage("s", "b", to=["a@example.org"], headers=headers).message().as_string()
    unfolded = re.sub(r"\r?\n[ \t]", " ", written)
    (address,) = re.findall(r"^List-Unsubscribe: +<(\S+)>$", unfolded, re.MULTILINE)
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in unfolded
    assert plans_to_decline(token(address)) == (digest.recipient, [plan, *others])
