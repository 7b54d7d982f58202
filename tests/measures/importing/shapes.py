"""Plan files in the shapes that acts come in, built by hand, and what a person reads in them.

The measures are invented; the layouts, marks and slips are those of real acts.
"""

from tests.measures.importing import documents, pages
from tests.measures.importing.files import csv_file, xlsx
from tests.measures.importing.reading import measure

# A modern plan in Excel: the completion form, costs by year in thousands, a total, sources.


def modern_with_completion_form() -> bytes:
    head = ["N", "Наименование мероприятия", "Форма завершения", "Срок исполнения",
            "Ответственные за исполнение",
            "Предполагаемые расходы, в том числе по годам, тыс. тенге", "", "",
            "Источники финансирования"]  # fmt: skip
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


SHAPES = {
    "six.docx": (documents.six_columns_of_2008, documents.SIX_READ, []),
    "modern.xlsx": (modern_with_completion_form, MODERN_READ, [(10, "row_not_read")]),
    "kazakh.docx": (documents.kazakh_headings, documents.KAZAKH_READ, []),
    "page.html": (pages.page_of_a_legal_database, pages.PAGE_READ, pages.PAGE_TOLD),
    "list.csv": (list_with_semicolons, LIST_READ, [(3, "no_completion_form")]),
    "several.docx": (documents.plan_in_several_tables, documents.SEVERAL_READ,
                     [(None, "tables_joined"), (None, "text_between")]),
}  # fmt: skip
