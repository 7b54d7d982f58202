"""One spelling for the many ways in which acts write the name of a body."""

import re
from typing import Final

from agencies.rules.text import in_one_alphabet, plain

_FOOTNOTE: Final = re.compile("[*†‡¹²³\u2070-\u2079]+|\\[\\d+\\]")
_QUOTES: Final = re.compile("[«»\"'`„“”‟‘’‹›]")
_CITIES: Final = re.compile(r"\bг\.? ?г\.")
_SPACED_DASH: Final = re.compile(r"\s*-\s*")
_COMMA: Final = re.compile(r"\s*,\s*")
# Every body in the plan is of the Republic; whether an act says so again makes no other body.
_COUNTRY: Final = re.compile(
    r"(?<!\w)(?:республики казахстан|рк|қазақстан республикасы(?:ның)?|қр"
    r"|(?:of )?the republic of kazakhstan)(?!\w)"
)
_EDGES: Final = " .,;:-"


def normalise_name(text: str) -> str:
    """The name as AgencyAlias.text holds it; the same again for a normalised name.

    Case, ё, look-alike letters, quotes, dashes, spaces, footnote marks and the words "of the
    Republic of Kazakhstan" make no difference. Notes in brackets, as «(по согласованию)», stay:
    they say something of the part played, and who reads the act takes them off first.
    """
    name = in_one_alphabet(plain(_FOOTNOTE.sub("", text))).casefold().replace("ё", "е")
    name = _CITIES.sub("гг ", _QUOTES.sub("", name))
    name = _COMMA.sub(", ", _SPACED_DASH.sub("-", name.replace(".", " ")))
    name = " ".join(name.split()).strip(_EDGES)
    without_country = " ".join(_COUNTRY.sub(" ", name).split()).strip(_EDGES)
    return without_country or name
