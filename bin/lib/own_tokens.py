"""The form of this project's own access tokens, for the search for secrets."""

import re

from detect_secrets.plugins.base import RegexBasedDetector


class AccessToken(RegexBasedDetector):
    secret_type = "Access token of the tracker"  # noqa: S105  (the name of a kind)
    denylist = (re.compile(r"\bmpt_[0-9A-Za-z]{42}\b"),)
