"""Deadlines that the grammar was not made from: read as a person reads them, or not at all."""

import sys
from collections import Counter

import pytest
from deadline_noises import NOISES
from deadline_phrases_independent import PLAN, SETS
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.deadlines import Kind, read, write

ROWS = [row for rows in SETS.values() for row in rows]
DECIDED = [row[1] for row in ROWS if row[2] is not Kind.UNDECIDED]
# An event keeps its words, worn or not; English has no letters to mistake for Cyrillic ones.
BEARS_NOISE = [
    row[1] for row in ROWS if row[2] in (Kind.ONCE, Kind.RECURRING, Kind.CONTINUOUS)
    and read(row[1], PLAN).language in ("ru", "kk")
]  # fmt: skip


@pytest.mark.parametrize(("plan", "phrase", "kind", "due"), ROWS)
def test_a_phrase_means_what_a_person_worked_out(plan, phrase, kind, due):
    reading = read(phrase, plan)
    assert (reading.kind, reading.due) == (kind, due)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_all_of_them_are_written_so_that_they_read_the_same(language):
    meant = {phrase: read(phrase, PLAN).spec for phrase in DECIDED}
    again = {phrase: read(write(spec, language), PLAN).spec for phrase, spec in meant.items()}
    assert again == meant


@given(
    st.sampled_from(BEARS_NOISE),
    st.lists(st.sampled_from(sorted(NOISES)), min_size=1, max_size=5, unique=True),
)
def test_noise_upon_noise_does_not_change_the_meaning(phrase, noises):
    noisy = phrase
    for name in noises:
        noisy = NOISES[name](noisy)
    assert read(noisy, PLAN).spec == read(phrase, PLAN).spec


def test_shares_of_each_set(capsys):
    shares = {name: Counter(_outcome(*row) for row in rows) for name, rows in SETS.items()}
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(_line(name, found) for name, found in shares.items()))
    assert {name: found["right"] for name, found in shares.items()} == {
        name: len(rows) for name, rows in SETS.items()
    }


def _outcome(plan, phrase, kind, due) -> str:
    reading = read(phrase, plan)
    if (reading.kind, reading.due) == (kind, due):
        return "right"
    if reading.kind is Kind.UNDECIDED:
        return "undecided"
    return "wrong, with a warning" if reading.warnings else "wrong, without a warning"


def _line(name: str, found: Counter[str]) -> str:
    total = found.total()
    told = ", ".join(f"{count} {what} ({count / total:.1%})" for what, count in found.items())
    return f"{name} set, {total} phrases: {told}\n"
