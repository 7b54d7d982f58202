"""Reading what mail systems write when a mail does not arrive."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.rules.bounces import READ_AT_MOST, Action, Notice, address_key, read_notice
from tests.measures import answered, bounced
from tests.measures.bounced import ADDRESS, MESSAGE_ID


def the_fate(message):
    notice = read_notice(message)
    assert notice is not None
    fate = notice.about(ADDRESS)
    assert fate is not None
    return fate


@pytest.mark.parametrize("form", bounced.NOTICES.values(), ids=list(bounced.NOTICES))
def test_every_form_says_which_mail_failed_for_whom(form):
    notice = read_notice(form())
    assert notice.message_ids == (MESSAGE_ID,)
    assert [fate.addresses for fate in notice.fates] == [{ADDRESS}]
    assert the_fate(form()).action == Action.FAILED


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (
            bounced.postfix,
            f"5.1.1 550 5.1.1 <{ADDRESS}>: Recipient address rejected: "
            "User unknown in virtual mailbox table",
        ),
        (bounced.exim, "5.0.0 552 5.2.2 Mailbox is full"),
        (bounced.exchange, "5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found"),
        (bounced.sendmail_with_headers, "4.4.7 451 Ящик переполнен"),
        (bounced.international, "5.1.1 550 5.1.1 Нет такого ящика"),
    ],
)
def test_why_is_told_in_the_words_of_the_server(form, told):
    assert str(the_fate(form())) == told


def test_a_home_made_text_is_told_without_the_mail_below_it():
    fate = the_fate(bounced.qmail())
    assert fate.status == "5.1.1"
    assert fate.diagnostic.startswith("Hi. This is the qmail-send program")
    assert fate.diagnostic.endswith("Sorry, no mailbox here by that name. (#5.1.1)")


def test_without_a_diagnosis_the_words_for_people_tell_why():
    silent = bounced.exchange().replace(b"Diagnostic-Code:", b"X-Nothing:")
    assert the_fate(silent).diagnostic.startswith("Не удалось выполнить доставку")


def test_a_diagnosis_may_be_coded_as_a_header():
    coded = bounced.exim().replace(
        b"smtp; 552 5.2.2 Mailbox is full", b"=?koi8-r?b?8d3JyyDQxdLF0M/MzsXO?="
    )
    assert the_fate(coded).diagnostic == "Ящик переполнен"


@pytest.mark.parametrize("form", answered.NO_NOTICES.values(), ids=list(answered.NO_NOTICES))
def test_answers_receipts_and_advertisements_are_no_notices(form):
    assert read_notice(form()) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("failed", Action.FAILED),
        ("Failed (given up)", Action.FAILED),
        ("error", Action.FAILED),
        ("delayed", Action.DELAYED),
        ("relayed", Action.RELAYED),
        ("expanded", Action.EXPANDED),
        ("delivered", Action.DELIVERED),
        ("", Action.FAILED),  # the status, 5.1.1, says it
    ],
)
def test_an_action_is_read_as_servers_write_it(written, read):
    assert the_fate(bounced.postfix(action=written)).action == read


def test_an_action_that_nobody_defined_says_nothing():
    assert read_notice(bounced.postfix(action="pondered")) is None


def test_a_recipient_is_known_by_the_address_the_mail_was_sent_to():
    forwarded = bounced.postfix(address="elsewhere@example.com", original_address=ADDRESS)
    assert the_fate(forwarded).addresses == {ADDRESS, "elsewhere@example.com"}


def test_of_several_recipients_each_has_its_own_fate():
    other = b"Final-Recipient: rfc822; other@example.kz\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n"
    both = bounced.exim().replace(b"Action: failed", other + b"Action: failed")
    notice = read_notice(both)
    assert notice.about("other@example.kz").action == Action.DELAYED
    assert notice.about(ADDRESS).action == Action.FAILED
    assert notice.about("stranger@example.kz") is None


def test_of_two_fates_of_one_address_the_gravest_counts():
    late = f"Final-Recipient: rfc822; {ADDRESS}\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n"
    both = bounced.exim().replace(b"Action: failed", late.encode() + b"Action: failed")
    assert the_fate(both).action == Action.FAILED


def test_a_delay_in_words_is_no_failure():
    warning = bounced.lines(f"""
From: postmaster@gate.example.kz
In-Reply-To: {MESSAGE_ID}

Delivery to the following recipient has been delayed:

     {ADDRESS}

