"""Settings, driven by the environment; nothing unsafe by default.

Every variable is described in docs/operations.md.
"""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.api_tags import API_DESCRIPTION, API_TAGS
from config.file_settings import (
    address_of_scanner,
    default_storage,
    kinds_of_files,
    programs_in_files,
)
from config.log_lines import logging_settings
from config.public_caches import public_caches
from config.security_settings import security_settings
from config.sign_in_settings import sign_in_settings
from config.unsafe import Said, refuse_unsafe
from exchange.rules.addresses import networks

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS: bool = env.bool("HTTPS", default=False)

INSTALLED_APPS = [
    "agencies",
    "planner",
    "measures",
    "reports",
    "publications",
    "exchange",
    "audit",
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "js_lib_bootstrap5",
    "django_htmx",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "config.middleware_headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.CompressedPages",
    "publications.middleware.PublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware_headers.KeptNowhereMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audit.middleware.ActMiddleware",
    "agencies.middleware.PersonLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "agencies.middleware_sessions.SessionAgeMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "agencies.middleware_sessions.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "agencies.context_processors.business_date",
                "config.context_processors.look",
            ]
        },
    }
]

# SQLite is the embedded default: WAL lets readers go on while one writes, IMMEDIATE takes the
# write lock at the start, so that two writers wait for each other instead of failing half-way.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES: dict[str, Any] = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
    # A database that is gone is known to be in seconds; the system itself would wait for minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "agencies.User"
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "agencies:login"
LOGIN_REDIRECT_URL = "measures:home"
LOGOUT_REDIRECT_URL = "agencies:login"
# Signing in, docs/sign-in.md. Axes first: who is locked out is not asked for a password at all.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

LANGUAGES = [("ru", _("Russian")), ("kk", _("Kazakh")), ("en", _("English"))]
LANGUAGE_CODE = "ru"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE: str = env.str("TIME_ZONE", default="Asia/Almaty")

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
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media")))
FIXTURE_DIRS = [BASE_DIR / "fixtures" / "reference", BASE_DIR / "fixtures" / "demo"]
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

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT: int = env.int("EMAIL_TIMEOUT", default=20)  # seconds without an answer
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="tracker@localhost")
# Where servers send reminders back that they cannot deliver ("": to the sender that people see),
# and the folder (Maildir) where what comes to that address can be read ("": nowhere).
BOUNCE_ADDRESS: str = env.str("BOUNCE_ADDRESS", default="")
BOUNCES_MAILDIR: str = env.str("BOUNCES_MAILDIR", default="")
# Reminders: the hour of the day (TIME_ZONE) from which mails go, unless a person chose another;
# how often they are looked after; how old a claim is when its worker is taken for dead; and by
# how much the waits between the attempts of a mail are stretched.
REMINDER_HOUR: int = env.int("REMINDER_HOUR", default=8)
REMINDER_SECONDS: float = env.float("REMINDER_SECONDS", default=60)
REMINDER_CLAIM_SECONDS: float = env.float("REMINDER_CLAIM_SECONDS", default=900)
REMINDER_WAIT_SCALE: float = env.float("REMINDER_WAIT_SCALE", default=1)
if not 0 <= REMINDER_HOUR <= 23:
    raise ImproperlyConfigured(f"REMINDER_HOUR must be from 0 to 23, not {REMINDER_HOUR}.")
SITE_URL: str = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
# How long the links of a mail that work without signing in can be used.
REMINDER_LINK_DAYS: int = env.int("REMINDER_LINK_DAYS", default=30)

# Issued reports: a mail carries its files up to this size together, else it names their checksums;
# and what a stranger may hand to the page of verification, where JSON is read besides.
REPORT_MAIL_MAX_BYTES: int = env.int("REPORT_MAIL_MAX_BYTES", default=10 * 1024 * 1024)
VERIFY_MAX_BYTES: int = env.int("VERIFY_MAX_BYTES", default=64 * 1024 * 1024)
VERIFY_JSON_MAX_BYTES = 8 * 1024 * 1024

# News about people's own work: for how many days it is kept on the site after it was seen.
NOTICE_DAYS: int = env.int("NOTICE_DAYS", default=180)
# Long work: how often the workers look after it; how old a claim is when its worker is taken for
# dead; for how many days a file that came of it is kept; and from how many measures on a table is
# entered and drawn by a worker, not by the page.
JOB_SECONDS: float = env.float("JOB_SECONDS", default=60)
JOB_CLAIM_SECONDS: float = env.float("JOB_CLAIM_SECONDS", default=900)
JOB_FILE_DAYS: int = env.int("JOB_FILE_DAYS", default=7)
JOB_FROM_ROWS: int = env.int("JOB_FROM_ROWS", default=300)
# Reports: how often the workers look after editions; after how many seconds without a sign a part
# of one is taken over by another worker; and how long a part that failed waits before it is tried
# again (four times as long before the last try).
COMPILE_SECONDS: float = env.float("COMPILE_SECONDS", default=30)
COMPILE_CLAIM_SECONDS: float = env.float("COMPILE_CLAIM_SECONDS", default=120)
COMPILE_RETRY_SECONDS: float = env.float("COMPILE_RETRY_SECONDS", default=30)
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

