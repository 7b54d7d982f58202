"""Names of bodies as acts write them, and the one form in which they are compared."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.names import normalise_name
from agencies.rules.text import in_one_alphabet, plain

REFERENCE = Path(__file__).parents[3] / "fixtures" / "reference"
ALIASES = [row["fields"]["text"] for row in json.loads((REFERENCE / "aliases.json").read_text())]


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("МВД", "мвд"),
        ("MBД РК", "мвд"),  # Latin M and B
        ("MTC", "мтс"),  # Latin throughout
        ("UNHCR", "unhcr"),
        ("AKIM OF AKMOLA OBLAST", "akim of akmola oblast"),
        (
            "«Министерство  внутренних дел\u00a0Республики Казахстан»*",
            "министерство внутренних дел",
        ),
        ("Министер-\nство юсти\u00adции", "министерство юстиции"),
        ("М И Д¹", "мид"),
        ("МИД [2];", "мид"),
        ("учётный комитет", "учетный комитет"),
        ("Агентство Республики Казахстан по статистике", "агентство по статистике"),
        ("Қазақстан Республикасының Iшкi iстер министрлiгi", "ішкі істер министрлігі"),
        ("ҚР Премьер\u2013Министрінің Кеңсесі", "премьер-министрінің кеңсесі"),
        ("Yкiметi", "үкіметі"),
        ("əкімдік", "әкімдік"),  # Latin schwa
        ("акимы областей,г.г. Астаны и Алматы", "акимы областей, гг астаны и алматы"),
        ("акимы областей, гг.Астаны и Алматы", "акимы областей, гг астаны и алматы"),
        ("Ministry of Health of the Republic of Kazakhstan", "ministry of health"),
        ("Республики Казахстан", "республики казахстан"),
        ("КНБ (по согласованию)", "кнб (по согласованию)"),
        (" \n", ""),
    ],
)
def test_a_name_has_one_form_however_it_is_written(written: str, held: str) -> None:
    assert normalise_name(written) == held


def test_every_other_name_is_held_in_its_normal_form() -> None:
    assert [text for text in ALIASES if normalise_name(text) != text] == []


@given(st.sampled_from(ALIASES), st.sampled_from(["", "*", "²", " ", ".", ";"]), st.booleans())
def test_noise_around_a_name_changes_nothing(text: str, mark: str, shout: bool) -> None:
    written = f"  «{text.upper() if shout else text}»{mark}".replace(" ", "\u00a0 ")
    assert normalise_name(written) == text


def test_two_letters_apart_stay_two_words() -> None:
    assert plain("и в городе, п л а н") == "и в городе, план"


def test_latin_words_stay_latin_beside_cyrillic_ones() -> None:
    assert in_one_alphabet("миссия UNHCR в Aстане") == "миссия UNHCR в Астане"
