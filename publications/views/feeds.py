"""News of a plan for feed readers: publications, and what each of the last two changed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.templatetags.tracker import iso_day
from publications.models import Publication
from publications.public_words import GROUP_WORDS
from publications.queries import Told, document
from publications.rules import reading
from publications.rules.changes import changes
from publications.rules.plain import printable
from publications.rules.statuses import grouped
from publications.views.serving import answer, find, kept, key_of, language_of, public_page

ATOM: Final = "application/atom+xml; charset=utf-8"
JSON_FEED: Final = "application/feed+json; charset=utf-8"
PUBLICATIONS, MEASURES = 20, 100  # at most


@dataclass(frozen=True)
class Item:
    """`tag` never changes, so that a reader is told of it once."""

    tag: str
    title: str
    text: str
    link: str
    at: datetime


@dataclass(frozen=True)
class Feed:
    title: str
    language: str
    page: str
    body: str
    items: list[Item]


@public_page
def atom(request: HttpRequest, slug: str) -> HttpResponse:
    told = find(slug)
    body = kept(request, key_of(told), lambda: _atom(_feed(request, told), request.path))
    return answer(request, body, content_type=ATOM, modified=told.changed_at)


@public_page
def json_feed(request: HttpRequest, slug: str) -> HttpResponse:
    told = find(slug)
    body = kept(request, key_of(told), lambda: _json(_feed(request, told), request.path))
    return answer(request, body, content_type=JSON_FEED, modified=told.changed_at)


def _feed(request: HttpRequest, told: Told) -> Feed:
    # Old documents may hold signs that no feed can have: it would stay broken for good.
    content, language = printable(document(told.one)), language_of(request)
    plan = content["plan"]
    return Feed(
        title=reading.said(plan["title"], language),
        language=language,
        page=_address(told.slug, language),
        body=reading.said(content["bodies"][plan["coordinator"]]["name"], language),
        items=[*_of_measures(told, content, language), *_of_publications(told, content, language)],
    )


def _of_publications(told: Told, newest: dict[str, Any], language: str) -> Iterator[Item]:
    standing = (one for one in told.others if one.withdrawn_at is None)
    for one in islice(standing, PUBLICATIONS):
        day = {"number": one.number, "day": iso_day(one.as_of.isoformat())}
        yield Item(
            tag=_tag(told.slug, one),
            title=_("Publication No %(number)s: state as of %(day)s") % day,
            text=_figures(newest) if one.pk == told.one.pk else "",
            link=_address(told.slug, language, number=one.number),
            at=one.published_at,
        )


def _figures(content: dict[str, Any]) -> str:
    counts = content["totals"]["measures"]
    groups, total = grouped(counts), sum(counts.values())
    said = ngettext("%(total)d measure in the plan", "%(total)d measures in the plan", total)
    told = [f"{GROUP_WORDS[name]}: {count}" for name, count in groups.items()]
    return ". ".join([said % {"total": total}, *told])


def _of_measures(told: Told, content: dict[str, Any], language: str) -> Iterator[Item]:
    """What was fulfilled and what became late since the publication before."""
    if told.previous is None:
        return
    found = changes(document(told.previous), content)
    rows = {row["id"]: row for row in content["measures"]}
    named = [(pk, "fulfilled", _("Fulfilled")) for pk in found.fulfilled]
    named += [(pk, "late", _("Overdue")) for pk in found.late]
    for pk, kind, words in named[:MEASURES]:
        title = reading.said(rows[pk]["title"], language)
        yield Item(
            tag=f"{_tag(told.slug, told.one)}/{pk}/{kind}",
            title=f"{words}: {rows[pk]['number']}. {title}",
            text=reading.said(rows[pk]["completion_form"], language),
            link=_address(told.slug, language, key=pk),
            at=told.one.published_at,
        )


def _tag(slug: str, one: Publication) -> str:
    """RFC 4151: an identifier that no change of addresses touches."""
    host = settings.SITE_URL.split("//")[-1].split(":")[0]
    return f"tag:{host},{one.published_at.year}:{slug}/{one.number}"


def _address(slug: str, language: str, **more: int) -> str:
    name = "public:measure" if "key" in more else "public:plan"
    return f"{settings.SITE_URL}{reverse(name, kwargs={'slug': slug, **more})}?lang={language}"


def _atom(feed: Feed, path: str) -> bytes:
    drawn = Atom1Feed(
        title=feed.title,
        link=feed.page,
        description="",
        language=feed.language,
        author_name=feed.body,
        feed_url=f"{settings.SITE_URL}{path}?lang={feed.language}",
    )
    for one in feed.items:
        drawn.add_item(
            title=one.title,
            link=one.link,
            description=escape(one.text),  # the library calls it HTML
            unique_id=one.tag,
            pubdate=one.at,
            updateddate=one.at,
        )
    return drawn.writeString("utf-8").encode()


def _json(feed: Feed, path: str) -> bytes:
    """jsonfeed.org, version 1.1."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": f"{settings.SITE_URL}{path}?lang={feed.language}",
        "language": feed.language,
        "authors": [{"name": feed.body}],
        "items": [
            {
                "id": one.tag,
                "url": one.link,
                "title": one.title,
                "content_text": one.text or one.title,
                "date_published": one.at.isoformat(timespec="seconds"),
            }
            for one in feed.items
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
