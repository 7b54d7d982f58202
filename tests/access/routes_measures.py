"""Pages of measures: what is owed, the board, plans, and a person's own pages."""

from agencies.rules.rights import Do
from tests.access.entries import HIDDEN, NOT_THEIRS, at, get, post

OWED = "obligations/<int:pk>/"
PLAN = "plans/<slug:slug>/"

OWN = (
    at("", get(Do.USE_OWN, 200, 302)),
    at("help/", get(Do.USE_OWN)),
    at("help/rights/", get(Do.USE_OWN)),
    at("help/begin/", get(Do.SET_UP)),
    at("help/steps/", post(Do.USE_OWN, action="hide")),
    at("desk/", get(Do.OPEN_DESK)),
    at("search/", get(Do.READ_PLAN)),
    at("search/suggest/", get(Do.READ_PLAN)),
    at("notices/", get(Do.USE_OWN)),
    at("notices/seen/", post(Do.USE_OWN)),
    at("notices/count/", get(Do.USE_OWN)),
    at("settings/", get(Do.USE_OWN), post(Do.USE_OWN, 302, 422)),
    at("jobs/", get(Do.USE_OWN)),
    at("jobs/<int:pk>/", get(Do.SEE_JOB, denied=HIDDEN), pk="job"),
    at("jobs/<int:pk>/progress/", get(Do.SEE_JOB, 302, denied=HIDDEN), pk="job"),
    at("jobs/<int:pk>/cancel/", post(Do.SEE_JOB, denied=HIDDEN), pk="job"),
    at("jobs/<int:pk>/file/", get(Do.TAKE_JOB_FILE, denied=(403, 404)), pk="job"),
)

BOARD = (
    at("board/", get(Do.OVERSEE)),
    at("board/totals/", get(Do.OVERSEE)),
    at("board/views/", post(Do.OVERSEE, 302, 422)),
    at(
        "board/views/<int:pk>/",
        get(Do.USE_SAVED_VIEW, denied=(403, 404)),
        post(Do.USE_SAVED_VIEW, 302, 422, denied=(403, 404)),
        pk="view",
    ),
    at("review/", get(Do.OVERSEE)),
    at("review/extensions/", get(Do.OVERSEE)),
    at("review/deadlines/", get(Do.OVERSEE)),
    at("review/accept/", get(Do.COORDINATE, 302), post(Do.COORDINATE, 302)),
    at("review/assign/", get(Do.COORDINATE, 302), post(Do.COORDINATE, 302)),
    at("review/<int:pk>/", get(Do.OVERSEE), post(Do.REVIEW, action="accept"), pk="handed"),
    at("review/<int:pk>/reviewer/", post(Do.REVIEW, action="take"), pk="handed"),
)

