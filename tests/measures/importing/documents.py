"""Plans in Word as acts lay them out: invented measures, and what a person reads in them."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt

from tests.measures.importing.conftest import AKIMS, AKIMS_KK
from tests.measures.importing.reading import YEARLY, measure

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def add_table(document: Any, rows: Sequence[Sequence[str]], merged: Iterable[int] = ()) -> Any:
    """`merged`: rows that are one cell over the whole width."""
    table = document.add_table(len(rows), max(map(len, rows)))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    for i in merged:
        table.cell(i, 0).merge(table.cell(i, len(table.columns) - 1))
    return table


def add_title(document: Any, text: str) -> None:
    """A section's title as typists set it: centred and bold, without a style."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = True
    run.font.size = Pt(12)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def count_by_word(document: Any, column: Any, form: str, pattern: str) -> None:
    """The cells of the column get their numbers from Word's own list."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {W} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(
        f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    ))  # fmt: skip
    for cell in column:
        properties = cell.paragraphs[0]._p.get_or_add_pPr()
        properties.append(parse_xml(
            f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
        ))  # fmt: skip


# The six columns of 2008, in Word: numbers counted by Word, the note in paragraphs below.

SIX_HEAD = ["№\nп/п", "Мероприятия", "Форма завершения", "Ответственные исполнители (созыв)",
            "Срок исполнения", "Предполагаемые расходы (млн. тенге)"]  # fmt: skip


def six_columns_of_2008() -> bytes:
    document = Document()
    for text in ("Утвержден", "постановлением Правительства", "План мероприятий на 2008–2010 годы"):
        add_title(document, text)
    rows = [
        SIX_HEAD,
        [str(n) for n in range(1, 7)],
        ["1. Совершенствование законодательства"],
        ["", "Разработать проект зако-\nна", "Проект закона",
         "МТСЗН (созыв), МЮ, КНБ (по согласованию)", "IV квартал 2008 года", "Не требуется"],
        ["", "Провести опрос", "Отчет", "ЦИП, МВД", "ежегодно, к 25 января",
         "2008 – 12,5; 2009 – 13,0"],
        ["2. Учет и контроль"],
        ["", "Вести учет", "Информация", AKIMS, "постоянно",
         "в пределах средств, предусмотренных в местных бюджетах"],
    ]  # fmt: skip
    table = add_table(document, rows, merged=(2, 5))
    count_by_word(document, [table.cell(i, 0) for i in (3, 4, 6)], "decimal", "%1.")
    document.add_paragraph("Примечание: расшифровка аббревиатур:")
    document.add_paragraph("МТСЗН – Министерство труда и социальной защиты населения;")
    document.add_paragraph("ЦИП – Министерство юстиции Республики Казахстан.")
    return saved(document)


SIX_READ = [
    measure((None, 4), "1", "Разработать проект зако-\nна",
            section="1. Совершенствование законодательства", form="Проект закона",
            executors=["МТСЗН L", "МЮ", "КНБ A"], deadline="IV квартал 2008 года",
            kind="once", due=["2008-12-31"]),
    measure((None, 5), "2", "Провести опрос", section="1. Совершенствование законодательства",
            form="Отчет", executors=["ЦИП L", "МВД"], deadline="ежегодно, к 25 января",
            kind="recurring", due=["2008-01-25", "2009-01-25", "2010-01-25"],
            costs=[(2008, "12.500", ""), (2009, "13.000", "")]),
    measure((None, 7), "3", "Вести учет", section="2. Учет и контроль", form="Информация",
            executors=[f"{AKIMS} L"], deadline="постоянно", kind="continuous", due=[],
            source="в пределах средств, предусмотренных в местных бюджетах"),
]  # fmt: skip


# Kazakh headings in Word, another order of columns, the abbreviations in a table of their own.


def kazakh_headings() -> bytes:
    document = Document()
    add_title(document, "2008–2010 жылдарға арналған іс-шаралар жоспары")
    rows = [
        ["Р/с №", "Іс-шараның атауы", "Орындау мерзiмi", "Аяқталу нысаны", "Жауапты орындаушылар",
         "Болжамды шығыстар (млн. теңге)", "Қаржыландыру көздері"],
        ["Заңнаманы жетілдіру"],
        ["1.", "Заң жобасын әзірлеу", "2009 жылғы 1 шілдеге дейін", "Заң жобасы",
         "Еңбекмині (шақыру), ІІМ (жинақтау), ҰҚК (келісім бойынша)", "талап етілмейді", ""],
        ["2.", "Халықты тіркеу", "жыл сайын 15 қаңтарға және 15 шілдеге", "Есеп", AKIMS_KK,
         "2008 жылы – 5,5; 2009 жылы – 6", "Жергілікті бюджет"],
        ["3.", "Есеп жүргізу", "тұрақты түрде", "Ақпарат", "ЖМ", "–", ""],
    ]  # fmt: skip
    add_table(document, rows, merged=(1,))
    document.add_paragraph("Ескертпе: аббревиатуралардың толық жазылуы:")
    add_table(document, [["ЖМ", "Министерство юстиции"], ["ІІМ", "Министерство внутренних дел"]])
    return saved(document)


KAZAKH_READ = [
    measure((None, 3), "1", "Заң жобасын әзірлеу", section="Заңнаманы жетілдіру", form="Заң жобасы",
            executors=["Еңбекмині L", "ІІМ S", "ҰҚК A"], deadline="2009 жылғы 1 шілдеге дейін",
            kind="once", due=["2009-07-01"]),
    measure((None, 4), "2", "Халықты тіркеу", section="Заңнаманы жетілдіру", form="Есеп",
            executors=[f"{AKIMS_KK} L"], deadline="жыл сайын 15 қаңтарға және 15 шілдеге",
            kind="recurring", due=[f"{year}-{day}" for year in (2008, 2009, 2010)
                                   for day in ("01-15", "07-15")],
            costs=[(2008, "5.500", ""), (2009, "6.000", "")], source="Жергілікті бюджет"),
    measure((None, 5), "3", "Есеп жүргізу", section="Заңнаманы жетілдіру", form="Ақпарат",
            executors=["ЖМ L"], deadline="тұрақты түрде", kind="continuous", due=[]),
]  # fmt: skip


# One plan in four tables: sections as paragraphs, one table broken over a page, a line unsure.


def plan_in_several_tables() -> bytes:
    document = Document()
    add_title(document, "План мероприятий")
    add_title(document, "Раздел 1. Законодательство")
    head = ["№", "Мероприятие", "Форма завершения", "Исполнители", "Срок"]
    add_table(
        document,
        [
            head,
            ["1", "Первое", "Отчет", "МВД", "2009 год"],
            ["2", "Второе", "Отчет", "МЮ", "IV квартал 2008 года"],
        ],
    )
    document.add_paragraph()
    add_table(
        document,
        [
            ["3", "Третье", "Отчет", "МВД, МЮ", "2010 год"],
            ["", "", "", "КНБ (по согласованию)", ""],
        ],
    )
    add_title(document, "Раздел 2. Учёт")
    add_table(document, [head, ["1", "Четвёртое", "Акт", "МЮ", "2009 год"]])
    document.add_paragraph("Ниже приводятся меры, которые принимаются ежегодно;")
    add_table(document, [head, ["2", "Пятое", "Акт", "МТСЗН", "ежегодно, к 25 января"]])
    document.add_paragraph("Министр И. Иванов")
    return saved(document)


SEVERAL_READ = [
    measure((1, 2), "1", "Первое", section="Раздел 1. Законодательство", form="Отчет",
            executors=["МВД L"], deadline="2009 год", kind="once", due=["2009-12-31"]),
    measure((1, 3), "2", "Второе", section="Раздел 1. Законодательство", form="Отчет",
            executors=["МЮ L"], deadline="IV квартал 2008 года", kind="once", due=["2008-12-31"]),
    measure((2, 1), "3", "Третье", section="Раздел 1. Законодательство", form="Отчет",
            executors=["МВД L", "МЮ", "КНБ A"], deadline="2010 год", kind="once",
            due=["2010-12-31"]),
    measure((3, 2), "1", "Четвёртое", section="Раздел 2. Учёт", form="Акт", executors=["МЮ L"],
            deadline="2009 год", kind="once", due=["2009-12-31"]),
    measure((4, 2), "2", "Пятое", section="Раздел 2. Учёт", form="Акт", executors=["МТСЗН L"],
            deadline="ежегодно, к 25 января", kind="recurring", due=YEARLY),
]  # fmt: skip
