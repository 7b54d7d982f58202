import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.canonical import canonical, digest

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_keys_are_sorted_without_spaces_and_letters_stay_themselves() -> None:
    assert canonical({"б": [1, None], "a": {"z": "Ұ", "b": True}}) == (
        '{"a":{"b":true,"z":"Ұ"},"б":[1,null]}'.encode()
    )


def test_the_digest_is_the_sha256_of_these_bytes() -> None:
    assert digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


@given(st.dictionaries(st.text(), values))
def test_what_is_read_back_gives_the_same_bytes(document: dict[str, object]) -> None:
    once = canonical(document)
    assert canonical(json.loads(once)) == once


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": float("nan")})
