"""Debian packages, installed only as root and without starting any system service."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from console import Refusal, say

POLICY = Path("/usr/sbin/policy-rc.d")
OPTIONS = ("-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")


def can_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> None:
    say("Installing with apt: " + " ".join(packages))
    with no_services_started():
        # A mirror that cannot be reached need not matter: the lists may be fresh already.
        _apt("update", "-q")
        if not _apt("install", *OPTIONS, *packages):
            raise Refusal("apt-get could not install: " + " ".join(packages))


def _apt(*arguments: str) -> bool:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", *arguments],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout[-3000:], flush=True)
    return done.returncode == 0


@contextlib.contextmanager
def no_services_started(policy: Path = POLICY) -> Iterator[None]:
    """The postgresql package would otherwise start a cluster on the standard port."""
    if policy.exists():  # the machine's owner has decided already
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)
