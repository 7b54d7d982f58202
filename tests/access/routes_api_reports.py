"""The API of reports and publications."""

from agencies.rules.rights import Do
from tests.access.entries import API, NOT_THEIRS, at, get, patch, post, put
from tests.access.routes_api import PK

ROUND = f"{API}^rounds/{PK}/"
A_BODY = f"{ROUND}bodies/(?P<code>[-a-zA-Z0-9_]+)/"
ROUNDS = (
    at(f"{ROUND}bodies/$", get(Do.READ_PLAN), pk="round"),
    at(f"{ROUND}bodies-csv/$", get(Do.READ_PLAN), pk="round"),
    at(f"{A_BODY}$", get(Do.READ_PLAN), pk="round", code="body"),
    at(
        f"{A_BODY}reopen/$",
        post(Do.MANAGE_PLAN, 201, 409, reason="Болел"),
        pk="round",
        code="body",
    ),
    at(f"{ROUND}history/$", get(Do.READ_PLAN), pk="round"),
    at(f"{ROUND}closing/$", get(Do.MANAGE_PLAN), pk="round"),
    at(f"{ROUND}close/$", post(Do.MANAGE_PLAN, 200), pk="round"),
    at(f"{ROUND}open-again/$", post(Do.MANAGE_PLAN, 200, 409, reason="Рано"), pk="round"),
    at(f"{ROUND}compile/$", post(Do.MANAGE_PLAN, 201), pk="round"),
    at(f"{API}^reopenings/$", get(Do.READ_PLAN)),
    at(f"{API}^reopenings/{PK}/$", get(Do.READ_PLAN), pk="reopening"),
    at(f"{API}^reopenings/{PK}/end/$", post(Do.MANAGE_PLAN, 200), pk="reopening"),
    at(
        f"{API}cadences/<slug:slug>/",
        get(Do.READ_PLAN),
        put(Do.MANAGE_PLAN, 400),
        slug="plan",
    ),
    at(f"{API}cadences/<slug:slug>/outlook/", post(Do.MANAGE_PLAN, 400), slug="plan"),
)

EDITION = f"{API}^reports/{PK}/"
SIDES = "first={issued_edition}&second={edition}"
EDITIONS = (
    at(f"{EDITION}progress/$", get(Do.READ_PLAN), pk="edition"),
    at(f"{EDITION}cancel/$", post(Do.MANAGE_PLAN, 200, 409), pk="queued"),
    at(f"{EDITION}repeat/$", post(Do.MANAGE_PLAN, 200, 409), pk="queued"),
    at(
        f"{EDITION}sign/$",
        post(Do.MANAGE_PLAN, 201, 409, number="7", dated_on="2009-07-06"),
        pk="edition",
    ),
    at(f"{API}^reports/compare/$", get(Do.READ_PLAN), query=SIDES, about="plan"),
    at(
        f"{API}^reports/compare/(?P<kind>csv|xlsx)/$",
        get(Do.READ_PLAN),
        query=SIDES,
        about="plan",
        kind="csv",
    ),
    at(f"{API}report-files/<int:pk>/", get(Do.READ_PLAN), pk="edition_file"),
)

ISSUE = f"{API}^issues/{PK}/"
ISSUES = (
    at(f"{API}^issues/$", get(Do.READ_PLAN)),
    at(f"{ISSUE}$", get(Do.READ_PLAN), pk="issued"),
    at(f"{ISSUE}acts/$", get(Do.READ_PLAN), pk="issued"),
    # As on the page: who signed first is told so, whoever acts for them is refused.
    at(f"{ISSUE}confirm/$", post(Do.MANAGE_PLAN, 200, 403, 409), pk="waiting"),
    at(f"{ISSUE}confirm/$", post(Do.CONFIRM_ISSUE, 200, denied=(403, 409)), pk="waiting"),
    at(f"{ISSUE}take-back/$", post(Do.TAKE_BACK_ISSUE, 200), pk="waiting"),
    at(
        f"{ISSUE}withdraw/$",
        post(Do.MANAGE_PLAN, 200, act="№ 2", reason="Ошибка"),
        pk="issued",
    ),
    at(f"{ISSUE}open-files/$", post(Do.MANAGE_PLAN, 200, open=False), pk="issued"),
    at(f"{ISSUE}send/$", post(Do.MANAGE_PLAN, 200, 409), pk="issued"),
    at(f"{API}^mails/$", get(Do.USE_API)),
    at(f"{API}^mails/{PK}/$", get(Do.MANAGE_PLAN, denied=NOT_THEIRS), pk="dispatch"),
    at(
        f"{API}^mails/{PK}/send-again/$",
        post(Do.MANAGE_PLAN, 200, 409, denied=NOT_THEIRS),
        pk="dispatch",
    ),
    at(
        f"{API}signing/<slug:slug>/",
        get(Do.SET_SIGNING),
        put(Do.SET_SIGNING, second_person=True),
        slug="plan",
    ),
)

RECIPIENT = f"{API}^recipients/{PK}/"
OFFICE = {"office": "Архив", "email": "a@example.org", "language": "ru", "formats": ["docx"]}
RECIPIENTS = (
    at(
        f"{API}^recipients/$",
        get(Do.USE_API),
        post(Do.MANAGE_PLAN, 201, plan="{plan}", **OFFICE),
        about="plan",
    ),
    at(
        f"{RECIPIENT}$",
        get(Do.SET_SIGNING, denied=NOT_THEIRS),
        patch(Do.MANAGE_PLAN, denied=NOT_THEIRS, office="Другая"),
        pk="recipient",
    ),
    at(f"{RECIPIENT}retire/$", post(Do.MANAGE_PLAN, 200, denied=NOT_THEIRS), pk="recipient"),
)

