"""What people hold in their hands: a telephone with an app, and a passkey made of software."""

import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client, TestCase
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

PASSWORD = "correct horse battery"
HOST = "localhost"
ORIGIN = f"http://{HOST}"
SEEN, VERIFIED, ATTESTED = 0x01, 0x04, 0x40  # flags of authenticator data, WebAuthn §6.1


def committed() -> Any:
    """What waits for the end of a transaction happens at the end of the block."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def here() -> Client:
    """A browser at a name: passkeys belong to names."""
    return Client(HTTP_HOST=HOST)


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"username": email, "password": password})


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or `steps` half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(client: Client) -> str:
    """As the page asks; the seed that the picture holds."""
    page = client.get("/accounts/2fa/app/").text
    secret = re.search(r'seed-text">(\w+)<', page)
    assert secret
    with committed():
        answer = client.post("/accounts/2fa/app/", {"code": code_of(secret[1])})
    assert answer.status_code == 302
    return secret[1]


def asked_for(page: str) -> dict[str, Any]:
    """What the page tells the browser to ask a passkey for."""
    options = re.search(r'data-options="([^"]*)"', page)
    assert options
    found: dict[str, Any] = json.loads(options[1].replace("&quot;", '"'))
    return found["publicKey"]


@dataclass
class SoftPasskey:
    """Signs as a device would; `verifies`: it has asked for a finger, a face or a PIN."""

    verifies: bool = True
    origin: str = ORIGIN
    counter: int = 0
    owner: str = ""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    name: bytes = b"a passkey made of software"

    @property
    def _flags(self) -> int:
        return SEEN | (VERIFIED if self.verifies else 0)

    def made(self, options: dict[str, Any]) -> str:
        """The answer of navigator.credentials.create()."""
        self.owner = options["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        held = AttestedCredentialData.create(Aaguid(bytes(16)), self.name, public)
        data = AuthenticatorData.create(
            sha256(options["rp"]["id"].encode()), self._flags | ATTESTED, 0, held
        )
        attestation = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", options)
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(bytes(attestation)),
        }
        return self._answer(response, {"credProps": {"rk": True}})

    def shown(self, options: dict[str, Any]) -> str:
        """The answer of navigator.credentials.get()."""
        self.counter += 1
        data = AuthenticatorData.create(sha256(options["rpId"].encode()), self._flags, self.counter)
        client = self._client("webauthn.get", options)
        signed = self.key.sign(bytes(data) + sha256(client), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signed),
            "userHandle": self.owner,
        }
        return self._answer(response, {})

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        challenge = websafe_decode(options["challenge"])
        return bytes(CollectedClientData.create(kind, challenge, self.origin))

    def _answer(self, response: dict[str, str], results: dict[str, Any]) -> str:
        named = websafe_encode(self.name)
        return json.dumps(
            {
                "type": "public-key",
                "id": named,
                "rawId": named,
                "response": response,
                "clientExtensionResults": results,
            }
        )


def add_passkey(client: Client, passkey: SoftPasskey) -> Any:
    options = asked_for(client.get("/accounts/2fa/passkeys/add/").text)
    credential = passkey.made(options)
    form = {"name": "office laptop", "passwordless": "on", "credential": credential}
    return client.post("/accounts/2fa/passkeys/add/", form)
