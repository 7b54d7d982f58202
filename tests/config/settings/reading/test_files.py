"""What an operator says of files is taken as it is meant, or refused when the site starts."""

from pathlib import Path
from typing import Any

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.reading.files import (
    FOLDER,
    address_of_scanner,
    default_storage,
    kinds_of_files,
    programs_in_files,
)
from measures.rules.files import KINDS


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Any:
    def say(**values: str) -> environ.Env:
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return environ.Env()

    return say


def test_without_a_word_files_lie_in_the_folder_and_nobody_scans_them(said: Any):
    env = said()
    assert (default_storage(env), address_of_scanner(env)) == (FOLDER, "")
    assert (kinds_of_files(env), programs_in_files(env)) == (list(KINDS), "refuse")


def test_an_s3_storage_is_private_and_its_key_may_stand_in_a_file(said: Any, tmp_path: Path):
    key = tmp_path / "key"
    key.write_text("a-secret\n", encoding="utf-8")
    told = default_storage(
        said(S3_BUCKET="tracker", S3_SECRET_KEY_FILE=str(key), S3_SEALED_BY="AES256")
    )
    options = told["OPTIONS"]
    assert told["BACKEND"] == "config.object_storage.ObjectStorage"
    assert (options["secret_key"], options["default_acl"]) == ("a-secret", None)
    assert (options["querystring_auth"], options["file_overwrite"]) == (True, False)
    assert options["object_parameters"]["ServerSideEncryption"] == "AES256"


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("scanner.example:3310", "scanner.example:3310"),
        ("[fd00::1]:3310", "[fd00::1]:3310"),
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
    ],
)
def test_addresses_of_a_scanner(said: Any, address: str, meant: str):
    assert address_of_scanner(said(CLAMD_ADDRESS=address)) == meant


@pytest.mark.parametrize("address", ["scanner", "scanner:", ":3310", "scanner:0", "scanner:x"])
def test_what_is_no_address_stops_the_start(said: Any, address: str):
    with pytest.raises(ImproperlyConfigured, match="CLAMD_ADDRESS"):
        address_of_scanner(said(CLAMD_ADDRESS=address))


def test_kinds_are_named_with_a_dot_or_without(said: Any):
    assert kinds_of_files(said(FILE_KINDS="pdf, .DOCX")) == [".pdf", ".docx"]


def test_kinds_that_cannot_be_looked_into_are_refused(said: Any):
    with pytest.raises(ImproperlyConfigured, match=r"not \.exe, \.svg"):
        kinds_of_files(said(FILE_KINDS="pdf,svg,exe"))


def test_programs_are_refused_or_flagged_and_nothing_else(said: Any):
    assert programs_in_files(said(FILE_PROGRAMS="flag")) == "flag"
    with pytest.raises(ImproperlyConfigured, match="refuse or flag"):
        programs_in_files(said(FILE_PROGRAMS="allow"))
