"""The site as `deploy/` serves it: its nginx, its unit's gunicorn and its environment; private."""

import datetime
import re
import secrets
import shlex
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import environment
import processes
import tools
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from ports import HOST, answers, free_port, wait_until

from tests.journeys.running import ROOT, start

NAME = "tracker.example.org"  # as deploy/ writes it
DEPLOY = ROOT / "deploy"
FEW = {"API_RATE_SIGN_IN": "5/d"}  # so that a test need not try a hundred times
# nginx as a package configures it around our file, without its own account and folders.
AROUND = """
daemon off; master_process off; pid "{folder}/nginx.pid"; error_log "{folder}/nginx.log";
events {{}}
http {{
  client_body_temp_path "{folder}/body"; proxy_temp_path "{folder}/proxy";
  fastcgi_temp_path "{folder}/fastcgi"; uwsgi_temp_path "{folder}/uwsgi";
  scgi_temp_path "{folder}/scgi"; access_log off;
  include "{folder}/tracker.conf";
}}
"""


@dataclass
class Proxied:
    """`pin`: by this a browser knows the one certificate that it is to take."""

    folder: Path
    env: dict[str, str]
    http: int
    https: int
    direct: int
    certificate: Path
    pin: str
    database: str
    web: processes.Child | None = None


def production(database: str, redis: str, folder: Path) -> dict[str, str]:
    """`deploy/env.example`, with what it leaves to the operator filled in."""
    lines = (DEPLOY / "env.example").read_text().splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    keys = ("SECRET_KEY", "EXCHANGE_KEYS", "METRICS_TOKEN", "AUDIT_KEY")
    return (
        environment.neutral()
        | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        | told
        | {name: secrets.token_urlsafe(48) for name in keys}
        | {
            "DATABASE_URL": database,
            "REDIS_URL": f"{redis}/8",
            "CACHE_URL": f"{redis}/9",
            "EMAIL_URL": told["EMAIL_URL"].replace("password", secrets.token_urlsafe(8)),
            "BOUNCES_MAILDIR": "",
            "MEDIA_ROOT": str(folder / "media"),
        }
    )


def make_certificate(folder: Path) -> tuple[Path, str]:
    """A new key and its own signature under it, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    kept = folder / "tracker.key"
    kept.touch(mode=0o600)
    kept.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "tracker.pem").write_bytes(made.public_bytes(Encoding.PEM))
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return folder / "tracker.pem", b64encode(sha256(public).digest()).decode()


@contextmanager
def proxied(database: str, redis: str, folder: Path, *, day: str) -> Iterator[Proxied]:
    """`day`: that of the demonstration in the database; people sign in as in earnest."""
    certificate, pin = make_certificate(folder)
    env = production(database, redis, folder) | {"BUSINESS_DATE": day} | FEW
    ports = (free_port(), free_port(), free_port())
    site = Proxied(folder, env, *ports, certificate, pin, database)
    with ExitStack() as running:
        site.web = start("gunicorn", gunicorn(site.direct), env, folder)
        running.callback(processes.stop, site.web)
        nginx = start("nginx", proxy(site), dict(env), folder)
        running.callback(processes.stop, nginx)
        alive = site.web.is_running
        if not wait_until(lambda: all(map(answers, ports)), seconds=60, alive=alive):
            raise AssertionError((folder / "gunicorn.log").read_text()[-3000:])
        yield site


def gunicorn(port: int) -> list[str]:
    """As the unit starts it, elsewhere."""
    unit = (DEPLOY / "tracker-web.service").read_text()
    command = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    assert command
    argv = shlex.split(command[1])
    assert (argv[0], "127.0.0.1:8000" in argv) == ("/opt/tracker/.venv/bin/python", True)
    return [sys.executable, *(w.replace(":8000", f":{port}") for w in argv[1:])]


def proxy(site: Proxied) -> list[str]:
    text = (DEPLOY / "tracker-nginx.conf").read_text()
    for ours, theirs in {
        "listen 80": f"listen {HOST}:{site.http}",
        "listen 443": f"listen {HOST}:{site.https}",
        "127.0.0.1:8000": f"127.0.0.1:{site.direct}",
        "/etc/ssl/certs": str(site.folder),
        "/etc/ssl/private": str(site.folder),
    }.items():
        assert ours in text
        text = text.replace(ours, theirs)
    (site.folder / "tracker.conf").write_text(text)
    (site.folder / "nginx.conf").write_text(AROUND.format(folder=site.folder))
    program = tools.nginx()
    assert program, "nginx is not on this machine: apt-get install nginx-light"
    log = str(site.folder / "nginx.log")
    return [str(program), "-e", log, "-c", str(site.folder / "nginx.conf")]


def browser_flags(site: Proxied) -> list[str]:
    """The name and its usual ports lead here, and this one certificate is taken."""
    rules = f"MAP {NAME}:443 {HOST}:{site.https}, MAP {NAME}:80 {HOST}:{site.http}"
    return [f"--host-resolver-rules={rules}", f"--ignore-certificate-errors-spki-list={site.pin}"]
