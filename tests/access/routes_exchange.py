"""Other programs: webhooks, the feed of changes, private addresses; by page and by API.

A webhook is its owner's; a coordinator of the plan that it is limited to keeps it besides. What is
not the person's to keep is not there.
"""

from agencies.rules.rights import Do
from tests.access.entries import API, HIDDEN, NOT_THEIRS, at, delete, get, patch, post

HOOK = "exchange/webhooks/<int:pk>/"
MESSAGE = "exchange/webhooks/messages/<int:pk>/"

WEBHOOKS = (
    at("exchange/webhooks/", get(Do.LIST_WEBHOOKS)),
    at("exchange/webhooks/new/", get(Do.ADD_WEBHOOK), post(Do.ADD_WEBHOOK, 422)),
    at(HOOK, get(Do.KEEP_WEBHOOK, denied=NOT_THEIRS), pk="webhook"),
    at(
        f"{HOOK}change/",
        get(Do.OWN_WEBHOOK, denied=NOT_THEIRS),
        post(Do.OWN_WEBHOOK, 422, denied=NOT_THEIRS),
        pk="webhook",
    ),
    at(f"{HOOK}secret/", post(Do.OWN_WEBHOOK, 200, denied=NOT_THEIRS), pk="webhook"),
    at(f"{HOOK}secret/renew/", post(Do.OWN_WEBHOOK, denied=NOT_THEIRS), pk="webhook"),
    at(f"{HOOK}pause/", post(Do.KEEP_WEBHOOK, denied=NOT_THEIRS), pk="webhook"),
    at(f"{HOOK}resume/", post(Do.KEEP_WEBHOOK, denied=NOT_THEIRS), pk="webhook"),
    at(f"{HOOK}remove/", post(Do.KEEP_WEBHOOK, denied=NOT_THEIRS), pk="webhook"),
    at(f"{HOOK}test/", post(Do.KEEP_WEBHOOK, denied=NOT_THEIRS), pk="webhook"),
    at(f"{HOOK}replay/", post(Do.KEEP_WEBHOOK, 422, denied=NOT_THEIRS), pk="webhook"),
    at(MESSAGE, get(Do.KEEP_WEBHOOK, denied=NOT_THEIRS), pk="message", about="webhook"),
    at(
        f"{MESSAGE}replay/",
        post(Do.KEEP_WEBHOOK, denied=NOT_THEIRS),
        pk="message",
        about="webhook",
    ),
)

LINK = "exchange/calendars/<int:pk>/"
LINKS = (
    at("exchange/calendars/", get(Do.HAVE_LINK), post(Do.HAVE_LINK, 422)),
    at(f"{LINK}renew/", post(Do.USE_LINK, 200, denied=HIDDEN), pk="link"),
    at(f"{LINK}revoke/", post(Do.USE_LINK, denied=HIDDEN), pk="link"),
    # Whoever has the address reads there; what its owner may not, it does not give.
    at("exchange/calendars/<str:token>.ics", get(Do.READ_PUBLIC), token="calendar_key"),
    at("exchange/news/<str:token>.atom", get(Do.READ_PUBLIC), token="news_key"),
)

A_HOOK = f"{API}^webhooks/(?P<pk>[0-9]+)/"
DELIVERY = f"{API}^webhooks/deliveries/(?P<pk>[^/.]+)/"
A_LINK = f"{API}^calendar-links/(?P<pk>[0-9]+)/"
BY_API = (
    at(f"{API}changes/", get(Do.READ_CHANGES)),
    at(
        f"{API}^webhooks/$",
        get(Do.USE_API),
        # Entered, or refused for where it would go, which is said to those who may enter one.
        post(Do.ADD_WEBHOOK, 409, name="Loop", address="https://127.0.0.1/"),
    ),
    at(
        f"{A_HOOK}$",
        get(Do.KEEP_WEBHOOK, denied=NOT_THEIRS),
        patch(Do.OWN_WEBHOOK, 409, denied=NOT_THEIRS, address="https://127.0.0.1/"),
        delete(Do.KEEP_WEBHOOK, denied=NOT_THEIRS),
        pk="webhook",
    ),
    at(f"{A_HOOK}pause/$", post(Do.KEEP_WEBHOOK, 200, denied=NOT_THEIRS), pk="webhook"),
    at(f"{A_HOOK}ping/$", post(Do.KEEP_WEBHOOK, 202, denied=NOT_THEIRS), pk="webhook"),
    at(f"{A_HOOK}renew-secret/$", post(Do.OWN_WEBHOOK, 200, denied=NOT_THEIRS), pk="webhook"),
    at(
        f"{A_HOOK}replay/$",
        post(Do.KEEP_WEBHOOK, 202, denied=NOT_THEIRS, since="2009-07-06T00:00:00Z"),
        pk="webhook",
    ),
    at(f"{A_HOOK}resume/$", post(Do.KEEP_WEBHOOK, 409, denied=NOT_THEIRS), pk="webhook"),
    at(f"{API}^webhooks/deliveries/$", get(Do.USE_API)),
    at(f"{DELIVERY}$", get(Do.KEEP_WEBHOOK, denied=NOT_THEIRS), pk="message", about="webhook"),
    at(
        f"{DELIVERY}replay/$",
        post(Do.KEEP_WEBHOOK, 202, denied=NOT_THEIRS),
        pk="message",
        about="webhook",
    ),
    at(
        f"{API}^calendar-links/$",
        get(Do.USE_API),
        post(Do.HAVE_LINK, 201, kind="agency", agency="{body}"),
        about="plan",
    ),
    at(f"{API}^calendar-links/$", post(Do.HAVE_OWN_DATES, 201, kind="mine")),
    at(
        f"{A_LINK}$",
        get(Do.USE_LINK, denied=NOT_THEIRS),
        delete(Do.USE_LINK, denied=NOT_THEIRS),
        pk="link",
    ),
    at(f"{A_LINK}renew/$", post(Do.USE_LINK, 200, denied=NOT_THEIRS), pk="link"),
)

ROUTES = (*WEBHOOKS, *LINKS, *BY_API)
