"""What happened on which day, as the clerk lived it: hand-written, day by day."""

from collections.abc import Callable, Iterator
from datetime import date

from measures.models import ChangeKind, Measure
from measures.services.amendments import adopt_amendment, put_change, start_amendment
from planner.models import Amendment
from tests.measures.amending import led_by, reworded, said
from tests.scenarios.book import Book, Row
from tests.scenarios.hands import Hands

D = date
Story = Callable[[Hands], None]

# The fifth of the month after the quarter, moved off days off: Monday 6 July 2009 is Capital Day,
# and so are, by transfer, 5 and 6 July 2010.
FIFTHS = {
    "2008Q1": D(2008, 4, 7), "2008Q2": D(2008, 7, 7), "2008Q3": D(2008, 10, 6),
    "2008Q4": D(2009, 1, 5), "2009Q1": D(2009, 4, 6), "2009Q2": D(2009, 7, 7),
    "2009Q3": D(2009, 10, 5), "2009Q4": D(2010, 1, 5), "2010Q1": D(2010, 4, 5),
    "2010Q2": D(2010, 7, 7), "2010Q3": D(2010, 10, 5), "2010Q4": D(2011, 1, 5),
}  # fmt: skip
WRITTEN = (
    "2008-04-05", "2008-07-05", "2008-10-05", "2009-01-05", "2009-04-05", "2009-07-05",
    "2009-10-05", "2010-01-05", "2010-04-05", "2010-07-05", "2010-10-05", "2011-01-05",
)  # fmt: skip
QUARTER_ENDS = (
    D(2008, 3, 31), D(2008, 6, 30), D(2008, 9, 30), D(2008, 12, 31),
    D(2009, 3, 31), D(2009, 6, 30), D(2009, 9, 30), D(2009, 12, 31),
    D(2010, 3, 31), D(2010, 6, 30), D(2010, 9, 30), D(2010, 12, 31),
)  # fmt: skip
AKIMATS = ("akmola", "aktobe", "atyrau", "almaty-city")


def named(*days: date) -> dict[str, date | None]:
    return {day.isoformat(): day for day in days}


def opened(table: list[list[str]]) -> Book:
    """The book on the day on which the plan was entered."""
    bodies = {
        "1": ["labour", "knb"], "2": ["interior"], "3": ["education", "culture"], "4": ["culture"],
        "5": ["foreign", "justice"], "6": ["labour"], "7": ["budget", "akimats"],
        "8": ["tourism"], "9": ["education", "culture"], "10": ["statistics"], "11": ["justice"],
        "12": ["tourism"],
    }  # fmt: skip
    book = Book(
        {
            number: Row(number, deadline, bodies[number], title=title, waits=number in ("5", "6"))
            for number, title, _, _, deadline in table
        }
    )
    book.owe("1", "labour", named(D(2008, 7, 1)))
    book.owe("1", "knb", {"2008-07-01": D(2008, 6, 24)})
    book.owe("2", "interior", dict(zip(WRITTEN, FIFTHS.values(), strict=True)))
    years = ("2008-01-25", "2009-01-25", "2010-01-25")
    book.owe("3", "education", _dated(years, D(2008, 1, 25), D(2009, 1, 26), D(2010, 1, 25)))
    book.owe("3", "culture", _dated(years, D(2008, 1, 18), D(2009, 1, 19), D(2010, 1, 18)))
    book.owe("4", "culture", dict(FIFTHS), endless=True)
    for body in ("foreign", "justice"):
        book.owe("5", body, {"event": None})
    book.owe("6", "labour", {"undecided": None})
    book.owe("7", "budget", named(D(2009, 12, 1)))
    for body in AKIMATS:  # Friday 27 November 2009 is Kurban Ait
        book.owe("7", body, {"2009-12-01": D(2009, 11, 23)})
    tourism = named(D(2008, 1, 10), D(2008, 7, 10), D(2009, 7, 10), D(2010, 1, 10))
    book.owe("8", "tourism", tourism)
    book.owe("8", "tourism", {"2009-01-10": D(2009, 1, 12), "2010-07-10": D(2010, 7, 12)})
    book.owe("9", "education", named(D(2009, 12, 31)))
    book.owe("9", "culture", {"2009-12-31": D(2009, 12, 24)})
    book.owe("10", "statistics", named(D(2008, 10, 1)))
    book.owe("11", "justice", named(D(2010, 6, 1)))
    book.owe("12", "tourism", named(*QUARTER_ENDS))
    return book


