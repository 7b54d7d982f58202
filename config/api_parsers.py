"""How bodies of API calls are read.

Apart from config.api: rest_framework.views loads its parsers while it is being loaded itself.
"""

import codecs
import json
from math import isfinite
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.parsers import JSONParser
from rest_framework.utils.json import strict_constant


class JSON(JSONParser):
    """JSON as RFC 8259 has it; what no program means, and no field can hold, is refused in words:
    NaN, numbers beyond all sense, nesting without end."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        encoding = (parser_context or {}).get("encoding", settings.DEFAULT_CHARSET)
        try:
            text = codecs.getreader(encoding)(stream)
            return json.load(text, parse_constant=strict_constant, parse_float=_finite)
        except RecursionError:
            raise exceptions.ParseError(_("The JSON is nested too deep.")) from None
        except (ValueError, LookupError) as unreadable:
            said = _("This is not JSON: %(why)s") % {"why": str(unreadable)[:200]}
            raise exceptions.ParseError(said) from None


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"number out of range: {text[:20]}")
    return number
