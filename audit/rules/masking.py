"""Which columns are secrets and which name people, told from their names.

By name, so that a table made tomorrow is careful from its first row; `audit.recorded` adds what
names do not tell.
"""

import re
from typing import Final

SECRET: Final = re.compile(
    r"password|passwd|secret|session_data|session_key|credential|private|recovery|(^|_)otp|salt"
    r"|nonce|token_hash|^digest$"
)
# In tables of such things their keys, their hashes and their structured data are secret as well.
KEEPERS: Final = re.compile(
    r"token|webhook|authenticator|invitation|session|socialapp|socialaccount|feed|endpoint|confirm"
    r"|letter|link"
)
KEYS: Final = re.compile(
    r"hash|digest|token|(^|_)key$|^data$|^extra_data$|^code$|^prefix$|^params$"
)
PERSONAL: Final = re.compile(
    r"(^|_)email$|^email_address$|full_name$|first_name$|last_name$|^sent_to$|^username$"
    r"|(^|_)ip(_address)?$|^remote_addr|^user_agent$|phone"
)


def is_secret(table: str, column: str) -> bool:
    """Never written down, not even as a hash."""
    if SECRET.search(column):
        return True
    return bool(KEEPERS.search(table) and KEYS.search(column))


def is_personal(column: str) -> bool:
    """Kept apart from what is chained, so that it can be forgotten."""
    return bool(PERSONAL.search(column))
