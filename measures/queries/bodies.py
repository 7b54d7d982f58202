"""Every name by which acts may call a body or a group."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from agencies.models import Agency, AgencyAlias, AgencyGroup
from agencies.rules.names import normalise_name
from measures.rules.plan_table.executors import Body, BodyKind, Names

_AGENCY_NAMES = ("name_ru", "name_kk", "name_en", "short_ru", "short_kk", "short_en")
_GROUP_NAMES = ("name_ru", "name_kk", "name_en")


def known_names() -> Names:
    """Normalised name → body, from three statements.

    A name in the table of other names is a person's decision and stands above the rest; names
    that several bodies share otherwise stand for none of them.
    """
    told: dict[str, set[Body]] = defaultdict(set)
    for text, body in _own_names():
        if key := normalise_name(text):
            told[key].add(body)
    decided = dict(_aliases())
    shared = {key for key, bodies in told.items() if len(bodies) > 1 and key not in decided}
    known = {key: min(bodies, key=lambda body: body.pk) for key, bodies in told.items()}
    return Names({key: body for key, body in known.items() if key not in shared} | decided,
                 frozenset(shared))  # fmt: skip


def _own_names() -> Iterator[tuple[str, Body]]:
    for pk, by_agreement, *texts in Agency.objects.values_list(
        "pk", "by_agreement", *_AGENCY_NAMES
    ):
        yield from _each(texts, Body(BodyKind.AGENCY, pk, by_agreement))
    for pk, *texts in AgencyGroup.objects.values_list("pk", *_GROUP_NAMES):
        yield from _each(texts, Body(BodyKind.GROUP, pk))


def _each(texts: Iterable[str], body: Body) -> Iterator[tuple[str, Body]]:
    return ((text, body) for text in texts if text)


def _aliases() -> Iterator[tuple[str, Body]]:
    rows = AgencyAlias.objects.values_list("text", "agency", "agency__by_agreement", "group")
    for text, agency, by_agreement, group in rows:
        if agency:
            yield text, Body(BodyKind.AGENCY, agency, by_agreement)
        else:
            yield text, Body(BodyKind.GROUP, group)
