"""Django's settings for the pages of one node.

Touches the environment and the node's folder. ENTENTE_HOME names the folder (tests run without one); ENTENTE_HOSTS lists the host names
the pages answer to, ENTENTE_HTTPS=1 says that a reverse proxy speaks TLS, so that cookies are sent over nothing else. The pages' own
tables lie in the node's database, under Django's alias "default". Serves every clause.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from importlib import metadata
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from entente.node.home import open_home
from entente.store.database import parse_url

HERE = Path(__file__).resolve().parent
HOME = os.environ.get("ENTENTE_HOME")
HTTPS = os.environ.get("ENTENTE_HTTPS") == "1"


def secret(home: str | None) -> str:
    """The node's secret for signing cookies and forms: made once, readable by the owner alone; without a node, one for this process."""
    if home is None:
        return secrets.token_urlsafe(48)
    file = Path(home) / "keys" / "web.key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as stream:
        made = secrets.token_urlsafe(48)
        stream.write(made + "\n")
    return made


def cookie(name: str, key: str) -> str:
    """A cookie's name at this node alone: browsers tell hosts apart, not ports, and two nodes may answer at one host."""
    return f"entente_{name}_{hashlib.sha256(b'cookie ' + key.encode()).hexdigest()[:8]}"


def database(home: str | None) -> dict[str, Any]:
    """The node's database, its connections kept open from request to request; without a node, one in memory."""
    if home is None:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    return {**parse_url(open_home(Path(home)).settings.database), "CONN_MAX_AGE": None}


def build_name() -> str:
    """Names the static files of this build: they are served under it, and so may be kept by browsers for ever."""
    marker = HERE / "static" / "entente" / "inputs.sha256"
    built = marker.read_text() if marker.is_file() else ""
    whole = f"{built} {metadata.version('django-allauth')} {metadata.version('django-htmx')}"
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def always(_path: str, _url: str) -> bool:
    """Every static file lies under the name of its build."""
    return True


SECRET_KEY = secret(HOME)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ENTENTE_HOSTS", "localhost 127.0.0.1 [::1]").split()
DATABASES = {"default": database(HOME)}
DATABASE_ROUTERS = ["entente.web.process.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "entente.web.urls"
AUTH_USER_MODEL = "web.User"
INSTALLED_APPS = [
    "entente.store",
    "entente.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "entente.web.process.headers.protect",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "entente.web.process.language.put_back",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "entente.web.person.tokens.bearer",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "entente.web.process.spreadsheet.offer",
    "entente.web.guard.Guard",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "entente.web.templatetags.entente",
                "django.templatetags.i18n",
                "entente.web.templatetags.called",
                "entente.web.templatetags.posted",
                "entente.web.templatetags.spoken",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "entente.web.frame.frame",
            ],
        },
    }
]
LOGGING = {  # failures go to standard error; refusals do not, and no request's content is ever written
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

# Languages and time: pages in English and Japanese; every time is shown in both zones by the template filters.
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese"))]
LOCALE_PATHS = [HERE / "locale", HERE / "locale_signin"]  # the second: the sign-in library's sentences in our words
LANGUAGE_COOKIE_NAME = cookie("language", SECRET_KEY)
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 86_400

# Static files, straight from the packages: nothing to collect.
STATIC_URL = f"/static/{build_name()}/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = always

# Sign-in. Accounts are made by the node's administrator; nobody signs himself up and nothing is sent by mail.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "entente.web.person.account.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {  # a ministry sits behind one address: it is counted last, and widely (person/account.py)
    "login": "600/m/ip",
    "login_failed": "5/5m/key,100/5m/ip",  # the key is an account at an address
    "login_failed_anywhere": "100/d/key",  # the key is the account: NIST SP 800-63B 5.2.2 allows no more than 100 failures
}
SOCIALACCOUNT_ADAPTER = "entente.web.person.sign_on.Adapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Entente"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"

# Sessions lie in the database, so that one can be ended from elsewhere; twelve hours, and gone with the browser.
SESSION_ENGINE = "entente.web.process.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = cookie("session", SECRET_KEY)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = cookie("csrf", SECRET_KEY)
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "entente.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# A long text with many rows is one form; its size is bounded by what an act can hold, doubled for the way forms are sent.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
