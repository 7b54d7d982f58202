"""Static files that are built from others: one style sheet of many small ones, one font of a whole
family. A finder like Django's own, so that `collectstatic` and a developer's server know them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal, overload

import fontpkg
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SHEETS = Path(__file__).parent / "static" / "config" / "css"
FAMILY, FAMILY_PACKAGE = "Inter", "fontpkg-inter"
# Weights of text and headings; the optical size of text.
AXES = {"wght": (400, 700), "opsz": 14}
# Latin with its accents, Russian and Ukrainian Cyrillic, what Kazakh has beside it, typography.
LETTERS = (
    *(*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x400, 0x460)),
    *map(ord, "ӘәҒғҚқҢңӨөҰұҮүҺһІі"),
    *map(ord, "\u2009\u202f–—‘’‚“”„†•…‰‹›€₸№™←↑→↓−≈≠≤≥"),
)


def style_sheet() -> bytes:
    """The sheets of css/ in the order of their names: a page asks for one file, not for ten."""
    return b"\n".join(sheet.read_bytes() for sheet in sorted(SHEETS.glob("[0-9]*.css")))


def font() -> bytes:
    """The family's upright letters that our languages need, as woff2: about 30 kB, cut in 2 s.

    The same bytes on every machine and at any time: their hash is the name that browsers keep.
    """
    whole = TTFont(fontpkg.path(FAMILY), recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "mark", "ccmp", "locl", "tnum"])
    options.hinting = False
    chooser = subset.Subsetter(options)
    chooser.populate(unicodes=LETTERS)
    chooser.subset(whole)
    chosen = instantiateVariableFont(_read_again(whole), AXES)
    chosen.flavor = "woff2"
    return _written(chosen)


def _read_again(one: TTFont) -> TTFont:
    """The tables of a subset are whole only after it was written and read."""
    return TTFont(BytesIO(_written(one)), recalcTimestamp=False)


def _written(one: TTFont) -> bytes:
    kept = BytesIO()
    one.save(kept)
    return kept.getvalue()


BUILT: dict[str, Callable[[], bytes]] = {
    "config/css/tracker.css": style_sheet,
    "config/css/tracker-sans.woff2": font,
}


@cache
def _recipe_of_the_font() -> str:
    recipe = repr((version(FAMILY_PACKAGE), version("fonttools"), Path(__file__).read_bytes()))
    return hashlib.sha256(recipe.encode()).hexdigest()[:12]


def folder() -> Path:
    """Where the built files of this version of the sources lie, whether built yet or not."""
    sheets = hashlib.sha256(style_sheet()).hexdigest()[:12]
    return Path(settings.STATIC_BUILT) / f"{sheets}-{_recipe_of_the_font()}"


def build(name: str) -> Path:
    """The file under its name in `folder()`, built if it was not. OSError if it cannot be kept."""
    target = folder() / name
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _put(target, BUILT[name]())
    return target


def _put(target: Path, content: bytes) -> None:
    """In one stroke: two processes may build the same file at the same time."""
    with NamedTemporaryFile(dir=target.parent, delete=False) as unfinished:
        unfinished.write(content)
    Path(unfinished.name).chmod(0o644)
    Path(unfinished.name).replace(target)


class BuiltFinder(BaseFinder):
    """Finds `BUILT` and builds what is missing."""

    def check(self, **kwargs: object) -> list[CheckMessage]:
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...
    def find(self, path: str, find_all: bool = False) -> str | list[str] | None:
        found = [str(build(path))] if path in BUILT else []
        # Django puts what its finders return into one list, and None would stand there as a file.
        return found[0] if found and not find_all else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=folder())
        for name in BUILT:
            build(name)
            yield name, storage
