"""Names come in safe and go out in their own letters."""

import unicodedata
from email.message import Message
from typing import Final
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as some

from measures.rules.files import attached_as, safe_name

NAMES: Final = {
    "отчёт за II квартал № 5.pdf": "отчёт за II квартал № 5.pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Мои документы\\письмо.docx": "письмо.docx",
    "..\\..//etc/пись\u202eмо.pdf": "письмо.pdf",
    "счёт\u202efdp.exe": "счётfdp.exe",
    "a.php\0.pdf": "a_php.pdf",
    "счёт.exe.pdf": "счёт_exe.pdf",
    "снимок.SVG.png": "снимок_SVG.png",
    "отчёт.v1.2.pdf": "отчёт.v1.2.pdf",
    "отчёт.docx.pdf": "отчёт.docx.pdf",
    "сцена\uff0fпуть\u2215ещё.pdf": "сцена_путь_ещё.pdf",
    "точка\uff0eexe\u2024pdf": "точка_exe.pdf",
    "и\u0306.pdf": "\u0439.pdf",
    "много   \t пробелов\u3000\u00a0здесь .pdf": "много пробелов здесь.pdf",
    ".htaccess": "htaccess",
    "CON.pdf": "_CON.pdf",
    "lpt1.docx": "_lpt1.docx",
    'a<b>"c"|d?*e:f.pdf': "abcdef.pdf",
    "строка\r\nSet-Cookie: x=1.pdf": "строкаSet-Cookie x=1.pdf",
    "\ud800.pdf": "pdf",
    "": "file",
    "...": "file",
    "/": "file",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_made_safe(name: str) -> None:
    assert safe_name(name) == NAMES[name]


@given(some.text(max_size=400) | some.text(alphabet="a.\\/й\u202e \0", max_size=60))
def test_whatever_comes_a_safe_name_is_short_plain_and_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    odd = [c for c in safe if unicodedata.category(c)[0] == "C" or c in '/\\<>:"|?*']
    assert (odd, safe_name(safe), safe[0] != ".") == ([], safe, True)
    assert 0 < len(safe) <= 150
    assert len(safe.encode()) <= 240


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("report 5.pdf", 'attachment; filename="report 5.pdf"'),
        (
            "отчёт.pdf",
            "attachment; filename=\"file.pdf\"; filename*=UTF-8''"
            "%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf",
        ),
        (
            "50% готово; a.pdf",
            "attachment; filename=\"50_ _ a.pdf\"; filename*=UTF-8''"
            "50%25%20%D0%B3%D0%BE%D1%82%D0%BE%D0%B2%D0%BE%3B%20a.pdf",
        ),
    ],
)
def test_a_name_goes_out_for_old_browsers_and_new_ones(name: str, told: str) -> None:
    assert attached_as(name) == told


@given(some.text(min_size=1, max_size=120).map(safe_name))
def test_every_safe_name_comes_back_as_it_was(name: str) -> None:
    answer = Message()
    answer["Content-Disposition"] = attached_as(name)
    told = attached_as(name)
    _, _, full = told.partition("filename*=UTF-8''")
    assert (unquote(full) if full else answer.get_filename()) == name
    assert told.isascii()
    assert "\n" not in told
