"""Files that people hand in: where they lie, what is taken, who looks at them; docs/files.md."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import BASE_DIR, env
from config.settings.reading.files import address_of_scanner, kinds_of_files, programs_in_files

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media")))
# Readable by the account of the site alone, whatever the umask says.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
# Evidence, docs/files.md: a file is checked against these before it is kept; one report and one
# person in a day hold so many files and bytes at most; "refuse" or "flag" what carries macros.
MEGABYTE = 1024 * 1024
FILE_KINDS: list[str] = kinds_of_files(env)
FILE_PROGRAMS: str = programs_in_files(env)
EVIDENCE_MAX_BYTES: int = env.int("EVIDENCE_MAX_BYTES", default=20 * MEGABYTE)
EVIDENCE_MOST_FILES: int = env.int("EVIDENCE_MOST_FILES", default=20)
EVIDENCE_MAX_BYTES_TOGETHER: int = env.int("EVIDENCE_MAX_BYTES_TOGETHER", default=200 * MEGABYTE)
FILES_A_DAY: int = env.int("FILES_A_DAY", default=300)
FILES_A_DAY_BYTES: int = env.int("FILES_A_DAY_BYTES", default=1024 * MEGABYTE)
FILE_MAX_UNPACKED_BYTES: int = env.int("FILE_MAX_UNPACKED_BYTES", default=200 * MEGABYTE)
FILE_MAX_PIXELS: int = env.int("FILE_MAX_PIXELS", default=100_000_000)
# The virus scanner: where ClamAV's daemon listens ("": there is none); seconds it has for a file,
# all told; how often it is asked; how old a claim is when its worker is taken for dead; and after
# how many days a clean file is looked at again (0: never).
CLAMD_ADDRESS: str = address_of_scanner(env)
CLAMD_TIMEOUT: float = env.float("CLAMD_TIMEOUT", default=60)
SCAN_SECONDS: float = env.float("SCAN_SECONDS", default=10)
SCAN_CLAIM_SECONDS: float = env.float("SCAN_CLAIM_SECONDS", default=300)
RESCAN_DAYS: int = env.int("RESCAN_DAYS", default=30)
if not 0 < CLAMD_TIMEOUT * 2 <= SCAN_CLAIM_SECONDS:
    raise ImproperlyConfigured("SCAN_CLAIM_SECONDS must be twice CLAMD_TIMEOUT or more.")
IMPORT_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a thousand measures taken over, a tick and three texts each
