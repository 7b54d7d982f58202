"""Work that goes on beside the pages."""

from config.settings.environment import env

# Long work: how often the workers look after it; how old a claim is when its worker is taken for
# dead; for how many days a file that came of it is kept; and from how many measures on a table is
# entered and drawn by a worker, not by the page.
JOB_SECONDS: float = env.float("JOB_SECONDS", default=60)
JOB_CLAIM_SECONDS: float = env.float("JOB_CLAIM_SECONDS", default=900)
JOB_FILE_DAYS: int = env.int("JOB_FILE_DAYS", default=7)
JOB_FROM_ROWS: int = env.int("JOB_FROM_ROWS", default=300)
