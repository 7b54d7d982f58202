"""/api/v1/: whoever has a role calls it; what is not theirs to see is not there."""

from agencies.rules.rights import Do
from tests.access.entries import API, NOT_THEIRS, Ask, Entry, at, delete, get, patch, post, put

PK = "(?P<pk>[^/.]+)"
# Two days between which something can be compared.
DAYS = "first=2009-07-01&second=2009-07-06"


def lists(name: str, *more: tuple[str, str]) -> tuple[Entry, ...]:
    """A list that everybody with a role reads, and one row of it: (argument, name of the thing)."""
    rows = [at(f"{API}^{name}/$", get(Do.USE_API))]
    rows += [
        at(f"{API}^{name}/(?P<{argument}>[^/.]+)/$", get(Do.USE_API), **{argument: thing})
        for argument, thing in more
    ]
    return tuple(rows)


PROGRESS = (
    at(
        f"{API}^progress/$",
        get(Do.USE_API),
        post(Do.REPORT, 201, 409, obligation="{owed}", text="Сделано."),
        about="owed",
    ),
    at(
        f"{API}^progress/{PK}/$",
        get(Do.READ_DRAFT, denied=NOT_THEIRS),
        patch(Do.REPORT, 200, denied=NOT_THEIRS, text="Иначе.", version=1),
        pk="draft",
    ),
    at(f"{API}^progress/{PK}/$", get(Do.READ_HANDED_IN, denied=NOT_THEIRS), pk="handed"),
    at(f"{API}^progress/{PK}/$", get(Do.READ_ACCEPTED), pk="accepted"),
    at(
        f"{API}^progress/{PK}/accept/$", post(Do.REVIEW, 200, denied=NOT_THEIRS), pk="handed"
    ),
    at(
        f"{API}^progress/{PK}/return/$",
        post(Do.REVIEW, 200, denied=NOT_THEIRS, reason="Неполно"),
        pk="handed",
    ),
    at(f"{API}^progress/{PK}/submit/$", post(Do.REPORT, 200, denied=NOT_THEIRS), pk="draft"),
    at(f"{API}^progress/{PK}/take-back/$", post(Do.REPORT, 201, denied=NOT_THEIRS), pk="handed"),
    at(f"{API}^progress/{PK}/files/$", post(Do.REPORT, 400, 415, denied=(403, 404, 415)),
       pk="draft"),
)  # fmt: skip

EXTENSIONS = (
    at(
        f"{API}^extensions/$",
        get(Do.USE_API),
        post(
            Do.ASK_EXTENSION, 201, 409,
            obligation="{owed_draft}", proposed_on="2009-08-01", reason="Ждём",
        ),
        about="owed_draft",
    ),
    at(f"{API}^extensions/{PK}/$", get(Do.READ_EXTENSION, denied=NOT_THEIRS), pk="request"),
    at(f"{API}^extensions/{PK}/$", get(Do.READ_EXTENSION, denied=NOT_THEIRS), pk="part_request"),
    at(
        f"{API}^extensions/{PK}/grant/$",
        post(
            Do.DECIDE_EXTENSION, 200, denied=(403, 404, 409),
            granted_on="2009-07-09", act="№ 1", act_on="2009-07-06",
        ),
        pk="part_request",
    ),
    at(
        f"{API}^extensions/{PK}/refuse/$",
        post(Do.DECIDE_EXTENSION, 200, denied=(403, 404, 409), note="Нет"),
        pk="request",
    ),
)  # fmt: skip

DEADLINES = (
    at(f"{API}^deadlines/$", get(Do.USE_API)),
    at(f"{API}^deadlines/{PK}/$", get(Do.USE_API), pk="deadline"),
    at(
        f"{API}^deadlines/{PK}/date-event/$",
        post(Do.MANAGE_PLAN, 409, event_on="2009-07-01"),
        pk="deadline",
    ),
    at(
        f"{API}^deadlines/{PK}/set-dates/$",
        post(Do.MANAGE_PLAN, 200, dates=["2009-08-03"], note="По письму"),
        pk="deadline",
    ),
)


def never(*status: int) -> tuple[Ask, ...]:
    """Any method of anybody is answered so."""
    return tuple(one(Do.READ_PUBLIC, *status) for one in (get, post, put, patch, delete))


ROUTES = (
    at(f"{API}token/", post(Do.READ_PUBLIC, 400)),
    # It tells of the token that a call carries, and a session is none.
    at(f"{API}token/this/", get(Do.READ_PUBLIC, 401), delete(Do.READ_PUBLIC, 401)),
    at(f"{API}errors/", get(Do.READ_PUBLIC)),
    at(f"{API}errors/<slug:code>/", get(Do.READ_PUBLIC), code="code_of_error"),
    at(rf"{API}^[\s\S]*/\Z", *never(404)),
    at(rf"{API}^[\s\S]*[^/]\Z", *never(404)),
    at(f"{API}schema/", get(Do.READ_PUBLIC)),
    at(f"{API}docs/", get(Do.READ_PUBLIC)),
    at(f"{API}verify/", post(Do.READ_PUBLIC, 400, 404, 409, 415)),
    at(f"{API}verify/<str:code>/", get(Do.READ_PUBLIC), code="code"),
    at(API, get(Do.USE_API)),
    *lists("regions", ("pk", "region")),
    *lists("agencies", ("pk", "agency_id")),
    *lists("agency-groups", ("pk", "group")),
    *lists("successions", ("pk", "succession")),
    *lists("concepts", ("slug", "concept")),
    *lists("plans", ("slug", "plan")),
    *lists("indicators", ("pk", "indicator")),
    *lists("measures", ("pk", "measure")),
    *lists("obligations", ("pk", "owed")),
    *lists("rounds", ("pk", "round")),
    *lists("reports", ("pk", "edition")),
    *PROGRESS,
    *EXTENSIONS,
    *DEADLINES,
)
