"""The vocabulary: what each word of a deadline is, in Russian, Kazakh and English.

Patterns are written with proper letters and folded when loaded (see `noise.fold`).
"""

from .model import Unit

# Kazakh possessive and case endings; the ablative ("from") is told apart by the lexer.
_CASE = (
    "(?:ы|і|сы|сі|дары|дері|дар|дер|лары|лері|лар|лер)?"
    "(?:н?[ыі]ң|[дт][ыі]ң|н?[ыі]|[нтд][ыі]|[ғгқк][ае]|н[ае]|н?[дт][ае]|[днт][ае]н|"
    "н?[дт]?[ае]?[ғгқк][ыі]|[дт][ае]ғ[ыі])?"
)

# language, token, number, unit, pattern
Row = tuple[str, str, int, Unit | None, str]

_RU_MONTHS = (
    "янв(?:ар[ьяюе]м?)?", "фев(?:р|рал[ьяюе]м?)?", "мар(?:т[ауе]?|том)?", "апр(?:ел[ьяюе]м?)?",
    "ма[йяюе]|маем", "июн[ьяюе]?м?", "июл[ьяюе]?м?", "авг(?:уст[ауе]?|устом)?",
    "сен(?:т|тябр[ьяюе]м?)?", "окт(?:ябр[ьяюе]м?)?", "ноя(?:б|бр[ьяюе]м?)?", "дек(?:абр[ьяюе]м?)?",
)  # fmt: skip
_KK_MONTHS = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
    "шілде", "тамыз", "қыркүйек|қыркүйег", "қазан", "қараша", "желтоқсан",
)  # fmt: skip
_EN_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?",
    "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_RU_ORDINALS = (
    "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
    "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат",
)  # fmt: skip
_KK_ORDINALS = (
    "бірінші", "екінші", "үшінші", "төртінші", "бесінші",
    "алтыншы", "жетінші", "сегізінші", "тоғызыншы", "оныншы",
)  # fmt: skip
_EN_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_RU_NUMBERS = (
    "од(?:ин|на|но|ного|ной|ну)", "дв(?:а|е|ух)", "тр(?:и|ех)", "четыр(?:е|ех)", "пят[ьи]",
    "шест[ьи]", "сем[ьи]", "вос(?:емь|ьми)", "девят[ьи]", "десят[ьи]", "одиннадцат[ьи]",
    "двенадцат[ьи]", "тринадцат[ьи]", "четырнадцат[ьи]", "пятнадцат[ьи]",
)  # fmt: skip
_KK_NUMBERS = ("бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_EN_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_RU_TERM_COUNTS = (
    "одно|", "двух", "трех", "четырех", "пяти", "шести", "семи", "восьми", "девяти", "десяти",
    "одиннадцати", "двенадцати", "тринадцати", "четырнадцати", "пятнадцати",
)  # fmt: skip
_RU_TERM_UNITS = (
    (Unit.DAY, "дневн"), (Unit.WEEK, "недельн"), (Unit.MONTH, "месячн"),
    (Unit.QUARTER, "квартальн"), (Unit.YEAR, "годичн"),
)  # fmt: skip


def _numbered(lang: str, token: str, words: tuple[str, ...], tail: str = "") -> list[Row]:
    return [(lang, token, n, None, f"(?:{word}){tail}") for n, word in enumerate(words, 1)]


