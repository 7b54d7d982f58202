"""What a page is made of, as a browser reads it, and whether anything of it could run."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.http import HttpResponse
from lxml import etree

from tests.access.entries import Entry
from tests.access.finding import Found, every_route
from tests.access.people import Thing
from tests.access.walking import ENTRIES, address, places_of, sent
from tests.access.world import World

# Of a name that nothing of ours has: an element that bears it came from a text.
NAME = "x9q"
TEXT = f"'\"--><{NAME} on{NAME}=1 href=javascript:{NAME}>"
SHORT = f"'\"><{NAME}>"
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "xlink:href"}
# Data, not programs: what HTML calls a data block (HTML, 4.12.1).
DATA = {"application/json", "application/ld+json", "text/plain"}


def opened(world: World, *, everywhere: bool = False) -> Iterator[str]:
    """The address of every page that the tables of routes name; in one of the places where the
    things that it shows are, or in all of them. That each route stands there is asked elsewhere."""
    for entry, found, things in _asked(world, everywhere=everywhere):
        if any(ask.method == "GET" for ask in entry.asks):
            yield address(entry, found, things)


def filled_in(world: World) -> Iterator[tuple[str, dict[str, Any]]]:
    """The address of every form of a page, and what is sent with it."""
    for entry, found, things in _asked(world, everywhere=False):
        for ask in entry.asks:
            if ask.method == "POST" and not entry.pattern.startswith("api/"):
                yield address(entry, found, things), sent(ask, things)


def _asked(world: World, *, everywhere: bool) -> Iterator[tuple[Entry, Found, Mapping[str, Thing]]]:
    routes = {one.pattern: one for one in every_route()}
    for entry in ENTRIES:
        if entry.pattern in routes:
            for _place, things in islice(places_of(world, entry), None if everywhere else 1):
                yield entry, routes[entry.pattern], things


def elements(page: bytes | str) -> Iterator[Any]:
    """As a browser cuts a page into elements and attributes (libxml2 does it as HTML says since
    2.14); in a hundredth of the time that html5lib takes, and hundreds of pages are read here."""
    text = _drawings(page.encode() if isinstance(page, str) else page)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = etree.HTML(text, parser) if text.strip() else None
    return iter(()) if tree is None else (one for one in tree.iter() if isinstance(one.tag, str))


def _drawings(page: bytes) -> bytes:
    """The title of a drawing may hold elements, unlike that of a page; libxml2 knows only those."""
    return re.sub(rb"(?is)<svg\b.*?</svg>", _with_open_titles, page)


def _with_open_titles(drawing: re.Match[bytes]) -> bytes:
    return re.sub(rb"(?i)(</?)title\b", rb"\1desc", drawing.group())


def inline(page: bytes | str) -> list[str]:
    """What a strict Content-Security-Policy would not let through."""
    found = []
    for one in elements(page):
        tag = one.tag.rpartition("}")[2]
        names = {str(name).rpartition("}")[2]: value for name, value in one.attrib.items()}
        if tag == "style" or "style" in names:
            found.append(f"style in <{tag}>: {(one.text or names.get('style', ''))[:60]}")
        if tag == "script" and not names.get("src") and names.get("type") not in DATA:
            found.append(f"script: {(one.text or '')[:60]}")
        found += [f"{name} in <{tag}>" for name in names if name.startswith("on")]
        found += [
            f"{name} in <{tag}>: {value[:60]}"
            for name, value in names.items()
            if name in ADDRESSES and value.strip().lower().startswith(("javascript:", "data:text"))
        ]
    return found


def is_strict(policy: str) -> bool:
    """Scripts and styles of this site alone, and nothing by default."""
    wanted = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'")
    return "unsafe" not in policy and all(re.search(f"(^|; ?){one}(;|$)", policy) for one in wanted)


def came_from_a_text(page: bytes | str) -> list[str]:
    """Elements and attributes that a text brought into the page."""
    found = []
    for one in elements(page):
        if NAME in one.tag:
            found.append(f"<{one.tag}>")
        for name, value in one.attrib.items():
            text = str(value).strip().lower()
            if NAME in str(name) or (str(name) in ADDRESSES and text.startswith("javascript:")):
                found.append(f"{name} in <{one.tag}>")
    return found


def drawn(answer: Any) -> list[bytes | str]:
    """The page; or the pieces of one that a script puts into it, out of an answer in JSON."""
    if is_page(answer):
        return [content(answer)]
    if answer.headers.get("Content-Type") != "application/json" or answer.streaming:
        return []
    return [text for text in _strings(answer.json()) if text.lstrip().startswith("<")]


def _strings(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict | list):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _strings(one)


def is_page(answer: HttpResponse) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


def content(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def filled(found: Found, value: str = "1") -> str:
    """The address of a route with something that fits in the place of every argument; of an
    administration's and an expression's too."""
    path = re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)", value, found.pattern)
    path = re.sub(r"<(?:\w+:)?\w+>", value, path)
    return "/" + path.replace("^", "").replace("$", "").replace("\\Z", "")
