"""Kazakh and Russian pages say nothing in English; dates and numbers look as offices write them."""

import re
import runpy
from collections.abc import Iterator
from datetime import date
from typing import Final
from urllib.parse import urlsplit

import polib
import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.forms import EmailField
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template.defaultfilters import floatformat
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation.reloader import translation_file_changed
from lxml import html

from agencies.models import Agency, Role, User
from measures.models import (
    UNDER_WAY,
    DeadlineKind,
    Digest,
    Job,
    JobState,
    Notice,
    NoticeKind,
    Obligation,
    ProgressState,
    ReminderRule,
    Subject,
)
from measures.services.amendments import put_change, start_amendment
from measures.services.extensions import request_extension
from measures.services.reminders.links import acknowledge_link, decline_link
from planner.models import ActionPlan
from reports.models import ReportingRound
from tests.factories import (
    DeadlineFactory,
    DigestFactory,
    ExecutorFactory,
    MeasureFactory,
    NoticeFactory,
    ObligationFactory,
    ProgressEntryFactory,
    person,
    sent,
)
from tests.measures.amending import amend, reword, strike

APPS: Final = ("agencies", "planner", "measures", "reports", "publications", "exchange", "audit")
# Names of programs, formats and keys, the language menu, Roman numbers.
SAME_EVERYWHERE: Final = {
    *("Word", "Excel", "HTML", "CSV", "PDF", "JSON", "DOCX", "XLSX", "SHA", "English", "Eng"),
    *("III", "API", "PIN", "URL", "Tab", "Shift", "Enter", "Ctrl"),
    *("Outlook", "Google", "OpenDocument", "Atom"),
    *("Windows", "Linux", "macOS"),
    *("html", "csv", "pdf", "json", "docx", "xlsx", "pptx", "odt", "ods", "png", "jpg", "deadline"),
}
WORD: Final = re.compile(r"[A-Za-z]{3,}")
PLACEHOLDER: Final = re.compile(r"%\(\w+\)[a-z]|%%|<[^>]*>")
ATTRIBUTES: Final = ("title", "alt", "aria-label", "placeholder", "data-label")


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """Launchers compile the catalogues; a bare pytest does it here, before they are read again."""
    root = project.BASE_DIR
    runpy.run_path(str(root / "bin" / "lib" / "compile_messages.py"))["compile_all"](root)
    translation_file_changed(None, root / "locale" / "kk" / "LC_MESSAGES" / "django.mo")


def english_texts() -> list[str]:
    """Every stretch of a message id, between placeholders, that is too long to be a chance."""
    catalogue = polib.pofile(str(project.BASE_DIR / "locale" / "ru" / "LC_MESSAGES" / "django.po"))
    ids = [text for entry in catalogue for text in (entry.msgid, entry.msgid_plural) if text]
    parts = [part.strip() for text in ids for part in PLACEHOLDER.split(text)]
    return sorted({part for part in parts if len(part) > 12 and WORD.search(part)})


@pytest.fixture
def life(plan: ActionPlan, agency: Agency, officer: User, today: date) -> None:
    """A little of everything that pages show: late, returned, in review, waiting, asked for."""
    User.objects.update(full_name="Лицо")
    measures = MeasureFactory.create_batch(5, plan=plan)
    for measure in measures[:4]:
        DeadlineFactory(measure=measure)
        ExecutorFactory(measure=measure, agency=agency, consolidates=True, by_agreement=True)
    DeadlineFactory(measure=measures[4], kind=DeadlineKind.UNDECIDED, due=[], warnings=["no_year"])
    late, waiting, asked, quarterly = (
        ObligationFactory(measure=measure, agency=agency) for measure in measures[:4]
    )
    type(late).objects.filter(pk=late.pk).update(
        due_on=date(2009, 6, 1), first_due_on=date(2009, 5, 1), changed_on=today
    )
    type(late).objects.filter(pk=quarterly.pk).update(
        kind=DeadlineKind.CONTINUOUS, occurrence="2009Q3", changed_on=today
    )
    type(late).objects.filter(pk=waiting.pk).update(
        state="submitted", done_on=today, changed_on=today
    )
    ProgressEntryFactory(
        obligation=waiting, author=officer, state=ProgressState.SUBMITTED, submitted_on=today
    )
    request_extension(
        asked, by=officer, today=today, proposed_on=date(2009, 9, 1), reason="Ждём ответа."
    )
    coordinator = person(plan.coordinator, Role.COORDINATOR, full_name="Лицо")
    amend(plan, coordinator, today, reword(measures[4], title_ru="Иначе"), act="№ 120")
    draft = start_amendment(plan, by=coordinator, today=today)
    put_change(draft, by=coordinator, today=today, **strike(measures[3]))
    ReportingRound.objects.create(
        plan=plan,
        label="2009Q2",
        starts_on=date(2009, 4, 1),
        ends_on=date(2009, 6, 30),
        counts_from=date(2009, 4, 6),
        executors_due_on=date(2009, 7, 5),
        coordinator_due_on=date(2009, 7, 20),
    )