_RU: list[Row] = [
    *_numbered("ru", "MONTH", _RU_MONTHS),
    *_numbered("ru", "NUM", _RU_ORDINALS, "(?:ый|ий|ой|[ьы]?(?:ого|его|ому|ему|ом|ем|ей|ее|я|е)|"
               "ое|ая|ую|ые|ых|ым)"),
    *_numbered("ru", "NUM", _RU_NUMBERS),
    *[("ru", "TERMADJ", n, unit, f"(?:{count}){stem}(?:ый|ого|ом|ому)")
      for n, count in enumerate(_RU_TERM_COUNTS, 1) for unit, stem in _RU_TERM_UNITS],
    ("ru", "TERMADJ", 20, Unit.DAY, "двадцатидневн(?:ый|ого|ом|ому)"),
    ("ru", "TERMADJ", 30, Unit.DAY, "тридцатидневн(?:ый|ого|ом|ому)"),
    ("ru", "TERMADJ", 1, Unit.HALF, "полугод(?:ов|ичн)(?:ый|ой|ого|ом)"),
    ("ru", "NUM", 20, None, "двадцат(?:и|ого|ому|ое|ый)"),
    ("ru", "NUM", 30, None, "тридцат(?:и|ого|ому|ое|ый)"),
    ("ru", "TENS", 20, None, "двадцать"),
    ("ru", "TENS", 30, None, "тридцать"),
    ("ru", "YEAR", 1, Unit.YEAR, "г|год[ауе]?|годом"),
    ("ru", "YEAR", 2, Unit.YEAR, "гг|год(?:ы|ов|ах|ам)|лет"),
    ("ru", "HALF", 1, Unit.HALF, "пол|полугод(?:и[еяюйи]|ием|иях|иям)|полгода|"
     "полуг|половин(?:а|е|ы|у)"),
    ("ru", "QUARTER", 1, Unit.QUARTER, "кв|кварт|квартал(?:а|у|е|ом|ы|ов|ах)?"),
    ("ru", "UMONTH", 1, Unit.MONTH, "мес|месяц(?:а|у|е|ем|ы|ев)?"),
    ("ru", "UWEEK", 1, Unit.WEEK, "недел[яьиюе]"),
    ("ru", "UDAY", 1, Unit.DAY, "день|дн(?:я|ей|и|ю)|сут(?:ок|ки)"),
    ("ru", "PERIOD", 0, None, "период(?:а|ом|у)?"),
    ("ru", "CHISLO", 0, None, "числ(?:о|а|у|ам)|чис"),
    ("ru", "WORKING", 1, None, "рабоч(?:их|ий|его|ие)"),
    ("ru", "WORKING", 0, None, "календарн(?:ых|ый|ого|ые)"),
    ("ru", "DECADE", 0, None, "декад[аеуы]"),
    ("ru", "EVERY", 1, Unit.YEAR, "ежегод(?:но)?"),
    ("ru", "EVERY", 1, Unit.HALF, "ежеполуг(?:одно)?|полугодно|полугодично"),
    ("ru", "EVERY", 1, Unit.QUARTER, "ежекв(?:арт|артально)?|поквартально"),
    ("ru", "EVERY", 1, Unit.MONTH, "ежемес(?:ячно)?|помесячно"),
    ("ru", "EVERY", 1, Unit.WEEK, "еженедельно"),
    ("ru", "EVERY", 1, Unit.DAY, "ежедневно"),
    ("ru", "EACH", 0, None, "кажд(?:ый|ое|ого|ом|ому|ая|ую|ой|ые|ых)"),
    ("ru", "TIMES", 0, None, "раза?|р"),
    ("ru", "TIMES", 2, None, "дважды"),
    ("ru", "TIMES", 3, None, "трижды"),
    ("ru", "COMING", 0, None, "(?:по)?следующ(?:его|ем|ему|ий)"),
    ("ru", "NEXT", 0, None, "nextto|после"),
    ("ru", "REPORTING", 0, None, "(?:отчетн|текущ)(?:ым|им|ого|его|ый|ой|ому|ему|ом|ем)|"
     "соответствующ(?:им|его|ий)"),
    ("ru", "REPORTING", 1, None, "(?:истекш|прошедш|предыдущ|предшествующ)(?:им|его|ий|ем)"),
    ("ru", "RESULTS", 0, None, "поитогам"),
    ("ru", "LAST", 0, None, "последн(?:его|ему|ий|ее|ем|юю)"),
    ("ru", "END", 0, None, "кон(?:ец|ца|цу|це)"),
    ("ru", "OPEN", 0, None, "постоянно"),
    ("ru", "WITHIN", 0, None, "втечение"),
    ("ru", "DUE", 1, None, "до|ко?|непозднее"),
    ("ru", "IN", 0, None, "в|во|срок|сроком|включительно"),
    ("ru", "FROM", 0, None, "со?"),
    ("ru", "TO", 0, None, "по"),
    ("ru", "SEP", 0, None, "и|но|а"),
    ("ru", "APPROX", 0, None, "ориентировочно|примерно"),
    ("ru", "HERE", 0, None, "содняпринятия"),
    ("ru", "HERE", 1, None, "содняутверждения"),
]  # fmt: skip

