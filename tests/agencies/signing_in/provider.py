"""A small OpenID Connect provider on the loopback: it signs tokens, and lies when a test wants."""

import base64
import hashlib
import http.client
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

SITE = "http://127.0.0.1:8000"
CLIENT, SECRET = "tracker", "a secret of the client"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """`person`: whom it vouches for; `lie`: what is changed in the claims; `signs_with`: a key that
    is not among the published ones; `algorithm` "none" or "HS256": as forgers have
    tried; `asked_anew`: it has asked for the password just now, and says so."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    lie: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs_with: rsa.RSAPrivateKey | None = None
    algorithm: str = "RS256"
    told: dict[str, Any] = field(default_factory=dict)
    asked_anew: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def configuration(self) -> dict[str, Any]:
        paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        ends = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in paths.items()}
        return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **ends, **self.told}

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "first", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Whoever comes is signed in as `person`; where the browser goes then."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fits = asked is not None and (
            asked.get("code_challenge_method"),
            asked.get("code_challenge"),
            asked["redirect_uri"],
            sent.get("client_secret"),
        ) == ("S256", challenge, sent.get("redirect_uri"), SECRET)
        if asked is None or not fits:
            return 400, {"error": "invalid_grant"}
        answer = {"access_token": "t", "token_type": "Bearer", "id_token": self.signed(asked)}
        return 200, answer

    def signed(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims["auth_time"] = now if self.asked_anew else None
        claims |= {"nonce": asked.get("nonce")} | self.person | self.lie
        claims = {name: value for name, value in claims.items() if value is not None}
        key: Any = self.signs_with or self.key
        if self.algorithm != "RS256":
            key = "public material used as a secret, 32 bytes" if self.algorithm == "HS256" else ""
        return jwt.encode(claims, key, self.algorithm, headers={"kid": "first"})


class Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(asked))
            self.end_headers()
            return
        pages = {
            "/.well-known/openid-configuration": self.provider.configuration,
            "/keys": self.provider.keys,
        }
        self.say(200, pages[address.path]())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.say(*self.provider.token({name: one[0] for name, one in parse_qs(body).items()}))

    def say(self, status: int, document: dict[str, Any]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quietly."""


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()
    handler = type("Handler", (Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()


def vouched(email: str, **more: Any) -> dict[str, Any]:
    return {"sub": "248289761001", "email": email, "email_verified": True, **more}


def to_provider(client: Client, **form: str) -> str:
    answer = client.post("/accounts/provider/", form)
    assert answer.status_code == 302
    return str(answer.url)


def through(address: str) -> str:
    """The browser at the provider; where it is sent back to."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.netloc)
    connection.request("GET", f"{where.path}?{where.query}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    return back.removeprefix(SITE)


def come(client: Client, **form: str) -> Any:
    return client.get(through(to_provider(client, **form)))
