"""What a mail server is told, and what the reader sees, of where a reminder comes from."""

import pytest
from django.core.mail import EmailMultiAlternatives

from measures.services.reminders.envelope import envelope
from measures.services.reminders.postman import Postman


def sent_through(smtp, headers=None):
    mail = EmailMultiAlternatives("Reminder", "Text", to=["a@example.kz"], **envelope(headers))
    with Postman() as postman:
        postman.deliver(mail)
    return smtp.senders[0], smtp.taken[0]


def test_bounces_have_an_address_of_their_own(smtp, settings):
    settings.DEFAULT_FROM_EMAIL = "tracker@example.org"
    settings.BOUNCE_ADDRESS = "bounces@example.org"
    sender, message = sent_through(smtp)
    assert sender == "bounces@example.org"
    assert message.get_all("From") == ["tracker@example.org"]


def test_without_one_they_go_to_the_sender(smtp, settings):
    settings.DEFAULT_FROM_EMAIL = "tracker@example.org"
    sender, message = sent_through(smtp)
    assert sender == "tracker@example.org"
    assert message.get_all("From") == ["tracker@example.org"]


@pytest.mark.parametrize("bounces", ["", "bounces@example.org"])
def test_a_sender_with_a_name_keeps_it_for_the_reader(smtp, settings, bounces):
    settings.DEFAULT_FROM_EMAIL = "Көші-қон жоспары <tracker@example.org>"
    settings.BOUNCE_ADDRESS = bounces
    sender, message = sent_through(smtp)
    assert sender == (bounces or "tracker@example.org")
    (author,) = message["From"].addresses
    assert (author.display_name, author.addr_spec) == ("Көші-қон жоспары", "tracker@example.org")


def test_other_headers_go_with_it(smtp, settings):
    settings.BOUNCE_ADDRESS = "bounces@example.org"
    _sender, message = sent_through(smtp, {"Message-ID": "<1@example.org>"})
    assert message["Message-ID"] == "<1@example.org>"
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
