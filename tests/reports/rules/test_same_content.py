import json

import pytest

from reports.rules.canonical import digest
from reports.rules.same_content import digest_of_json

CONTENT = {"plan": {"title": "План № 1"}, "rows": [1, "2.50", None], "edition": 1}


@pytest.mark.parametrize(
    "data",
    [
        json.dumps(CONTENT).encode(),
        json.dumps(CONTENT, indent=4, ensure_ascii=False).encode(),
        json.dumps(dict(reversed(CONTENT.items()))).encode("utf-16"),
        b"\xef\xbb\xbf" + json.dumps(CONTENT).encode(),
    ],
)
def test_a_content_is_known_however_it_is_written(data: bytes) -> None:
    assert digest_of_json(data) == digest(CONTENT)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[1]",
        b"{",
        b'{"a": NaN}',
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": 1, "b": 2}}',
        b"[" * 100_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
        b"\xff\xfe\xff",
        b'{"a": "\\ud800"}',
    ],
)
def test_what_is_no_content_or_could_be_read_in_two_ways_has_no_hash(data: bytes) -> None:
    assert digest_of_json(data) == ""


def test_another_value_is_another_content() -> None:
    assert digest_of_json(json.dumps({**CONTENT, "edition": 2}).encode()) != digest(CONTENT)
