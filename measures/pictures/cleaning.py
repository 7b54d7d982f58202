"""What Vega draws, made fit for our pages: nothing but shapes, words and links of this site.

No style attribute and no script, so that a strict Content-Security-Policy holds; no English words
of the library; no address but ours; no id that another picture on the page may have.
"""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from measures.pictures.palette import COLOURS, PATTERNED, ROLES
from measures.pictures.words import PLACE, Words

SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
KEPT: Final = frozenset(
    [
        *("x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "d", "r", "cx", "cy", "width", "height"),
        *("viewBox", "transform", "points", "clip-path", "id", "href", "text-anchor", "opacity"),
        *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"),
        *("stroke-linecap", "stroke-miterlimit"),
        *("font-size", "font-weight", "font-style", "font-family"),
    ]
)
PAINTS: Final = ("fill", "stroke")
HALO: Final = "3"


def cleaned(svg: str, *, name: str, words: Words, plain: bool) -> str:
    """Raises lxml.etree.XMLSyntaxError for what is no XML."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    _drop_empty(root)
    for mark in list(root.iter(f"{{{SVG}}}*")):
        said = mark.get("aria-label") if mark.get("role") == "graphics-symbol" else None
        _address(mark, plain=plain)
        _keep_allowed(mark, name)
        if said:
            _entitle(mark, said)
    _paint(root, name, plain=plain)
    _label(root, name, words)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def _drop_empty(root: etree._Element) -> None:
    """Frames that paint nothing; they are most of what the library writes."""
    for path in list(root.iter(_tag("path"))):
        frame = (path.get("class") or "").split()
        if set(frame) & {"background", "foreground"} and not (
            path.get("fill") or path.get("stroke")
        ):
            _remove(path)
    for group in reversed(list(root.iter(_tag("g")))):
        if len(group) == 0 and group.get("clip-path") is None:
            _remove(group)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _address(mark: etree._Element, *, plain: bool) -> None:
    """A link of ours, or none. Reached by the pointer only: the table beside has the same links for
    the keyboard, and a picture of hundreds of stops would be in its way."""
    href = mark.get(XLINK, "")
    if mark.tag != _tag("a"):
        return
    if href and href.startswith(f"{PLACE}/") and not plain:
        mark.set("href", href.removeprefix(PLACE))
    else:
        mark.tag = _tag("g")


def _keep_allowed(mark: etree._Element, name: str) -> None:
    for attribute in list(mark.attrib):
        if attribute not in KEPT:
            del mark.attrib[attribute]
    if own := mark.get("id"):
        mark.set("id", f"{name}-{own}")
    if clip := mark.get("clip-path"):
        mark.set("clip-path", clip.replace("url(#", f"url(#{name}-"))
    if mark.tag == _tag("a"):
        mark.set("tabindex", "-1")


def _entitle(mark: etree._Element, said: str) -> None:
    title = etree.Element(_tag("title"))
    title.text = said
    mark.insert(0, title)
    above = mark.getparent()
    if above is not None and above.tag == _tag("a"):
        above.set("aria-label", said)


def _paint(root: etree._Element, name: str, *, plain: bool) -> None:
    wanted = set()
    for mark in root.iter(f"{{{SVG}}}*"):
        for paint in PAINTS:
            colour = (mark.get(paint) or "").lower()
            if colour in PATTERNED:
                wanted.add(colour)
                mark.set(paint, f"url(#{_pattern_id(name, colour)})")
        _classify(mark, plain=plain)
        if mark.tag == _tag("text") and mark.get("stroke"):
            mark.set("paint-order", "stroke")
            mark.set("stroke-width", HALO)
    if wanted:
        root.insert(0, _patterns(name, sorted(wanted), plain=plain))


def _classify(mark: etree._Element, *, plain: bool) -> None:
    if plain:
        return
    mark.attrib.pop("font-family", "")  # the page's own
    told = ((paint, ROLES.get((mark.get(paint) or "").lower())) for paint in PAINTS)
    if classes := [f"{paint}-{role}" for paint, role in told if role]:
        mark.set("class", " ".join(classes))


def _pattern_id(name: str, colour: str) -> str:
    return f"{name}-{'-'.join(PATTERNED[colour])}"


def _patterns(name: str, wanted: Iterable[str], *, plain: bool) -> etree._Element:
    defs = etree.Element(_tag("defs"))
    for colour in wanted:
        role, kind = PATTERNED[colour]
        size = {"id": _pattern_id(name, colour), "width": "6", "height": "6"}
        pattern = etree.SubElement(defs, _tag("pattern"), size, patternUnits="userSpaceOnUse")
        for shape, attributes in DRAWN[kind]:
            paints = {key: COLOURS[role] if value == "tone" else value
                      for key, value in attributes.items()}  # fmt: skip
            _classify(etree.SubElement(pattern, _tag(shape), paints), plain=plain)
    return defs


GROUND: Final = {"width": "6", "height": "6", "fill": COLOURS["surface"]}
DRAWN: Final[dict[str, list[tuple[str, dict[str, str]]]]] = {
    "hatch": [
        ("rect", GROUND),
        ("path", {"d": "M-1,5L5,-1M2,8L8,2", "stroke": "tone", "stroke-width": "2.4"}),
    ],
    "dots": [
        ("rect", GROUND),
        ("rect", {"x": "1", "y": "1", "width": "2.5", "height": "2.5", "fill": "tone"}),
    ],
    "cross": [
        ("rect", {**GROUND, "fill": "tone"}),
        ("path", {"d": "M0,0L6,6", "stroke": COLOURS["surface"], "stroke-width": "0.8"}),
    ],
}


def _label(root: etree._Element, name: str, words: Words) -> None:
    told = {"title": words.title, "desc": words.description}
    ids = []
    for place, (tag, text) in enumerate(told.items()):
        if text:
            element = etree.Element(_tag(tag), id=f"{name}-{tag}")
            element.text = text
            root.insert(place, element)
            ids.append(f"{name}-{tag}")
    # A picture has no parts for a screen reader; one with links may not be called so.
    root.set("role", "img" if root.find(f".//{_tag('a')}") is None else "group")
    root.set("aria-labelledby", " ".join(ids))


def patterns(name: str) -> str:
    """A drawing that holds every pattern and shows nothing, for bars that a page draws itself."""
    root = etree.fromstring(f'<svg xmlns="{SVG}" width="0" height="0" aria-hidden="true"/>')
    root.set("class", "picture-patterns")
    root.append(_patterns(name, sorted(PATTERNED), plain=False))
    return etree.tostring(root, encoding="unicode")