# Access tokens for programs: the longest term of one in days, how many a person has at most, and
# for how many hours one is good that is given for a password.
API_TOKEN_DAYS: int = env.int("API_TOKEN_DAYS", default=366)
API_TOKENS_MOST: int = env.int("API_TOKENS_MOST", default=20)
API_TOKEN_HOURS: float = env.float("API_TOKEN_HOURS", default=12)
# Exchange: what seals the secrets of webhooks and the cursors of the feed of changes, the newest
# first (empty: SECRET_KEY); networks beside the public Internet that webhooks may go to, and the
# certificates that they trust ("": those of the system); how often the outbox is looked after; how
# old a claim is when its worker is taken for dead; how long an answer is waited for; after how many
# days of failures an address is switched off; and for how many days the log is kept.
EXCHANGE_KEYS: list[str] = env.list("EXCHANGE_KEYS", default=[])
if any(len(key) < 32 for key in EXCHANGE_KEYS):
    raise ImproperlyConfigured("Each of EXCHANGE_KEYS needs 32 characters or more.")
WEBHOOK_ALLOWED_NETWORKS: list[str] = env.list("WEBHOOK_ALLOWED_NETWORKS", default=[])
try:
    networks(WEBHOOK_ALLOWED_NETWORKS)
except ValueError as error:
    raise ImproperlyConfigured(
        f"WEBHOOK_ALLOWED_NETWORKS must be networks as 10.20.0.0/16, separated by commas: {error}"
    ) from error
WEBHOOK_CA_FILE: str = env.str("WEBHOOK_CA_FILE", default="")
WEBHOOK_SECONDS: float = env.float("WEBHOOK_SECONDS", default=5)
WEBHOOK_CLAIM_SECONDS: float = env.float("WEBHOOK_CLAIM_SECONDS", default=120)
WEBHOOK_TIMEOUT: float = env.float("WEBHOOK_TIMEOUT", default=15)  # seconds, all told
WEBHOOK_WAIT_SCALE: float = env.float("WEBHOOK_WAIT_SCALE", default=1)
WEBHOOK_FAILING_DAYS: float = env.float("WEBHOOK_FAILING_DAYS", default=5)
WEBHOOK_LOG_DAYS: int = env.int("WEBHOOK_LOG_DAYS", default=30)
# The audit record: a key outside of the database with which its chain is sealed (and those that it
# was sealed with before); how often it is sealed; for how many days addresses and names of people
# are kept in it; and where, outside of the database, is told where the chain stood.
AUDIT_KEY: str = env.str("AUDIT_KEY", default="")
AUDIT_OLD_KEYS: list[str] = env.list("AUDIT_OLD_KEYS", default=[])
if AUDIT_KEY and len(AUDIT_KEY) < 32:
    raise ImproperlyConfigured("AUDIT_KEY is shorter than 32 characters.")
AUDIT_SEAL_SECONDS: float = env.float("AUDIT_SEAL_SECONDS", default=15)
AUDIT_PERSONAL_DAYS: int = env.int("AUDIT_PERSONAL_DAYS", default=365)
AUDIT_ANCHOR_FILE: str = env.str("AUDIT_ANCHOR_FILE", default="")
AUDIT_ANCHOR_MAIL: list[str] = env.list("AUDIT_ANCHOR_MAIL", default=[])

METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")  # who scrapes /metrics shows it

