"""Settings: read from the environment, safe in production by refusal, easy in demonstration."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

from alongside.areas import AREAS
from alongside.keys import VAR, kept_key

ROOT = Path(__file__).resolve().parent.parent
VAR.mkdir(parents=True, exist_ok=True)

MODE = os.environ.get("ALONGSIDE_MODE", "demonstration")
if MODE not in {"demonstration", "production"}:
    raise ImproperlyConfigured(f"ALONGSIDE_MODE is {MODE!r}: set it to demonstration or production.")
DEMONSTRATION = MODE == "demonstration"
DEBUG = os.environ.get("ALONGSIDE_DEBUG", "no") == "yes"
DEMONSTRATION_PASSWORD = "walk-alongside-2026" if DEMONSTRATION else ""
BRANDING = os.environ.get("ALONGSIDE_BRANDING", "neutral")


SECRET_KEY = kept_key("secret_key", make=DEMONSTRATION)
DATA_KEYS = kept_key("data_keys", make=DEMONSTRATION).split()
AUDIT_KEY = kept_key("audit_key", make=DEMONSTRATION)

if not DEMONSTRATION:
    if DEBUG:
        raise ImproperlyConfigured("DEBUG is on: production does not start with it. Unset ALONGSIDE_DEBUG.")
    if len(SECRET_KEY) < 32 or SECRET_KEY.startswith(("default", "change", "insecure", "django-insecure")):
        raise ImproperlyConfigured("The secret key is a default or too short: make one of 32 or more characters.")

ALLOWED_HOSTS = os.environ.get("ALONGSIDE_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("ALONGSIDE_ORIGINS", "").split()

INSTALLED_APPS = [
    *(f"alongside.{area}" for area in AREAS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "alongside.access.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.access.middleware.ActorMiddleware",
    "alongside.access.middleware.TimeOutMiddleware",
    "alongside.access.middleware.WordsMiddleware",
]
ROOT_URLCONF = "alongside.urls"
WSGI_APPLICATION = "alongside.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "alongside.ui.environment.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "alongside.ui.environment.here",
                "alongside.home.queries.chrome.chrome",
            ],
        },
    },
]

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR / 'alongside.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["alongside.access.adapter.ByPassword"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "alongside.access.adapter.ClosedDoor"
ACCOUNT_LOGOUT_REDIRECT_URL = "sign_in"
ACCOUNT_SESSION_REMEMBER = False
# A whole trust may come from one address: its ceiling is high, an account's is low. All processes count together.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "300/5m/ip,10/5m/key", "apply": "120/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ALONGSIDE_PROXIES", "0"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# A second factor: asked of everybody but the freed roles in production, only offered in the demonstration.
SECOND_FACTOR_REQUIRED = (
    os.environ.get("ALONGSIDE_SECOND_FACTOR", "offered" if DEMONSTRATION else "required") == "required"
)
SECOND_FACTOR_FREE_ROLES = os.environ.get("ALONGSIDE_SECOND_FACTOR_FREE_ROLES", "person team_manager").split()
MFA_ADAPTER = "alongside.access.adapter.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Alongside"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}
# Our own pages ask again before a factor is changed.
MFA_REAUTHENTICATION_REQUIRED = False

IDLE_SECONDS = 60 * int(os.environ.get("ALONGSIDE_IDLE_MINUTES", "30"))
ABSOLUTE_SECONDS = 60 * int(os.environ.get("ALONGSIDE_ABSOLUTE_MINUTES", "600"))
STEP_UP_SECONDS = 60 * int(os.environ.get("ALONGSIDE_STEP_UP_MINUTES", "15"))
WARNING_SECONDS = min(5 * 60, IDLE_SECONDS // 2)
KEPT_FORM_SECONDS = 30 * 60

OPENID_ISSUER = os.environ.get("ALONGSIDE_OPENID_ISSUER", "").rstrip("/")
OPENID_NAME = os.environ.get("ALONGSIDE_OPENID_NAME", "your organisation's account")
OPENID_ACR = os.environ.get("ALONGSIDE_OPENID_ACR", "").split()
OPENID_SECOND_FACTOR = os.environ.get("ALONGSIDE_OPENID_SECOND_FACTOR", "no") == "yes"
OPENID_CLIENT_ID = os.environ.get("ALONGSIDE_OPENID_CLIENT_ID", "")
OPENID_CLIENT_SECRET = kept_key("openid_client_secret") if OPENID_ISSUER else ""
if OPENID_ISSUER and not OPENID_CLIENT_ID:
    raise ImproperlyConfigured("There is an OpenID issuer and no client: set ALONGSIDE_OPENID_CLIENT_ID.")
if OPENID_ISSUER and not DEMONSTRATION and not OPENID_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("The OpenID issuer is not an https address: set ALONGSIDE_OPENID_ISSUER to one.")
SOCIALACCOUNT_ADAPTER = "alongside.access.openid.LinkedOnly"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "alongside.access.openid.TrustProvider", "OAUTH_PKCE_ENABLED": True}
}

SESSION_ENGINE = "alongside.access.sessions"
SESSION_COOKIE_NAME = "alongside" if DEMONSTRATION else "__Host-alongside"
CSRF_COOKIE_NAME = "alongside_csrf" if DEMONSTRATION else "__Host-alongside_csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The row outlives the time-outs above, so that a form sent after a weekend still finds whose it was.
SESSION_COOKIE_AGE = 72 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMONSTRATION
SECURE_PROXY_SSL_HEADER = None if DEMONSTRATION else ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION else 365 * 24 * 60 * 60
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "alongside.access.views.step_up.form_expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "connect-src": [SELF],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    },
}

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 13 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# What has had its time under a verified rule goes by itself, once a day; else only by `alongside purge`.
PURGE_DAILY = os.environ.get("ALONGSIDE_PURGE", "daily") == "daily"
# A job whose worker was silent for so long is taken up by another.
LEASE_SECONDS = int(os.environ.get("ALONGSIDE_LEASE_SECONDS", "60"))

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("ALONGSIDE_STATIC", ROOT / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The demonstration writes its e-mails into a folder, and sends none.
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if DEMONSTRATION else 'smtp'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = os.environ.get("ALONGSIDE_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ALONGSIDE_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("ALONGSIDE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = kept_key("smtp_password") if EMAIL_HOST_USER else ""
EMAIL_USE_TLS = os.environ.get("ALONGSIDE_SMTP_TLS", "yes" if EMAIL_HOST_USER else "no") == "yes"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("ALONGSIDE_MAIL_FROM", "programme@localhost")
# A command that reads a file and answers 0 for clean and 1 for infected, such as "clamdscan --fdpass -".
SCAN_COMMAND = os.environ.get("ALONGSIDE_SCAN_COMMAND", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"places_only": {"()": "alongside.access.logs.PlacesOnly"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": [] if DEBUG else ["places_only"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "alongside": {"level": "INFO"},
        # Every refusal has a line of ours; what is left here are faults.
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "CRITICAL"},
        "django_tasks_db": {"level": "CRITICAL"},
    },
}
