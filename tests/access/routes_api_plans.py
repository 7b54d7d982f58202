"""The API of plans and bodies: their sides, amendments, files, reminders, how they end."""

from agencies.rules.rights import Do
from tests.access.entries import API, at, delete, get, post, put
from tests.access.routes_api import DAYS, PK

PLAN = f"{API}^plans/(?P<slug>[^/.]+)/"
SIDES = (
    *(
        at(f"{PLAN}{side}/$", get(Do.READ_PLAN), slug="plan")
        for side in ("matrix", "month", "progress", "table", "timeline")
    ),
    at(f"{PLAN}compare/$", get(Do.READ_PLAN), slug="plan", query=DAYS),
    # A node that is not there, which is said to those who read the plan.
    at(f"{PLAN}progress/measures/$", get(Do.READ_PLAN, 404), slug="plan", query="node=none"),
    at(f"{API}^plan-standing/$", get(Do.READ_PLAN)),
    at(f"{API}^concepts/(?P<slug>[^/.]+)/hierarchy/$", get(Do.READ_PLAN), slug="concept"),
)

FILES = (
    at(f"{PLAN}export/$", get(Do.READ_PLAN), slug="plan", query="as=csv&language=ru"),
    at(
        f"{PLAN}export-later/$",
        post(Do.READ_PLAN, 202, format="csv", language="ru"),
        slug="plan",
    ),
    at(f"{PLAN}imports/$", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 400), slug="plan"),
    at(f"{API}^imports/{PK}/$", get(Do.MANAGE_PLAN), pk="import"),
    at(f"{API}^imports/{PK}/apply/$", post(Do.MANAGE_PLAN, 409, reading="-"), pk="import"),
    at(f"{API}^imports/{PK}/drop/$", post(Do.MANAGE_PLAN, 200), pk="import"),
    at(f"{API}^imports/{PK}/read/$", post(Do.MANAGE_PLAN, 400, 409), pk="import"),
)

POLICY = f"{PLAN}reminder-policy/"
POLICIES = (
    at(f"{POLICY}$", get(Do.READ_PLAN), put(Do.MANAGE_PLAN, 400), slug="plan"),
    at(f"{POLICY}steps/$", post(Do.MANAGE_PLAN, 400), slug="plan"),
    at(
        f"{POLICY}steps/(?P<step>[0-9]{{1,18}})/$",
        delete(Do.MANAGE_PLAN, 200),
        slug="plan",
        step="step",
    ),
    at(f"{POLICY}usual/$", post(Do.MANAGE_PLAN, 200, 409), slug="plan"),
)

ENDING = (
    at(f"{PLAN}end/$", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 400), slug="plan"),
    at(f"{PLAN}take-over/$", get(Do.MANAGE_PLAN), post(Do.MANAGE_PLAN, 400), slug="plan"),
    at(
        f"{API}^concepts/(?P<slug>[^/.]+)/repeal/$",
        get(Do.REPEAL_CONCEPT),
        post(Do.REPEAL_CONCEPT, 400),
        slug="concept",
        without_role=True,
    ),
)

AMENDMENT = f"{API}^amendments/{PK}/"
CHANGE = f"{API}^amendment-changes/{PK}/$"
AMENDMENTS = (
    at(f"{PLAN}amendments/$", get(Do.READ_PLAN), post(Do.MANAGE_PLAN, 201), slug="plan"),
    at(f"{AMENDMENT}$", get(Do.MANAGE_PLAN), pk="amendment"),
    at(f"{AMENDMENT}$", get(Do.READ_PLAN), pk="applied"),
    at(f"{AMENDMENT}add/$", post(Do.MANAGE_PLAN, 400), pk="amendment"),
    at(f"{AMENDMENT}adopt/$", post(Do.MANAGE_PLAN, 400), pk="amendment"),
    at(f"{AMENDMENT}drop/$", post(Do.MANAGE_PLAN, 200), pk="amendment"),
    at(f"{AMENDMENT}reopen/$", post(Do.MANAGE_PLAN, 409), pk="amendment"),
    at(f"{AMENDMENT}reword/$", post(Do.MANAGE_PLAN, 400), pk="amendment"),
    at(f"{AMENDMENT}strike/$", post(Do.MANAGE_PLAN, 201, 409, measure="{law}"), pk="amendment"),
    at(f"{AMENDMENT}table/$", post(Do.MANAGE_PLAN, 415), pk="amendment"),
    at(CHANGE, get(Do.MANAGE_PLAN), put(Do.MANAGE_PLAN, 400), delete(Do.MANAGE_PLAN), pk="change"),
)

BODY = f"{API}^agencies/(?P<code>[^/.]+)/"
BODIES = (
    at(f"{BODY}measures/$", get(Do.READ_PLAN), code="agency"),
    at(f"{BODY}standing/$", get(Do.READ_PLAN), code="agency"),
    *(
        at(f"{BODY}{side}/$", get(Do.ENTER_SUCCESSION), code="agency", without_role=True)
        for side in ("passed-on", "passes-on")
    ),
    *(
        at(f"{BODY}{act}/$", post(Do.ENTER_SUCCESSION, 400), code="agency", without_role=True)
        for act in ("succession", "succession/preview")
    ),
)

ROUTES = (*SIDES, *FILES, *POLICIES, *ENDING, *AMENDMENTS, *BODIES)
