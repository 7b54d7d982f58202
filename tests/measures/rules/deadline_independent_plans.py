"""The same wordings under other plans: expected values worked out by hand, not recorded."""

from datetime import date

from deadline_rows import EVENT, ONCE, RECURRING, UNDECIDED, days

from measures.rules.deadlines import Kind, PlanDates

ONE_YEAR = PlanDates(date(2008, 1, 1), date(2008, 12, 31), date(2007, 12, 31))
MIDYEAR = PlanDates(date(2008, 7, 1), date(2010, 6, 30), date(2008, 5, 31))
NOT_APPROVED = PlanDates(date(2011, 1, 1), date(2012, 12, 31), None)

ROWS: list[tuple[PlanDates, str, Kind, tuple[date, ...]]] = [
    (ONE_YEAR, "ежегодно, к 10 января и 10 июля, по итогам полугодия", RECURRING,
     days("2008-07-10", "2009-01-10")),
    (ONE_YEAR, "ежегодно, к 25 января", RECURRING, days("2008-01-25")),
    (ONE_YEAR, "не позднее 1 февраля года, следующего за отчётным годом", RECURRING,
     days("2009-02-01")),
    (ONE_YEAR, "ежеквартально, к 5 числу месяца, следующего за отчётным кварталом", RECURRING,
     days("2008-04-05", "2008-07-05", "2008-10-05", "2009-01-05")),
    (ONE_YEAR, "тоқсан сайын", RECURRING,
     days("2008-03-31", "2008-06-30", "2008-09-30", "2008-12-31")),
    (ONE_YEAR, "в месячный срок", ONCE, days("2008-01-31")),
    (ONE_YEAR, "в двухмесячный срок", ONCE, days("2008-02-29")),
    (ONE_YEAR, "үш ай мерзімде", ONCE, days("2008-03-31")),
    (ONE_YEAR, "within six months", ONCE, days("2008-06-30")),
    (MIDYEAR, "ежегодно, к 1 декабря", RECURRING, days("2008-12-01", "2009-12-01")),
    (MIDYEAR, "ежегодно, к 1 марта", RECURRING, days("2009-03-01", "2010-03-01")),
    (MIDYEAR, "раз в полугодие", RECURRING,
     days("2008-12-31", "2009-06-30", "2009-12-31", "2010-06-30")),
    (MIDYEAR, "по итогам полугодия, к 10 января и 10 июля", RECURRING,
     days("2009-01-10", "2009-07-10", "2010-01-10", "2010-07-10")),
    (MIDYEAR, "в месячный срок", ONCE, days("2008-06-30")),
    (MIDYEAR, "жылына екі рет, 15 қаңтарға және 15 шілдеге", RECURRING,
     days("2008-07-15", "2009-01-15", "2009-07-15", "2010-01-15")),
    (NOT_APPROVED, "в месячный срок", UNDECIDED, ()),
    (NOT_APPROVED, "үш ай мерзімде", UNDECIDED, ()),
    (NOT_APPROVED, "в месячный срок после подписания соглашения", EVENT, ()),
    (NOT_APPROVED, "annually, by 25 January", RECURRING, days("2011-01-25", "2012-01-25")),
    (NOT_APPROVED, "жыл сайын, есепті жылдан кейінгі жылдың 15 ақпанына дейін", RECURRING,
     days("2012-02-15", "2013-02-15")),
    (NOT_APPROVED, "2011-2012 годы", ONCE, days("2012-12-31")),
]  # fmt: skip
