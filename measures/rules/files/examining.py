"""Is this a file of an accepted kind, is it that alone, and can it be opened without harm?"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import puremagic

from measures.rules.files import archives, documents, pictures
from measures.rules.files.kinds import ALLOWED, KINDS, SAME, Limits, Unsafe, Why, ending_of

# Each raises Unsafe, and says whether a program lies in the file.
LOOK: Final[dict[str, Callable[[bytes, Limits], bool]]] = {
    ".pdf": documents.look_at_pdf,
    ".docx": archives.looker(".docx"),
    ".xlsx": archives.looker(".xlsx"),
    ".pptx": archives.looker(".pptx"),
    ".odt": archives.looker(".odt"),
    ".ods": archives.looker(".ods"),
    ".png": pictures.look_at_png,
    ".jpg": pictures.look_at_jpeg,
}


@dataclass(frozen=True)
class Examined:
    """`has_program`: macros or scripts lie in it, which run for nobody but who lets them."""

    content_type: str
    has_program: bool = False


def examine(
    content: bytes,
    name: str,
    *,
    kinds: Collection[str] = KINDS,
    limits: Limits | None = None,
) -> Examined:
    """Of one of `kinds` (endings), as its name says, and nothing else besides. Raises Unsafe."""
    ending = ending_of(name)
    content_type = allowed_type(content, name) if ending in kinds else None
    if content_type is None:
        raise Unsafe(Why.OTHER_KIND)
    return Examined(content_type, LOOK[ending](content, limits or Limits()))


def allowed_type(content: bytes, name: str) -> str | None:
    """The MIME type if content and name agree on an allowed kind, else None."""
    wanted = ending_of(name)
    if wanted not in ALLOWED:
        return None
    try:
        found = {match.extension for match in puremagic.magic_string(content, name)}
    except (puremagic.PureError, ValueError):
        return None
    return ALLOWED[wanted] if wanted in {SAME.get(one, one) for one in found} else None
