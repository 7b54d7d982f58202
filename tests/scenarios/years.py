"""The days on which something out of the ordinary happened, and what is done without being told."""

from collections.abc import Callable
from datetime import date

from measures.models import Measure
from measures.queries.unfinished import unfinished
from measures.services.carrying_over import take_over
from measures.services.ending_plans import repeal_concept
from tests.factories import ActionPlanFactory, ConceptFactory
from tests.scenarios.book import Book, Row
from tests.scenarios.diary import (
    AKIMATS,
    D,
    Story,
    first_amendment,
    second_amendment_adopted,
    second_amendment_in_force,
)
from tests.scenarios.hands import Hands

# These hand in on their day, and the coordinator accepts on the third day after.
PUNCTUAL = {
    ("2", "interior"), ("3", "education"), ("3", "culture"), ("4", "culture"), ("4", "education"),
    ("8", "tourism"), ("8", "interior"), ("8-1", "foreign"), ("12", "tourism"),
}  # fmt: skip
# But not these, of which the stories below tell, or which never came.
OTHERWISE = {
    ("2", "interior", "2008-10-05"), ("2", "interior", "2009-04-05"),
    ("2", "interior", "2009-07-05"), ("3", "culture", "2009-01-25"), ("4", "culture", "2009Q2"),
    ("4", "education", "2009Q2"), ("8", "tourism", "2009-01-10"), ("8", "tourism", "2010-03-31"),
    ("8-1", "foreign", "2009-12-31"), ("12", "tourism", "2008-12-31"),
}  # fmt: skip


def habits(hands: Hands) -> None:
    """What people do on any day without a story."""
    for line in list(hands.book.lines):
        named = (line.measure, line.body, line.occurrence)
        if named[:2] not in PUNCTUAL or named in OTHERWISE:
            continue
        if line.state == "open" and line.due == hands.today:
            hands.report(*named)
        waits = hands.today - line.handed_in if line.handed_in else None
        if line.state == "submitted" and waits and waits.days == 3:
            hands.accept(*named)


def act(name: str, *told: object, **more: object) -> Story:
    """An act of `hands` by its name."""
    return lambda hands: getattr(hands, name)(*told, **more)


def late_summer_of_2009(hands: Hands) -> None:
    """The ministry of culture goes into that of education, with a report in review."""
    hands.merge("culture", "education", keys=["4"])
    for key in ("3", "9"):  # where education leads, it does not owe a second time
        hands.book.end(key, "withdrawn", body="culture")
    for key in ("3", "4", "9"):
        hands.book.reword(key, bodies=["education"])


def a_day_is_exchanged(hands: Hands) -> None:
    """Monday 5 October 2009 is off, Saturday the 3rd is worked: the fifth becomes a Tuesday."""
    book, tuesday = hands.book, D(2009, 10, 6)
    moved = [book.line("2", "interior", "2009-10-05"), book.line("4", "education", "2009Q3")]
    hands.exchange_days(D(2009, 10, 5), D(2009, 10, 3), [(line, tuesday) for line in moved])


def the_concept_is_repealed(hands: Hands) -> None:
    ended = repeal_concept(
        hands.plan.concept, act="Указ № 1035", on=hands.today, by=hands.setting.administrator,
        today=hands.today,
    )  # fmt: skip
    assert ended == 11
    for key, row in hands.book.rows.items():
        if row.state == "on_control":
            hands.book.reword(key, state="lapsed")
            hands.book.end(key, "withdrawn")


def the_next_plan_takes_over(hands: Hands) -> None:
    found = [one.number for one in unfinished(hands.plan)]
    assert (found,) == (["2", "4", "7", "8", "8-1"],), found
    target = ActionPlanFactory(
        slug="2011-2012", coordinator=hands.plan.coordinator,
        concept=ConceptFactory(slug="2011-2016", starts_on=D(2010, 10, 1), ends_on=D(2016, 12, 31)),
        starts_on=D(2011, 1, 1), ends_on=D(2012, 12, 31), approved_on=D(2010, 11, 25),
    )  # fmt: skip
    deadlines = {hands.keys["7"]: {"ru": "до 1 июля 2012 года"}, hands.keys["4"]: {}}
    take_over(target, hands.plan, deadlines, by=hands.setting.coordinator, today=hands.today)
    old = Measure.objects.filter(plan=target).order_by("position").values_list("carried_from")
    assert [pk for (pk,) in old] == [hands.keys["4"], hands.keys["7"]]


def next_book() -> Book:
    """What the next plan asks for: a date on a day off is only flagged there."""
    book = Book(
        {
            "4": Row("4", "постоянно", ["education"]),
            "7": Row("7", "до 1 июля 2012 года", ["budget", "akimats"]),
        }
    )
    fifths = {
        "2011Q1": D(2011, 4, 5), "2011Q2": D(2011, 7, 5), "2011Q3": D(2011, 10, 5),
        "2011Q4": D(2012, 1, 5), "2012Q1": D(2012, 4, 5), "2012Q2": D(2012, 7, 5),
        "2012Q3": D(2012, 10, 5), "2012Q4": D(2013, 1, 5),
    }  # fmt: skip
    book.owe("4", "education", dict(fifths), endless=True)
    book.owe("7", "budget", {"2012-07-01": D(2012, 7, 1)})
    for body in AKIMATS:
        book.owe("7", body, {"2012-07-01": D(2012, 6, 25)})
    return book


