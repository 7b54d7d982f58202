"""Three years of a plan, lived day by day, and told afterwards as they were.

A clerk keeps a book of what happened. On some days the site is asked about that very day: its
figures are those of the book. In the end it is asked about the same days as of then, and answers
what it answered.
"""

from datetime import date

import pytest

from agencies.models import BusinessClock
from planner.models import ActionPlan
from tests.scenarios.answers import Answers, answers, differing, figures
from tests.scenarios.book import Figures
from tests.scenarios.diary import days, opened
from tests.scenarios.hands import Hands
from tests.scenarios.setting import TABLE, Setting, enter_the_plan
from tests.scenarios.years import STORIES, habits, next_book

LAST = date(2011, 1, 31)
ASKED = (
    date(2008, 1, 21), date(2008, 7, 7), date(2008, 10, 22), date(2009, 3, 1), date(2009, 3, 2),
    date(2009, 7, 1), date(2009, 9, 13), date(2009, 9, 14), date(2009, 10, 5), date(2009, 12, 15),
    date(2010, 5, 25), date(2010, 9, 15), date(2010, 12, 31),
)  # fmt: skip


class Lived:
    """The three years, with what was answered, and what stood in the book, on the days asked."""

    def __init__(self) -> None:
        self.setting: Setting = enter_the_plan()
        self.hands = Hands(self.setting, opened(TABLE))
        self.answered: dict[date, Answers] = {}
        self.written: dict[date, Figures] = {}
        self.applied: list[date] = []
        for day in days(date(2008, 1, 1), LAST):
            self.live(day)

    def live(self, day: date) -> None:
        BusinessClock.objects.update_or_create(pk=1, defaults={"today": day})
        self.hands.today = day
        self.applied += [day] * self.hands.learn_of_acts_in_force()
        for on, story in STORIES:
            if on == day:
                story(self.hands)
        habits(self.hands)
        if day in ASKED:
            self.written[day] = self.hands.book.figures(day)
            self.answered[day] = answers(self.setting, self.hands.plan, day, as_of=None)

    def asked_again(self, day: date) -> Answers:
        return answers(self.setting, self.hands.plan, day, as_of=day)


@pytest.fixture
def lived(db: None) -> Lived:
    return Lived()


def test_three_years_are_told_as_they_were_lived(lived: Lived) -> None:
    names = {row.short_ru: code for code, row in lived.setting.bodies.items()}
    names["акимы областей и города Алматы"] = "akimats"
    for day in ASKED:
        told = figures(lived.hands.plan, lived.answered[day], day)
        told.wordings = [
            (number, deadline, [names[body] for body in bodies])
            for number, deadline, bodies in told.wordings
        ]
        assert (day, told) == (day, lived.written[day])
    assert lived.applied == [date(2009, 7, 1)]
    for day in ASKED:
        again = lived.asked_again(day)
        assert [(day, *one) for one in differing(lived.answered[day], again)] == []
    _the_next_plan_stands(lived)


def _the_next_plan_stands(lived: Lived) -> None:
    target = ActionPlan.objects.get(slug="2011-2012")
    told = figures(target, answers(lived.setting, target, LAST, as_of=None), LAST)
    book = next_book().figures(LAST)
    assert (told.statuses, told.measures) == (book.statuses, book.measures)
