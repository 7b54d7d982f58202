"""Who consolidates, how a part stands, and how texts become one without saying a thing twice."""

from datetime import date

import pytest

from measures.rules.consolidation import (
    Place,
    Said,
    Standing,
    counterpart,
    merge,
    standing_of,
    who_consolidates,
)

TODAY = date(2009, 7, 6)
NOTHING = "Сведений нет"
MVD = Said("МВД", "Выдано 120 разрешений.")
AKMOLA = Said("Ақмола", "Отбасылар қабылданды.", "на казахском языке")
MJU, MID = Said("МЮ", ""), Said("МИД", " ")


def test_parts_follow_what_was_typed_each_under_its_body() -> None:
    assert merge("Свод.\r\nИтоги.", [MVD, AKMOLA], nothing=NOTHING) == (
        "Свод.\nИтоги.\n\n"
        "МВД: Выдано 120 разрешений.\n\n"
        "Ақмола (на казахском языке): Отбасылар қабылданды."
    )


def test_an_empty_report_begins_with_the_first_part() -> None:
    assert merge("", [MVD], nothing=NOTHING) == "МВД: Выдано 120 разрешений."


def test_those_with_nothing_to_report_stand_in_one_line_after_the_texts() -> None:
    assert merge("", [MJU, MVD, MID], nothing=NOTHING) == (
        "МВД: Выдано 120 разрешений.\n\nСведений нет: МЮ, МИД"
    )


def test_the_line_of_those_with_nothing_to_report_grows_where_it_stands() -> None:
    text = "Сведений нет: МЮ\n\nВывод: работа идёт."
    assert merge(text, [MID], nothing=NOTHING) == "Сведений нет: МЮ, МИД\n\nВывод: работа идёт."


@pytest.mark.parametrize("typed", ["", "Свод.", "Свод.\r\n\r\nИтоги.\r\n", "Сведений нет: МТК"])
def test_merging_again_changes_nothing(typed: str) -> None:
    parts = [MVD, MJU, AKMOLA, MID]
    once = merge(typed, parts, nothing=NOTHING)
    assert merge(once, parts, nothing=NOTHING) == once


def test_a_text_that_only_begins_alike_is_another_text() -> None:
    longer = Said("МВД", "Выдано 120 разрешений. Отказано в 3.")
    text = merge("", [longer], nothing=NOTHING)
    assert merge(text, [MVD], nothing=NOTHING) == f"{longer.paragraph}\n\n{MVD.paragraph}"


def test_a_text_of_several_paragraphs_is_known_again() -> None:
    long = Said("МОН", "Первое.\r\n\r\nВторое.")
    text = merge("Свод.", [long, MVD], nothing=NOTHING)
    assert merge(text, [long], nothing=NOTHING) == text


COLUMN = [Place(1, "lead"), Place(2, "co"), Place(3, "co", consolidates=True)]
ROLES = {1: "lead", 2: "co", 3: "co"}


@pytest.mark.parametrize(
    ("column", "owing", "body"),
    [
        (COLUMN[:2], ROLES, 1),
        (COLUMN, ROLES, 3),
        ([Place(1, "lead", consolidates=True), Place(2, "co")], ROLES, 1),
        (COLUMN, {1: "lead", 2: "co"}, 1),
        (COLUMN[:2], {9: "lead", 2: "co"}, 9),
        ([Place(1, "lead"), Place(None, "co", consolidates=True)], ROLES, 1),
        ([Place(None, "lead"), Place(2, "co")], {4: "lead", 5: "lead", 2: "co"}, None),
        ([], {}, None),
    ],
    ids=[
        "the lead",
        "the body marked",
        "the lead that is marked",
        "the lead where the body marked does not report",
        "the successor of the lead",
        "a group that is marked cannot",
        "nobody where a group leads",
        "nobody where nothing is owed",
    ],
)
def test_who_consolidates(column: list[Place], owing: dict[int, str], body: int | None) -> None:
    assert who_consolidates(column, owing) == body


@pytest.mark.parametrize(
    ("theirs", "found"),
    [
        (["2009-07-10", "2009-09-01"], "2009-07-10"),
        (["2009-09-01"], "2009-09-01"),
        (["2009-08-01", "2009-09-01"], None),
        ([], None),
    ],
)
def test_the_part_of_the_same_time_or_the_only_one(theirs: list[str], found: str | None) -> None:
    assert counterpart("2009-07-10", theirs) == found


@pytest.mark.parametrize(
    ("state", "due_on", "last", "nil", "standing"),
    [
        ("done", date(2009, 7, 3), "accepted", False, Standing.ACCEPTED),
        ("done", date(2009, 7, 3), "accepted", True, Standing.NIL),
        ("open", date(2009, 7, 3), "accepted", False, Standing.ACCEPTED),
        ("submitted", date(2009, 7, 3), "submitted", False, Standing.IN_REVIEW),
        ("submitted", date(2009, 7, 3), "submitted", True, Standing.IN_REVIEW),
        ("returned", date(2009, 7, 3), "returned", False, Standing.RETURNED),
        ("open", date(2009, 7, 5), None, False, Standing.SILENT),
        ("open", date(2009, 7, 6), None, False, Standing.NOT_DUE),
        ("open", None, None, False, Standing.WAITING),
        ("removed", date(2009, 7, 3), "accepted", False, Standing.REMOVED),
        ("done", date(2009, 7, 3), None, False, Standing.ACCEPTED),
        ("submitted", date(2009, 7, 3), None, False, Standing.IN_REVIEW),
    ],
)
def test_how_a_part_stands(
    state: str, due_on: date | None, last: str | None, nil: bool, standing: Standing
) -> None:
    found = standing_of(state=state, due_on=due_on, last=last, nil=nil, today=TODAY)
    assert found == standing
