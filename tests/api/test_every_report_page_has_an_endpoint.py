"""Whatever a page of reports or publications asks or does, the API asks and does too.

A new address of these apps fails here until an endpoint, or a reason for none, stands beside it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

PAGES = ("reports", "verify", "public", "publishing")
OPEN = "open data: the address itself answers programs, without a token"

# Page → methods and addresses of the API, below /api/v1/; or why there is none.
ENDPOINTS: dict[str, list[str] | str] = {
    "reports:rounds": ["GET rounds/"],
    "reports:round": ["GET rounds/1/", "GET rounds/1/bodies/", "GET rounds/1/history/"],
    "reports:compile": ["POST rounds/1/compile/"],
    "reports:closing": [
        "GET rounds/1/closing/",
        "POST rounds/1/close/",
        "POST rounds/1/open-again/",
    ],
    "reports:rounds-list": ["GET lists/rounds/"],
    "reports:answers-list": ["GET lists/rounds/1/bodies/", "GET rounds/1/bodies-csv/"],
    "reports:part-list": ["GET lists/rounds/1/bodies/mvd/owed/"],
    "reports:cuts-list": ["GET lists/cuts/"],
    "reports:recipients-list": ["GET lists/plans/plan/recipients/"],
    "reports:register-list": ["GET lists/plans/plan/register/"],
    "reports:issue-mails-list": ["GET lists/reports/1/mails/"],
    "reports:part": ["GET rounds/1/bodies/mvd/"],
    "reports:reopen": ["POST rounds/1/bodies/mvd/reopen/"],
    "reports:end-reopening": ["POST reopenings/1/end/"],
    "reports:cadence": [
        "GET cadences/plan/",
        "PUT cadences/plan/",
        "POST cadences/plan/outlook/",
    ],
    "reports:compare": ["GET reports/compare/"],
    "reports:compare-file": ["GET reports/compare/csv/", "GET reports/compare/xlsx/"],
    "reports:cuts": ["GET cuts/"],
    "reports:cut-new": ["POST cuts/"],
    "reports:cut": ["GET cuts/1/", "GET cut-editions/"],
    "reports:cut-change": ["PATCH cuts/1/"],
    "reports:cut-retire": ["POST cuts/1/retire/"],
    "reports:cut-preview": ["GET cuts/1/preview/"],
    "reports:cut-make": ["POST cuts/1/make/"],
    "reports:cut-edition": ["GET cut-editions/1/"],
    "reports:cut-file": ["GET cut-files/1/"],
    "reports:edition": ["GET reports/1/"],
    "reports:edition-progress": ["GET reports/1/progress/"],
    "reports:edition-cancel": ["POST reports/1/cancel/"],
    "reports:edition-repeat": ["POST reports/1/repeat/"],
    "reports:download": ["GET report-files/1/"],
    "reports:narrative": [
        "GET rounds/1/narrative/",
        "POST rounds/1/narrative/begin/",
        "POST rounds/1/narrative/draft/",
        "POST rounds/1/narrative/sections/",
    ],
    "reports:narrative-section": [
        "POST narrative-sections/1/move/",
        "POST narrative-sections/1/leave-out/",
    ],
    "reports:narrative-titles": [
        "GET narrative-sections/1/",
        "POST narrative-sections/1/rename/",
    ],
    "reports:narrative-text": [
        "GET narrative-texts/1/",
        "GET narrative-texts/1/offer/",
        "POST narrative-texts/1/ready/",
        "POST narrative-texts/1/not-ready/",
        "POST narrative-texts/1/add/",
        "POST narrative-texts/1/decline/",
    ],
    "reports:narrative-save": ["PATCH narrative-texts/1/"],
    "reports:narrative-history": [
        "GET narrative-texts/1/history/",
        "POST narrative-texts/1/restore/",
    ],
    "reports:issue": ["GET issues/1/", "GET issues/1/acts/", "GET mails/", "POST reports/1/sign/"],
    "reports:issue-confirm": ["POST issues/1/confirm/"],
    "reports:issue-take-back": ["POST issues/1/take-back/"],
    "reports:issue-withdraw": ["POST issues/1/withdraw/"],
    "reports:issue-files": ["POST issues/1/open-files/"],
    "reports:issue-send": ["POST issues/1/send/"],
    "reports:issue-send-again": ["POST mails/1/send-again/"],
    "reports:issuing": ["GET recipients/", "POST recipients/", "GET issues/", "GET signing/plan/"],
    "reports:signing": ["PUT signing/plan/"],
    "reports:recipient": ["GET recipients/1/", "PATCH recipients/1/"],
    "reports:recipient-retire": ["POST recipients/1/retire/"],
    "verify:start": ["POST verify/"],
    "verify:code": ["GET verify/0123456789abcdef0123/"],
    "verify:file": "open to whoever has the code: the address itself answers programs",
    "public:plans": ["GET publications/"],
    "public:plan": ["GET publications/", "GET publications/1/content/"],
    "public:measures": ["GET publications/1/content/"],
    "public:measure": ["GET publications/1/content/"],
    "public:data": "explains the open data to people",
    "public:data-json": OPEN,
    "public:measures-csv": OPEN,
    "public:obligations-csv": OPEN,
    "public:catalog": OPEN,
    "public:schema": OPEN,
    "public:feed-atom": OPEN,
    "public:feed-json": OPEN,
    "public:not-here": "says that there is nothing",
    "publishing:publish": [
        "GET publications/",
        "GET publications/preview/",
        "POST publications/",
    ],
    "publishing:preview": ["GET publications/preview/"],
    "publishing:preview-measures": ["GET publications/preview/"],
    "publishing:preview-measure": ["GET publications/preview/"],
    "publishing:texts": ["GET public-texts/"],
    "publishing:text": ["GET public-texts/1/", "PUT public-texts/1/"],
    "publishing:withdraw": ["POST publications/1/withdraw/"],
}


def pages() -> set[str]:
    named = (name for name in _names(get_resolver(), "") if ":" in name)
    return {name for name in named if name.split(":")[0] in PAGES}


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _names(one, inner)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}"


def test_every_page_has_an_endpoint_or_a_reason_and_none_is_gone() -> None:
    assert pages() == set(ENDPOINTS)


def test_reasons_are_said_in_words() -> None:
    reasons = [one for one in ENDPOINTS.values() if isinstance(one, str)]
    assert all(len(one.split()) >= 4 for one in reasons)


CALLS = sorted({one for found in ENDPOINTS.values() if isinstance(found, list) for one in found})


@pytest.mark.parametrize("call", CALLS)
def test_an_endpoint_takes_the_method(call: str) -> None:
    method, address = call.split(" ")
    try:
        found: Any = resolve(f"/api/v1/{address}").func
    except Resolver404:
        pytest.fail(f"nothing answers at {address}")
    actions = getattr(found, "actions", None)
    takes = actions or {name: name for name in ("get", "post", "put", "patch", "delete")}
    assert method.lower() in takes
    assert hasattr(found.cls, takes[method.lower()])
