"""Sums by year, by source or in all; what can be read in two ways is not read."""

from decimal import Decimal

import pytest

from measures.rules.plan_table.costs import UnreadableCost, read_costs
from measures.rules.plan_table.units import unit_of

READ = {
    "": [],
    "–": [],
    "не требуется": [],
    "Не требуются": [],
    "талап етілмейді": [],
    "30,2": [(None, "30.200", "")],
    "30.2": [(None, "30.200", "")],
    "1 250,5 млн. тенге": [(None, "1250.500", "")],
    "30 200 тыс. тенге": [(None, "30.200", "")],
    "2008 – 12,5; 2009 – 14,0": [(2008, "12.500", ""), (2009, "14.000", "")],
    "2008 год – 12,5 млн. тенге, 2009 год – 1 014": [(2008, "12.500", ""), (2009, "1014.000", "")],
    "2008 г.: 12,5\n2009 г.: 3": [(2008, "12.500", ""), (2009, "3.000", "")],
    "2008 жылы – 12,5": [(2008, "12.500", "")],
    "всего 30,2": [(None, "30.200", "")],
    "2008–2010 годы – 30,2": [(None, "30.200", "")],
    "12,5 (РБ); 3 (МБ)": [(None, "12.500", "РБ"), (None, "3.000", "МБ")],
    "2008 – 12,5; 2009 – 13,0": [(2008, "12.500", ""), (2009, "13.000", "")],
    "—": [],
    "Финансирование не требуется": [],
    "0,5 млрд. тенге": [(None, "500.000", "")],
    "2008–2010 жылдар – 30,2": [(None, "30.200", "")],
    "республиканский бюджет – 12,5; местный бюджет – 3": [
        (None, "12.500", "республиканский бюджет"),
        (None, "3.000", "местный бюджет"),
    ],
    "РБ: 12,5, МБ: 3": [(None, "12.500", "РБ"), (None, "3.000", "МБ")],
    "2008 – РБ – 5; 2009 – МБ – 3 млн. тенге": [(2008, "5.000", "РБ"), (2009, "3.000", "МБ")],
    "2008 – 5 (бюджет (МБ))": [(2008, "5.000", "бюджет (МБ)")],
}

UNREAD = ["около 30", "-5", "1.250,5", "1,250.5", "12,5055", "2008", "2008–2010", "12,5; 14,0",
          "2008 год: РБ – 5, МБ – 3", "5 млн. долларов США", "12,5 тыс. тенге",
          "2008 – 5; 2008 – 6", "из средств фонда 30,2", "9" * 40]  # fmt: skip


def sums(costs):
    return [(amount.year, str(amount.planned), amount.source) for amount in costs.amounts]


@pytest.mark.parametrize("text", READ)
def test_sums_are_read(text):
    assert sums(read_costs(text)) == READ[text]


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_not_sure_is_refused(text):
    with pytest.raises(UnreadableCost):
        read_costs(text)


def test_a_total_beside_years_is_kept_to_check_them():
    costs = read_costs("всего 30,2, в том числе: 2008 – 12,5; 2009 – 17,7")
    assert (len(costs.amounts), costs.said_total) == (2, Decimal("30.200"))


@pytest.mark.parametrize(
    "text",
    ["В пределах средств, предусмотренных в бюджете на 2008 год", "Республиканский бюджет",
     "за счет средств грантов", "Жергілікті бюджет қаражаты шегінде"],
)  # fmt: skip
def test_words_instead_of_sums_say_how_it_is_paid(text):
    assert (read_costs(text).amounts, read_costs(text).words) == ((), text)


UNITS = {
    ("Расходы (млн. тенге)",): {1},
    ("Расходы, тыс. тенге",): {Decimal("0.001")},
    ("Болжамды шығыстар (мың теңге)",): {Decimal("0.001")},
    ("Estimated costs, billion tenge",): {1000},
    ("Расходы", "2008, тыс. тенге"): {Decimal("0.001")},
    ("Расходы, тыс. тенге", "Всего, млн. тенге"): {Decimal("0.001"), 1},
    ("Расходы",): set(),
    ("Мероприятие, млн. тенге", "Расходы"): set(),
}


@pytest.mark.parametrize("headings", UNITS)
def test_the_headings_say_what_is_counted(headings):
    assert unit_of(headings, ()) == UNITS[headings]


def test_a_line_over_the_table_counts_where_the_headings_are_silent():
    above = ["(в тыс. тенге)", "План на 5 млрд. тенге для всех областей республики"]
    assert unit_of(["Расходы"], above) == {Decimal("0.001")}
    assert unit_of(["Расходы, млн. тенге"], above) == {1}


def test_a_column_of_one_year_holds_sums_of_that_year():
    assert sums(read_costs("2010", year=2009)) == [(2009, "2010.000", "")]
    with pytest.raises(UnreadableCost):
        read_costs("2008 – 5", year=2009)
