"""The vocabulary of plan tables: what columns are called, and how marks and costs are worded.

The headings are those of real acts; the first of each language is the one we write ourselves.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from measures.rules.deadlines.noise import clean, fold, unscan


class Column(StrEnum):
    NUMBER = "number"
    MEASURE = "measure"
    FORM = "form"
    EXECUTORS = "executors"
    DEADLINE = "deadline"
    COSTS = "costs"
    SOURCE = "source"
    TOTAL = "total"  # all years together
    UNSPLIT = "unsplit"  # what the act does not split by years
    YEAR = "year"  # one year's costs
    IGNORED = "ignored"  # notes and the like


NAMED: Final = tuple(list(Column)[:7])  # columns that --map may name
REQUIRED: Final = (Column.NUMBER, Column.MEASURE, Column.EXECUTORS, Column.DEADLINE)

HEADINGS: Final[dict[Column, dict[str, tuple[str, ...]]]] = {
    Column.NUMBER: {
        "ru": ("№ п/п", "№", "N", "N п/п", "№№ п/п", "№№", "п/п", "Номер"),
        "kk": ("Р/с №", "№ р/с", "Р/с", "№ р/н", "Реттік №", "Реттік нөмірі", "P/c", "P/c №"),
        "en": ("No", "No.", "Number", "Item"),
    },
    Column.MEASURE: {
        "ru": ("Мероприятие", "Мероприятия", "Наименование", "Наименование мероприятия"),
        "kk": ("Іс-шара", "Іс-шаралар", "Іс-шараның атауы", "Атауы"),
        "en": ("Measure", "Measures", "Activity", "Name of the measure"),
    },
    Column.FORM: {
        "ru": ("Форма завершения", "Форма исполнения"),
        "kk": ("Аяқтау нысаны", "Аяқталу нысаны"),
        "en": ("Completion form", "Form of completion"),
    },
    Column.EXECUTORS: {
        "ru": (
            "Ответственные исполнители",
            "Ответственные за исполнение",
            "Ответственные за исполнение (реализацию)",
            "Исполнители",
        ),
        "kk": ("Жауапты орындаушылар", "Орындауға жауаптылар", "Орындаушылар"),
        "en": ("Executors", "Responsible executors", "Responsible bodies"),
    },
    Column.DEADLINE: {
        "ru": (
            "Срок исполнения",
            "Сроки исполнения",
            "Сроки исполнения (реализации)",
            "Сроки реализации",
            "Сроки",
        ),
        "kk": ("Орындау мерзімі", "Орындалу мерзімі", "Орындау мерзімдері", "Мерзімі"),
        "en": ("Deadline", "Due date", "Term of execution"),
    },
    Column.COSTS: {
        "ru": ("Предполагаемые расходы", "Расходы", "Объем финансирования", "Затраты"),
        "kk": ("Болжамды шығыстар", "Болжанатын шығыстар", "Шығыстар"),
        "en": ("Estimated costs", "Costs", "Expenditure"),
    },
    Column.SOURCE: {
        "ru": ("Источник финансирования", "Источники финансирования"),
        "kk": ("Қаржыландыру көзі", "Қаржыландыру көздері"),
        "en": ("Funding source", "Source of funding", "Sources of funding"),
    },
    Column.TOTAL: {"ru": ("всего", "итого"), "kk": ("барлығы", "жиыны"), "en": ("total",)},
    Column.UNSPLIT: {
        "ru": ("без разбивки по годам",),
        "kk": ("жылдарға бөлінбеген",),
        "en": ("not split by year",),
    },
    Column.IGNORED: {
        "ru": ("Примечание", "Примечания"),
        "kk": ("Ескертпе", "Ескерту"),
        "en": ("Note", "Notes"),
    },
}

# Stems in squeezed, folded text (see `squeeze`).
STEMS: Final[dict[Column, re.Pattern[str]]] = {
    Column.FORM: re.compile("форм[аы].{0,3}(заверш|исполнен)|нысан|completionform|formofcomplet"),
    Column.DEADLINE: re.compile("срок|мерзим|deadline|timelimit|duedate|timeframe|termof"),
    Column.EXECUTORS: re.compile("исполнител|ответствен|орындаушы|жауапты|executor|responsible"),
    Column.SOURCE: re.compile("источник|ландырукоз|кози$|коздери|fundingsource|sources?of"),
    Column.COSTS: re.compile(
        "расход|затрат|стоимост|шыгыс|шыгын|costs?$|cost|expendit|expense|об.?емфинанс|^финансирование|сумма"
    ),
    Column.MEASURE: re.compile("мероприят|наименование|исшара|атауы|measure|activit|содержание"),
}

TOTAL_ROW: Final = re.compile(r"^(всего|итого|барлыгы|жиыны|total)")
NOTE_ROW: Final = re.compile(
    r"^(примечани|ескерт|note|расшифровк|сокращени|аббревиатур|список.{0,8}сокращ|кыскартыл|\*)"
)
ABBREVIATIONS_ROW: Final = re.compile(r"^[А-ЯӘҒҚҢӨҰҮІA-Z]{2,12}\s+[-–—]\s+\w")

LEAD_MARK: Final = {"ru": "созыв", "kk": "шақыру", "en": "convenes"}
CONSOLIDATES_MARK: Final = {"ru": "свод", "kk": "жинақтау", "en": "consolidates"}
AGREEMENT_MARK: Final = {"ru": "по согласованию", "kk": "келісім бойынша", "en": "by agreement"}

THOUSAND: Final = re.compile(r"\bтыс|\bмын\b|thousand")
BILLION: Final = re.compile(r"млрд|миллиард|billion|\bbn\b")


LONGEST_COMPARED: Final = 1000
_SCANNED: Final = re.compile("[ұңҰҢ]")


def squeeze(text: str) -> str:
    """Letters and digits only, folded: breaks, letter-spacing and hyphens no longer matter.

    Of a long text the beginning: nothing that is compared is longer.
    """
    return _squeezed(text[:LONGEST_COMPARED])


@lru_cache(maxsize=8192)
def _squeezed(text: str) -> str:
    kept = fold(clean(text))
    return "".join(letter for letter in kept if letter.isalnum() or letter == "*")


def squeezed_variants(text: str) -> tuple[str, ...]:
    """As read, and as it would be if a scanner had put Ұ or Ң in place of "е"."""
    if not _SCANNED.search(text):
        return (squeeze(text),)
    return tuple(dict.fromkeys((squeeze(text), squeeze(unscan(clean(text[:LONGEST_COMPARED]))))))


def language_of(text: str) -> str:
    """ru, kk or en, by the letters that only one of them has; ru where nothing tells."""
    cleaned = clean(text[:LONGEST_COMPARED])
    if any(letter in "әғқңөұүһі" for letter in cleaned):
        return "kk"
    latin = sum("a" <= letter <= "z" for letter in cleaned)
    return "en" if latin * 2 > sum(letter.isalpha() for letter in cleaned) else "ru"
