"""Plan files in the shapes that acts come in, built by hand, and what a person reads in them.

The measures are invented; the layouts, marks and slips are those of real acts.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt

from tests.measures.importing.files import csv_file, xlsx

AKIMS = "акимы областей, городов Астаны и Алматы"
AKIMS_KK = "облыстардың, Астана және Алматы қалаларының әкімдері"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def measure(place: tuple[int | None, int], number: str, title: str, **said: Any) -> dict[str, Any]:
    """What is read of one measure; what is not said is empty."""
    empty = {"section": "", "form": "", "costs": [], "source": ""}
    return {**empty, "place": place, "number": number, "title": title, **said}


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
            section="1. Совершенствование законодательства", form="Проект закона", executors=["МТСЗН L", "МЮ", "КНБ A"],
            deadline="IV квартал 2008 года", kind="once", due=["2008-12-31"]),
    measure((None, 5), "2", "Провести опрос", section="1. Совершенствование законодательства",
            form="Отчет", executors=["ЦИП L", "МВД"], deadline="ежегодно, к 25 января",
            kind="recurring", due=["2008-01-25", "2009-01-25", "2010-01-25"],
            costs=[(2008, "12.500", ""), (2009, "13.000", "")]),
    measure((None, 7), "3", "Вести учет", section="2. Учет и контроль", form="Информация",
            executors=[f"{AKIMS} L"], deadline="постоянно", kind="continuous", due=[],
            source="в пределах средств, предусмотренных в местных бюджетах"),
]  # fmt: skip


# A modern plan in Excel: the completion form, costs by year in thousands, a total, sources.


def modern_with_completion_form() -> bytes:
    head = ["N", "Наименование мероприятия", "Форма завершения", "Срок исполнения",
            "Ответственные за исполнение",
            "Предполагаемые расходы, в том числе по годам, тыс. тенге", "", "", "Источники финансирования"]  # fmt: skip
    rows = [
        ["Приложение к приказу"],
        head,
        ["", "", "", "", "", 2008, "2009 год", "всего", ""],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        ["I. Организационные меры"],
        ["1.1", "Создать базу данных", "База данных", "до 1 июля 2009 года", "МТСЗН (свод)\nМВД",
         10500, "1 200", "11 700", "Республиканский бюджет"],
        ["1.2", "Обучить сотрудников", "Отчет", "2008–2010 годы", "МВД, МТСЗН (созыв)",
         "РБ – 3 000; МБ – 500", "—", "3 500", "РБ, МБ"],
        ["II. Прочие меры"],
        ["2.1", "Провести семинар", "Программа семинара", "ежеквартально", "МЮ", "", "", "x",
         "не требуется"],
        ["Всего", "", "", "", "", "14 000", "1 200", "15 200", ""],
    ]  # fmt: skip
    merged = ["A1:I1", "F2:H2", "A5:I5", "A8:I8"]
    return xlsx(rows, merged + [f"{letter}2:{letter}3" for letter in "ABCDEI"])


QUARTERS = [f"{year}-{day}" for year in (2008, 2009, 2010)
            for day in ("03-31", "06-30", "09-30", "12-31")]  # fmt: skip
MODERN_READ = [
    measure((None, 6), "1.1", "Создать базу данных", section="I. Организационные меры",
            form="База данных", executors=["МТСЗН L S", "МВД"], deadline="до 1 июля 2009 года",
            kind="once", due=["2009-07-01"], costs=[(2008, "10.500", ""), (2009, "1.200", "")],
            source="Республиканский бюджет"),
    measure((None, 7), "1.2", "Обучить сотрудников", section="I. Организационные меры",
            form="Отчет", executors=["МВД", "МТСЗН L"], deadline="2008–2010 годы", kind="once",
            due=["2010-12-31"], costs=[(2008, "3.000", "РБ"), (2008, "0.500", "МБ")],
            source="РБ, МБ"),
    measure((None, 9), "2.1", "Провести семинар", section="II. Прочие меры",
            form="Программа семинара", executors=["МЮ L"], deadline="ежеквартально",
            kind="recurring", due=QUARTERS, source="не требуется"),
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


# A page of a legal database: laid out with tables, notes of amendments, a struck row, footnotes.


def page_of_a_legal_database() -> bytes:
    page = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>План</title><style>td {color: red}</style><script>var table = "<table>";</script></head>
<body><table width="100%"><tr><td><a href="/">На главную</a></td><td>
<p align="center"><b>План мероприятий<br>на 2008&ndash;2010 годы</b></p>
<p>Сноска. План с изменениями, внесенными постановлением от 20.05.2009 № 741.</p>
<table border="1"><tbody>
<tr><td rowspan="2"><p>№<br>п/п</p></td><td rowspan="2"><p>Мероприятие</p></td>
<td rowspan="2"><p>Форма<br>завершения</p></td>
<td rowspan="2"><p>Ответственные<br>исполнители</p></td>
<td rowspan="2"><p>Срок<br>исполнения</p></td><td colspan="2"><p>Расходы (млн. тенге)</p></td></tr>
<tr><td><p>2008</p></td><td><p>2009</p></td></tr>
<tr><td colspan="7"><p align="center"><a name="z5"></a><b>1. Учет</b></p></td></tr>
<tr><td><p>1.</p></td><td><p><a name="z6"></a>Создать&nbsp;систему учета<br>граждан
(в редакции постановления Правительства РК от 20.05.2009 № 741)</p></td><td><p>Отчет</p></td>
<td><p>МТСЗН<sup>1</sup>,<br>МВД</p></td><td><p>IV квартал<br>2008 года<sup>2</sup></p></td>
<td><p>12,5</p></td><td><p>13,0</p></td></tr>
<tr><td><p>2.</p></td>
<td colspan="6"><p>Исключен постановлением Правительства РК от 20.05.2009 № 741</p></td></tr>
<tr><td><p>2<sup>1</sup>.</p></td><td><p>Издать справочник</p></td><td><p>Справочник</p></td>
<td><table><tr><td>МЮ (созыв)</td></tr><tr><td>МВД</td></tr></table></td>
<td><p>до 1&nbsp;июля 2009&nbsp;года</p></td><td><p>-</p></td><td><p>1&nbsp;250,5</p></td></tr>
<tr><td colspan="7">
<p>Сноска. Пункт 3 в редакции постановления Правительства РК от 20.05.2009 № 741.</p></td></tr>
<tr><td><p>3.</p></td><td><p>Вести учет</p></td>
<td rowspan="2"><p>Информация</p></td><td><p>МВД</p></td>
<td rowspan="2"><p>ежегодно, к 25 января</p></td><td colspan="2"><p>не требуется</p></td></tr>
<tr><td><p>4.</p></td><td><p>Вести надзор</p></td>
<td><p>МЮ</p></td><td colspan="2"><p>не требуется</p></td></tr>
</tbody></table>
<p><sup>1</sup> головной исполнитель</p><p>Примечание: МЮ – Министерство юстиции.</p>
</td></tr></table></body></html>"""
    return page.encode("cp1251", errors="xmlcharrefreplace")


