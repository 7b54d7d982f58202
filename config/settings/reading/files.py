"""Where files are kept and who looks at them, from what an operator says."""

from pathlib import Path
from typing import Any, Final

import environ
from django.core.exceptions import ImproperlyConfigured

from measures.rules.files.kinds import KINDS

FOLDER: Final = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def default_storage(env: environ.Env) -> dict[str, Any]:
    """The folder MEDIA_ROOT; with S3_BUCKET a storage that speaks S3, in which nothing is public
    and whose addresses nobody is given."""
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        return FOLDER
    options = {
        "bucket_name": bucket,
        "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
        "region_name": env.str("S3_REGION", default="") or None,
        "access_key": _secret(env, "S3_ACCESS_KEY"),
        "secret_key": _secret(env, "S3_SECRET_KEY"),
        "addressing_style": env.str("S3_ADDRESSING", default="path"),
        "location": env.str("S3_PREFIX", default=""),
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": False,
        "object_parameters": _object_parameters(env),
        "verify": env.str("S3_CA_FILE", default="") or None,
    }
    return {"BACKEND": "config.object_storage.ObjectStorage", "OPTIONS": options}


def _object_parameters(env: environ.Env) -> dict[str, str]:
    """Whoever gets at an object all the same is to save it and not to show it."""
    told = {"ContentDisposition": "attachment", "CacheControl": "private, no-store"}
    sealed = env.str("S3_SEALED_BY", default="")
    return told | ({"ServerSideEncryption": sealed} if sealed else {})


def _secret(env: environ.Env, name: str) -> str | None:
    """From the environment, or from the file that NAME_FILE names; None: from what the machine
    itself is given (a role)."""
    if path := env.str(f"{name}_FILE", default=""):
        return Path(path).read_text(encoding="utf-8").strip()
    return env.str(name, default="") or None


def kinds_of_files(env: environ.Env) -> list[str]:
    """Endings with their dot; what cannot be looked into cannot be allowed."""
    asked = env.list("FILE_KINDS", default=[kind.lstrip(".") for kind in KINDS])
    kinds = [f".{kind.strip().lower().lstrip('.')}" for kind in asked]
    if unknown := sorted(set(kinds) - set(KINDS)):
        known = ", ".join(kind.lstrip(".") for kind in KINDS)
        raise ImproperlyConfigured(f"FILE_KINDS can be {known}; not {', '.join(unknown)}.")
    return kinds


def programs_in_files(env: environ.Env) -> str:
    asked: str = env.str("FILE_PROGRAMS", default="refuse")
    if asked not in ("refuse", "flag"):
        raise ImproperlyConfigured(f"FILE_PROGRAMS is refuse or flag, not {asked}.")
    return asked


def address_of_scanner(env: environ.Env) -> str:
    """«host:port», or the path of a socket; "" for none."""
    asked: str = env.str("CLAMD_ADDRESS", default="").removeprefix("unix:")
    if asked.startswith("/") or not asked:
        return asked
    host, _, port = asked.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ImproperlyConfigured(
            "CLAMD_ADDRESS must be like scanner.example:3310, or the path of a socket as "
            "/run/clamav/clamd.ctl."
        )
    return asked
