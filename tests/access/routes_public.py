"""What everybody reads without signing in, and what stands for everybody who is signed in."""

from agencies.rules.rights import Do
from tests.access.entries import HIDDEN, at, get, post

PUBLICATION = "public/<slug:slug>/"
NUMBERED = f"{PUBLICATION}<plain:number>/"
PAGES = ("", "measures/", "data/", "data.json", "measures.csv", "obligations.csv")

PUBLIC = (
    at("public/", get(Do.READ_PUBLIC)),
    at("public/catalog.json", get(Do.READ_PUBLIC)),
    at("public/publication.schema.json", get(Do.READ_PUBLIC)),
    *(at(f"{PUBLICATION}{page}", get(Do.READ_PUBLIC), slug="plan") for page in PAGES),
    *(at(f"{NUMBERED}{page}", get(Do.READ_PUBLIC), slug="plan", number="number") for page in PAGES),
    at(f"{PUBLICATION}measures/<plain:key>/", get(Do.READ_PUBLIC), slug="plan", key="key"),
    at(
        f"{NUMBERED}measures/<plain:key>/",
        get(Do.READ_PUBLIC),
        slug="plan",
        number="number",
        key="key",
    ),
    at(f"{PUBLICATION}feed.atom", get(Do.READ_PUBLIC), slug="plan"),
    at(f"{PUBLICATION}feed.json", get(Do.READ_PUBLIC), slug="plan"),
    at("public/^(?P<rest>[\\s\\S]*)$", get(Do.READ_PUBLIC, 301, 404), rest="nothing"),
    at("verify/", get(Do.READ_PUBLIC), post(Do.READ_PUBLIC, 200, 422)),
    at("verify/<str:code>/", get(Do.READ_PUBLIC), code="code"),
    at("verify/<str:code>/files/<int:pk>/", get(Do.READ_PUBLIC), code="code", pk="code_file"),
    at("robots.txt", get(Do.READ_PUBLIC)),
    at("healthz", get(Do.READ_PUBLIC)),
    at("readyz", get(Do.READ_PUBLIC, 200, 503)),
    at("metrics", get(Do.READ_PUBLIC, 200, 403, 404)),
    at("theme/", post(Do.READ_PUBLIC)),
    at("components/", get(Do.SEE_COMPONENTS)),
)

ACCOUNTS = (
    at("accounts/login/", get(Do.READ_PUBLIC, 200, 302), post(Do.READ_PUBLIC, 200, 302)),
    at("accounts/logout/", post(Do.USE_OWN)),
    at("accounts/language/", post(Do.READ_PUBLIC, language="ru")),
    # What is told is a message on the page that one comes back to.
    at("accounts/business-date/", post(Do.MOVE_DATE, to="2009-07-06")),
    at("accounts/delegations/", get(Do.USE_OWN), post(Do.USE_OWN, 403, 422)),
    at("accounts/delegations/<int:pk>/end/", post(Do.END_DELEGATION, denied=HIDDEN),
       pk="delegation"),
    at("calendar/", get(Do.USE_OWN, 302)),
    at("calendar/<int:year>/", get(Do.READ_CALENDAR),
       post(Do.CORRECT_CALENDAR, 422, do="day"), year="year"),
    at("concept/", get(Do.USE_OWN, 302)),
    at("concept/<slug:slug>/", get(Do.USE_OWN), slug="concept"),
)  # fmt: skip

ROUTES = (*PUBLIC, *ACCOUNTS)