YEARLY = ["2008-01-25", "2009-01-25", "2010-01-25"]
PAGE_READ = [
    measure((None, 4), "1", "Создать систему учета\nграждан", section="1. Учет", form="Отчет",
            executors=["МТСЗН¹ L", "МВД"], deadline="IV квартал\n2008 года", kind="once",
            due=["2008-12-31"], costs=[(2008, "12.500", ""), (2009, "13.000", "")]),
    measure((None, 6), "2-1", "Издать справочник", section="1. Учет", form="Справочник",
            executors=["МЮ L", "МВД"], deadline="до 1 июля 2009 года", kind="once",
            due=["2009-07-01"], costs=[(2009, "1250.500", "")]),
    measure((None, 8), "3", "Вести учет", section="1. Учет", form="Информация",
            executors=["МВД L"], deadline="ежегодно, к 25 января", kind="recurring", due=YEARLY),
    measure((None, 9), "4", "Вести надзор", section="1. Учет", form="Информация",
            executors=["МЮ L"], deadline="ежегодно, к 25 января", kind="recurring", due=YEARLY),
]  # fmt: skip
PAGE_TOLD = [(4, "amendment_note"), (5, "struck_row"), (7, "amendment_note")]


# A list from a spreadsheet, with semicolons, in Windows-1251.


def list_with_semicolons() -> bytes:
    rows = [
        ["План мероприятий"], ["(тыс. тенге)"],
        ["№", "Исполнители", "Мероприятие", "Сроки реализации", "Затраты",
         "Источник финансирования"],
        ["1", "МВД; МЮ", "Провести рейды; составить отчёт", "ежемесячно", "12 500", "РБ"],
        ["2", "КНБ (по согласованию), МВД (созыв)", "Вести базу", "в течение года", "", ""],
        ["Примечание: МВД – Министерство внутренних дел"],
    ]  # fmt: skip
    return csv_file(rows, ";", "cp1251")


MONTHS = [f"{year}-{month:02d}-{day}" for year, days in (
              (2008, (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)),
              (2009, (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)),
              (2010, (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)))
          for month, day in enumerate(days, start=1)]  # fmt: skip
LIST_READ = [
    measure((None, 4), "1", "Провести рейды; составить отчёт", executors=["МВД L", "МЮ"],
            deadline="ежемесячно", kind="recurring", due=MONTHS, costs=[(None, "12.500", "")],
            source="РБ"),
    measure((None, 5), "2", "Вести базу", executors=["КНБ A", "МВД L"], deadline="в течение года",
            kind="continuous", due=[]),
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

SHAPES = {
    "six.docx": (six_columns_of_2008, SIX_READ, []),
    "modern.xlsx": (modern_with_completion_form, MODERN_READ, [(10, "row_not_read")]),
    "kazakh.docx": (kazakh_headings, KAZAKH_READ, []),
    "page.html": (page_of_a_legal_database, PAGE_READ, PAGE_TOLD),
    "list.csv": (list_with_semicolons, LIST_READ, [(3, "no_completion_form")]),
    "several.docx": (plan_in_several_tables, SEVERAL_READ,
                     [(None, "tables_joined"), (None, "text_between")]),
}  # fmt: skip