Message will be retried for 2 more day(s)
""")
    assert the_fate(warning).action == Action.DELAYED


def test_a_home_made_text_packed_in_base64_is_read():
    head, words = bounced.qmail().split(b"\r\n\r\n", 1)
    kind = (
        b"\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    packed = head + kind + bounced.base64(words.decode()).encode()
    assert read_notice(packed) == read_notice(bounced.qmail())


def test_a_home_made_text_is_believed_from_a_mail_system_only():
    from_a_person = bounced.qmail().replace(b"Return-Path: <>\r\n", b"", 1)
    from_a_person = from_a_person.replace(b"From: MAILER-DAEMON@", b"From: timur@", 1)
    assert read_notice(from_a_person) is None


def test_the_absence_of_a_person_is_believed_from_nobody():
    """It has no way back either, and may speak of delivery."""
    from_the_office = bounced.qmail().replace(b"From: MAILER-DAEMON@", b"From: office@", 1)
    assert read_notice(from_the_office) == read_notice(bounced.qmail())
    answers = from_the_office.replace(b"Subject:", b"Auto-Submitted: auto-replied\r\nSubject:", 1)
    assert read_notice(answers) is None


def test_the_mail_that_came_back_tells_more_than_a_reference():
    elsewhere = bounced.exim().replace(
        f"References: {MESSAGE_ID}".encode(), b"References: <other@example.org>"
    )
    assert read_notice(elsewhere).message_ids == (MESSAGE_ID,)


def test_without_the_mail_the_references_tell():
    cut = bounced.exchange().split(b"Content-Type: message/rfc822")[0]
    assert read_notice(cut).message_ids == (MESSAGE_ID,)


def test_the_status_may_name_the_mail_that_is_not_returned():
    cut = bounced.postfix().split(b"Content-Description: Undelivered Message")[0]
    assert read_notice(cut).message_ids == ()
    named = f"X-Original-Message-ID: {MESSAGE_ID}\r\nX-Postfix-Queue-ID".encode()
    assert read_notice(cut.replace(b"X-Postfix-Queue-ID", named)).message_ids == (MESSAGE_ID,)


def test_a_notice_cut_off_in_the_mail_it_returns_is_whole_enough():
    whole = bounced.postfix()
    cut = whole[: whole.index(b"Content-Language: ru")]
    assert read_notice(cut) == read_notice(whole)


def test_what_is_below_a_long_mail_is_not_waited_for():
    assert read_notice(bounced.postfix() + b"x" * READ_AT_MOST) == read_notice(bounced.postfix())


def test_identifiers_and_reasons_hold_nothing_that_a_database_refuses():
    bad = bounced.postfix().replace(b"User\r\n", b"\x00\xff\x1b User\r\n")
    bad = bad.replace(MESSAGE_ID.encode(), b"<a\x00b@c>")
    notice = read_notice(bad)
    assert notice.message_ids == ()
    assert notice.fates[0].diagnostic.isprintable()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aigul@Ministry.KZ", "aigul@ministry.kz"),
        ("<aigul@ministry.kz>", " aigul@ministry.kz"),
        ("айгуль@министерство.қаз", "айгуль@xn--b1afiashkohcid.xn--80ao21a"),
    ],
)
def test_one_mailbox_has_one_key(one, other):
    assert address_key(one) == address_key(other)


def test_different_mailboxes_have_different_keys():
    assert address_key("aigul@ministry.kz") != address_key("aigul@ministry.gov.kz")


def nested(times):
    opened = "Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n"
    return "".join(opened.format(number) for number in range(times)).encode()


FROM_A_SERVER = b"From: mailer-daemon@example.kz\r\n"
HOSTILE = {
    "quotes": b"Content-Type: multipart/report; " + b'a="' * 60_000,
    "brackets": b"From: " + b"(" * 100_000 + b"\r\n\r\n",
    "failed recipients": FROM_A_SERVER + b"X-Failed-Recipients: " + b"a@b," * 50_000,
    "parts in parts": nested(3000),
    "many parts": FROM_A_SERVER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\n\r\n" * 20_000,
    "blocks": b"Content-Type: message/delivery-status\r\n\r\n" + b"a: b\r\n\r\n" * 20_000,
    "one long line": FROM_A_SERVER + b"\r\n" + b"a" * 250_000,
    "dashes": FROM_A_SERVER + b"\r\n" + b"-" * 250_000,
    "short lines": FROM_A_SERVER + b"\r\n" + b"a\n" * 125_000,
    "slow alphabet": FROM_A_SERVER + b"Content-Type: text/plain; charset=punycode\r\n\r\n"
    b"abc-9" * 50_000,
    "no alphabet": FROM_A_SERVER + b"Content-Type: text/plain; charset=no-such\r\n\r\n\xff\xfe",
    "nothing": b"",
}


@pytest.mark.parametrize("message", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_input_names_no_mail_and_takes_no_long_time(message):
    begun = perf_counter()
    notice = read_notice(message)
    assert notice is None or notice.message_ids == ()
    assert perf_counter() - begun < 10  # read without bounds, some take minutes


@pytest.mark.parametrize("form", bounced.NOTICES.values(), ids=list(bounced.NOTICES))
@settings(deadline=None)  # a busy machine is no failure
@given(data=st.data())
def test_no_damage_makes_reading_raise(form, data):
    """Cut off, overwritten or stuffed at any place."""
    whole = form()
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, min(len(whole), begin + 60)))
    damaged = whole[:begin] + data.draw(st.binary(max_size=30)) + whole[end:]
    for message in (damaged, damaged[:end]):
        assert isinstance(read_notice(message), Notice | None)


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_make_reading_raise(message):
    assert isinstance(read_notice(message), Notice | None)
    assert isinstance(read_notice(FROM_A_SERVER + b"\r\n" + message), Notice | None)
