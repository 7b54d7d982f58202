from reports.rules.narratives import (
    Origin,
    Told,
    carried,
    paragraphs,
    plain_origins,
    with_added,
    with_origins,
    without,
    written,
)

LAW = "МЮ: Принят закон о миграции населения и опубликован в газете."
VISAS = "МИД: Открыты визовые центры в трёх городах соседних государств."
HEADING = Told("7.1. Принять закон", (Origin(7, "7.1. Принять закон"),))


def told(text: str, entry: int, measure: int = 7) -> Told:
    return Told(text, (Origin(measure, text, entry),))


LAW_TOLD, VISAS_TOLD = told(LAW, 1), told(VISAS, 2)
DRAFT = [HEADING, LAW_TOLD, VISAS_TOLD]


def entries(found: list[Told]) -> list[list[int]]:
    return [one.entries for one in found]


def test_every_line_with_words_is_a_paragraph() -> None:
    assert paragraphs("Один.\n\n\n  Два. \nТри.\n") == ["Один.", "Два.", "Три."]


def test_a_text_left_alone_keeps_what_it_comes_from() -> None:
    assert carried(DRAFT, written(DRAFT)) == DRAFT


def test_what_the_editor_writes_between_is_the_editors_own() -> None:
    text = written([HEADING, Told("За квартал сделано многое."), LAW_TOLD, VISAS_TOLD])
    assert entries(carried(DRAFT, text)) == [[], [], [1], [2]]
    assert carried(DRAFT, text)[1].origins == ()


def test_a_paragraph_that_is_edited_keeps_its_origin_and_is_known_as_changed() -> None:
    edited = LAW.replace("опубликован в газете", "вступил в силу")
    found = carried(DRAFT, f"{HEADING.text}\n{edited}\n{VISAS}")
    assert entries(found) == [[], [1], [2]]
    assert [one.is_changed for one in found] == [False, True, False]


def test_a_paragraph_that_is_written_anew_is_the_editors_own() -> None:
    found = carried(DRAFT, f"{HEADING.text}\nРабота по этому вопросу завершена.\n{VISAS}")
    assert entries(found) == [[], [], [2]]


def test_paragraphs_that_change_places_take_their_origins_along() -> None:
    assert entries(carried(DRAFT, f"{VISAS}\n{HEADING.text}\n{LAW}")) == [[2], [], [1]]


def test_two_halves_of_a_paragraph_come_from_the_same_report() -> None:
    halves = "МЮ: Принят закон о миграции населения.\nЗакон опубликован в газете."
    assert entries(carried([LAW_TOLD], halves)) == [[1], [1]]


def test_one_paragraph_made_of_two_names_both() -> None:
    found = carried([LAW_TOLD, VISAS_TOLD], f"{LAW} {VISAS}")
    assert (entries(found), found[0].is_changed) == ([[1, 2]], True)


def test_a_paragraph_cut_and_brought_back_later_is_known_again() -> None:
    cut = carried([LAW_TOLD, VISAS_TOLD], VISAS)
    back = carried(cut, f"{VISAS}\n{LAW}", originals=[LAW_TOLD, VISAS_TOLD])
    assert entries(back) == [[2], [1]]


def test_the_stored_form_gives_the_same_paragraphs_back() -> None:
    assert with_origins(written(DRAFT), plain_origins(DRAFT)) == DRAFT


def test_new_reports_come_below_their_measure_and_nothing_else_moves() -> None:
    own, other = Told("Слово редактора."), told("МВД: Проведены проверки.", 4, measure=8)
    more = [HEADING, told("МТСЗН: Изданы приказы.", 3)]
    assert with_added([own, *DRAFT, other], more) == [own, *DRAFT, more[1], other]


def test_a_measure_without_a_place_is_added_at_the_end_with_its_heading() -> None:
    heading = Told("8. Провести проверки", (Origin(8, "8. Провести проверки"),))
    more = [heading, told("МВД: Проведены проверки.", 4, measure=8)]
    assert with_added(DRAFT, more) == [*DRAFT, *more]


def test_reports_of_a_later_day_go_with_a_heading_that_has_nothing_left() -> None:
    late = Told("9. Открыть центры", (Origin(9, "9. Открыть центры"),))
    own = Told("Итог.")
    whole = [own, *DRAFT, late]
    assert without(whole, frozenset({1})) == [own, HEADING, VISAS_TOLD, late]
    assert without(whole, frozenset({1, 2})) == [own, late]


def test_nothing_is_taken_from_an_empty_text() -> None:
    assert without([], frozenset({1})) == []
