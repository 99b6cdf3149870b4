"""Django settings, all from the environment.

PATENTFAIR_HOME      folder of all state (database, index, files, keys); default `var` in the working directory
DATABASE_URL         `postgresql://user:password@host:port/name`; default an SQLite file under PATENTFAIR_HOME
SEARCH_URL           reserved for an OpenSearch cluster; default a Tantivy index under PATENTFAIR_HOME
PATENTFAIR_LANGUAGE  `zh` (default) or `en`: the language of pages for visitors who state none, and of the commands
PATENTFAIR_STATUS_LIMIT_DAYS  how old the newest knowledge of a right may be before pages say so; default 548
PATENTFAIR_TABLE_MEGABYTES  the largest table of an older portal that may be uploaded; default 20, at most 24
PATENTFAIR_SIGNING_KEY, PATENTFAIR_SIGNING_PASSPHRASE  a PKCS#12 file and its passphrase: contracts in force bear this
  installation's signature; root certificates for checking others' are the *.pem files under PATENTFAIR_HOME/trust
PATENTFAIR_SECRET_KEY, PATENTFAIR_HOSTS (comma-separated), PATENTFAIR_HTTPS (1 behind TLS), PATENTFAIR_PROXY (1 behind a
proxy that sets X-Forwarded-Proto itself and adds the visitor's address as the last of X-Forwarded-For)
PATENTFAIR_ADDRESS   the address under which others reach this installation (https://center.example): it names its feed,
  and printed codes and lines for other web sites lead to it; without it they lead where the page was asked for
PATENTFAIR_FEED_INSIDE  hosts (comma-separated, with port) of other installations that lie inside one's own network
PATENTFAIR_FEED_SECONDS  how often other installations are asked for news; default 300
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from patentfair.config.home import secret_key

HOME = Path(os.environ.get("PATENTFAIR_HOME", "var")).resolve()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = os.environ.get("PATENTFAIR_SECRET_KEY") or secret_key(HOME)
DEBUG = False
HTTPS = os.environ.get("PATENTFAIR_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("PATENTFAIR_HOSTS", "127.0.0.1,localhost,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "patentfair.apps.journal",
    "patentfair.apps.accounts",
    "patentfair.apps.centers",
    "patentfair.apps.registry",
    "patentfair.apps.rights",
    "patentfair.apps.ingest",
    "patentfair.apps.market",
    "patentfair.apps.helpdesk",
    "patentfair.apps.exhibition",
    "patentfair.apps.meetings",
    "patentfair.apps.learning",
    "patentfair.apps.experience",
    "patentfair.apps.discovery",
    "patentfair.apps.matching",
    "patentfair.apps.network",
    "patentfair.apps.notices",
    "patentfair.web.ui",
    "patentfair.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "patentfair.web.middleware.bound_bodies",
    "patentfair.web.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "patentfair.web.middleware.refuse_nul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "patentfair.web.middleware.identify_actor",
    "patentfair.web.middleware.take_back_refused_files",
    "patentfair.web.middleware.translate_refusals",
]

ROOT_URLCONF = "patentfair.config.urls"
WSGI_APPLICATION = "patentfair.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "patentfair.web.context.page",
            ],
            "builtins": ["patentfair.web.templatetags.patentfair"],
        },
    }
]


POOLED = 4
"""Connections to PostgreSQL a process; as many as a web process has threads."""
_DATABASE_FORM = "give postgresql://user:password@host:port/name, or leave it out for SQLite."


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "patentfair.sqlite3",
            "OPTIONS": {
                # One serialised writer that waits its turn, and nothing acknowledged is lost with the power.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
            },
            "CONN_MAX_AGE": 60,
        }
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}; {_DATABASE_FORM}") from error
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(f"DATABASE_URL has the unknown scheme {parts.scheme!r}; {_DATABASE_FORM}")
    host = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair).get("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(port or ""),
        # Each process shares a few connections among its threads, and a request waits its turn for one: with a
        # connection a thread a rush of visitors would use up all that the server gives.
        "OPTIONS": {"pool": {"min_size": 0, "max_size": POOLED, "timeout": 30.0}},
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["patentfair.apps.accounts.backends.EmailBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "workspace"

LANGUAGE_CODE = "en" if os.environ.get("PATENTFAIR_LANGUAGE", "zh").startswith("en") else "zh"
LANGUAGES = [("zh", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
NUMBER_GROUPING = 3
FORMAT_MODULE_PATH = ["patentfair.web.formats"]
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
STATUS_LIMIT_DAYS = int(os.environ.get("PATENTFAIR_STATUS_LIMIT_DAYS", "548"))
FILES_ROOT = HOME / "files"
PRINTED_ROOT = HOME / "printed"
TRUST_ROOT = HOME / "trust"
SIGNING_KEY = os.environ.get("PATENTFAIR_SIGNING_KEY", "")
SIGNING_PASSPHRASE = os.environ.get("PATENTFAIR_SIGNING_PASSPHRASE", "")
PUBLIC_ADDRESS = os.environ.get("PATENTFAIR_ADDRESS", "").rstrip("/").lower()
ADDRESS = PUBLIC_ADDRESS or "http://127.0.0.1:8000"
FEED_KEY = HOME / "feed.key"
FEED_INSIDE = frozenset(filter(None, os.environ.get("PATENTFAIR_FEED_INSIDE", "").lower().split(",")))
FEED_SECONDS = int(os.environ.get("PATENTFAIR_FEED_SECONDS", "300"))
TABLE_LIMIT_BYTES = int(os.environ.get("PATENTFAIR_TABLE_MEGABYTES", "20")) << 20
INDEX_PATH = HOME / "index"
# Each process has its own. What counts visits is kept apart, so that a rush of visitors pushes no brake out.
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
    for name in ("default", "visits")
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 << 20
FILE_UPLOAD_TEMP_DIR = None

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CSRF_FAILURE_VIEW = "patentfair.web.public.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
PROXY = os.environ.get("PATENTFAIR_PROXY") == "1"
if PROXY:  # only behind a proxy that overwrites this header itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("PATENTFAIR_LOG", "WARNING")},
}
