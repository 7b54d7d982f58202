"""The table of rights in words: every act, everybody and every condition has some."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from agencies.management.commands import write_rights
from agencies.models import User
from agencies.rights_told import document, told
from agencies.rights_words import CONDITIONS, GROUPS, WHO
from agencies.rules.rights import TABLE, Condition, Do, Who


def test_every_act_stands_in_one_group() -> None:
    acts = [do for _words, group in GROUPS for do in group]
    assert sorted(acts) == sorted(Do)


def test_everybody_and_every_condition_has_words() -> None:
    assert (set(WHO), set(CONDITIONS)) == (set(Who), set(Condition))


def test_a_condition_has_words_for_the_side_on_which_it_stands() -> None:
    missing = [one for right in TABLE for one in right.only if not CONDITIONS[one][0]]
    missing += [one for right in TABLE for one in right.never if not CONDITIONS[one][1]]
    assert missing == []


def test_a_page_words_a_permission_and_the_document_names_it() -> None:
    with translation.override("en"):
        who = {
            one for group in told() for act in group.acts for line in act.lines for one in line.who
        }
        worded = "administrator with the permission “people: add”"
        assert (worded in who, [one for one in who if "_" in one]) == (True, [])
        assert "administrator with the permission agencies.add_user" in document()


def test_every_row_of_the_table_is_told() -> None:
    assert sum(len(act.lines) for group in told() for act in group.acts) == len(TABLE)


def test_the_document_is_up_to_date() -> None:
    call_command("write_rights", "--check")


def test_one_that_is_not_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_rights, "document", lambda: "something else")
    with pytest.raises(CommandError):
        call_command("write_rights", "--check")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_whoever_is_signed_in_reads_it(client: Client, officer: User, language: str) -> None:
    assert client.get("/help/rights/").status_code == 302
    officer.language = language
    officer.save()
    client.force_login(officer)
    page = client.get("/help/rights/", headers={"accept-language": language}).content.decode()
    with translation.override(language):
        words = [str(act) for _group, acts in GROUPS for act in acts.values()]
    assert [one for one in words if one.replace("’", "’") not in page] == []


def test_the_document_says_who_reviews() -> None:
    with translation.override("en"):
        (row,) = [line for line in document().splitlines() if "Accept a report" in line]
    assert row.split(" | ")[1:3] == ["coordinator of the plan", ""]
    assert "who reports for the agency concerned" in row
