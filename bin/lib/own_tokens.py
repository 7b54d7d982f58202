"""Forms that detect-secrets does not know, for the search for secrets."""

import re

from detect_secrets.plugins.base import RegexBasedDetector


class AccessToken(RegexBasedDetector):
    """This project's own."""

    secret_type = "Access token of the tracker"  # noqa: S105  (the name of a kind)
    denylist = (re.compile(r"\bmpt_[0-9A-Za-z]{42}\b"),)


class PrivateKeyHead(RegexBasedDetector):
    """Wherever it stands: the detector of the library looks for one in small files only."""

    secret_type = "Private key, its head"  # noqa: S105  (the name of a kind)
    denylist = (re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),)
