"""Two versions of one report beside each other."""

from measures.rules.two_texts import LONGEST_COMPARED, compared, joined

THEIRS = "Проверено 12 работодателей.\n\nВыявлено  3 нарушения."
MINE = "Проверено 14 работодателей.\n\nВыявлено  3 нарушения. Составлены акты."


def test_each_word_stands_in_both_or_in_one() -> None:
    assert [(one.kind, one.text) for one in compared(THEIRS, MINE)] == [
        ("same", "Проверено"),
        ("gone", " 12"),
        ("new", " 14"),
        ("same", " работодателей.\n\nВыявлено  3 нарушения."),
        ("new", " Составлены акты."),
    ]


def test_nothing_is_lost_of_either() -> None:
    pieces = compared(THEIRS, MINE)
    texts = ["".join(one.text for one in pieces if one.kind != kind) for kind in ("new", "gone")]
    assert texts == [THEIRS, MINE]


def test_what_is_too_long_is_not_compared() -> None:
    assert compared("а" * LONGEST_COMPARED, "б") == []


def test_both_make_one_text_and_nothing_stands_twice() -> None:
    pairs = [("Моё.", "Их."), ("Моё.", ""), ("", "Их."), ("Моё. Их.", "Их."), ("Их.", "Моё. Их.")]
    assert [joined(*pair) for pair in pairs] == [
        "Моё.\n\nИх.",
        "Моё.",
        "Их.",
        "Моё. Их.",
        "Моё. Их.",
    ]
