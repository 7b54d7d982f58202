"""Lists as files over the API: with the rights of the pages beside which the same files stand."""

from agencies.rules.rights import Do
from tests.access.entries import API, at, get

LISTS = f"{API}lists/"
AS = "as=csv"
ROUTES = (
    at(f"{LISTS}board/", get(Do.OVERSEE), query=AS),
    at(f"{LISTS}desk/", get(Do.OPEN_DESK), query=AS),
    at(f"{LISTS}review/reports/", get(Do.OVERSEE), query=AS),
    at(f"{LISTS}review/extensions/", get(Do.OVERSEE), query=AS),
    at(f"{LISTS}review/deadlines/", get(Do.OVERSEE), query=AS),
    at(f"{LISTS}plans/", get(Do.READ_PLAN), query=AS),
    at(f"{LISTS}plans/<slug:slug>/measures/", get(Do.READ_PLAN), slug="plan", query=AS),
    at(f"{LISTS}agencies/<slug:code>/measures/", get(Do.READ_PLAN), code="agency", query=AS),
    at(f"{LISTS}search/", get(Do.READ_PLAN), query=f"{AS}&kind=measures&q=a"),
    at(f"{LISTS}reminders/mails/", get(Do.WATCH_REMINDERS), query=AS),
    at(f"{LISTS}reminders/ledger/", get(Do.WATCH_REMINDERS), query=AS),
    at(f"{LISTS}reminders/mine/", get(Do.USE_OWN), query=AS, without_role=True),
    at(f"{LISTS}notices/", get(Do.USE_OWN), query=AS, without_role=True),
    at(f"{LISTS}jobs/", get(Do.USE_OWN), query=AS),
    at(f"{LISTS}rounds/", get(Do.READ_PLAN), query=AS),
    at(f"{LISTS}rounds/<int:pk>/bodies/", get(Do.READ_PLAN), pk="round", query=AS),
    at(
        f"{LISTS}rounds/<int:pk>/bodies/<slug:code>/owed/",
        get(Do.READ_PLAN),
        pk="round",
        code="body",
        query=AS,
    ),
    at(f"{LISTS}cuts/", get(Do.KEEP_CUTS), query=AS),
    at(f"{LISTS}plans/<slug:slug>/recipients/", get(Do.SET_SIGNING), slug="plan", query=AS),
    at(f"{LISTS}plans/<slug:slug>/register/", get(Do.SET_SIGNING), slug="plan", query=AS),
    at(f"{LISTS}reports/<int:pk>/mails/", get(Do.MANAGE_PLAN), pk="issued_edition", query=AS),
)
