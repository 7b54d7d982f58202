from publications.rules.personal import personal_data


def test_addresses_and_names_are_found_however_they_are_spaced_and_cased() -> None:
    text = "Писать на a.b@example.org, исполнитель ИВАНОВА\n Анна."
    assert personal_data(text, ["Иванова Анна"]) == ["a.b@example.org", "Иванова Анна"]


def test_a_name_of_one_word_is_no_name() -> None:
    assert personal_data("МВД внесло проект.", ["МВД", "", " "]) == []