_KK: list[Row] = [
    *_numbered("kk", "MONTH", _KK_MONTHS, _CASE),
    *_numbered("kk", "NUM", _KK_ORDINALS, _CASE),
    *_numbered("kk", "NUM", _KK_NUMBERS),
    ("kk", "NUM", 20, None, "жиырмасыншы"),
    ("kk", "NUM", 30, None, "отызыншы"),
    ("kk", "TENS", 10, None, "он"),
    ("kk", "TENS", 20, None, "жиырма"),
    ("kk", "TENS", 30, None, "отыз"),
    ("kk", "YEAR", 1, Unit.YEAR, "ж|жыл(?:ы|ғы|дың|да|ына|ға|дан|ынан|ының|ында)?"),
    ("kk", "YEAR", 2, Unit.YEAR, "жж|жылдар(?:ы|ға|да|дың|дағы|ына|ында|ғы|дан|ының)?"),
    ("kk", "HALF", 1, Unit.HALF, f"жартыжыл(?:дық|дығ)?{_CASE}|жартысы(?:на|нда|нан|ның)?"),
    ("kk", "QUARTER", 1, Unit.QUARTER, f"тоқсан{_CASE}"),
    ("kk", "UMONTH", 1, Unit.MONTH, f"ай{_CASE}"),
    ("kk", "UWEEK", 1, Unit.WEEK, f"апта{_CASE}"),
    ("kk", "UDAY", 1, Unit.DAY, f"күн{_CASE}"),
    ("kk", "TERMADJ", 1, Unit.MONTH, "айлық"),
    ("kk", "TERMADJ", 1, Unit.WEEK, "апталық"),
    ("kk", "TERMADJ", 1, Unit.DAY, "күндік"),
    ("kk", "TERMADJ", 1, Unit.YEAR, "жылдық"),
    ("kk", "PERIOD", 0, None, f"кезең{_CASE}"),
    ("kk", "WORKING", 1, None, "жұмыс"),
    ("kk", "WORKING", 0, None, "күнтізбелік"),
    ("kk", "EVERY", 1, Unit.YEAR, "жылсайын"),
    ("kk", "EACHPOST", 0, None, "сайын(?:ғы)?"),
    ("kk", "EACH", 0, None, "әр|әрбір"),
    ("kk", "TIMES", 0, None, "рет(?:тен)?"),
    ("kk", "NEXT", 0, None, "кейін(?:гі)?"),
    ("kk", "COMING", 0, None, "келесі"),
    ("kk", "REPORTING", 0, None, "есепті|есептік|есептіден|ағымдағы|тиісті"),
    ("kk", "REPORTING", 1, None, "өткен|алдыңғы"),
    ("kk", "RESULTS", 0, None, "қорытындысыбойынша"),
    ("kk", "LAST", 0, None, "соңғы"),
    ("kk", "END", 0, None, "соңына|соңында|соңы|аяғына|аяғында"),
    ("kk", "OPEN", 0, None, "тұрақты|үнемі|ұдайы"),
    ("kk", "WITHIN", 0, None, "ішінде|мерзімде|мерзімінде|бойы|бойына|аралығында|барысында"),
    ("kk", "DUE", 0, None, "дейін|кешіктірмей|кешіктірілмей|кешікпей"),
    ("kk", "IN", 0, None, "мерзімі"),
    ("kk", "SINCE", 0, None, "бастап"),
    ("kk", "SEP", 0, None, "және|[мбп]ен"),
    ("kk", "HERE", 0, None, "осыкүннен"),
    ("kk", "HERE", 1, None, "бекітілгенненкейін"),
]  # fmt: skip

_EN: list[Row] = [
    *_numbered("en", "MONTH", _EN_MONTHS),
    *_numbered("en", "NUM", _EN_ORDINALS),
    *_numbered("en", "NUM", _EN_NUMBERS),
    ("en", "NUM", 15, None, "fifteenth|fifteen"),
    ("en", "NUM", 20, None, "twentieth"),
    ("en", "NUM", 30, None, "thirtieth"),
    ("en", "TENS", 20, None, "twenty"),
    ("en", "TENS", 30, None, "thirty"),
    ("en", "YEAR", 1, Unit.YEAR, "year"),
    ("en", "YEAR", 2, Unit.YEAR, "years"),
    ("en", "HALF", 1, Unit.HALF, "halfyears?|half"),
    ("en", "QUARTER", 1, Unit.QUARTER, "quarters?"),
    ("en", "UMONTH", 1, Unit.MONTH, "months?"),
    ("en", "UWEEK", 1, Unit.WEEK, "weeks?"),
    ("en", "UDAY", 1, Unit.DAY, "days?"),
    ("en", "PERIOD", 0, None, "period"),
    ("en", "WORKING", 1, None, "working|business"),
    ("en", "WORKING", 0, None, "calendar"),
    ("en", "EVERY", 1, Unit.YEAR, "annually|yearly|annual"),
    ("en", "EVERY", 1, Unit.HALF, "semiannually|halfyearly"),
    ("en", "EVERY", 1, Unit.QUARTER, "quarterly"),
    ("en", "EVERY", 1, Unit.MONTH, "monthly"),
    ("en", "EVERY", 1, Unit.WEEK, "weekly"),
    ("en", "EVERY", 1, Unit.DAY, "daily"),
    ("en", "EACH", 0, None, "each|every"),
    ("en", "TIMES", 0, None, "times"),
    ("en", "TIMES", 1, None, "once"),
    ("en", "TIMES", 2, None, "twice"),
    ("en", "NEXT", 0, None, "following|after"),
    ("en", "COMING", 0, None, "next"),
    ("en", "REPORTING", 0, None, "reporting|current"),
    ("en", "REPORTING", 1, None, "previous|preceding|past"),
    ("en", "RESULTS", 0, None, "ontheresultsof"),
    ("en", "LAST", 0, None, "last"),
    ("en", "END", 0, None, "end"),
    ("en", "OPEN", 0, None, "permanently|permanent|continuously|continuous|constantly|ongoing"),
    ("en", "WITHIN", 0, None, "within|during|throughout|over"),
    ("en", "DUE", 1, None, "by|until|before|nolaterthan"),
    ("en", "IN", 0, None, "in|of|the|on|a|an|per|at|basis"),
    ("en", "FROM", 0, None, "from|since|starting"),
    ("en", "TO", 0, None, "to|through|till"),
    ("en", "SEP", 0, None, "and"),
    ("en", "APPROX", 0, None, "approximately|tentatively"),
    ("en", "HERE", 0, None, "fromthisact"),
    ("en", "HERE", 1, None, "fromapproval"),
]  # fmt: skip

_ANY: list[Row] = [("", "CHISLO", 0, None, "numday")]

ROWS = (*_RU, *_KK, *_EN, *_ANY)
