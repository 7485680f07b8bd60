"""Django's settings. What an operator may choose is in environment.py; what a city differs in is profile data."""

from pathlib import Path

import environ as urls_of

from tertial.site import environment
from tertial.site.datafolder import database, secret_key
from tertial.site.logs import logging_config

CHOSEN = environment.read()
HERE = Path(__file__).resolve().parent

DATA = CHOSEN["DATA"]
DEBUG = CHOSEN["DEBUG"]
DEMO = CHOSEN["DEMO"]
PROFILE = CHOSEN["PROFILE"]
SECRET_KEY = secret_key(DATA, CHOSEN["SECRET_KEY"])
ALLOWED_HOSTS = CHOSEN["HOSTS"]
ADDRESS = CHOSEN["ADDRESS"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "tertial.history",
    "tertial.organisation",
    "tertial.intake",
    "tertial.goals",
    "tertial.measures",
    "tertial.reporting",
    "tertial.planning",
    "tertial.publishing",
    "tertial.site",
]

MIDDLEWARE = [
    "tertial.site.middleware.request_log",
    "tertial.site.middleware.without_nul",
    "tertial.site.middleware.size_held",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # deny by default
    "tertial.site.middleware.acting_person",
    "tertial.site.middleware.not_stored",
    "tertial.site.middleware.method_explained",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "tertial.site.urls"
WSGI_APPLICATION = "tertial.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tertial.site.context.every_page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tertial.site.templatetags.ui",
            ],
        },
    }
]

DATABASES = {"default": database(DATA, CHOSEN["DATABASE_URL"])}
FORM_RENDERER = "tertial.site.ui.selects.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["tertial.site.signed_in.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "tertial.site.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are entered by the city, nobody signs up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no letters to strangers
ACCOUNT_RATE_LIMITS = {  # guessing is stopped for each account; a whole city may sit behind one address
    "login": "600/m/ip",
    "login_failed": "100/m/ip,5/5m/key",
    "reset_password": "10/m/ip,3/m/key",
}
ACCOUNT_FORMS = {
    "login": "tertial.site.accounts.SignIn",
    "change_password": "tertial.site.accounts.ChangePassword",
    "set_password": "tertial.site.accounts.SetPassword",
    "reset_password": "tertial.site.accounts.AskForNew",
    "reset_password_from_key": "tertial.site.accounts.ChooseNew",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False

LANGUAGE_CODE = CHOSEN["LANGUAGE"]
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
UPLOAD_MAX_BYTES = CHOSEN["UPLOAD_MB"] * 2**20

# Counts failed sign-ins for all server processes together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "heavy"]}}

if CHOSEN["EMAIL_URL"]:
    vars().update(urls_of.Env.email_url_config(CHOSEN["EMAIL_URL"]))
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = CHOSEN["EMAIL_FROM"]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "tertial.site.signed_in"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
if CHOSEN["HTTPS"]:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^halsa/$"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if CHOSEN["PROXY"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # failed sign-ins are counted by who asks, not by the proxy's address
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = logging_config(CHOSEN["LOG"])
