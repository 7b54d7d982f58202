"""Text pasted from an office suite."""

from measures.rules.typed import plain_text


def test_no_word_changes_and_no_control_character_stays() -> None:
    pasted = "«Итоги» — “план”\t№ 5\r\nстрока\x0bвторая\r\x07третья\x00\u2028конец"
    assert plain_text(pasted) == "«Итоги» — “план”\t№ 5\nстрока\nвторая\nтретья\nконец"