SECTION = f"{API}^narrative-sections/{PK}/"
TEXT = f"{API}^narrative-texts/{PK}/"
WORDS = (
    at(f"{ROUND}narrative/$", get(Do.MANAGE_PLAN), pk="round"),
    at(f"{ROUND}narrative/begin/$", post(Do.MANAGE_PLAN, 200), pk="round"),
    at(f"{ROUND}narrative/draft/$", post(Do.MANAGE_PLAN, 200, 409, language="ru"), pk="round"),
    at(f"{ROUND}narrative/sections/$", post(Do.MANAGE_PLAN, 201, title_ru="Ещё"), pk="round"),
    at(f"{API}^narrative-sections/$", get(Do.USE_API)),
    at(f"{SECTION}$", get(Do.MANAGE_PLAN, denied=NOT_THEIRS), pk="section"),
    at(
        f"{SECTION}leave-out/$",
        post(Do.MANAGE_PLAN, 200, 409, denied=NOT_THEIRS, left_out=True, version=0),
        pk="section",
    ),
    at(f"{SECTION}move/$", post(Do.MANAGE_PLAN, 200, denied=NOT_THEIRS, up=True), pk="section"),
    at(
        f"{SECTION}rename/$",
        post(Do.MANAGE_PLAN, 200, 409, denied=NOT_THEIRS, title_ru="Иначе", version=0),
        pk="own_section",
    ),
    at(f"{API}^narrative-texts/$", get(Do.USE_API)),
    at(
        f"{TEXT}$",
        get(Do.MANAGE_PLAN, denied=NOT_THEIRS),
        patch(Do.MANAGE_PLAN, denied=NOT_THEIRS, text="Иначе.", version="{text_version}"),
        pk="text",
    ),
    at(
        f"{TEXT}add/$",
        post(Do.MANAGE_PLAN, 200, 409, denied=NOT_THEIRS, version="{text_version}"),
        pk="text",
    ),
    at(
        f"{TEXT}decline/$",
        post(Do.MANAGE_PLAN, 200, 409, denied=NOT_THEIRS, entries=["{accepted}"]),
        pk="text",
    ),
    at(f"{TEXT}history/$", get(Do.MANAGE_PLAN, denied=NOT_THEIRS), pk="text"),
    at(f"{TEXT}offer/$", get(Do.MANAGE_PLAN, denied=NOT_THEIRS), pk="text"),
    at(
        f"{TEXT}ready/$",
        post(Do.MANAGE_PLAN, 200, denied=NOT_THEIRS, version="{text_version}"),
        pk="text",
    ),
    at(f"{TEXT}not-ready/$", post(Do.MANAGE_PLAN, 200, 409, denied=NOT_THEIRS), pk="text"),
    at(
        f"{TEXT}restore/$",
        post(
            Do.MANAGE_PLAN,
            200,
            denied=NOT_THEIRS,
            change="{text_change}",
            version="{text_version}",
        ),
        pk="text",
    ),
)

CUT = f"{API}^cuts/{PK}/"
WISH = {"kind": "agency", "languages": ["en"], "formats": ["json"]}
CUTS = (
    at(
        f"{API}^cuts/$",
        get(Do.KEEP_CUTS),
        post(Do.MAKE_CUT, 201, name="One more", plan="{plan}", agencies=["{body}"], **WISH),
        about="cut",
    ),
    at(
        f"{CUT}$",
        get(Do.READ_CUT, denied=NOT_THEIRS),
        patch(Do.CHANGE_CUT, denied=NOT_THEIRS, name="Another"),
        pk="cut",
    ),
    at(f"{CUT}make/$", post(Do.READ_CUT, 201, denied=NOT_THEIRS), pk="cut"),
    at(f"{CUT}preview/$", get(Do.READ_CUT, denied=NOT_THEIRS), pk="cut"),
    at(f"{CUT}retire/$", post(Do.CHANGE_CUT, 200, denied=NOT_THEIRS), pk="cut"),
    at(f"{API}^cut-editions/$", get(Do.KEEP_CUTS)),
    at(f"{API}^cut-editions/{PK}/$", get(Do.READ_CUT, denied=NOT_THEIRS), pk="cut_edition"),
    at(f"{API}cut-files/<int:pk>/", get(Do.READ_CUT, denied=NOT_THEIRS), pk="cut_file"),
)

PUBLICATION = f"{API}^publications/{PK}/"
PUBLICATIONS = (
    at(
        f"{API}^publications/$",
        get(Do.USE_API),
        # Of what was not looked at nothing is published, which is said to those who may.
        post(Do.MANAGE_PLAN, 409, plan="{plan}", day="2009-07-06", after=9, at="-"),
        about="plan",
    ),
    at(
        f"{API}^publications/preview/$",
        get(Do.MANAGE_PLAN),
        query="plan={plan}",
        about="plan",
    ),
    at(f"{PUBLICATION}$", get(Do.USE_API), pk="publication"),
    at(f"{PUBLICATION}content/$", get(Do.USE_API), pk="publication"),
    at(f"{PUBLICATION}withdraw/$", post(Do.MANAGE_PLAN, 200, reason="Ошибка"), pk="publication"),
    at(f"{API}^public-texts/$", get(Do.USE_API)),
    at(
        f"{API}^public-texts/{PK}/$",
        get(Do.MANAGE_PLAN, denied=NOT_THEIRS),
        put(
            Do.MANAGE_PLAN,
            denied=NOT_THEIRS,
            **dict.fromkeys(("text_ru", "text_kk", "text_en"), "О деле"),
            released=[],
            version=0,
        ),
        pk="measure",
    ),
)

ROUTES = (*ROUNDS, *EDITIONS, *ISSUES, *RECIPIENTS, *WORDS, *CUTS, *PUBLICATIONS)
