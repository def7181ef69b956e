"""The one file that reads the environment. Every variable is described in docs/settings.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from signalpost.config import checks, databases, secrets, values
from signalpost.kernel import languages

read = checks.Reader()
#: What is wrong with the settings: commands refuse to begin, and the doctor tells of it.
MISTAKES = read.mistakes

DATA_DIR = read("SIGNALPOST_DATA_DIR", values.path, "data")
STATIC_ROOT = DATA_DIR / "static"

# Where the key is kept; nowhere, when the environment names it.
SECRET_KEY = read("SECRET_KEY", str)
KEY_FILE: Path | None = None if SECRET_KEY else DATA_DIR / "secret.key"
SECRET_KEY_FALLBACKS = read("SECRET_KEY_FALLBACKS", values.words)
with read.noting("SIGNALPOST_DATA_DIR"):
    values.make(DATA_DIR)
    values.make(STATIC_ROOT)
    if KEY_FILE:
        SECRET_KEY = secrets.kept_in(KEY_FILE)
# One that the environment names is taken as it is: the doctor tells of it.
KEY_IS_WEAK = secrets.is_weak(SECRET_KEY)

# The address that visitors use. Empty: asked at set-up, and until then made from the request.
SITE_URL = read("SITE_URL", values.site_address)

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
# What the team and programs read; visitors choose among the catalogues.
LANGUAGE_CODE = languages.SOURCE
LANGUAGES = languages.offered()
LOCALE_PATHS = [languages.CATALOGUES]
FORMAT_MODULE_PATH = "signalpost.locale"

# Django's own check cannot know an address kept in the database: config.middleware does it.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
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
    "signalpost.notifications",
    "signalpost.installation",
    "signalpost.cachet_api",
    "signalpost.page",
    # Before allauth, so that every page it shows is ours.
    "signalpost.dashboard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "signalpost.serving",
    "signalpost.cli",
]

MIDDLEWARE = [
    "signalpost.config.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "signalpost.cachet_api.middleware.OtherOrigins",
    "signalpost.config.middleware.KnownHosts",
    "signalpost.cachet_api.middleware.CachetDoor",
    "signalpost.config.middleware.Languages",
    "signalpost.config.readers.Readers",
    "signalpost.config.middleware.BodyLimit",
    "signalpost.dashboard.middleware.FreshInstallation",
    "signalpost.dashboard.middleware.Door",
    "signalpost.dashboard.middleware.Sessions",
    "signalpost.dashboard.middleware.Csrf",
    "signalpost.dashboard.middleware.People",
    "signalpost.dashboard.middleware.Presence",
    "signalpost.dashboard.middleware.Messages",
    "signalpost.dashboard.middleware.Htmx",
    "allauth.account.middleware.AccountMiddleware",
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
            "context_processors": ["signalpost.dashboard.frame.context"],
            "string_if_invalid": "",
        },
    }
]

# While its address is wrong there is none: rather than another one.
DATABASES: dict[str, dict[str, Any]] = {"default": {"ENGINE": "django.db.backends.dummy"}}
with read.noting("DATABASE_URL"):
    DATABASES["default"] = databases.named_by(
        read("DATABASE_URL", str, f"sqlite:///{DATA_DIR / 'signalpost.sqlite3'}")
    )
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

FORM_RENDERER = "signalpost.dashboard.fields.Renderer"

AUTHENTICATION_BACKENDS = ["signalpost.dashboard.signing_in.backend.PeopleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60

# Cookies are the dashboard's alone: no browser sends them to the page or the API. The middleware
# makes them Secure wherever the dashboard is reached by https.
SESSION_ENGINE = "signalpost.accounts.sessions"
SESSION_COOKIE_NAME = "signalpost_session"
CSRF_COOKIE_NAME = "signalpost_csrf"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/dashboard"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "signalpost.dashboard.refusals.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Rate limits must hold for all processes together.
CACHE_TABLE = "signalpost_cache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": CACHE_TABLE,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
# Whether that is a server of its own, which can be away while the database answers.
CACHE_IS_APART = False
with read.noting("CACHE_URL"):
    if address := read("CACHE_URL", str):
        CACHES["default"] |= values.cache(address)
        CACHE_IS_APART = True

ACCOUNT_ADAPTER = "signalpost.dashboard.signing_in.adapters.People"
ACCOUNT_FORMS = {
    "login": "signalpost.dashboard.signing_in.forms.SignInForm",
    "reset_password": "signalpost.dashboard.signing_in.forms.ResetForm",
    "reset_password_from_key": "signalpost.dashboard.signing_in.forms.NewForm",
    "change_password": "signalpost.dashboard.signing_in.forms.ChangeForm",
    "set_password": "signalpost.dashboard.signing_in.forms.FirstForm",
    "reauthenticate": "signalpost.dashboard.signing_in.forms.ConfirmForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# Passwords are throttled in accounts.throttling; this is for the codes of a second factor.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
MFA_ADAPTER = "signalpost.dashboard.signing_in.adapters.Factors"
MFA_FORMS = {
    "authenticate": "signalpost.dashboard.signing_in.forms.CodeForm",
    "reauthenticate": "signalpost.dashboard.signing_in.forms.ConfirmCodeForm",
    "activate_totp": "signalpost.dashboard.signing_in.forms.AppForm",
    "add_webauthn": "signalpost.dashboard.signing_in.forms.PasskeyForm",
    "authenticate_webauthn": "signalpost.dashboard.signing_in.forms.PasskeyAfterPasswordForm",
    "reauthenticate_webauthn": "signalpost.dashboard.signing_in.forms.ConfirmPasskeyForm",
    "login_webauthn": "signalpost.dashboard.signing_in.forms.PasskeyAloneForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_NAME = "signalpost_trusted"
MFA_TRUST_COOKIE_AGE = 30 * 24 * 60 * 60
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "signalpost.dashboard.signing_in.providers.Providers"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "signalpost.dashboard.signing_in.oidc.Provider",
        "OAUTH_PKCE_ENABLED": True,
    }
}

# The organisation's own sign-in by OpenID Connect; empty: there is none.
OIDC_ISSUER = read("SIGNALPOST_OIDC_ISSUER", values.issuer)
OIDC_NAME = read("SIGNALPOST_OIDC_NAME", str, "single sign-on")
OIDC_CLIENT_ID = read("SIGNALPOST_OIDC_CLIENT_ID", str)
with read.noting("SIGNALPOST_OIDC_CLIENT_ID"):
    values.check_client(OIDC_CLIENT_ID, of=OIDC_ISSUER)
OIDC_CLIENT_SECRET = read("SIGNALPOST_OIDC_CLIENT_SECRET", str)
OIDC_SCOPES = read("SIGNALPOST_OIDC_SCOPES", values.words, "openid,profile,email")
# The claim that lists a person's groups, and the groups that each role is granted to.
OIDC_GROUPS_CLAIM = read("SIGNALPOST_OIDC_GROUPS_CLAIM", str, "groups")
OIDC_ADMINS = read("SIGNALPOST_OIDC_ADMINS", values.words)
OIDC_MEMBERS = read("SIGNALPOST_OIDC_MEMBERS", values.words)
OIDC_VIEWERS = read("SIGNALPOST_OIDC_VIEWERS", values.words)
# Some providers check each address and say nothing of it.
OIDC_TRUSTS_EMAIL = read("SIGNALPOST_OIDC_TRUSTS_EMAIL", values.switch, "false")

# Mail: submission://user:password@mail.example.com; empty: as set in the dashboard.
MAIL_SERVER = read("EMAIL_URL", values.server)
MAIL_FROM = read("SIGNALPOST_MAIL_FROM", values.mail_address)

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# One body limit for every door; the bridge refuses more before Django reads it.
BODY_LIMIT = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT
# Where larger files are taken, and how large their bodies may be. They tell a file that is larger
# still from themselves: a browser is sent to `?too-large` there.
UPLOADS = {
    "/dashboard/subscribers/import/": 10_000_000,
    "/dashboard/settings/look/logo/": 1_100_000,
    "/dashboard/settings/look/logo_on_dark/": 1_100_000,
    "/dashboard/settings/look/icon/": 1_100_000,
}

# How many requests one serving process works on at a time, and how many may wait behind them.
SERVING_THREADS = read("SIGNALPOST_THREADS", values.between(1, 1000), "8")
SERVING_QUEUE = read("SIGNALPOST_QUEUE", values.between(0, 100_000), "200")
# Addresses of the proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
TRUSTED_PROXIES = read("SIGNALPOST_TRUSTED_PROXIES", values.words)
TRUSTED_NETWORKS = read("SIGNALPOST_TRUSTED_PROXIES", values.networks)
# The header in which such a proxy names whom it has signed in; empty: none is believed.
REMOTE_USER_HEADER = read("SIGNALPOST_REMOTE_USER_HEADER", values.header)
with read.noting("SIGNALPOST_REMOTE_USER_HEADER"):
    values.check_believed(REMOTE_USER_HEADER, of=TRUSTED_PROXIES)

LOG_LEVEL = read("SIGNALPOST_LOG_LEVEL", values.log_level, "INFO")
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
