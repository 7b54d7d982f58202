"""Set expressions of deadlines, made one word before the words are told apart.

Read from the top, on a cleaned text, with the patterns folded like it; the order matters.
"""

_RU_SUFFIX = "ого|ому|ми|ый|ий|ой|ое|ая|ые|го|му|ым|ом|м|е|й|я|х|x|ти"
_SUFFIX = _RU_SUFFIX + "|інші|ыншы|нші|ншы|ші|шы|th|st|nd|rd"
_KK_DAY_SUFFIX = "(?:[сн]?[іiы](?:не|на|нен|нан|нде|нда|нің|ның)?|не|на|нен|нан)"
_ENDS = r"(?=\s*(?:$|[.,;)]))"

Idioms = tuple[tuple[str, str], ...]

_HEADINGS: Idioms = (
    (r"^срок[иа]? (?:исполнения|реализации|выполнения|завершения|представления)\b", ""),
    (r"^(?:орындау|орындалу|іске асыру) мерзімі\b", ""),
    (r"^(?:deadline|due date|due|to be completed|term)\b", ""),
    (r"\bпоэтапно\b|\bкезең-кезең(?:і)?мен\b|\b(?:in|by) stages\b|\bphased\b", ""),
)  # fmt: skip

_NUMBERS: Idioms = (
    (r"\bq ?([1-4])\b|\b([1-4]) ?q\b", r"\1\2 quarter"),
    (r"\bh ?([12])\b|\b([12]) ?h\b", r"\1\2 half"),
    (r"\b(?:no|not) later than\b", "nolaterthan"),
    (r"\bon or before\b", "by"),
    # "the 5th of the month" is a day, "the 5th month" is not
    (r"\b(\d+(?:st|nd|rd|th)|[a-z]+(?:st|second|th))(?: (?:calendar )?day)? of "
     r"(?=(?:the (?:[a-z]+ )?|each |every )month\b)", r"\1 numday "),
    (r"\b(by|before|until|on|nolaterthan) (?:the )?(\d+)(?:st|nd|rd|th)" + _ENDS, r"\1 \2 numday"),
    (r"(\d)-?(?:" + _SUFFIX + r")(?![^\W_])", r"\1"),
    (r"(\d)-?" + _KK_DAY_SUFFIX + r"(?![^\W_])", r"\1 numday"),
    (r"(?<=\d)-(?=[^\W\d_])", " "),
    (r"\btwenty-(?=[a-z])", "twenty "),
    (r"\bп/г\b", "полугодие"),
    (r"(?<![^\W\d_])г\. ?г\b", "гг"),
    (r"(?<![^\W\d_])ж\. ?ж\b", "жж"),
    (r"\bт\. ?г\b", "текущего года"),
    (r"\b(?:на|for) (?=(?:19|20)\d\d\b|кон(?:ец|це)\b)", ""),
    (r"\bend-(?=\d)", "end "),
    (r"\b(?:текущ(?:его|ем)|ағымдағы|the current) (?=(?:19|20)\d\d\b)", ""),
)  # fmt: skip

# The day of the act is the approval date of the plan; of anything else it is an event.
_APPROVAL: Idioms = (
    (r"\b(?:со дня|с даты|с момента|после) (?:принятия|утверждения|подписания) "
     r"(?:настоящего|данного) (?:постановления|указа|плана|приказа|распоряжения|решения)"
     r"(?: мероприятий)?\b", "содняпринятия"),
    (r"\b(?:со дня|с даты|с момента|после) утверждения плана(?: мероприятий)?" + _ENDS,
     "содняпринятия"),
    (r"\b(?:со дня|с даты|с момента|после)(?: его)? утверждения" + _ENDS, "содняутверждения"),
    (r"\bосы (?:қаулы|жарлық|жоспар|бұйрық|өкім|шешім) (?:қабылданған|бекітілген|қол қойылған) ?"
     r"(?:күн(?:нен|інен)(?: бастап| кейін)?|нан кейін|нен кейін)\b", "осыкүннен"),
    (r"^(?:іс-шаралар )?жоспар(?:ы)? бекітілген(?:нен| күннен| күнінен)(?: кейін| бастап)?\b",
     "осыкүннен"),
    (r"^бекітілген(?:нен| күннен| күнінен)(?: кейін| бастап)?\b", "бекітілгенненкейін"),
    (r"\b(?:from|of|after|following) (?:the )?(?:date of )?(?:the )?(?:approval|adoption|signing) "
     r"of this (?:act|plan|resolution|decree|order)\b", "fromthisact"),
    (r"\b(?:from|of|after|following) (?:the )?(?:date of )?(?:the )?approval of the "
     r"(?:action )?plan" + _ENDS, "fromthisact"),
    (r"\b(?:from|of|after|following) (?:the )?(?:date of )?(?:its |the )?approval" + _ENDS,
     "fromapproval"),
)  # fmt: skip

