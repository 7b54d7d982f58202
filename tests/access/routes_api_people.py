"""The API of what is a person's own: tokens, settings, notices, reminders, long work; search and
the working calendar."""

from datetime import date, timedelta

from agencies.rules.rights import Do
from tests.access.entries import API, HIDDEN, NOT_THEIRS, at, get, patch, post, put
from tests.access.routes_api import PK

# Tokens count by the real clock.
SOON = (date.today() + timedelta(days=7)).isoformat()  # noqa: DTZ011  # either side of midnight

TOKENS = (
    at(
        f"{API}^tokens/$",
        get(Do.HOLD_TOKENS),
        post(Do.HOLD_TOKENS, 201, name="Other program", scopes=["read"], expires_on=SOON),
    ),
    at(f"{API}^tokens/{PK}/$", get(Do.USE_OWN_TOKENS, denied=NOT_THEIRS), pk="token"),
    at(f"{API}^tokens/{PK}/revoke/$", post(Do.USE_OWN_TOKENS, 200, denied=NOT_THEIRS), pk="token"),
)

OWN = (
    at(f"{API}me/", get(Do.USE_OWN), patch(Do.USE_OWN, language="kk"), without_role=True),
    at(f"{API}^notices/$", get(Do.USE_OWN), without_role=True),
    at(f"{API}^notices/count/$", get(Do.USE_OWN), without_role=True),
    at(f"{API}^notices/seen/$", post(Do.USE_OWN, 200, notices=["news:1"]), without_role=True),
    at(f"{API}^jobs/$", get(Do.USE_API)),
    at(f"{API}^jobs/{PK}/$", get(Do.SEE_JOB, denied=NOT_THEIRS), pk="job"),
    at(f"{API}^jobs/{PK}/cancel/$", post(Do.CANCEL_JOB, 409, denied=NOT_THEIRS), pk="job"),
    at(f"{API}^jobs/{PK}/file/$", get(Do.TAKE_JOB_FILE, denied=NOT_THEIRS), pk="job"),
    at(f"{API}^jobs/{PK}/rows/$", get(Do.TAKE_JOB_FILE, denied=NOT_THEIRS), pk="job"),
    at(f"{API}^search/$", get(Do.READ_PLAN), query="q=a&kind=measures"),
    at(f"{API}^search/counts/$", get(Do.READ_PLAN), query="q=a"),
    at(f"{API}^search/suggestions/$", get(Do.READ_PLAN), query="q=a"),
)

REMINDERS = (
    at(f"{API}^reminders/$", get(Do.USE_OWN), without_role=True),
    at(f"{API}^reminders/acknowledge/$", post(Do.USE_OWN, 200, reminders=[1]), without_role=True),
    at(f"{API}^reminders/choices/$", get(Do.USE_OWN), without_role=True),
    at(
        f"{API}^reminders/choices/(?P<slug>[-a-zA-Z0-9_]+)/$",
        put(Do.USE_OWN, declined=True),
        slug="plan",
        without_role=True,
    ),
    at(f"{API}^reminders/runs/$", get(Do.WATCH_REMINDERS), without_role=True),
    at(f"{API}^reminders/again/$", post(Do.COORDINATE, 200, mails=[1]), without_role=True),
    at(f"{API}^reminders/preview/$", get(Do.PREVIEW_REMINDERS), without_role=True),
    # Nothing goes out to the person who is named, which is said to those who may look.
    at(
        f"{API}^reminders/preview/{PK}/mails/$",
        get(Do.PREVIEW_REMINDERS, 404),
        pk="nobody_reminded",
        without_role=True,
    ),
    at(
        f"{API}^reminders/orders/$",
        post(Do.MANAGE_PLAN, 201, 409, obligations=["{owed}"], note="Ждём"),
        about="owed",
    ),
    at(
        f"{API}^reminders/orders/preview/$",
        post(Do.MANAGE_PLAN, 200, obligations=["{owed}"]),
        about="owed",
    ),
)

# Saturdays are days off already, which is said to those who may correct the calendar.
ACT = {"act_title": "Постановление", "act_number": "1", "act_on": "2009-07-01"}
CALENDAR = (
    at(f"{API}calendar/<int:year>/", get(Do.READ_CALENDAR), year="year", without_role=True),
    at(
        f"{API}calendar/transfers/",
        post(Do.CORRECT_CALENDAR, 409, day_off="2009-08-29", working_day="2009-08-22", **ACT),
        without_role=True,
    ),
    at(
        f"{API}calendar/days/",
        post(Do.CORRECT_CALENDAR, 409, day="2009-08-29", kind="holiday", name_ru="Траур", **ACT),
        without_role=True,
    ),
    at(
        f"{API}calendar/take-back/",
        post(Do.TAKE_BACK_CORRECTIONS, 200, 409, days=["2009-09-02"], reason="Ошибка"),
        without_role=True,
    ),
)

# Who has no role to lend is told so; of others it is asked what they mean.
DELEGATIONS = (
    at(
        f"{API}^delegations/$",
        get(Do.USE_OWN),
        post(Do.USE_OWN, 400, 403),
        without_role=True,
    ),
    at(f"{API}^delegations/choices/$", get(Do.USE_OWN), without_role=True),
    at(
        f"{API}^delegations/(?P<pk>[0-9]+)/$",
        get(Do.END_DELEGATION, denied=HIDDEN),
        pk="delegation",
        without_role=True,
    ),
    at(
        f"{API}^delegations/(?P<pk>[0-9]+)/end/$",
        post(Do.END_DELEGATION, 200, denied=HIDDEN),
        pk="delegation",
        without_role=True,
    ),
)

TOLD = (
    at(f"{API}rights/", get(Do.USE_OWN), without_role=True),
    at(f"{API}^reminders/ledger/$", get(Do.WATCH_REMINDERS), without_role=True),
    at(f"{API}^reminders/mails/$", get(Do.WATCH_REMINDERS), without_role=True),
)

ROUTES = (*TOKENS, *OWN, *REMINDERS, *CALENDAR, *DELEGATIONS, *TOLD)