STORIES: list[tuple[date, Callable[[Hands], object]]] = [
    (D(2008, 6, 10), act("set_date", "6", D(2008, 12, 1), {"labour": D(2008, 12, 1)}, "undecided")),
    (D(2008, 6, 24), act("report", "1", "knb", "2008-07-01")),
    (D(2008, 6, 27), act("accept", "1", "knb", "2008-07-01")),
    (D(2008, 6, 30), act("report", "1", "labour", "2008-07-01")),
    (D(2008, 7, 3), act("accept", "1", "labour", "2008-07-01")),
    (D(2008, 7, 15), act("take_off_control", "1")),
    (D(2008, 9, 25), act("ask_for_time", "10", "statistics", "2008-10-01", D(2008, 10, 31))),
    (D(2008, 10, 6), act("report", "2", "interior", "2008-10-05")),
    (D(2008, 10, 9), act("give_back", "2", "interior", "2008-10-05")),
    (D(2008, 10, 20), act("report", "2", "interior", "2008-10-05")),
    (D(2008, 10, 20), act("report", "10", "statistics", "2008-10-01")),
    (D(2008, 10, 24), act("accept", "2", "interior", "2008-10-05")),
    (D(2008, 10, 28), act("grant", "10", "statistics", "2008-10-01", D(2008, 10, 31))),
    (D(2008, 11, 5), act("accept", "10", "statistics", "2008-10-01")),
    (D(2008, 11, 20),
     act("set_date", "6", D(2009, 2, 16), {"labour": D(2009, 2, 16)}, "2008-12-01")),
    (D(2009, 2, 10), act("report", "6", "labour", "2009-02-16")),
    (D(2009, 2, 13), act("accept", "6", "labour", "2009-02-16")),
    (D(2009, 3, 2), first_amendment),
    (D(2009, 4, 20), act("report", "2", "interior", "2009-04-05")),
    (D(2009, 4, 23), act("accept", "2", "interior", "2009-04-05")),
    (D(2009, 5, 20), second_amendment_adopted),
    (D(2009, 6, 15), act("write_a_draft", "7", "akmola", "2009-12-01")),
    (D(2009, 7, 1), second_amendment_in_force),
    (D(2009, 7, 6), act("report", "4", "culture", "2009Q2")),
    (D(2009, 7, 7), act("report", "2", "interior", "2009-07-05", "nil")),
    (D(2009, 7, 10), act("accept", "2", "interior", "2009-07-05")),
    (D(2009, 9, 14), late_summer_of_2009),
    (D(2009, 9, 21), act("give_back", "4", "education", "2009Q2")),
    (D(2009, 9, 21), a_day_is_exchanged),
    (D(2009, 9, 28), act("report", "4", "education", "2009Q2")),
    (D(2009, 10, 1), act("accept", "4", "education", "2009Q2")),
    (D(2009, 10, 20),
     act("set_date", "5", D(2009, 10, 26),
         {"foreign": D(2009, 10, 26), "justice": D(2009, 10, 19)}, "event",
         event_on=D(2009, 10, 12))),
    (D(2009, 10, 26), act("report", "5", "foreign", "2009-10-26")),
    (D(2009, 10, 29), act("accept", "5", "foreign", "2009-10-26")),
    (D(2009, 11, 2), act("report", "5", "justice", "2009-10-26")),
    (D(2009, 11, 5), act("accept", "5", "justice", "2009-10-26")),
    (D(2009, 12, 10), act("ask_for_time", "9", "education", "2009-12-31", D(2010, 3, 1))),
    (D(2009, 12, 21), act("grant", "9", "education", "2009-12-31", D(2010, 3, 1))),
    (D(2010, 2, 1), act("report", "8-1", "foreign", "2009-12-31")),
    (D(2010, 2, 3), act("accept", "8-1", "foreign", "2009-12-31")),
    (D(2010, 2, 15), act("report", "7", "akmola", "2010-03-01")),
    (D(2010, 2, 19), act("report", "7", "aktobe", "2010-03-01")),
    (D(2010, 2, 19), act("report", "9", "education", "2009-12-31")),
    (D(2010, 2, 22), act("accept", "7", "akmola", "2010-03-01")),
    (D(2010, 2, 22), act("accept", "7", "aktobe", "2010-03-01")),
    (D(2010, 2, 25), act("report", "7", "budget", "2010-03-01", "interim")),
    (D(2010, 2, 26), act("accept", "9", "education", "2009-12-31")),
    (D(2010, 3, 2), act("accept", "7", "budget", "2010-03-01")),
    (D(2010, 3, 5), act("report", "7", "atyrau", "2010-03-01")),
    (D(2010, 3, 9), act("accept", "7", "atyrau", "2010-03-01")),
    (D(2010, 3, 10), act("report", "7", "budget", "2010-03-01")),
    (D(2010, 3, 12), act("accept", "7", "budget", "2010-03-01")),
    (D(2010, 5, 20), act("ask_for_time", "11", "justice", "2010-06-01", D(2010, 12, 1))),
    (D(2010, 5, 28), act("refuse", "11", "justice", "2010-06-01")),
    (D(2010, 9, 13), act("report", "11", "justice", "2010-06-01")),
    (D(2010, 9, 15), the_concept_is_repealed),
    (D(2010, 9, 20), act("accept", "11", "justice", "2010-06-01")),
    (D(2010, 12, 1), the_next_plan_takes_over),
]  # fmt: skip