_OPEN: Idioms = (
    (r"\b(?:на (?:постоянной|регулярной|системной|систематической) основе|в постоянном режиме|"
     r"непрерывно|систематически|регулярно|бессрочно|постоянн(?:о|ый|ая|ое))\b", "постоянно"),
    (r"\bпо мере (?:необходимости|возникновения необходимости|поступления(?: \w+)?|обращения)\b",
     "постоянно"),
    (r"\b(?:при|в случае) (?:возникновении )?необходимости\b|"
     r"\bпо (?:необходимости|потребности)\b", "постоянно"),
    (r"\b(?:тұрақты|жүйелі|үздіксіз|ұдайы) (?:түрде|негізде|негізінде)\b|"
     r"\bқажеттілі(?:гіне|к туындауына) қарай\b|\bқажеттілік бойынша\b|\bқажеттігіне қарай\b|"
     r"\bқажет(?:тілік туында| бол)ған(?: жағдайда| кезде|да|ына қарай)\b|"
     r"\bқажет(?:інше| болуына қарай| кезде| жағдайда)\b|"
     r"\b(?:\w+ )?түсуіне қарай\b|\bүздіксіз\b", "тұрақты"),
    (r"\b(?:on (?:an? )?(?:ongoing|permanent|continuous|continuing|regular|constant) basis|"
     r"(?:as|when|if|where|whenever) (?:needed|necessary|required|appropriate)|as (?:and when )?"
     r"(?:the )?need arises|systematically|regularly)\b", "ongoing"),
    (r"\b(?:весь|(?:втечение )?всего) (?:период[а]?|срок[а]?)"
     r"(?: (?:действия|реализации|исполнения))?(?: (?:программы|плана|концепции))?\b", "постоянно"),
    (r"\bвтечение (?:периода|срока) (?:действия|реализации) (?:программы|плана|концепции)\b",
     "постоянно"),
    (r"\b(?:throughout|during|for|over) (?:the )?(?:whole |entire |full )?(?:"
     r"(?:plan |implementation )?(?:period|duration)"
     r"(?: of (?:the |its )?(?:implementation of the )?(?:plan|implementation))?|"
     r"(?:implementation of the )?plan|implementation)\b", "ongoing"),
    (r"^throughout" + _ENDS, "ongoing"),
    (r"\b(?:(?:жоспардың|жоспарды) (?:іске асыру|іске асырылуы?|қолданылу) )"
     r"(?:кезеңінде|мерзімінде|мерзімі ішінде)\b|"
     r"\bкезең бойы\b|\b(?:бүкіл|барлық) (?:кезең|мерзім)(?:де| ішінде| бойы)\b", "тұрақты"),
)  # fmt: skip

IDIOMS: Idioms = (
    *_HEADINGS,
    *_NUMBERS,
    (r"(?:не|ни) ?(?:позднее|позже|поздне)(?:,? чем(?: до)?\b)?", "непозднее"),
    (r"\bдейінгі(?: мерзімде)?\b", "дейін"),
    (r"\bbetween ([^,;]+?) and\b", r"from \1 to"),
    (r"\b(?:в|на) период (?=действия|реализации)", "втечение периода "),
    (r"\b(?:в|на) период\b", "втечение"),
    (r"\bin the course of\b", "during"),
    (r"\b(?:the )?years? (?=(?:19|20)\d\d\b)", ""),
    (r"\bпоследним месяцем (?=отчетного|истекшего|квартала|полугодия)", ""),
    (r"\b(?:не реже|не менее|не менее чем|кемінде|at least|not less than)\b", ""),
    (r"\bрет(?:тен)? (?:кем|сирек) емес\b", "рет"),
    (r"\bв срок до\b|\bсрок до\b", "до"),
    (r"\bв течени[еи]\b|\bна протяжении\b|\bв ходе\b", "втечение"),
    *_APPROVAL,
    *_OPEN,
    (r"\bначиная с\b", "с"),
    (r"\bstarting (?:from|in)\b|\bbeginning (?:from|in)\b", "from"),
    (r"\b(?:по)?следующ(?:его|ем|ему|им|ий|их) за\b", "nextto"),
    (r"\bпо (?:окончани[ию]|завершени[ию]|истечени[ию])\b", "после"),
    (r"\bпосле (?:окончания|завершения|истечения)\b", "после"),
    (r"\b(?:аяқтал|бітк)(?:ған|ен)(?:нан|нен) кейін(?:гі)?\b", "кейін"),
    (r"\bпо (?:итогам|результатам)(?: работы)?(?: за)?\b", "поитогам"),
    (r"\bқорытынды(?:сы|лары)? бойынша\b|\bқорытынды(?:сы|лары)мен\b", "қорытындысыбойынша"),
    (r"\b(?:on|by|upon|based on|following) (?:the )?(?:results|outcomes?) (?:of|for) ",
     "ontheresultsof "),
    (r"\bthe end of the reporting\b", "the reporting"),
    (r"\bafter (?:the )?end of\b", "after"),
    (r"\bwithin an? (?=\w+)", "within 1 "),
    (r"\bas of\b", "asof"),
    (r"\bhalf[- ]year(?=s?\b)", "halfyear"),
    (r"\bhalf[- ]yearly\b", "halfyearly"),
    (r"\b(?:semi|bi)-?annual(?:ly)?\b", "semiannually"),
    (r"\bвтечение пол(?:у?года)\b", "втечение 6 месяцев"),
    (r"\bполу?года\b", "полугодие"),
    (r"\bпо полугодиям\b", "ежеполугодно"),
    (r"\bпо кварталам\b", "ежеквартально"),
    (r"\bжарты ?-?жыл", "жартыжыл"),
    (r"\bмерзім(?:і)? ішінде\b", "мерзімде"),
)  # fmt: skip
