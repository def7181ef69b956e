"""The one file that reads the environment. Every variable is described in docs/settings.md."""

from __future__ import annotations

import logging
from ipaddress import ip_network
from pathlib import Path

import dj_database_url
from environs import Env, EnvError

from signalpost.config import secrets

env = Env()

DATA_DIR = Path(env.str("SIGNALPOST_DATA_DIR", "data")).expanduser().resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", "") or secrets.key_in(DATA_DIR)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])

# The address that visitors use. Empty: asked at set-up, and until then made from the request.
SITE_URL = env.str("SITE_URL", "").rstrip("/")

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True

# Django's own check cannot know an address kept in the database: config.middleware does it.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "signalpost.ui",
    "signalpost.events",
    "signalpost.accounts",
    "signalpost.site",
    "signalpost.components",
    "signalpost.incidents",
    "signalpost.maintenance",
    "signalpost.metrics",
    "signalpost.subscribers",
    "signalpost.overview",
    "signalpost.installation",
    "signalpost.cachet_api",
    "signalpost.page",
    "signalpost.serving",
    "signalpost.cli",
]

MIDDLEWARE = [
    "signalpost.config.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "signalpost.config.middleware.BodyLimit",
    "signalpost.config.middleware.KnownHosts",
    "signalpost.cachet_api.middleware.CachetDoor",
]

ROOT_URLCONF = "signalpost.config.urls"
WSGI_APPLICATION = None
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "signalpost.ui.templatetags.ui",
            ],
            "string_if_invalid": "",
        },
    }
]

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA busy_timeout=20000;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-16000;"
    ),
}
DATABASE_URL = env.str("DATABASE_URL", "") or f"sqlite:///{DATA_DIR / 'signalpost.sqlite3'}"
try:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
except ValueError:
    raise EnvError(
        "DATABASE_URL is not an address like postgres://user:password@host/name."
    ) from None
# Without it every request opens the file, or a connection, anew.
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "signalpost.accounts.passwords.Argon2id",
    "django.contrib.auth.hashers.BCryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# One body limit for every door; the bridge refuses more before Django reads it.
BODY_LIMIT = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT

# How many requests one serving process works on at a time, and how many may wait behind them.
SERVING_THREADS = env.int("SIGNALPOST_THREADS", 8)
SERVING_QUEUE = env.int("SIGNALPOST_QUEUE", 200)
# Addresses of the proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
TRUSTED_PROXIES: list[str] = env.list("SIGNALPOST_TRUSTED_PROXIES", [])
try:
    TRUSTED_NETWORKS = [ip_network(proxy.strip(), strict=False) for proxy in TRUSTED_PROXIES]
except ValueError as error:
    raise EnvError(f"SIGNALPOST_TRUSTED_PROXIES: {error}.") from None

LOG_LEVEL = env.str("SIGNALPOST_LOG_LEVEL", "INFO").upper()
if LOG_LEVEL not in logging.getLevelNamesMapping():
    LOG_LEVEL = "INFO"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # A refused request is the visitor's business; only what is ours to mend is logged.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W003"]
