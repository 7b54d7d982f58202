"""The API of what is owed: desk, board, queues, reports of executors and their files."""

from agencies.rules.rights import Do
from tests.access.entries import API, NOT_THEIRS, at, delete, get, patch, post, put
from tests.access.routes_api import DAYS, PK

DESK = (
    at(f"{API}^desk/$", get(Do.OPEN_DESK)),
    at(f"{API}^desk/summary/$", get(Do.OPEN_DESK)),
)

BOARD = (
    at(f"{API}^board/$", get(Do.OVERSEE)),
    at(f"{API}^board/csv/$", get(Do.OVERSEE)),
    at(f"{API}^board/totals/$", get(Do.OVERSEE)),
    at(f"{API}^board-views/$", get(Do.OVERSEE), post(Do.OVERSEE, 201, name="Late")),
    at(
        f"{API}^board-views/{PK}/$",
        get(Do.USE_SAVED_VIEW, denied=NOT_THEIRS),
        patch(Do.USE_SAVED_VIEW, denied=NOT_THEIRS, name="Other"),
        delete(Do.USE_SAVED_VIEW, denied=NOT_THEIRS),
        pk="view",
    ),
    at(f"{API}^queues/deadlines/$", get(Do.OVERSEE)),
    at(f"{API}^queues/extensions/$", get(Do.OVERSEE)),
    at(f"{API}^queues/reports/$", get(Do.OVERSEE)),
    at(f"{API}^queues/waiting/$", get(Do.OVERSEE)),
)

# What one may not review is left out and said so, row by row.
REVIEWS = (
    at(f"{API}^reviews/accept/$", post(Do.COORDINATE, 200, entries=["{handed}"]), about="handed"),
    at(
        f"{API}^reviews/assign/$",
        post(Do.COORDINATE, 200, entries=["{handed}"], reviewer=None),
        about="handed",
    ),
    at(
        f"{API}^reviews/preview/$",
        post(Do.COORDINATE, 200, entries=["{handed}"], act="accept"),
        about="handed",
    ),
)

PROGRESS = (
    # All rows or none: one that is another body's takes all back.
    at(
        f"{API}^progress/bulk/$",
        post(
            Do.REPORT,
            200,
            denied=(403, 409),
            rows=[{"obligation": "{owed}", "text": "Сделано."}],
        ),
        about="owed",
    ),
    at(
        f"{API}^progress/{PK}/assign/$",
        post(Do.MANAGE_PLAN, 200, denied=NOT_THEIRS, reviewer=None),
        pk="handed",
    ),
    at(f"{API}^progress/{PK}/before/$", get(Do.OVERSEE), pk="handed"),
    at(f"{API}^progress/{PK}/reviewer/$", get(Do.OVERSEE), pk="handed"),
    at(f"{API}^progress/{PK}/take-review/$", post(Do.REVIEW, 200, denied=NOT_THEIRS), pk="handed"),
    at(
        f"{API}^evidence/{PK}/$",
        get(Do.READ_DRAFT, denied=NOT_THEIRS),
        delete(Do.REPORT, denied=NOT_THEIRS),
        pk="draft_file",
    ),
    # What was handed in stays, whoever asks.
    at(f"{API}^evidence/{PK}/$", delete(Do.REPORT, 409, denied=NOT_THEIRS), pk="handed_file"),
    at(f"{API}^evidence/{PK}/file/$", get(Do.READ_DRAFT, denied=NOT_THEIRS), pk="draft_file"),
    at(f"{API}^evidence/{PK}/file/$", get(Do.READ_HANDED_IN, denied=NOT_THEIRS), pk="handed_file"),
    at(f"{API}^evidence/{PK}/file/$", get(Do.READ_ACCEPTED, denied=NOT_THEIRS), pk="accepted_file"),
)

OWED = f"{API}^obligations/{PK}/"
OBLIGATIONS = (
    at(f"{OWED}overview/$", get(Do.OPEN_OBLIGATION), pk="owed"),
    at(f"{OWED}history/$", get(Do.OPEN_OBLIGATION), pk="owed"),
    at(f"{OWED}parts/$", get(Do.OPEN_OBLIGATION), pk="owed"),
    at(f"{OWED}uses/$", get(Do.OPEN_OBLIGATION), pk="owed"),
    at(f"{OWED}handed-in/$", get(Do.REPORT), pk="owed_handed"),
    at(f"{OWED}nil/$", post(Do.REPORT, 201, 409), pk="owed"),
    at(f"{OWED}take-parts/$", post(Do.REPORT, 200, 409, text="Сделано."), pk="owed"),
    at(
        f"{OWED}leave-out/$",
        post(Do.REPORT, 200, 409, text="Сделано.", source="{accepted}"),
        pk="owed",
    ),
    at(f"{OWED}reminders/$", get(Do.EXPLAIN_REMINDERS), pk="owed", without_role=True),
)

MEASURE = f"{API}^measures/{PK}/"
MEASURES = (
    *(
        at(f"{MEASURE}{side}/$", get(Do.READ_PLAN), pk="measure")
        for side in ("files", "history", "moments", "overview", "versions")
    ),
    at(f"{MEASURE}compare/$", get(Do.READ_PLAN), pk="measure", query=DAYS),
    at(
        f"{MEASURE}remove/$",
        post(Do.MANAGE_PLAN, 200, 409, kind="order", number="1", on="2009-07-06"),
        pk="measure",
    ),
)

SIGNATURES = (
    at(f"{API}^signatures/$", get(Do.OPEN_SIGNING)),
    at(f"{API}^signatures/agencies/$", get(Do.OPEN_SIGNING)),
    at(f"{API}^signatures/{PK}/$", get(Do.SIGN_REPORT, denied=NOT_THEIRS), pk="signing"),
    at(f"{API}^signatures/{PK}/sign/$", post(Do.SIGN_REPORT, 200, denied=NOT_THEIRS), pk="signing"),
    at(
        f"{API}^signatures/{PK}/give-back/$",
        post(Do.SIGN_REPORT, 200, denied=NOT_THEIRS, reason="Неполно"),
        pk="signing",
    ),
    at(
        f"{API}agencies/<slug:code>/head-signs/",
        get(Do.SET_HEAD_SIGNS),
        put(Do.SET_HEAD_SIGNS, head_signs=True),
        code="signing_body",
        without_role=True,
    ),
)

# The file of the thing is no table: what may be read of it is that.
UPLOAD = f"{API}^progress-uploads/{PK}/"
UPLOADS = (
    at(f"{API}^progress-uploads/$", get(Do.OPEN_DESK), post(Do.OPEN_DESK, 400)),
    at(f"{API}^progress-uploads/template/$", get(Do.OPEN_DESK), query="as=csv"),
    at(f"{UPLOAD}$", get(Do.USE_UPLOAD, denied=NOT_THEIRS), pk="upload"),
    at(
        f"{UPLOAD}confirm/$",
        post(Do.USE_UPLOAD, 409, denied=NOT_THEIRS, hand_in=False),
        pk="upload",
    ),
    at(f"{UPLOAD}drop/$", post(Do.USE_UPLOAD, 200, denied=NOT_THEIRS), pk="upload"),
)

ROUTES = (
    *(*DESK, *BOARD, *REVIEWS, *PROGRESS, *OBLIGATIONS, *MEASURES),
    *(*SIGNATURES, *UPLOADS),
)
