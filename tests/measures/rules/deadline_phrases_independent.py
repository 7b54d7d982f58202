"""Deadlines whose meaning was worked out by hand from the rules before the grammar saw them.

Five sets, each written after the one before had been mended; docs/decisions/0003 tells how many of
each were read at first sight. A row is a plan, a phrase, its kind and its due dates.
"""

from datetime import date

import deadline_independent_en as english
import deadline_independent_fifth as fifth
import deadline_independent_fourth as fourth
import deadline_independent_kk_once as kazakh_once
import deadline_independent_kk_recurring as kazakh_recurring
import deadline_independent_plans as other_plans
import deadline_independent_ru_once as russian_once
import deadline_independent_ru_open as russian_open
import deadline_independent_ru_recurring as russian_recurring
import deadline_independent_second as second
import deadline_independent_second_en as second_english
import deadline_independent_third as third
import deadline_independent_third_kk_en as third_more

from measures.rules.deadlines import PlanDates

PLAN = PlanDates(date(2008, 1, 1), date(2010, 12, 31), date(2007, 11, 28))

_SETS = {
    "first": (
        russian_once, russian_recurring, russian_open, kazakh_once, kazakh_recurring, english,
    ),
    "second": (second, second_english),
    "third": (third, third_more),
    "fourth": (fourth,),
    "fifth": (fifth,),
}  # fmt: skip
SETS = {
    name: [(PLAN, *row[:3]) for table in tables for row in table.ROWS]
    for name, tables in _SETS.items()
}
SETS["first"] += other_plans.ROWS
