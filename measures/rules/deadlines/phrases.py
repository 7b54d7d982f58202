"""The words that deadlines are written with, a table for each language."""

from collections.abc import Callable
from dataclasses import dataclass

from .model import Unit

ROMAN = ("I", "II", "III", "IV")
DAY, WEEK, MONTH, QUARTER, HALF, YEAR = (
    Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR,
)  # fmt: skip


@dataclass(frozen=True)
class Phrases:
    months: tuple[str, ...]  # standing alone
    months_of: tuple[str, ...]  # after a day
    months_dative: tuple[str, ...]  # after a day, as a deadline
    parts: dict[Unit, str]
    bare: dict[Unit, str]  # every period
    reporting: dict[Unit, str]  # after "following the"
    of: dict[Unit, str]
    results: dict[Unit, str]
    year: str
    in_year: str
    years: str
    dated: str
    end_of_year: str
    by: str
    by_day: str
    nth_day: str
    last_day: str
    nth: str
    after: str
    inside: str
    days_after: str
    of_next_year: str
    since: str
    since_year: str
    since_until: str
    joined: str
    always: str
    within: str
    event: str
    event_order: str
    ordinal: Callable[[int], str]
    lengths: Callable[[int, Unit, bool], str]
    months_of_next_year: tuple[str, ...] = ()  # where they differ
    months_from: tuple[str, ...] = ()


def _russian_length(count: int, unit: Unit, working: bool) -> str:
    """Genitive after «в течение»: 1 дня, 5 рабочих дней, 21 дня."""
    one, many = {
        DAY: ("дня", "дней"), WEEK: ("недели", "недель"), MONTH: ("месяца", "месяцев"),
        QUARTER: ("квартала", "кварталов"), HALF: ("полугодия", "полугодий"), YEAR: ("года", "лет"),
    }[unit]  # fmt: skip
    single = count % 10 == 1 and count % 100 != 11
    kind = ("рабочего " if single else "рабочих ") if working else ""
    return f"{count} {kind}{one if single else many}"


def _kazakh_length(count: int, unit: Unit, working: bool) -> str:
    if working:
        return f"{count} жұмыс күні"
    word = {DAY: "күн", WEEK: "апта", MONTH: "ай", QUARTER: "тоқсан", HALF: "жартыжылдық",
            YEAR: "жыл"}[unit]  # fmt: skip
    return f"{count} {word}"


def _english_unit(unit: Unit) -> str:
    return "half-year" if unit is HALF else str(unit)


def _english_length(count: int, unit: Unit, working: bool) -> str:
    plural = "" if count == 1 else "s"
    return f"{count} {'working ' * working}{_english_unit(unit)}{plural}"


def _english_ordinal(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_RU_OF = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
          "октября", "ноября", "декабря")  # fmt: skip
_KK = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек",
       "қазан", "қараша", "желтоқсан")  # fmt: skip
_KK_TO = ("қаңтарға", "ақпанға", "наурызға", "сәуірге", "мамырға", "маусымға", "шілдеге",
          "тамызға", "қыркүйекке", "қазанға", "қарашаға", "желтоқсанға")  # fmt: skip
_KK_FROM = ("қаңтардан", "ақпаннан", "наурыздан", "сәуірден", "мамырдан", "маусымнан", "шілдеден",
            "тамыздан", "қыркүйектен", "қазаннан", "қарашадан", "желтоқсаннан")  # fmt: skip
_KK_ITS = ("қаңтарына", "ақпанына", "наурызына", "сәуіріне", "мамырына", "маусымына", "шілдесіне",
           "тамызына", "қыркүйегіне", "қазанына", "қарашасына", "желтоқсанына")  # fmt: skip
_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
       "October", "November", "December")  # fmt: skip

