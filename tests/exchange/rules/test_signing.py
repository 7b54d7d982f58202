"""Messages are verified by the library of the specification, which is not ours."""

import base64
import json
import time

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from exchange.rules.signing import headers, written

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
BODY = json.dumps({"type": "ping", "data": "қазақша"}, ensure_ascii=False).encode()


def verifies(secret: bytes, told: dict[str, str], body: bytes = BODY) -> bool:
    try:
        Webhook(written(secret)).verify(body, told)
    except WebhookVerificationError:
        return False
    return True


def test_the_reference_library_verifies_what_is_signed() -> None:
    told = headers([NEW], "chg_1", int(time.time()), BODY)
    assert verifies(NEW, told)
    assert not verifies(OTHER, told)
    assert not verifies(NEW, told, BODY + b" ")
    assert not verifies(NEW, {**told, "webhook-id": "chg_2"})


def test_while_a_secret_is_changed_both_verify() -> None:
    told = headers([NEW, OLD], "chg_1", int(time.time()), BODY)
    assert [verifies(secret, told) for secret in (NEW, OLD, OTHER)] == [True, True, False]


def test_an_old_message_cannot_be_sent_by_a_stranger_later() -> None:
    assert not verifies(NEW, headers([NEW], "chg_1", int(time.time()) - 3600, BODY))


def test_the_vector_of_the_specification() -> None:
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    told = headers([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert told["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("count", [1, 2])
def test_a_signature_for_each_secret(count: int) -> None:
    told = headers([NEW, OLD][:count], "chg_1", 1, BODY)
    assert len(told["webhook-signature"].split(" ")) == count
