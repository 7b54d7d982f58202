"""Names of Kazakhstan's holidays in the three languages of the pages.

The `holidays` package names them in Kazakh and English, not in Russian; its Kazakh name is the key
here. A name that a later version of the package adds stays as the package writes it.
"""

from datetime import date
from typing import Final, NamedTuple


class Names(NamedTuple):
    ru: str
    kk: str
    en: str


HOLIDAYS: Final = {
    "Жаңа жыл": Names("Новый год", "Жаңа жыл", "New Year"),
    "Православиелік Рождество": Names(
        "Православное Рождество", "Православиелік Рождество", "Orthodox Christmas"
    ),
    "Халықаралық әйелдер күні": Names(
        "Международный женский день", "Халықаралық әйелдер күні", "International Women's Day"
    ),
    "Наурыз мейрамы": Names("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
    "Қазақстан халқының бірлігі мерекесі": Names(
        "Праздник единства народа Казахстана",
        "Қазақстан халқының бірлігі мерекесі",
        "Day of Unity of the People of Kazakhstan",
    ),
    "Отан Қорғаушы күні": Names(
        "День защитника Отечества", "Отан қорғаушы күні", "Defender of the Fatherland Day"
    ),
    "Жеңіс күні": Names("День Победы", "Жеңіс күні", "Victory Day"),
    "Астана күні": Names("День столицы", "Астана күні", "Capital Day"),
    "Қазақстан Республикасының Конституциясы күні": Names(
        "День Конституции Республики Казахстан",
        "Қазақстан Республикасының Конституциясы күні",
        "Constitution Day",
    ),
    "Республика күні": Names("День Республики", "Республика күні", "Republic Day"),
    "Қазақстан Республикасы күні": Names(
        "День Республики", "Республика күні", "Republic Day"
    ),
    "Қазақстан Республикасының Тұңғыш Президенті күні": Names(
        "День Первого Президента Республики Казахстан",
        "Қазақстан Республикасының Тұңғыш Президенті күні",
        "Day of the First President",
    ),
    "Тәуелсіздік күні": Names("День Независимости", "Тәуелсіздік күні", "Independence Day"),
    "Құрбан айт": Names(
        "Первый день Курбан-айта", "Құрбан айттың бірінші күні", "First day of Kurban Ait"
    ),
}  # fmt: skip


def in_lieu(names: Names) -> Names:
    """A holiday fell on a weekend, so the next working day is off."""
    return Names(
        f"Выходной за праздник: {names.ru}",
        f"Мереке үшін демалыс күні: {names.kk}",
        f"Day off in lieu: {names.en}",
    )


def estimated(names: Names) -> Names:
    """The day is reckoned by the lunar calendar, and nobody has confirmed it yet."""
    return Names(
        f"{names.ru} (дата расчётная)",
        f"{names.kk} (есептік күні)",
        f"{names.en} (estimated date)",
    )


def day_off_moved(working: date) -> Names:
    """`working`: the day on which people work in its stead."""
    return Names(
        f"Выходной, перенесенный с {working:%d.%m.%Y}",
        f"{working:%d.%m.%Y} күнінен ауыстырылған демалыс күні",
        f"Day off moved from {working:%d.%m.%Y}",
    )


def working_day_moved(day_off: date) -> Names:
    return Names(
        f"Рабочий день вместо {day_off:%d.%m.%Y}",
        f"{day_off:%d.%m.%Y} орнына жұмыс күні",
        f"Working day instead of {day_off:%d.%m.%Y}",
    )


def both(names: Names, others: Names) -> Names:
    """Two holidays on one day."""
    return Names(*(f"{one}; {other}" for one, other in zip(names, others, strict=True)))
