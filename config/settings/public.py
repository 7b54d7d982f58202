"""Public pages, and what is kept ready for them."""

from typing import Any

from config.settings.environment import env
from config.settings.reading.caches import public_caches

# Public pages: how long whoever stands between (a browser, a proxy, a CDN) may answer for the site;
# after how many days a coordinator is reminded that what the public sees is old; the terms on which
# the data may be used, in words or as an address ("": the coordinating body is to be asked).
PUBLIC_MAX_AGE: int = env.int("PUBLIC_MAX_AGE", default=300)  # seconds
PUBLICATION_DAYS: int = env.int("PUBLICATION_DAYS", default=92)
PUBLIC_DATA_TERMS: str = env.str("PUBLIC_DATA_TERMS", default="")
CACHES: dict[str, Any] = {
    # What counts attempts: of one process by default, of all of them with CACHE_URL.
    "default": env.cache_url("CACHE_URL", default="locmemcache://"),
    # Apart from the other one, where a crawler would push out what counts wrong passwords.
    **public_caches(env.cache_url("PUBLIC_CACHE_URL", default="locmemcache://public")),
}