def addresses_without_arguments() -> list[str]:
    """Of our own pages, by their names; a page that only takes POST answers GET with 405."""
    resolvers = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver)]
    ours = [one for one in resolvers if one.app_name in APPS]
    found = {address for one in ours for address in _addresses(one, one.app_name or "")}
    return sorted(filter(is_ours, found))


def _addresses(resolver: URLResolver, app: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, app)
        elif _is_plain(pattern):
            yield reverse(f"{app}:{pattern.name}")


def _is_plain(pattern: URLPattern) -> bool:
    return bool(pattern.name) and not pattern.pattern.regex.groups


TELLS_OF_THE_PAST = re.compile(r"/(board|desk|review)/$|/(plans|measures|obligations)/[\w-]+/$")


def pages(client: Client) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page that opens for this person: those without arguments and those they link to."""
    to_read, read = addresses_without_arguments(), set[str]()
    while to_read:
        address = to_read.pop()
        read.add(address)
        answer = client.get(address, follow=True)
        if answer.streaming:
            answer.getvalue()  # read to its end, which closes the file
        elif answer.status_code == 200 and is_a_page(answer):
            page = html.document_fromstring(answer.content.decode())
            yield address, page
            links = {urlsplit(str(link)).path for link in page.xpath("//a/@href")}
            links |= {f"{link}?as_of=2009-07-05" for link in links if TELLS_OF_THE_PAST.match(link)}
            to_read += sorted({link for link in links if is_ours(link)} - read - {*to_read})


def is_a_page(answer: HttpResponseBase) -> bool:
    """Not a file, and not a piece of a page, which says what its page says too."""
    kind = answer["Content-Type"].startswith("text/html")
    return kind and isinstance(answer, HttpResponse) and b"<html" in answer.content


def is_ours(address: str) -> bool:
    """The API describes itself in English; administration is walked through elsewhere.

    The calendar of a hundred years is one page: it is read at /calendar/, which shows this year.
    """
    elsewhere = ("/api/", "/admin/", "/calendar/1", "/calendar/2")
    return address.startswith("/") and not address.startswith(elsewhere)


def visible(page: html.HtmlElement) -> Iterator[str]:
    """Texts, and attributes that are shown or read out; not another language, nor commands."""
    here = page.get("lang")
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code"):
            continue
        if element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") == here:
            yield element.text or ""
            yield from (element.get(name, "") for name in ATTRIBUTES)
            yield from (child.tail or "" for child in element)


def english_on(page: html.HtmlElement, known: list[str]) -> set[str]:
    texts = {" ".join(text.split()) for text in visible(page)}
    leftovers = {part for part in known for text in texts if part in text}
    strange = {text for text in texts if {*WORD.findall(_no_addresses(text))} - SAME_EVERYWHERE}
    return leftovers | strange


# A date in words; a deadline is quoted in the words of its act, which are Russian in these tests.
IN_WORDS: Final = {
    "en": re.compile(r"\b\d{1,2} (?:January|February|March|April|May|June|July|August)\b"),
    "kk": re.compile(r"\b\d{1,2} (?:мамыр|маусым|шілде|тамыз|қыркүйек|қазан)\b"),
}


def foreign_dates_on(page: html.HtmlElement, language: str) -> set[str]:
    others = [words for code, words in IN_WORDS.items() if code != language]
    texts = {" ".join(text.split()) for text in visible(page)}
    return {text for text in texts if any(words.search(text) for words in others)}


def _no_addresses(text: str) -> str:
    return re.sub(r"\S+@\S+|https?://\S*", "", text)


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR])
@pytest.mark.usefixtures("life")
def test_no_page_falls_back_to_english(
    language: str, role: Role, plan: ActionPlan, agency: Agency
) -> None:
    body = agency if role == Role.OFFICER else plan.coordinator
    client = Client(headers={"accept-language": language})  # of whom public pages know no more
    reader = person(body, role, language=language, full_name="Лицо")
    client.force_login(reader)
    remind(reader, plan)
    known, seen = english_texts(), {}
    for address, page in pages(client):
        assert page.get("lang") == language, address
        seen[address] = english_on(page, known) | foreign_dates_on(page, language)
    assert {address: texts for address, texts in seen.items() if texts} == {}
    own = {"/desk/"} if role == Role.OFFICER else {"/board/", "/review/", "/reminders/"}
    everybodys = {"/plans/", "/concept/", "/reports/", "/calendar/", "/reminders/mine/"}
    everybodys |= {"/notices/", "/settings/", "/jobs/"}
    assert seen.keys() >= everybodys | own


def remind(reader: User, plan: ActionPlan) -> Digest:
    """A notice, and a mail with a report and a round; some steps of the plan may be declined."""
    for offset, days, repeat in ((-10, "calendar", None), (-3, "working", None), (1, "working", 1)):
        ReminderRule.objects.create(
            plan=plan, offset=offset, days=days, repeat_every=repeat, may_decline=offset < 0
        )
    digest: Digest = DigestFactory(recipient=reader)
    about_round = {"subject": Subject.ROUND_CLOSES, "occurrence": "2009Q2"}
    sent(digest, obligation=None, plan=plan, due_on=date(2009, 7, 5), **about_round)
    for owed in Obligation.objects.all()[:1]:
        sent(digest, obligation=owed)
        NoticeFactory(recipient=reader, obligation=owed)
        news_of_every_kind(reader, owed)
    return digest


def news_of_every_kind(reader: User, owed: Obligation) -> None:
    """Said in the words of the site alone: what people wrote stays as it was written."""
    facts = {"old": "2009-07-10", "new": "2009-08-10", "asked": "2009-09-10", "by": "2009-07-05"}
    facts |= {"date": "2009-07-06", "number": "12-3/45"}
    plan = owed.measure.plan
    for state in JobState:
        over = {} if state in UNDER_WAY else {"finished_at": timezone.now()}
        job = Job.objects.create(kind="export", plan=plan, asked_by=reader, state=state, **over)
    for kind in NoticeKind:
        Notice.objects.create(
            recipient=reader,
            kind=kind,
            about="it",
            told_on=owed.due_on,
            plan=plan,
            job=job if kind.startswith("job") else None,
            measure=None if kind.startswith(("job", "edition", "round")) else owed.measure,
            obligation=owed,
            entry=owed.entries.first() if kind == NoticeKind.REVIEWER else None,
            path="/reports/",
            params={**facts, "round": "2009Q2", "edition": 1, "act": "№ 120", "count": 3},
        )


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.usefixtures("life")
def test_no_page_of_a_mail_falls_back_to_english(
    language: str, plan: ActionPlan, agency: Agency, client: Client
) -> None:
    digest = remind(person(agency, Role.OFFICER, language=language), plan)
    told = {}
    for link in (acknowledge_link(digest), decline_link(digest, plan)):
        address = urlsplit(link).path
        cut = client.get(f"{address[:-2]}/", headers={"accept-language": language})
        for answer in (cut, client.get(address), client.post(address, follow=True)):
            page = html.document_fromstring(answer.content.decode())
            told[address, answer.status_code] = english_on(page, english_texts())
    assert {page: texts for page, texts in told.items() if texts} == {}


def names_of_fields() -> dict[str, str]:
    """As administration labels them, by "Model.field"."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {
        f"{model.__name__}.{field.name}": str(field.verbose_name)
        for model in models
        for field in model._meta.get_fields()
        if isinstance(field, Field) and not field.primary_key
    }


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_administration_labels_no_field_in_english(language: str) -> None:
    with translation.override(language):
        names = names_of_fields()
    strange = {field: {*WORD.findall(name)} - SAME_EVERYWHERE for field, name in names.items()}
    assert {field: words for field, words in strange.items() if words} == {}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_page_says_its_language(language: str, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(language=language)
    client = Client()
    client.force_login(officer)
    assert html.document_fromstring(client.get("/desk/").content).get("lang") == language


@pytest.mark.parametrize(
    ("language", "full", "short", "number"),
    [
        ("kk", "2009 жылғы 6 шілде", "06.07.2009", "1\N{NO-BREAK SPACE}234,500"),
        ("ru", "6 июля 2009 г.", "06.07.2009", "1\N{NO-BREAK SPACE}234,500"),
        ("en", "6 July 2009", "06.07.2009", "1,234.500"),
    ],
)
def test_dates_and_numbers_look_as_offices_write_them(
    language: str, full: str, short: str, number: str, today: date
) -> None:
    with translation.override(language):
        said = [date_format(today, style) for style in ("DATE_FORMAT", "SHORT_DATE_FORMAT")]
        assert [*said, floatformat("1234.5", "-3g")] == [full, short, number]


def test_texts_of_django_that_its_kazakh_lacks_are_kazakh() -> None:
    with translation.override("kk"):
        with pytest.raises(ValidationError) as found:
            EmailField().clean("nobody")
        assert found.value.messages == ["Дұрыс электрондық пошта мекенжайын енгізіңіз."]
