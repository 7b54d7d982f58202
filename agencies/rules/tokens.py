"""How the secret of an access token is written: `mpt_`, 36 random signs, a checksum of six.

The prefix and the checksum let a scanner of repositories and mails tell a leaked one from noise
without asking us. 36 signs of 62 are about 214 bits, of which the first eight are kept readable, so
that a person recognises a token: the rest (166 bits) is beyond guessing, so that a plain SHA-256
keeps it as well as a slow hash would keep a password.
"""

import hashlib
import re
import string
import zlib
from typing import Final

PREFIX: Final = "mpt_"
ALPHABET: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
RANDOM, CHECK, START = 36, 6, 8  # signs
WRITTEN: Final = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{RANDOM + CHECK}}}")


def written(random: str) -> str:
    """The whole secret for 36 random signs of ALPHABET."""
    return f"{PREFIX}{random}{checksum(random)}"


def checksum(random: str) -> str:
    """CRC-32 in base 62, six signs."""
    left, found = zlib.crc32(random.encode("ascii")), ""
    while len(found) < CHECK:
        left, digit = divmod(left, len(ALPHABET))
        found = ALPHABET[digit] + found
    return found


def is_written_right(secret: str) -> bool:
    """Whether it can be one of ours: no database has to be asked about anything else."""
    if not WRITTEN.fullmatch(secret):
        return False
    random = secret[len(PREFIX) : -CHECK]
    return secret[-CHECK:] == checksum(random)


def start_of(secret: str) -> str:
    """The readable beginning of its random part."""
    return secret[len(PREFIX) : len(PREFIX) + START]


def digest_of(secret: str) -> str:
    """What is kept instead of the secret: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode("ascii")).hexdigest()
