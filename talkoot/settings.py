"""Every setting, read from the environment and complete with none; docs/operating/settings.md lists them."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from talkoot.kit import embedded, environment

ROOT = Path(__file__).resolve().parent.parent
PLACE = environment.data_folder()

# --- what kind of installation this is -------------------------------------------------------
DEBUG = environment.flag("DEBUG")
DEMO = environment.flag("TALKOOT_DEMO")
SITE_URL = environment.site_url("SITE_URL")
# Who answers for this installation: named in the accessibility statement and on the privacy page.
KEEPER_NAME = os.environ.get("KEEPER_NAME", "")
KEEPER_EMAIL = os.environ.get("KEEPER_EMAIL", "")
SECRET_KEY = environment.secret("SECRET_KEY", PLACE / "secret-key")
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS", default=f"127.0.0.1 localhost [::1] {urlsplit(SITE_URL).hostname}"
)
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", default="")
BEHIND_HTTPS = SITE_URL.startswith("https://")

ROOT_URLCONF = "talkoot.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "talkoot.home",
    "talkoot.reports",
    "talkoot.surveys",
    "talkoot.events",
    "talkoot.projects",
    "talkoot.organisations",
    "talkoot.people",
    "talkoot.terms",
    "talkoot.notices",
    "talkoot.history",
    "talkoot.measures",
    "talkoot.search",
    "talkoot.ui",
    "talkoot.kit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "talkoot.ui.links.QuietErrors",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "talkoot.ui.unreadable.NullRefused",
    "talkoot.ui.kept.KeptPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "talkoot.ui.refused.RefusalPages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "talkoot.ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "talkoot.ui.templatetags.ui",
            ],
        },
    }
]
FORM_RENDERER = "talkoot.ui.form_renderer.Renderer"

# --- database ---------------------------------------------------------------------------------
DATABASES = {"default": environment.database("DATABASE_URL") or embedded.django_database()}
if pool := environment.number("DATABASE_POOL", 8, most=1000):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
        "min_size": 1,
        "max_size": pool,
        "timeout": 15,
    }
# Only `kit.prepared` asks in a way that can be prepared; an old PgBouncer in between cannot.
if environment.number("DATABASE_PREPARED", 1, most=1):
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 1

# --- people and sign-in -------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:own_page"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "talkoot.people.sign_in.Adapter"
SOCIALACCOUNT_ADAPTER = "talkoot.people.sign_in.OutsideAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Long enough for a mail that is tried again after a minute and after five.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
# One person has one address: a new one takes the old one's place once it is proved.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Talkoot: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_FORMS = {"login": "talkoot.people.forms.SignInForm"}
# A whole seminar may sit behind one network address; one person's mailbox is spared.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "signup": "120/m/ip",
    "request_login_code": "120/m/ip,3/m/key,20/h/key",
    "login_failed": "60/m/ip,5/300s/key",
    "reset_password": "60/m/ip,3/m/key,20/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", 0, most=5)
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_HTTPS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Talkoot"
# Passkeys need https everywhere but on the machine itself; a demonstration runs on plain localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_HTTPS
SOCIALACCOUNT_PROVIDERS = environment.oidc_providers()
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- languages and time ---------------------------------------------------------------------------
USE_I18N = True
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["talkoot.ui.formats"]
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# --- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = PLACE / "static"
MEDIA_ROOT = PLACE / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or environment.flag("TALKOOT_PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- background work and mail ----------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "talkoot.kit.queue.Queue"}}
EMAIL_BACKEND, EMAIL_FILE_PATH, SMTP = environment.mail(PLACE / "mail")
EMAIL_HOST, EMAIL_PORT = SMTP["host"], SMTP["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP["user"], SMTP["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP["starttls"], SMTP["tls"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "Talkoot <talkoot@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- small things kept in memory --------------------------------------------------------------------
# Public pages kept for one second for visitors without cookies; TALKOOT_KEEP=0 renders each anew.
KEEP_PAGES = os.environ.get("TALKOOT_KEEP", "1") != "0"
# Sign-ups for one event from one network address in ten minutes; 0 sets no limit.
SIGN_UP_LIMIT = environment.number("SIGN_UP_LIMIT", 600)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        # Rate limits are kept here: culling must not let anybody wash theirs away.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- the browser's rules ------------------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        # Signing in through an outside provider is a form that ends there.
        "form-action": [
            "'self'",
            *environment.origins(SOCIALACCOUNT_PROVIDERS),
            *environment.words("FORM_TARGETS", default=""),
        ],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.level("LOG_LEVEL")},
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004"
]  # the unique index is on lower(email), which the check cannot see
