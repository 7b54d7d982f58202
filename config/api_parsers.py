"""How bodies of API calls are read.

Apart from config.api: rest_framework.views loads its parsers while it is being loaded itself.
"""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.parsers import JSONParser


class JSON(JSONParser):
    """DRF's own, which answers bad JSON in words, but not JSON nested beyond all sense."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError:
            raise exceptions.ParseError(_("The JSON is nested too deep.")) from None
