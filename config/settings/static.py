"""Styles, scripts, fonts and pictures of the pages; and which storage keeps what."""

from pathlib import Path

from config.settings.environment import BASE_DIR, env
from config.settings.reading.files import default_storage
from config.settings.site import DEBUG

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATIC_BUILT = Path(env.str("STATIC_BUILT", default=str(BASE_DIR / "var" / "static")))
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.built_static.BuiltFinder",
]
# Once `collectstatic` has run, pages name files by a hash of what is in them: browsers keep them
# for a year, compressed. Before that they are served from the packages under their plain names.
STORAGES = {
    "default": default_storage(env),
    "staticfiles": {"BACKEND": "config.static_names.HashedOnceCollected"},
}
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("woff", "woff2", "png", "jpg", "gif", "map", "gz", "br")
