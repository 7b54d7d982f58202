import smtplib
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from catch_mail import file_name
from ports import HOST, answers, free_port, wait_until
from processes import start, stop


@pytest.fixture
def catcher(root: Path, tmp_path: Path) -> Iterator[int]:
    port = free_port()
    argv = [sys.executable, root / "bin" / "lib" / "catch_mail.py", str(port), tmp_path / "mail"]
    child = start("mail", argv, log=tmp_path / "log")
    assert wait_until(lambda: answers(port), seconds=20, alive=child.is_running)
    yield port
    stop(child)
    assert child.process.returncode == 0


def test_each_message_becomes_a_file(catcher: int, tmp_path: Path) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = "officer@example.org", "Мерзімі келді"
    message.set_content("Ертең мерзімі бітеді")
    with smtplib.SMTP(HOST, catcher) as server:
        server.send_message(message, "tracker@example.org")
        server.send_message(message, "tracker@example.org")
    first, second = sorted((tmp_path / "mail").iterdir())
    assert first.name.endswith("-00001-officer@example.org.eml")
    assert second.name.endswith("-00002-officer@example.org.eml")
    read = message_from_bytes(first.read_bytes(), policy=policy.default)
    assert read["Subject"] == "Мерзімі келді"


def test_an_address_cannot_name_another_folder() -> None:
    assert file_name(1, ["../../x@y"]).endswith("-00001-.._.._x@y.eml")
