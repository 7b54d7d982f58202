"""Bodies that a plan names and the installation does not know yet."""

from agencies.models import Agency, AgencyKind
from agencies.rules.names import normalise_name
from measures.rules.plan_table.executors import Named

LONGEST_SHORT = 60
LONGEST_CODE = 40
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ә": "a", "ғ": "g",
    "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i",
}  # fmt: skip


class NewBodies:
    """Each unknown name becomes one organisation, however often the plan names it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.created: dict[str, Agency] = {}

    def get(self, named: Named) -> Agency:
        """Creates the body when its name is met for the first time; runs inside the import."""
        key = normalise_name(named.text)
        if key not in self.created:
            self.created[key] = self._create(named)
        return self.created[key]

    def _create(self, named: Named) -> Agency:
        texts = {f"name_{code}": named.full or named.text for code in {"ru", self.language}}
        return Agency.objects.create(
            code=_free_code(named.text),
            kind=AgencyKind.ORGANISATION,
            by_agreement=named.by_agreement,
            short_ru=named.text[:LONGEST_SHORT],
            **texts,
        )


def _free_code(name: str) -> str:
    """Latin letters of the name, with a number where the code is taken."""
    base = _slug(name) or "organisation"
    taken = set(Agency.objects.filter(code__startswith=base).values_list("code", flat=True))
    codes = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(code for code in codes if code not in taken)


def _slug(name: str) -> str:
    latin = "".join(_LATIN.get(letter, letter) for letter in name.lower())
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in latin)
    return "-".join(kept.split())[:LONGEST_CODE].strip("-")
