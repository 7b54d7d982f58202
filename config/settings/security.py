"""What browsers are told to keep to, docs/security.md."""

from typing import Any

from config.settings.environment import env
from config.settings.reading.security import security_settings
from config.settings.sign_in import OIDC_ISSUER
from config.settings.site import HTTPS

SECURITY: dict[str, Any] = security_settings(env, https=HTTPS, issuer=OIDC_ISSUER)
vars().update(SECURITY)
PERMISSIONS_POLICY: str = SECURITY["PERMISSIONS_POLICY"]
