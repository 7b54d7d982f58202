from publications.rules.plain import printable, strings

VALUE = {"ru": "один\x0bдва", "rows": [{"text": "a\tb\nc\x00"}, 3, None, True]}


def test_signs_that_cannot_be_printed_become_spaces_and_lines_stay() -> None:
    assert printable(VALUE) == {"ru": "один два", "rows": [{"text": "a\tb\nc "}, 3, None, True]}


def test_every_text_is_found_at_whatever_depth() -> None:
    assert list(strings(VALUE)) == ["один\x0bдва", "a\tb\nc\x00"]
