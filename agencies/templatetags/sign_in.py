"""What pages about sessions need."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

register = template.Library()

# In this order: most browsers also name those that they descend from.
BROWSERS = (
    ("YaBrowser", "Yandex"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(agent: str) -> str:
    """As in “Firefox, Windows”: made of what a browser calls itself; as far as it can be told."""
    name = next((shown for mark, shown in BROWSERS if mark in agent), "")
    system = next((shown for mark, shown in SYSTEMS if mark in agent), "")
    return ", ".join(word for word in (name, system) if word) or _("unknown browser")


@register.filter
def passkey_options(asked: dict[str, Any]) -> str:
    """What the browser is to ask a passkey for, for an attribute that the script reads."""
    (options,) = asked.values()
    return json.dumps(options, cls=DjangoJSONEncoder)