PLANS = (
    at("plans/", get(Do.READ_PLAN)),
    at(PLAN, get(Do.READ_PLAN), slug="plan"),
    at(
        f"{PLAN}reminders/",
        get(Do.READ_PLAN),
        post(Do.MANAGE_PLAN, 200, 302, 422),
        slug="plan",
    ),
    at(f"{PLAN}progress/", get(Do.READ_PLAN), slug="plan"),
    at(f"{PLAN}timeline/", get(Do.READ_PLAN), slug="plan"),
    at(f"{PLAN}month/", get(Do.READ_PLAN), slug="plan"),
    at(f"{PLAN}matrix/", get(Do.READ_PLAN), slug="plan"),
    at("agencies/<slug:code>/", get(Do.READ_PLAN), code="agency"),
    at(f"{PLAN}compare/", get(Do.READ_PLAN), slug="plan"),
    at(f"{PLAN}import/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 409, 422), slug="plan"),
    at("imports/<int:pk>/", get(Do.MANAGE_PLAN, 200, 302), pk="import"),
    at("imports/<int:pk>/read/", post(Do.MANAGE_PLAN, 302, 422), pk="import"),
    at("imports/<int:pk>/apply/", post(Do.MANAGE_PLAN, 302, action="drop"), pk="import"),
    at(f"{PLAN}export/", get(Do.READ_PLAN), slug="plan"),
    at(f"{PLAN}export/later/", post(Do.READ_PLAN, 302, file="ru.docx"), slug="plan"),
    at(f"{PLAN}export.<str:fmt>", get(Do.READ_PLAN), slug="plan", fmt="csv"),
    at(f"{PLAN}end/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 422), slug="plan"),
    at(f"{PLAN}take-over/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 200, 422), slug="plan"),
    at(
        "concepts/<slug:slug>/repeal/",
        get(Do.REPEAL_CONCEPT),
        post(Do.REPEAL_CONCEPT, 422),
        slug="concept",
    ),
    at("succession/", get(Do.ENTER_SUCCESSION)),
    at(
        "succession/<slug:code>/",
        get(Do.ENTER_SUCCESSION),
        post(Do.ENTER_SUCCESSION, 200, 422),
        code="agency",
    ),
)

AMENDMENT = "amendments/<int:pk>/"
AMENDMENTS = (
    at(f"{PLAN}amendments/", get(Do.READ_PLAN), post(Do.MANAGE_PLAN, 302), slug="plan"),
    at(AMENDMENT, get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 302, 422), pk="amendment"),
    at(AMENDMENT, get(Do.READ_PLAN), pk="applied"),
    at(f"{AMENDMENT}drop/", post(Do.MANAGE_PLAN), pk="amendment"),
    at(f"{AMENDMENT}reopen/", post(Do.MANAGE_PLAN), pk="amendment"),
    at(f"{AMENDMENT}add/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 422), pk="amendment"),
    at(f"{AMENDMENT}table/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 422), pk="amendment"),
    at(
        f"{AMENDMENT}strike/",
        post(Do.MANAGE_PLAN, 302, 404, measure="{law}"),
        pk="amendment",
    ),
    at(
        f"{AMENDMENT}reword/<int:measure>/",
        get(Do.MANAGE_PLAN),
        post(Do.MANAGE_PLAN, 422),
        pk="amendment",
        measure="law",
    ),
    at("changes/<int:pk>/", get(Do.MANAGE_PLAN, 302), post(Do.MANAGE_PLAN, 302), pk="change"),
    at("changes/<int:pk>/drop/", post(Do.MANAGE_PLAN), pk="change"),
)

MEASURES = (
    at("measures/<int:pk>/", get(Do.READ_PLAN), pk="measure"),
    at("measures/<int:pk>/compare/", get(Do.READ_PLAN), pk="measure"),
    at("measures/<int:pk>/remove/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 422), pk="measure"),
    at(OWED, get(Do.OPEN_OBLIGATION), post(Do.REPORT, 302, 422, action="save"), pk="owed_draft"),
    at(OWED, get(Do.OPEN_OBLIGATION), post(Do.REPORT, 302, 422, action="save"), pk="part"),
    at(f"{OWED}draft/", post(Do.REPORT, 200, 409, 422), pk="owed_draft", in_place=True),
    at(f"{OWED}files/", post(Do.REPORT, 200, 409, 422), pk="owed_draft", in_place=True),
    at(f"{OWED}files/kept/", get(Do.REPORT), pk="owed_draft", in_place=True),
    at(f"{OWED}parts/", get(Do.USE_OWN, 302), post(Do.REPORT, 302, 422), pk="owed"),
    at(f"{OWED}handed-in/", get(Do.REPORT, 200, 302), pk="owed_handed"),
    at(f"{OWED}take-back/", post(Do.REPORT), pk="owed_handed"),
    at(
        f"{OWED}extension/",
        get(Do.ASK_EXTENSION),
        post(Do.ASK_EXTENSION, 422),
        pk="owed_draft",
    ),
    at(
        "extensions/<int:pk>/",
        get(Do.SEE_EXTENSION),
        post(Do.DECIDE_EXTENSION, 302, denied=(403, 422), action="refuse", note="Нет"),
        pk="request",
    ),
    at(
        "extensions/<int:pk>/",
        get(Do.SEE_EXTENSION),
        post(Do.DECIDE_EXTENSION, 302, denied=(403, 422), action="refuse", note="Нет"),
        pk="part_request",
    ),
    at("deadlines/<int:pk>/", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 302, 422), pk="deadline"),
    at("evidence/<int:pk>/", get(Do.READ_DRAFT, denied=HIDDEN), pk="draft_file"),
    at("evidence/<int:pk>/", get(Do.READ_HANDED_IN, denied=HIDDEN), pk="handed_file"),
    at("evidence/<int:pk>/", get(Do.READ_ACCEPTED, denied=HIDDEN), pk="accepted_file"),
    at("evidence/<int:pk>/drop/", post(Do.REPORT, denied=NOT_THEIRS), pk="draft_file"),
)

REMINDERS = (
    at("reminders/", get(Do.WATCH_REMINDERS)),
    at("reminders/again/", post(Do.COORDINATE)),
    at("reminders/mine/", get(Do.USE_OWN)),
    at("reminders/mine/acknowledge/", post(Do.USE_OWN)),
    at("reminders/mine/plans/<slug:slug>/", post(Do.USE_OWN, action="decline"), slug="plan"),
    at(
        "reminders/acknowledge/<str:token>/",
        get(Do.READ_PUBLIC),
        post(Do.READ_PUBLIC, 200, 302),
        token="acknowledging",
    ),
    at(
        "reminders/decline/<str:token>/",
        get(Do.READ_PUBLIC),
        post(Do.READ_PUBLIC, 200, 302),
        token="declining",
    ),
    at("reminders/preview/", get(Do.PREVIEW_REMINDERS)),
    at("reminders/preview/mail/", get(Do.PREVIEW_REMINDERS, 404)),
    at(
        "reminders/now/",
        get(Do.MANAGE_PLAN, 200),
        post(Do.MANAGE_PLAN, 302, 422, owed="{owed}"),
        about="owed",
        query="owed={owed}",
    ),
    at(f"{OWED}reminders/", get(Do.EXPLAIN_REMINDERS), pk="owed"),
)

SIGNING = (
    at("signing/", get(Do.OPEN_SIGNING)),
    at("signing/<int:pk>/", post(Do.SIGN_REPORT, 302), pk="signing"),
    at("signing/agencies/<slug:code>/", post(Do.SET_HEAD_SIGNS), code="signing_body"),
)

ROUTES = (*SIGNING, *OWN, *BOARD, *PLANS, *AMENDMENTS, *MEASURES, *REMINDERS)
