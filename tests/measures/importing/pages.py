"""A plan as a legal database publishes it: an invented one, and what a person reads in it."""

from tests.measures.importing.reading import YEARLY, measure

# A page of a legal database: laid out with tables, notes of amendments, a struck row, footnotes.


def page_of_a_legal_database() -> bytes:
    page = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>План</title><style>td {color: red}</style><script>var table = "<table>";</script></head>
<body><table width="100%"><tr><td><a href="/">На главную</a></td><td>
<p align="center"><b>План мероприятий<br>на 2008&ndash;2010 годы</b></p>
<p>Сноска. План с изменениями, внесенными постановлением от 20.05.2009 № 741.</p>
<table border="1"><tbody>
<tr><td rowspan="2"><p>№<br>п/п</p></td><td rowspan="2"><p>Мероприятие</p></td>
<td rowspan="2"><p>Форма<br>завершения</p></td>
<td rowspan="2"><p>Ответственные<br>исполнители</p></td>
<td rowspan="2"><p>Срок<br>исполнения</p></td><td colspan="2"><p>Расходы (млн. тенге)</p></td></tr>
<tr><td><p>2008</p></td><td><p>2009</p></td></tr>
<tr><td colspan="7"><p align="center"><a name="z5"></a><b>1. Учет</b></p></td></tr>
<tr><td><p>1.</p></td><td><p><a name="z6"></a>Создать&nbsp;систему учета<br>граждан
(в редакции постановления Правительства РК от 20.05.2009 № 741)</p></td><td><p>Отчет</p></td>
<td><p>МТСЗН<sup>1</sup>,<br>МВД</p></td><td><p>IV квартал<br>2008 года<sup>2</sup></p></td>
<td><p>12,5</p></td><td><p>13,0</p></td></tr>
<tr><td><p>2.</p></td>
<td colspan="6"><p>Исключен постановлением Правительства РК от 20.05.2009 № 741</p></td></tr>
<tr><td><p>2<sup>1</sup>.</p></td><td><p>Издать справочник</p></td><td><p>Справочник</p></td>
<td><table><tr><td>МЮ (созыв)</td></tr><tr><td>МВД</td></tr></table></td>
<td><p>до 1&nbsp;июля 2009&nbsp;года</p></td><td><p>-</p></td><td><p>1&nbsp;250,5</p></td></tr>
<tr><td colspan="7">
<p>Сноска. Пункт 3 в редакции постановления Правительства РК от 20.05.2009 № 741.</p></td></tr>
<tr><td><p>3.</p></td><td><p>Вести учет</p></td>
<td rowspan="2"><p>Информация</p></td><td><p>МВД</p></td>
<td rowspan="2"><p>ежегодно, к 25 января</p></td><td colspan="2"><p>не требуется</p></td></tr>
<tr><td><p>4.</p></td><td><p>Вести надзор</p></td>
<td><p>МЮ</p></td><td colspan="2"><p>не требуется</p></td></tr>
</tbody></table>
<p><sup>1</sup> головной исполнитель</p><p>Примечание: МЮ – Министерство юстиции.</p>
</td></tr></table></body></html>"""
    return page.encode("cp1251", errors="xmlcharrefreplace")


PAGE_READ = [
    measure((None, 4), "1", "Создать систему учета\nграждан", section="1. Учет", form="Отчет",
            executors=["МТСЗН L", "МВД"], deadline="IV квартал\n2008 года", kind="once",
            due=["2008-12-31"], costs=[(2008, "12.500", ""), (2009, "13.000", "")]),
    measure((None, 6), "2-1", "Издать справочник", section="1. Учет", form="Справочник",
            executors=["МЮ L", "МВД"], deadline="до 1 июля 2009 года", kind="once",
            due=["2009-07-01"], costs=[(2009, "1250.500", "")]),
    measure((None, 8), "3", "Вести учет", section="1. Учет", form="Информация",
            executors=["МВД L"], deadline="ежегодно, к 25 января", kind="recurring", due=YEARLY),
    measure((None, 9), "4", "Вести надзор", section="1. Учет", form="Информация",
            executors=["МЮ L"], deadline="ежегодно, к 25 января", kind="recurring", due=YEARLY),
]  # fmt: skip
PAGE_TOLD = [(4, "amendment_note"), (5, "struck_row"), (7, "amendment_note")]
