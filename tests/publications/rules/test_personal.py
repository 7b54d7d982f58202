import pytest

from publications.rules.personal import personal_data


def test_addresses_and_names_are_found_however_they_are_spaced_and_cased() -> None:
    text = "Писать на a.b@example.org, исполнитель ИВАНОВА\n Анна."
    assert personal_data(text, ["Иванова Анна"]) == ["a.b@example.org", "ИВАНОВА Анна"]


def test_a_name_of_one_word_is_no_name() -> None:
    assert personal_data("МВД внесло проект.", ["МВД", "", " "]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Анна Петровна Иванова внесла проект.", "Анна Петровна Иванова"),
        ("Подготовлено Ивановой Анной Петровной.", "Ивановой Анной Петровной"),
        ("Исполнитель: Иванова А.П.", "Иванова А. П."),
        ("От А. П. Ивановой, тел. 1-23", "А. П. Ивановой"),
        ("Иванова, Анна", "Иванова Анна"),
        ("Ивано\u00adва\u00a0Анна", "Ивано\u00adва Анна"),
        ("Ивановa Aннa", "Ивановa Aннa"),  # Latin a and A
        ("Отвечает Анна Петровна.", "Анна Петровна"),
    ],
)
def test_a_person_is_found_however_the_name_is_written(text: str, found: str) -> None:
    assert personal_data(text, ["Иванова Анна Петровна"]) == [found]


def test_a_sign_that_is_not_seen_does_not_hide_a_name() -> None:
    glued = "Иванова\u00adАнна"
    assert personal_data(glued, ["Иванова Анна"]) == [glued]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Отделом миграции Ахметовтың Айгүлмен", "Ахметов Айгүл"),
        ("по роману Достоевского Фёдора", "Достоевский Федор"),
        ("Ли Анна", "Ли  Анна"),
        ("работа отдела миграции", "Отдел миграции"),
    ],
)
def test_names_are_compared_by_their_stems(text: str, name: str) -> None:
    assert len(personal_data(text, [name])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Иванова и Петрова внесли проект.",
        "Ремонт дорог на улице Иванова. А также мостов.",
        "В Ивановской области, Анненской волости.",
        "Отдел внёс проект; миграция сократилась.",
        "Канцелярия Премьер-Министра",
    ],
)
def test_what_is_only_like_a_name_may_be_published(text: str) -> None:
    accounts = [
        "Иванова Анна Петровна",
        "Отдел миграции",
        "Наблюдатель, Канцелярия Премьер-Министра",
    ]
    assert personal_data(text, accounts) == []


@pytest.mark.parametrize("sign", ["@", " ＠ ", " [at] ", "(собака)"])
def test_an_address_is_found_however_its_sign_is_written(sign: str) -> None:
    assert len(personal_data(f"Писать на a.b{sign}почта.рф", [])) == 1
