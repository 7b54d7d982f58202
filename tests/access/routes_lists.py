"""Lists as files, each beside its page; and a quarter's reports as one."""

from agencies.rules.rights import Do
from tests.access.entries import NOT_THEIRS, at, get, post

UPLOAD = "desk/upload/<int:pk>/"

OF_MEASURES = (
    at("board/board.<str:fmt>", get(Do.OVERSEE), fmt="csv"),
    at("desk/desk.<str:fmt>", get(Do.OPEN_DESK), fmt="csv"),
    at("review/reports.<str:fmt>", get(Do.OVERSEE), fmt="csv"),
    at("review/extensions.<str:fmt>", get(Do.OVERSEE), fmt="csv"),
    at("review/deadlines.<str:fmt>", get(Do.OVERSEE), fmt="csv"),
    at("plans/plans.<str:fmt>", get(Do.READ_PLAN), fmt="csv"),
    at("plans/<slug:slug>/measures.<str:fmt>", get(Do.READ_PLAN), slug="plan", fmt="csv"),
    at("agencies/<slug:code>/measures.<str:fmt>", get(Do.READ_PLAN), code="agency", fmt="csv"),
    at("search/found.<str:fmt>", get(Do.READ_PLAN), fmt="csv", query="kind=measures&q=a"),
    at("reminders/mails.<str:fmt>", get(Do.WATCH_REMINDERS), fmt="csv"),
    at("reminders/ledger.<str:fmt>", get(Do.WATCH_REMINDERS), fmt="csv"),
    at("reminders/mine/mine.<str:fmt>", get(Do.USE_OWN), fmt="csv"),
    at("notices/notices.<str:fmt>", get(Do.USE_OWN), fmt="csv"),
    at("jobs/jobs.<str:fmt>", get(Do.USE_OWN), fmt="csv"),
)

OF_REPORTS = (
    at("reports/rounds.<str:fmt>", get(Do.READ_PLAN), fmt="csv"),
    at("reports/<int:pk>/bodies.<str:fmt>", get(Do.READ_PLAN), pk="round", fmt="csv"),
    at(
        "reports/<int:pk>/bodies/<slug:code>/owed.<str:fmt>",
        get(Do.READ_PLAN),
        pk="round",
        code="body",
        fmt="csv",
    ),
    at("reports/cuts/cuts.<str:fmt>", get(Do.KEEP_CUTS), fmt="csv"),
    at(
        "reports/plans/<slug:slug>/recipients.<str:fmt>",
        get(Do.SET_SIGNING),
        slug="plan",
        fmt="csv",
    ),
    at("reports/plans/<slug:slug>/register.<str:fmt>", get(Do.SET_SIGNING), slug="plan", fmt="csv"),
    at(
        "reports/editions/<int:pk>/mails.<str:fmt>",
        get(Do.MANAGE_PLAN),
        pk="issued_edition",
        fmt="csv",
    ),
)

UPLOADS = (
    at("desk/upload/", get(Do.OPEN_DESK), post(Do.OPEN_DESK, 422)),
    at("desk/upload/template.<str:fmt>", get(Do.OPEN_DESK), fmt="csv"),
    at(UPLOAD, get(Do.USE_UPLOAD, denied=NOT_THEIRS), pk="upload"),
    at(f"{UPLOAD}confirm/", post(Do.USE_UPLOAD, denied=NOT_THEIRS, action="drop"), pk="upload"),
)

ROUTES = (*OF_MEASURES, *OF_REPORTS, *UPLOADS)
