from pathlib import Path

import pytest
from demo import Person, demo_environment, kept_secret, some_of_each_role, table


def person(name: str, role: str) -> Person:
    return {"email": f"{name}@demo.example", "password": "word", "role": role, "agency": "mvd"}


def test_two_of_each_role_are_introduced_in_their_order() -> None:
    people = [person("anna", "officer"), person("boris", "head")]
    people += [person("dana", "officer"), person("erlan", "officer")]
    assert some_of_each_role(people) == people[:3]


def test_people_stand_in_columns() -> None:
    assert table([person("anna", "officer"), person("bo", "head")]) == [
        "anna@demo.example  word  officer  mvd",
        "bo@demo.example    word  head     mvd",
    ]
    assert table([]) == []


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    secret = kept_secret(path)
    assert len(secret) >= 50
    assert kept_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["DATABASE_URL", "MEDIA_ROOT", "EMAIL_URL", "DEBUG", "HTTPS"])
def test_the_demonstration_does_not_touch_a_real_site(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("demo.FOLDER", tmp_path)
    monkeypatch.setenv(name, "of-a-real-site")
    env = demo_environment("http://127.0.0.1:8000", "redis://", "smtp://")
    assert "of-a-real-site" not in env.values()
