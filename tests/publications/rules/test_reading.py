from publications.rules.reading import WIDTH, bars, said


def test_parts_of_a_bar_lie_side_by_side_and_fill_it() -> None:
    parts = bars({"fulfilled": 1, "overdue": 0, "under_way": 1, "ahead": 2})
    assert [(one.key, one.start, one.width) for one in parts] == [
        ("fulfilled", 0, 250),
        ("under_way", 250, 250),
        ("ahead", 500, 500),
    ]
    assert sum(one.width for one in parts) == WIDTH


def test_a_bar_of_nothing_has_no_parts() -> None:
    assert bars({"fulfilled": 0}) == []


def test_a_text_is_read_in_a_language_that_there_is() -> None:
    assert said({"ru": "да", "kk": "", "en": "yes"}, "kk") == "да"
    assert said({"ru": "", "kk": "иә", "en": ""}, "en") == "иә"
    assert said(None, "en") == ""
