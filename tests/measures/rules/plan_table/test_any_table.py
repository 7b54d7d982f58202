"""Whatever stands in a file is read or told of: nothing breaks, and no row is lost."""

import os
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.rules.names import normalise_name
from measures.importing.messages import message
from measures.rules.deadlines import PlanDates
from measures.rules.plan_table.amendments import without_notes
from measures.rules.plan_table.choices import choices
from measures.rules.plan_table.executors import Body, BodyKind, Names
from measures.rules.plan_table.grid import Cell, Line, build, laid_out
from measures.rules.plan_table.headings import Hints, find
from measures.rules.plan_table.joining import File
from measures.rules.plan_table.reading import read_plan_table
from measures.rules.plan_table.rows import RowKind, classify, is_number
from measures.rules.plan_table.wording import Column

EXAMPLES = int(os.environ.get("TABLES_TRIED", "60"))  # a tenfold number finds what is rarer
REPEATED = (RowKind.COLUMN_NUMBERS, RowKind.HEADINGS)
DATES = PlanDates(date(2008, 1, 1), date(2010, 12, 31), date(2007, 11, 28))
NAMES = Names({normalise_name("МВД"): Body(BodyKind.AGENCY, 1)}, frozenset({normalise_name("МО")}))
HEADINGS = ["№", "Мероприятие", "Форма завершения", "Исполнители", "Срок", "Расходы, тыс. тенге",
            "2008", "всего", "Источник финансирования", "Примечание"]  # fmt: skip
SAID = ["", "", "1", "1.1", "2.", "I", "а)", "МВД", "МО, МВД (созыв)", "2009 год", "постоянно",
        "12,5", "2008 – 5; 2009 – 6", "не требуется", "Раздел 2", "1. Меры", "Всего", "Исключен",
        "Сноска. Пункт 5 в редакции постановления", "Примечание: МВД – Министерство", "МВД – М",
        "Пункт 7 исключен постановлением", "¹ сноска", "(", "–", "\n", "x" * 600]  # fmt: skip

texts = st.one_of(st.sampled_from(SAID), st.sampled_from(HEADINGS), st.text(max_size=12))
small = st.integers(1, 4)
cells = st.builds(Cell, texts, st.integers(1, 12), st.integers(1, 10), small, small)
lines = st.builds(Line, texts, st.booleans())


@st.composite
def tables(draw):
    """Half of them with headings of a plan, so that their rows are read too."""
    heads = draw(st.permutations(HEADINGS)) if draw(st.booleans()) else []
    head = [Cell(text, 1, at) for at, text in enumerate(heads, start=1)]
    return build(draw(st.text(max_size=5)), [*head, *draw(st.lists(cells, max_size=40))])


keys = st.one_of(st.sampled_from(list(Column)), st.integers(2007, 2011))
hints = st.builds(
    Hints,
    mapping=st.dictionaries(st.sampled_from(list(Column)), texts, max_size=2),
    which=st.none() | st.integers(-1, 4),
    columns=st.none() | st.dictionaries(st.integers(0, 12), keys, max_size=11),
    heading_row=st.none() | st.integers(0, 14),
)
files = st.lists(st.one_of(tables(), lines), max_size=5).map(laid_out)


@settings(deadline=None, max_examples=EXAMPLES)
@given(files, hints)
def test_any_file_is_read_or_told_of(file, said):
    found = read_plan_table(file, dates=DATES, names=NAMES, hints=said)
    assert found.rows or found.errors
    for finding in (*found.errors, *found.warnings):
        assert len(message(finding)) > 20
        assert (finding.column or 1) >= 1
        assert (finding.row or 1) >= 1


@settings(deadline=None, max_examples=EXAMPLES)
@given(tables())
def test_no_row_with_a_number_a_text_and_executors_is_passed_over(table):
    found = read_plan_table([table], dates=DATES, names=NAMES, hints=Hints())
    if not found.rows:
        return
    layout = find(table, Hints())
    table, _ = without_notes(table, layout.body)
    told = {row.row for row in found.rows} | {one.row for one in (*found.warnings, *found.errors)}
    for row in classify(table, layout):
        if is_whole(table, layout, row.index) and row.kind not in REPEATED:
            assert row.index + 1 in told


def is_whole(table, layout, index):
    columns = (Column.NUMBER, Column.MEASURE, Column.EXECUTORS)
    cells = [table.rows[index][layout.columns[column][0]] for column in columns]
    own = len(set(cells)) == 3 and all(cell.text and cell.row == index + 1 for cell in cells)
    return own and is_number(cells[0].text)


@settings(deadline=None, max_examples=EXAMPLES)
@given(files, hints)
def test_any_file_offers_choices_or_has_no_table(file, said):
    offered = choices(File(file, said))
    assert (offered is None) == (not any(table.rows for table in file))
    if offered:
        table = file[offered.shown - 1]
        assert [column.place for column in offered.columns] == list(range(1, table.width + 1))