REDIS_URL: str = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True  # the rows in the database are the truth, not a result backend
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than any task may run, or Redis would hand a running task to a second worker.
    "visibility_timeout": 1800,
    # A web page never waits for a broker that is down: the rows are swept by beat all the same.
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 3
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ROUTES = {
    "measures.tasks.send_reminders": {"queue": "mail"},
    "measures.tasks.take_bounces": {"queue": "mail"},
    "measures.tasks.run_job": {"queue": "jobs"},
    "measures.tasks.run_jobs": {"queue": "jobs"},
    "agencies.tasks.send_letters": {"queue": "mail"},
    "reports.tasks.send_issued": {"queue": "mail"},
    "reports.tasks.*": {"queue": "compile"},
    "exchange.tasks.deliver": {"queue": "exchange"},
    "measures.tasks.scan_files": {"queue": "exchange"},  # another's server, which may hang
}
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "send-reminders": {
        "task": "measures.tasks.send_reminders",
        "schedule": REMINDER_SECONDS,
        # After a stop of the workers one bell is as good as all that were rung meanwhile.
        "options": {"expires": REMINDER_SECONDS},
    },
    "send-issued-reports": {
        "task": "reports.tasks.send_issued",
        "schedule": REMINDER_SECONDS,
        "options": {"expires": REMINDER_SECONDS},
    },
    "send-letters": {
        "task": "agencies.tasks.send_letters",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "clear-sign-in-traces": {
        "task": "agencies.tasks.clear_traces",
        "schedule": crontab(minute="20"),
    },
    "take-bounces": {
        "task": "measures.tasks.take_bounces",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "run-jobs": {
        "task": "measures.tasks.run_jobs",
        "schedule": JOB_SECONDS,
        "options": {"expires": JOB_SECONDS},
    },
    "scan-files": {
        "task": "measures.tasks.scan_files",
        "schedule": SCAN_SECONDS,
        "options": {"expires": SCAN_SECONDS},
    },
    "clear-old": {"task": "measures.tasks.clear_old", "schedule": crontab(minute="35", hour="2")},
    "apply-amendments": {"task": "measures.tasks.apply_amendments", "schedule": 300.0},
    "compile-waiting-reports": {
        "task": "reports.tasks.compile_waiting",
        "schedule": COMPILE_SECONDS,
        "options": {"expires": COMPILE_SECONDS},
    },
    "clear-left-files": {
        "task": "reports.tasks.clear_left_files",
        "schedule": crontab(minute="45", hour="2"),
    },
    "make-cuts": {
        "task": "reports.tasks.make_cuts",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "deliver-webhooks": {
        "task": "exchange.tasks.deliver",
        "schedule": WEBHOOK_SECONDS,
        "options": {"expires": WEBHOOK_SECONDS},
    },
    "clear-webhooks": {
        "task": "exchange.tasks.clear_old",
        "schedule": crontab(minute="55", hour="2"),
    },
    "seal-audit": {
        "task": "audit.tasks.seal",
        "schedule": AUDIT_SEAL_SECONDS,
        "options": {"expires": AUDIT_SEAL_SECONDS},
    },
    "anchor-audit": {"task": "audit.tasks.anchor", "schedule": crontab(minute="15")},
    "forget-audit": {
        "task": "audit.tasks.forget",
        "schedule": crontab(minute="30", hour="2"),
    },
    "open-rounds": {"task": "reports.tasks.open_rounds", "schedule": crontab(minute="5", hour="1")},
}

# A fixed "today" for demonstrations (ISO date); governs the plan's logic only.
BUSINESS_DATE: str = env.str("BUSINESS_DATE", default="")
if BUSINESS_DATE:
    try:
        date.fromisoformat(BUSINESS_DATE)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"BUSINESS_DATE must be a date as 2009-07-06: {error}"
        ) from error

# Signing in: what is asked of whom, and for how long a session lasts; agencies.second_factor.
MFA_REQUIRED_FOR: list[str] = env.list(
    "MFA_REQUIRED_FOR", default=[] if DEBUG else ["coordinator", "administrator"]
)
DEMONSTRATION_PASSWORD_ONLY: bool = env.bool("DEMONSTRATION_PASSWORD_ONLY", default=False)
SIGN_IN: dict[str, Any] = sign_in_settings(
    env, https=HTTPS, proxies=env.int("NUM_PROXIES", default=0), demonstration=BUSINESS_DATE
)
vars().update(SIGN_IN)
# Of these our own code asks.
AXES_FAILURE_LIMIT: int = SIGN_IN["AXES_FAILURE_LIMIT"]
AXES_COOLOFF_TIME: timedelta = SIGN_IN["AXES_COOLOFF_TIME"]
SIGN_IN_ADDRESS_FAILURES: int = SIGN_IN["SIGN_IN_ADDRESS_FAILURES"]
SIGN_IN_NOTICES: bool = SIGN_IN["SIGN_IN_NOTICES"]
SESSION_IDLE_SECONDS: int = SIGN_IN["SESSION_IDLE_SECONDS"]
INVITATION_DAYS: int = SIGN_IN["INVITATION_DAYS"]
OIDC_ISSUER: str = SIGN_IN["OIDC_ISSUER"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agencies.rest_tokens.TokenAuthentication",
        "agencies.rest_sessions.PageAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "agencies.api_access.HasCurrentRole",
        "agencies.rest_tokens.WithinScope",
    ],
    "DEFAULT_SCHEMA_CLASS": "agencies.rest.schema.Described",
    "EXCEPTION_HANDLER": "config.api.problem",
    "DEFAULT_PARSER_CLASSES": [
        "config.api_parsers.JSON",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # Who calls is told by the last so many proxies; the header of nobody's proxy is not believed,
    # or a guesser of passwords would be somebody new in every call.
    "NUM_PROXIES": env.int("NUM_PROXIES", default=0),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# How often one caller may call the API, as "600/min" (s, min, h, d): a token, a person signed in on
# the pages, an address of strangers; "sign-in" and "verify" are of addresses, and "sign-in" counts
# tries of passwords.
API_RATES: dict[str, str] = {
    "token": env.str("API_RATE_TOKEN", default="1200/min"),
    "person": env.str("API_RATE_PERSON", default="600/min"),
    "stranger": env.str("API_RATE_STRANGER", default="60/min"),
    "sign-in": env.str("API_RATE_SIGN_IN", default="20/min"),
    "verify": env.str("API_RATE_VERIFY", default="60/min"),
}
for _name, _rate in API_RATES.items():
    if not re.fullmatch(r"[1-9]\d{0,8}/(s|min|h|d)", _rate):
        raise ImproperlyConfigured(
            f"API_RATE_{_name.upper().replace('-', '_')} must be like 600/min, not {_rate}."
        )
# Calls are counted where all processes see it: in Redis, if an installation names one.
API_RATE_STORE = "redis" if env.str("REDIS_URL", default="") else "database"
SPECTACULAR_SETTINGS = {
    "TITLE": "Policy tracker API",
    "VERSION": "1.0.0",
    "DESCRIPTION": API_DESCRIPTION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # No stranger is told the address of the schema to look it over.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "TAGS": API_TAGS,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api_examples.with_examples",
    ],
    "EXTERNAL_DOCS": {"url": "/api/v1/errors/", "description": "What the codes of errors mean."},
    "ENUM_NAME_OVERRIDES": {
        "RegionKind": "agencies.models.RegionKind",
        "AgencyKind": "agencies.models.AgencyKind",
        "DirectionKind": "planner.models.DirectionKind",
        "ValueKind": "planner.models.ValueKind",
        "DeadlineKind": "measures.models.DeadlineKind",
        "ExecutorRole": "measures.models.ExecutorRole",
        "MeasureState": "measures.models.MeasureState",
        "ObligationState": "measures.models.ObligationState",
        "ProgressState": "measures.models.ProgressState",
        "ExtensionState": "measures.models.ExtensionState",
        "DocumentKind": "measures.models.DocumentKind",
        "EventKind": "measures.models.EventKind",
        "ChangeKind": "measures.models.ChangeKind",
        "JobKind": "measures.models.JobKind",
        "JobState": "measures.models.JobState",
        "ImportState": "measures.models.ImportState",
        "NoticeKind": "measures.models.NoticeKind",
        "ScanState": "measures.models.ScanState",
        "How": "measures.models.How",
        "DigestState": "measures.models.DigestState",
        "ReminderState": "measures.models.ReminderState",
        "AmendmentState": "planner.models.AmendmentState",
        "DayKind": "agencies.models.DayKind",
        "SuccessionKind": "agencies.models.SuccessionKind",
        "RoundState": "reports.models.RoundState",
        "ReportState": "reports.models.ReportState",
        "PartState": "reports.models.PartState",
        "IssueState": "reports.models.IssueState",
        "IssueActKind": "reports.models.IssueActKind",
        "DispatchKind": "reports.models.DispatchKind",
        "DispatchState": "reports.models.DispatchState",
        "CutKind": "reports.models.CutKind",
        "CutState": "reports.models.CutState",
        "SectionKind": "reports.models.SectionKind",
        "NarrativeAct": "reports.models.NarrativeAct",
        "FileFormat": "reports.models.FileFormat",
        "Role": "agencies.models.Role",
        "Language": "agencies.translated.ORDER",
        "TokenScope": "agencies.models.Scope",
        "TokenState": "agencies.models.TokenState",
        "LinkKind": "exchange.models.LinkKind",
        "BodyStanding": "reports.rules.standing.CODES",
        "PartStanding": "measures.rules.consolidation.CODES",
        "Weekday": "measures.models.Weekday",
        "ChangeType": "exchange.rules.types.SORTED",
        "WebhookState": "exchange.models.WebhookState",
        "WebhookReason": "exchange.models.PausedFor",
        "SignatureStateEnum": "measures.models.SigningState",
        "AuditKind": "audit.models.Kind",
        "AuditDoor": "audit.models.Door",
        "MessageState": "exchange.models.DeliveryState",
        "MessageOutcome": "exchange.models.Outcome",
    },
}

# What browsers are told to keep to; docs/security.md.
SECURITY: dict[str, Any] = security_settings(env, https=HTTPS, issuer=OIDC_ISSUER)
vars().update(SECURITY)
PERMISSIONS_POLICY: str = SECURITY["PERMISSIONS_POLICY"]

LOGGING = logging_settings()

# What must never be, whatever else is set; what had better be otherwise is told by
# `manage.py check --deploy`, config.checks.
refuse_unsafe(
    Said(
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
)
