"""Reports: how they are put together, sent and verified."""

from config.settings.environment import env

# Reports: how often the workers look after editions; after how many seconds without a sign a part
# of one is taken over by another worker; and how long a part that failed waits before it is tried
# again (four times as long before the last try).
COMPILE_SECONDS: float = env.float("COMPILE_SECONDS", default=30)
COMPILE_CLAIM_SECONDS: float = env.float("COMPILE_CLAIM_SECONDS", default=120)
COMPILE_RETRY_SECONDS: float = env.float("COMPILE_RETRY_SECONDS", default=30)
# Issued reports: a mail carries its files up to this size together, else it names their checksums;
# and what a stranger may hand to the page of verification, where JSON is read besides.
REPORT_MAIL_MAX_BYTES: int = env.int("REPORT_MAIL_MAX_BYTES", default=10 * 1024 * 1024)
VERIFY_MAX_BYTES: int = env.int("VERIFY_MAX_BYTES", default=64 * 1024 * 1024)
VERIFY_JSON_MAX_BYTES = 8 * 1024 * 1024