RUSSIAN = Phrases(
    months=("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь",
            "октябрь", "ноябрь", "декабрь"),
    months_of=_RU_OF,
    months_dative=_RU_OF,
    parts={QUARTER: "{roman} квартал", HALF: "{roman} полугодие"},
    bare={MONTH: "ежемесячно", QUARTER: "ежеквартально", HALF: "раз в полугодие", YEAR: "ежегодно"},
    reporting={MONTH: "отчётным месяцем", QUARTER: "отчётным кварталом",
               HALF: "отчётным полугодием", YEAR: "отчётным годом"},
    of={QUARTER: "квартала", HALF: "полугодия", YEAR: "года"},
    results={MONTH: "по итогам месяца", QUARTER: "по итогам квартала",
             HALF: "по итогам полугодия", YEAR: "по итогам года"},
    year="{} год",
    in_year="{} год",
    years="{}–{} годы",
    dated="{place} {year} года",
    end_of_year="до конца года",
    by="до {}",
    by_day="до {}",
    nth_day="{} числа",
    last_day="последнего числа",
    nth="{}-го ",
    after="до {day} {nth}месяца, следующего за {period}",
    inside="до {day} {nth}месяца {period}",
    days_after="в течение {n} дней, следующих за {period}",
    of_next_year="{} года, следующего за отчётным годом",
    since="начиная с {}",
    since_year="начиная с {} года",
    since_until="с {} по {}",
    joined=" и ",
    always="постоянно",
    within="в течение {}",
    event="после {}",
    event_order="{length} {event}",
    ordinal=str,
    lengths=_russian_length,
)  # fmt: skip

KAZAKH = Phrases(
    months=_KK,
    months_of=_KK,
    months_dative=_KK_TO,
    parts={QUARTER: "{roman} тоқсан", HALF: "{roman} жартыжылдық"},
    bare={MONTH: "ай сайын", QUARTER: "тоқсан сайын", HALF: "жарты жылда бір рет",
          YEAR: "жыл сайын"},
    reporting={MONTH: "есепті айдан", QUARTER: "есепті тоқсаннан",
               HALF: "есепті жартыжылдықтан", YEAR: "есепті жылдан"},
    of={QUARTER: "тоқсанның", HALF: "жартыжылдықтың", YEAR: "жылдың"},
    results={MONTH: "ай қорытындысы бойынша", QUARTER: "тоқсан қорытындысы бойынша",
             HALF: "жартыжылдық қорытындысы бойынша", YEAR: "жыл қорытындысы бойынша"},
    year="{} жыл",
    in_year="{} жыл",
    years="{}–{} жылдар",
    dated="{year} жылғы {place}",
    end_of_year="жыл соңына дейін",
    by="{} дейін",
    by_day="айдың {} дейін",
    nth_day="{}-күніне",
    last_day="соңғы күніне",
    nth="{}-",
    after="{period} кейінгі {nth}айдың {day} дейін",
    inside="{period} {nth}айының {day} дейін",
    days_after="{period} кейін {n} күн ішінде",
    of_next_year="есепті жылдан кейінгі жылдың {}",
    since="{} бастап",
    since_year="{} жылдан бастап",
    since_until="{} – {}",
    joined=" және ",
    always="тұрақты түрде",
    within="{} ішінде",
    event="«{}» кейін",
    event_order="{event} {length}",
    ordinal=str,
    lengths=_kazakh_length,
    months_of_next_year=_KK_ITS,
    months_from=_KK_FROM,
)  # fmt: skip

ENGLISH = Phrases(
    months=_EN,
    months_of=_EN,
    months_dative=_EN,
    parts={QUARTER: "Q{n}", HALF: "H{n}"},
    bare={MONTH: "monthly", QUARTER: "quarterly", HALF: "every half-year", YEAR: "annually"},
    reporting={unit: f"reporting {_english_unit(unit)}" for unit in (MONTH, QUARTER, HALF, YEAR)},
    of={QUARTER: "quarter", HALF: "half-year", YEAR: "year"},
    results={unit: f"on the results of the {_english_unit(unit)}"
             for unit in (MONTH, QUARTER, HALF, YEAR)},
    year="end of {}",
    in_year="in {}",
    years="{}–{}",
    dated="{place} {year}",
    end_of_year="by the end of the year",
    by="by {}",
    by_day="by {} of the month",
    nth_day="the {} day",
    last_day="the last day",
    nth="{} ",
    after="by {day} of the {nth}month following the {period}",
    inside="by {day} of the {nth}month of the {period}",
    days_after="within {n} days after the {period}",
    of_next_year="{} of the year following the reporting year",
    since="starting from {}",
    since_year="starting from {}",
    since_until="from {} to {}",
    joined=" and ",
    always="on an ongoing basis",
    within="within {}",
    event="after {}",
    event_order="{length} {event}",
    ordinal=_english_ordinal,
    lengths=_english_length,
)  # fmt: skip