def _dated(names: tuple[str, ...], *days: date) -> dict[str, date | None]:
    return dict(zip(names, days, strict=True))


# --- the first act: 2 March 2009 -----------------------------------------------------------------


def first_amendment(hands: Hands) -> None:
    """Measure 8 in a new wording, 8-1 added behind it, 12 struck; in force at once."""
    act = _draft(hands)
    eighth, twelfth = _measure(hands, "8"), _measure(hands, "12")
    bodies = hands.setting.bodies
    quarterly = reworded(
        eighth, deadline_ru="ежеквартально", executors_text="МВД, МТС",
        executors=led_by(bodies["interior"], bodies["tourism"]),
    )  # fmt: skip
    added = {
        **said(eighth), "number": "8-1", "title_ru": "Заключить соглашения",
        "deadline_ru": "раз в полугодие", "executors_text": "МИД",
        "executors": led_by(bodies["foreign"]),
    }  # fmt: skip
    _put(hands, act, kind=ChangeKind.REWORD, measure=eighth, wording=quarterly)
    _put(hands, act, kind=ChangeKind.ADD, wording=added, after=eighth)
    _put(hands, act, kind=ChangeKind.STRIKE, measure=twelfth)
    _adopt(hands, act, "Постановление № 310", in_force_on=hands.today)
    hands.keys["8-1"] = hands.setting.measures()["8-1"]
    _write_first_amendment(hands.book)


def _write_first_amendment(book: Book) -> None:
    book.reword("8", deadline="ежеквартально", bodies=["interior", "tourism"])
    book.end("8", "withdrawn", body="tourism", since="2009-07-10")
    book.owe("8", "interior", named(*QUARTER_ENDS[4:]))
    five_days_before = (
        D(2009, 3, 24), D(2009, 6, 23), D(2009, 9, 23), D(2009, 12, 24),
        D(2010, 3, 19), D(2010, 6, 23), D(2010, 9, 23), D(2010, 12, 24),
    )  # fmt: skip
    written = tuple(day.isoformat() for day in QUARTER_ENDS[4:])
    book.owe("8", "tourism", _dated(written, *five_days_before))
    book.add_behind("8", "8-1", Row("8-1", "раз в полугодие", ["foreign"]))
    halves = (D(2009, 6, 30), D(2009, 12, 31), D(2010, 6, 30), D(2010, 12, 31))
    book.owe("8-1", "foreign", named(*halves))
    book.reword("12", state="struck")
    book.end("12", "withdrawn")


# --- the second act: adopted on 20 May 2009, in force from 1 July --------------------------------


def second_amendment_adopted(hands: Hands) -> None:
    act = _draft(hands)
    seventh, eleventh = _measure(hands, "7"), _measure(hands, "11")
    later = reworded(seventh, deadline_ru="до 1 марта 2010 года")
    renumbered = reworded(eleventh, number="11-1", title_ru="Пересмотреть правила въезда")
    _put(hands, act, kind=ChangeKind.REWORD, measure=seventh, wording=later)
    _put(hands, act, kind=ChangeKind.REWORD, measure=eleventh, wording=renumbered)
    _adopt(hands, act, "Постановление № 745", in_force_on=D(2009, 7, 1))


def second_amendment_in_force(hands: Hands) -> None:
    """The site learns of it by itself that morning; the clerk writes it into the book."""
    book = hands.book
    book.reword("7", deadline="до 1 марта 2010 года")
    book.reword("11", number="11-1")
    for body, due in [("budget", D(2010, 3, 1)), *((body, D(2010, 2, 22)) for body in AKIMATS)]:
        line = book.line("7", body, "2009-12-01")
        line.occurrence, line.due = "2010-03-01", due


def _measure(hands: Hands, key: str) -> Measure:
    return Measure.objects.select_related("section").get(pk=hands.keys[key])


def _draft(hands: Hands) -> Amendment:
    return start_amendment(hands.plan, by=hands.setting.coordinator, today=hands.today)


def _put(hands: Hands, act: Amendment, **change: object) -> None:
    put_change(act, by=hands.setting.coordinator, today=hands.today, **change)  # type: ignore[arg-type]


def _adopt(hands: Hands, act: Amendment, name: str, *, in_force_on: date) -> None:
    adopt_amendment(
        act, act=name, adopted_on=hands.today, in_force_on=in_force_on,
        by=hands.setting.coordinator, today=hands.today,
    )  # fmt: skip


def days(first: date, last: date) -> Iterator[date]:
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(number)
