"""What the environment said of all that could make an installation unsafe."""

from config.settings.audit import AUDIT_KEY
from config.settings.database import DATABASES
from config.settings.environment import env
from config.settings.exchange import EXCHANGE_KEYS
from config.settings.mail import EMAIL_CONFIG
from config.settings.reading.unsafe import Said
from config.settings.sign_in import SIGN_IN
from config.settings.site import ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, DEBUG, HTTPS, SECRET_KEY


def said() -> Said:
    return Said(
        debug=DEBUG,
        https=HTTPS,
        plain_http=env.bool("PLAIN_HTTP", default=False),
        hosts=tuple(ALLOWED_HOSTS),
        trusted_origins=tuple(CSRF_TRUSTED_ORIGINS),
        secret_key=SECRET_KEY,
        other_keys={
            "SECRET_KEY_FALLBACKS": tuple(map(str, SIGN_IN["SECRET_KEY_FALLBACKS"])),
            "AUDIT_KEY": (AUDIT_KEY,) if AUDIT_KEY else (),
            "EXCHANGE_KEYS": tuple(EXCHANGE_KEYS),
        },
        passwords={
            "DATABASE_URL": str(DATABASES["default"].get("PASSWORD") or ""),
            "EMAIL_URL": str(EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""),
        },
    )
