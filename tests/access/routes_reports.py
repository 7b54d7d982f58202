"""Pages of reports and publications."""

from agencies.rules.rights import Do
from tests.access.entries import HIDDEN, at, get, post

ROUNDS = (
    at("reports/", get(Do.READ_PLAN)),
    at("reports/<int:pk>/", get(Do.READ_PLAN), pk="round"),
    at("reports/<int:pk>/compile/", post(Do.MANAGE_PLAN), pk="round"),
    at("reports/<int:pk>/close/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 302, 422), pk="round"),
    at(
        "reports/<int:pk>/bodies/<slug:code>/",
        get(Do.READ_PLAN),
        pk="round",
        code="body",
    ),
    at(
        "reports/<int:pk>/bodies/<slug:code>/reopen/",
        post(Do.MANAGE_PLAN, 422),
        pk="round",
        code="body",
    ),
    at("reports/reopened/<int:pk>/end/", post(Do.MANAGE_PLAN), pk="reopening"),
    at(
        "reports/plans/<slug:slug>/cadence/",
        get(Do.READ_PLAN),
        post(Do.MANAGE_PLAN, 200, 302, 422),
        slug="plan",
    ),
    at("reports/compare/", get(Do.READ_PLAN)),
    at("reports/compare.<str:fmt>", get(Do.READ_PLAN, 404), fmt="nothing"),
)

CUT = "reports/cuts/<int:pk>/"
CUTS = (
    at("reports/cuts/", get(Do.KEEP_CUTS)),
    at("reports/cuts/new/", get(Do.KEEP_CUTS), post(Do.KEEP_CUTS, 422)),
    at(CUT, get(Do.READ_CUT, denied=HIDDEN), pk="cut"),
    at(
        f"{CUT}change/",
        get(Do.CHANGE_CUT, denied=HIDDEN),
        post(Do.CHANGE_CUT, 422, denied=HIDDEN),
        pk="cut",
    ),
    at(f"{CUT}retire/", post(Do.CHANGE_CUT, denied=(403, 404)), pk="cut"),
    at(f"{CUT}preview/", get(Do.READ_CUT, denied=HIDDEN), pk="cut"),
    at(f"{CUT}make/", post(Do.READ_CUT, denied=(403, 404)), pk="cut"),
    at("reports/cuts/editions/<int:pk>/", get(Do.READ_CUT, denied=HIDDEN), pk="cut_edition"),
    at("reports/cuts/files/<int:pk>/", get(Do.READ_CUT, denied=HIDDEN), pk="cut_file"),
)

EDITION = "reports/editions/<int:pk>/"
ISSUE = "reports/issues/<int:pk>/"
EDITIONS = (
    at(EDITION, get(Do.READ_PLAN), pk="edition"),
    at(f"{EDITION}progress/", get(Do.READ_PLAN, 200, 302), pk="edition"),
    at(f"{EDITION}cancel/", post(Do.MANAGE_PLAN), pk="queued"),
    at(f"{EDITION}repeat/", post(Do.MANAGE_PLAN), pk="queued"),
    at("reports/files/<int:pk>/", get(Do.READ_PLAN), pk="edition_file"),
    at(f"{EDITION}issue/", get(Do.READ_PLAN), post(Do.MANAGE_PLAN, 302, 422), pk="edition"),
    # Who signed first is told so on the page (302), whoever acts for them is refused (403): the
    # first line holds strangers to 403, the second the second person to being let in.
    at(f"{ISSUE}confirm/", post(Do.MANAGE_PLAN, 302, 403), pk="waiting"),
    at(f"{ISSUE}confirm/", post(Do.CONFIRM_ISSUE, denied=(302, 403)), pk="waiting"),
    at(f"{ISSUE}take-back/", post(Do.TAKE_BACK_ISSUE, denied=(403,)), pk="waiting"),
    at(f"{ISSUE}withdraw/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 422), pk="issued"),
    at(f"{ISSUE}files/", post(Do.MANAGE_PLAN), pk="issued"),
    at(f"{ISSUE}send/", post(Do.MANAGE_PLAN), pk="issued"),
    at("reports/mails/<int:pk>/again/", post(Do.MANAGE_PLAN), pk="dispatch"),
    at(
        "reports/plans/<slug:slug>/",
        get(Do.SET_SIGNING),
        post(Do.MANAGE_PLAN, 422),
        slug="plan",
    ),
    at("reports/plans/<slug:slug>/signing/", post(Do.SET_SIGNING), slug="plan"),
    at(
        "reports/recipients/<int:pk>/",
        get(Do.MANAGE_PLAN),
        post(Do.MANAGE_PLAN, 422),
        pk="recipient",
    ),
    at("reports/recipients/<int:pk>/retire/", post(Do.MANAGE_PLAN), pk="recipient"),
)

WORDS = (
    at(
        "reports/<int:pk>/narrative/",
        get(Do.MANAGE_PLAN),
        post(Do.MANAGE_PLAN, 302, 422),
        pk="round",
    ),
    at("reports/narratives/sections/<int:pk>/", post(Do.MANAGE_PLAN, 302, 400), pk="section"),
    at(
        "reports/narratives/sections/<int:pk>/titles/",
        get(Do.MANAGE_PLAN),
        post(Do.MANAGE_PLAN, 302, 422),
        pk="own_section",
    ),
    at(
        "reports/narratives/<int:pk>/",
        get(Do.MANAGE_PLAN),
        post(Do.MANAGE_PLAN, 200, 302, 422),
        pk="text",
    ),
    at(
        "reports/narratives/<int:pk>/save/",
        post(Do.MANAGE_PLAN, 200, 409, 422),
        pk="text",
        in_place=True,
    ),
    at(
        "reports/narratives/<int:pk>/history/",
        get(Do.MANAGE_PLAN),
        post(Do.MANAGE_PLAN, 302, 404, 422),
        pk="text",
    ),
)

PUBLISH = "plans/<slug:slug>/publish/"
PUBLISHING = (
    at(PUBLISH, get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 302, 422), slug="plan"),
    at(f"{PUBLISH}preview/", get(Do.MANAGE_PLAN), slug="plan"),
    at(f"{PUBLISH}preview/measures/", get(Do.MANAGE_PLAN), slug="plan"),
    at(
        f"{PUBLISH}preview/measures/<int:key>/",
        get(Do.MANAGE_PLAN),
        slug="plan",
        key="key",
    ),
    at(f"{PUBLISH}texts/", get(Do.MANAGE_PLAN), slug="plan"),
    at(
        f"{PUBLISH}texts/<int:pk>/",
        get(Do.MANAGE_PLAN),
        post(Do.MANAGE_PLAN, 302, 422),
        slug="plan",
        pk="measure",
    ),
    at(
        f"{PUBLISH}<int:number>/withdraw/",
        get(Do.MANAGE_PLAN),
        post(Do.MANAGE_PLAN, 422),
        slug="plan",
        number="number",
    ),
)

ROUTES = (*ROUNDS, *CUTS, *EDITIONS, *WORDS, *PUBLISHING)
