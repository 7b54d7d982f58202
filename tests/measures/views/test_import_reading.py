"""How a kept file is read is shown, corrected on the page, and kept: nothing is uploaded again."""

import pytest
from django.urls import reverse

from measures.models import ImportFile, ImportState, Measure
from tests import factories
from tests.measures.views.sending import GOOD, HEAD, decide, send, state, text_of


@pytest.fixture
def plan(plan):
    factories.AgencyFactory(short_ru="МИМ")
    return plan


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


UNCLEAR = [["План"], ["№", "Дела", "", "Кто", "Когда", "Прим."],
           ["1", "Провести опрос", "Отчёт", "МИМ", "до 1 июля 2009 года", "x"],
           ["2", "Вести учёт", "Акт", "МИМ", "2009 год", ""]]  # fmt: skip
CHOSEN = {"column_2": "measure", "column_3": "form", "column_4": "executors",
          "column_5": "deadline"}  # fmt: skip


def shown_form(client):
    """The form of the page as a browser would send it back."""
    page = client.get(reverse("measures:import-preview", args=[ImportFile.objects.get().pk]))
    form = page.context["form"]
    return page, {bound.html_name: bound.value() or "" for bound in form}


def read_as(client, **choices):
    _, sent = shown_form(client)
    sent.pop("create_agencies")
    url = reverse("measures:import-read", args=[ImportFile.objects.get().pk])
    return client.post(url, {**sent, **choices})


def test_headings_that_are_not_understood_are_shown_with_what_stands_below(signed_in, plan):
    send(signed_in, plan, UNCLEAR)
    page, sent = shown_form(signed_in)
    said = text_of(page)
    assert "Correct the file and upload it again" not in said
    for text in ("How the file is read", "Дела", "column without a heading", "Провести опрос",
                 "row 2: № | Дела | Кто | Когда | Прим."):  # fmt: skip
        assert text in said
    assert (sent["heading_row"], sent["column_1"], sent["column_2"]) == ("2", "number", "")
    assert '<details id="reading" class="panel" open>' in page.content.decode()


def test_what_is_chosen_is_kept_and_the_file_is_read_by_it(signed_in, plan):
    send(signed_in, plan, UNCLEAR)
    assert read_as(signed_in, **CHOSEN).status_code == 302
    kept = ImportFile.objects.get()
    assert kept.outcome["options"]["columns"] == {
        "1": "number", "2": "measure", "3": "form", "4": "executors", "5": "deadline",
    }  # fmt: skip
    page, sent = shown_form(signed_in)
    assert {name: sent[name] for name in CHOSEN} == CHOSEN
    assert "Write to the plan" in text_of(page)
    decide(signed_in, "apply")
    assert state() == (ImportState.APPLIED, 2)
    assert list(Measure.objects.values_list("title_ru", "completion_form_ru").order_by("pk")) == [
        ("Провести опрос", "Отчёт"), ("Вести учёт", "Акт"),
    ]  # fmt: skip


def test_a_column_left_out_is_asked_for_in_words(signed_in, plan):
    send(signed_in, plan, UNCLEAR)
    read_as(signed_in, **{**CHOSEN, "column_5": ""})
    page, _ = shown_form(signed_in)
    assert "No column for “deadline” was recognised" in text_of(page)
    read_as(signed_in, **{**CHOSEN, "column_6": "deadline"})
    page, _ = shown_form(signed_in)
    assert "Several columns could be “deadline”: Когда / Прим." in text_of(page)


def test_two_headings_alike_are_told_apart_by_place(signed_in, plan):
    rows = [["№", "Мероприятие", "Исполнители", "Срок", "Срок"],
            ["1", "Дело", "МИМ", "когда-нибудь", "2009 год"]]  # fmt: skip
    page = text_of(signed_in.get(send(signed_in, plan, rows).url))
    assert "Several columns could be “deadline”" in page
    read_as(signed_in, column_4="")
    decide(signed_in, "apply")
    assert Measure.objects.get().deadline.text_ru == "2009 год"


