"""The whole address of a private link, as a calendar program or a feed reader takes it."""

from django.conf import settings
from django.urls import reverse

from exchange.models import CalendarLink, LinkKind

PATHS = {LinkKind.NEWS.value: "exchange:news"}


def address_of(link: CalendarLink, token: str) -> str:
    name = PATHS.get(link.kind, "exchange:calendar")
    return settings.SITE_URL + reverse(name, args=[token])
