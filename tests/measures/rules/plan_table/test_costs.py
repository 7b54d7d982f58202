"""Sums by year, by source or in all; what can be read in two ways is not read."""

from decimal import Decimal

import pytest

from measures.rules.plan_table.costs import UnreadableCost, read_costs

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
    "2008 – 5 (бюджет (МБ))": [(2008, "5.000", "бюджет (МБ)")],
}

UNREAD = ["около 30", "-5", "1.250,5", "1,250.5", "12,5055", "2008", "2008–2010", "12,5; 14,0",
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


def test_words_instead_of_sums_say_how_it_is_paid():
    text = "В пределах средств, предусмотренных в бюджете на 2008 год"
    assert (read_costs(text).amounts, read_costs(text).words) == ((), text)


def test_a_column_of_one_year_holds_sums_of_that_year():
    assert sums(read_costs("2010", year=2009)) == [(2009, "2010.000", "")]
    with pytest.raises(UnreadableCost):
        read_costs("2008 – 5", year=2009)