def test_another_row_of_headings_has_the_columns_recognised_anew(signed_in, plan):
    send(signed_in, plan, [["Кто", "Что", "Когда", "x"], HEAD, GOOD[1]])
    read_as(signed_in, column_1="measure", heading_row="1")
    assert ImportFile.objects.get().outcome["options"]["heading_row"] == 1
    read_as(signed_in, heading_row="2")
    options = ImportFile.objects.get().outcome["options"]
    assert (options["columns"], options["heading_row"]) == (None, 2)
    page, sent = shown_form(signed_in)
    assert sent["column_5"] == "deadline"
    assert "Write to the plan" in text_of(page)


def two_plans():
    table = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in GOOD[:2]
    )
    return f"<table>{table}</table><p>Приложение 2</p><table>{table}</table>".encode()


def test_a_table_is_chosen_where_several_look_like_plans(signed_in, plan):
    page = text_of(signed_in.get(send(signed_in, plan, two_plans(), "plan.html").url))
    assert "Several tables look like plans: 1 (table 1), 2 (table 2)" in page
    assert "table 2: № | Мероприятие" in page
    read_as(signed_in, which="2")
    assert ImportFile.objects.get().outcome["options"]["which"] == 2
    decide(signed_in, "apply")
    assert state() == (ImportState.APPLIED, 1)


def test_new_bodies_are_added_without_another_upload(signed_in, plan):
    send(signed_in, plan, [*GOOD, ["3", "Ещё", "", "ЦКПФ", "2010 год"]])
    read_as(signed_in, create_agencies="on")
    decide(signed_in, "apply")
    assert state() == (ImportState.APPLIED, 3)


def test_a_choice_that_is_not_offered_is_refused_on_the_page(signed_in, plan):
    send(signed_in, plan, UNCLEAR)
    response = read_as(signed_in, column_2="colour")
    assert response.status_code == 409
    assert "Please correct" in text_of(response)
    assert ImportFile.objects.get().outcome["options"]["columns"] is None


def test_a_file_decided_on_before_is_not_read_otherwise(signed_in, plan):
    send(signed_in, plan, GOOD)
    _, sent = shown_form(signed_in)
    decide(signed_in, "drop")
    url = reverse("measures:import-read", args=[ImportFile.objects.get().pk])
    page = signed_in.post(url, {**sent, "column_2": "form"}, follow=True)
    assert "was written to the plan or dropped before" in text_of(page)
    assert ImportFile.objects.get().outcome["options"]["columns"] is None


def test_what_is_written_is_what_was_shown(signed_in, plan):
    """Another coordinator has the file read otherwise between the look and the word."""
    page = signed_in.get(send(signed_in, plan, GOOD).url)
    read_as(signed_in, column_3="")
    kept = ImportFile.objects.get()
    url = reverse("measures:import-apply", args=[kept.pk])
    seen = {"action": "apply", "reading": page.context["reading"]}
    assert "read otherwise meanwhile" in text_of(signed_in.post(url, seen, follow=True))
    assert state() == (ImportState.PREVIEWED, 0)
    now = signed_in.get(reverse("measures:import-preview", args=[kept.pk])).context["reading"]
    signed_in.post(url, {"action": "apply", "reading": now})
    assert state() == (ImportState.APPLIED, 2)


def test_a_file_kept_before_columns_could_be_chosen_is_still_read(signed_in, plan):
    send(signed_in, plan, GOOD)
    kept = ImportFile.objects.get()
    for key in ("columns", "heading_row"):
        del kept.outcome["options"][key]
    kept.save()
    decide(signed_in, "apply")
    assert state() == (ImportState.APPLIED, 2)


def test_rows_of_several_tables_are_shown_with_their_tables(signed_in, plan):
    page = two_plans().replace("<p>Приложение 2</p>".encode(), b"")
    page = page[::-1].replace("<td>1</td>"[::-1].encode(), "<td>2</td>"[::-1].encode(), 1)[::-1]
    said = text_of(signed_in.get(send(signed_in, plan, page, "plan.html").url))
    assert "Tables 1, 2 go on with each other and were read as one plan" in said
    assert "table 2 2" in said
