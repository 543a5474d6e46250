"""All settings in one file, read from the environment through typed readers that raise on nonsense.

Without `DATABASE_URL` and `REDIS_URL` the product runs embedded: one process, SQLite, everything in memory that the
database doesn't hold. With them it runs as separate web, worker and beat processes. The code is the same.
"""

import contextlib
import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path

# One thread for the linear algebra of embeddings: four were two hundred times slower than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from config.console import UNFOLD as UNFOLD
from config.environment import (
    env,
    read_address,
    read_bool,
    read_file_storage,
    read_int,
    read_list,
    read_mail_service,
    read_networks,
    read_url,
)

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
DATABASE_URL = read_url("DATABASE_URL", ("postgres", "postgresql", "sqlite"))
REDIS_URL = read_url("REDIS_URL", ("redis", "rediss", "unix"))
EMBEDDED = not REDIS_URL
DEBUG = read_bool("DEBUG", False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
with contextlib.suppress(OSError):
    (VAR_DIR / "static").mkdir(parents=True, exist_ok=True)
    # Sessions, messages and uploads are in it: other accounts of the machine have no business there. What a group may
    # in a folder of one's choice is its owner's to say.
    VAR_DIR.chmod(VAR_DIR.stat().st_mode & (0o770 if env.str("VAR_DIR", default="") else 0o700))


def read_secret_key() -> str:
    """The key from the environment, else the one that `up` wrote into `var/`. A command that finds neither gets one
    that is worthless a moment later; what serves people in several processes must be given one."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    if (stored := VAR_DIR / "secret_key").exists():
        return stored.read_text().strip()
    if EMBEDDED or TESTING:
        return get_random_secret_key()
    raise ImproperlyConfigured("SECRET_KEY must be set when REDIS_URL is: all processes sign with the same key.")


SECRET_KEY = read_secret_key()
# Keys of before: what they signed and sealed is still read, nothing new is written with them.
SECRET_KEY_FALLBACKS = read_list("SECRET_KEY_FALLBACKS", [])


def read_push_key() -> str:
    """The key that push services know us by, 32 bytes in URL-safe base64, from the environment, else the one that `up`
    wrote into `var/`. Without one nobody is offered pushes."""
    if key := env.str("VAPID_PRIVATE_KEY", default="").strip() or (secrets.token_urlsafe(32) if TESTING else ""):
        return key
    stored = VAR_DIR / "vapid_key"
    return stored.read_text().strip() if stored.exists() else ""


VAPID_PRIVATE_KEY = read_push_key()
# What a monitor shows to read /metrics, as a bearer token; empty: staff alone may.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="").strip()
# An OpenAI-compatible address, for translating messages in place, the help's words and the counterpart of rehearsals.
# Without it nothing leaves the machine.
LLM_BASE_URL = read_url("LLM_BASE_URL", ("http", "https"))
LLM_API_KEY = env.str("LLM_API_KEY", default="")
LLM_MODEL = env.str("LLM_MODEL", default="")
LLM_TIMEOUT_SECONDS = read_int("LLM_TIMEOUT_SECONDS", 12, minimum=1)

# Whose word is taken for where a request comes from (X-Forwarded-For, -Proto): addresses and networks.
TRUSTED_PROXIES = read_networks("TRUSTED_PROXIES", ["127.0.0.1", "::1"])
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS", [])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_URL_IS_GIVEN = bool(env.str("SITE_URL", default=""))  # otherwise `up` takes the address on which it serves
HTTPS = read_bool("HTTPS", SITE_URL.startswith("https://"))

INSTALLED_APPS = [
    "config",
    "apps.ui",
    "apps.api",
    "apps.events",
    "apps.uploads",
    "apps.exports",
    "apps.realtime",
    "apps.accounts",
    "apps.experiments",
    "apps.notifications",
    "apps.matching",
    "apps.chat",
    "apps.education",
    "apps.feedback",
    "apps.gamification",
    "apps.insights",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "unfold.contrib.simple_history",
    "apps.console.apps.ConsoleConfig",
    "django.forms",
    "apps.console.apps.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "config.storage.ServedFiles",
    "channels",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "django_htmx",
    "django_celery_beat",
    "import_export",
    "simple_history",
    "lucide",
    "django_prometheus",
]

MIDDLEWARE = [
    "config.request_ids.RequestIdMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",
    "config.console_doors.ContentPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.accounts.people.middleware.PersonalSettingsMiddleware",
    "apps.accounts.sessions.middleware.SessionActivityMiddleware",
    "config.console_doors.SecondStepMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "config.errors.DomainErrorMiddleware",
    "config.queries.KnownQueriesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Database

if DATABASE_URL.startswith("postgres"):
    # Under ASGI each request has a thread of its own, so connections that belong to threads would pile up (115 of them
    # for 16 concurrent requests): they come from a pool of the process.
    DATABASES = {"default": env.db_url_config(DATABASE_URL)}
    if not DATABASES["default"]["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database; its form is postgres://user:password@host/name.")
    DATABASES["default"] |= {
        "ENGINE": "config.postgresql",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            # Compiling a statement takes 70 ms. PostgreSQL does so anew each time once it reckons with many rows: a
            # message then took twenty times as long, as soon as people had written a thousand.
            "options": "-c jit=off",
        }
        | DATABASES["default"].get("OPTIONS", {})
        | {
            "connect_timeout": 5,
            "pool": {
                "min_size": 1,
                "max_size": read_int("DATABASE_POOL_SIZE", 10, minimum=2),
                "timeout": 10,
                # It gives up early and begins anew with the next request, instead of trying ever more seldom.
                "reconnect_timeout": 5,
            },
        },
    }
else:
    if REDIS_URL:
        raise ImproperlyConfigured("REDIS_URL asks for several processes; they need PostgreSQL, so set DATABASE_URL.")
    DATABASES = {
        "default": {
            "ENGINE": "config.sqlite",
            # To open the file, read its schema and set up its functions takes ten times as long as a question.
            "CONN_MAX_AGE": None,
            "NAME": DATABASE_URL.removeprefix("sqlite:///") or str(VAR_DIR / "rapport.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
                f"PRAGMA synchronous={'OFF' if TESTING else 'FULL'};",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache, the bus between processes, tasks

# Test processes that share a Redis don't hear each other.
REDIS_PREFIX = f"rapport-test-{os.getpid()}" if TESTING else "rapport"
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "config.cache.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": REDIS_PREFIX,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            # Of the newer protocol the client puts each message into words for a log that nobody reads.
            "CONFIG": {"hosts": [{"address": REDIS_URL, "protocol": 2}], "prefix": REDIS_PREFIX},
        }
    }
    CELERY_BROKER_URL = REDIS_URL
else:
    # The limits that are kept in it hold only while it doesn't make room for others.
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CELERY_BROKER_URL = "memory://localhost/"

CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    # How often, in seconds, each of the workers looks: two hundredths of a core, when nothing is to do.
    {"polling_interval": 0.02}
    if EMBEDDED
    # Whoever sends a task doesn't wait for a broker that is away: one try, no second.
    else {"visibility_timeout": 600, "socket_timeout": 5, "socket_connect_timeout": 1, "max_retries": 0}
)
# Nobody asks the embedded workers anything over the broker.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = not EMBEDDED
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_EXPIRES = None
# The relay has a worker of its own, so that no slow task holds up what people wait for.
CELERY_TASK_ROUTES = {"events.relay": {"queue": "relay"}, "chat.draw_page": {"queue": "drawing"}}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Celery closes a worker's connections behind every task, a whole pool too, and the next one waits for new ones; here
# they go back into the pool (config/celery.py) or stay open, and are made anew only so often.
CELERY_DB_REUSE_MAX = 10_000
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# The outbox is the truth, the poke only a wake-up; tests drain the outbox themselves.
OUTBOX_POKE = read_bool("OUTBOX_POKE", not TESTING)

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Where no letter leaves the machine nobody could confirm an address; a sign-in after a sign-up tells then who was here.
ACCOUNT_EMAIL_VERIFICATION = env.str(
    "EMAIL_VERIFICATION", default="mandatory" if env.str("EMAIL_URL", default="") else "optional"
)
ACCOUNT_SIGNUP_FORM_CLASS = "apps.accounts.sessions.forms.SignupForm"
ACCOUNT_FORMS = {
    "signup": "apps.accounts.sessions.quiet_signup.QuietSignupForm",
    "confirm_login_code": "apps.accounts.second_step.forms.MailedCodeForm",
}
# A letter may take its time.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
# Wrong passwords are counted in the database, by apps.accounts.attempts.limits.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "change_password": "5/5m/user"}
ACCOUNT_ADAPTER = "apps.accounts.privacy.returning.ReturningAdapter"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Whoever finds a session open doesn't make the account theirs by an address of their own.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# An account of another service to sign in with, by OpenID Connect: the issuer's address or that of its configuration,
# what it knows us by, and what its button says. Without an address there is no such button.
OPENID_URL = read_url("OPENID_URL", ("https",))
OPENID_CLIENT_ID = env.str("OPENID_CLIENT_ID", default="")
OPENID_CLIENT_SECRET = env.str("OPENID_CLIENT_SECRET", default="")
OPENID_NAME = env.str("OPENID_NAME", default="OpenID") if OPENID_URL else ""
if OPENID_URL and not OPENID_CLIENT_ID:
    raise ImproperlyConfigured("OPENID_URL needs OPENID_CLIENT_ID, which that service gives.")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sign-in",
                "name": OPENID_NAME,
                "client_id": OPENID_CLIENT_ID,
                "secret": OPENID_CLIENT_SECRET,
                "settings": {"server_url": OPENID_URL, "oauth_pkce_enabled": True},
            }
        ]
        if OPENID_URL
        else []
    }
}
SOCIALACCOUNT_ADAPTER = "apps.accounts.elsewhere.adapter.ElsewhereAdapter"
SOCIALACCOUNT_FORMS = {"signup": "apps.accounts.elsewhere.forms.SignUpElsewhereForm"}
# Everybody says who they are here: role, name and company.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True

# Whether operators must sign in with a code of their device beside the password before anything in here is theirs.
OPERATORS_NEED_SECOND_STEP = read_bool("OPERATORS_NEED_SECOND_STEP", HTTPS)
MFA_ADAPTER = "apps.accounts.second_step.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "apps.accounts.second_step.forms.CodeForm",
    "reauthenticate": "apps.accounts.second_step.forms.CodeAgainForm",
    "activate_totp": "apps.accounts.second_step.forms.SetUpForm",
}
MFA_TOTP_ISSUER = "Rapport"
# Whoever finds a session open doesn't find the codes.
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Languages

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "config.formats"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "UTC"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = TESTING or DEBUG
# Files are looked for when they are asked for: each of a test's clients would list them all.
WHITENOISE_AUTOREFRESH = TESTING or DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": read_file_storage("FILES_URL"),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage" if TESTING else "config.storage.StaticFiles"
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# E-mail

EMAIL_URL = env.str("EMAIL_URL", default="consolemail://")
# A service that writes our letters and says by webhook what became of them, and what it is told
MAIL_SERVICE, ANYMAIL = read_mail_service("EMAIL_URL")
if MAIL_SERVICE:
    EMAIL_BACKEND = f"anymail.backends.{MAIL_SERVICE}.EmailBackend"
else:
    vars().update(env.email_url_config(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Rapport <rapport@localhost>")
# Where answers to letters go, with `+TOKEN` put before the @; and the mailbox in which they arrive
REPLY_ADDRESS = read_address("REPLY_ADDRESS")
# Where anybody may write to, with or without an account; its mail arrives in the same mailbox
SUPPORT_ADDRESS = read_address("SUPPORT_ADDRESS")
INBOUND_MAIL_URL = read_url("INBOUND_MAIL_URL", ("imap", "imaps"))
SMS_GATEWAY_URL = read_url("SMS_GATEWAY_URL", ("https",))
SMS_GATEWAY_TOKEN = env.str("SMS_GATEWAY_TOKEN", default="")
WECOM_CORP_ID = env.str("WECOM_CORP_ID", default="")
WECOM_SECRET = env.str("WECOM_SECRET", default="")
WECOM_AGENT_ID = env.int("WECOM_AGENT_ID", default=0)

# Security

SECURE_SSL_REDIRECT = read_bool("SECURE_SSL_REDIRECT", HTTPS)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if read_bool("BEHIND_PROXY", HTTPS) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = read_int("SECURE_HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
# A form whose answer leads to the other service, which may lead on.
SIGN_IN_CONTENT_POLICY = {"form-action": ["'self'", "https:"]}
CONSOLE_CONTENT_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": ["'self'", "'unsafe-inline'"],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "payment",
        "usb",
    )
} | {"microphone": ["self"]}

# The console's history can be read; going back is a new change, through the same services

SIMPLE_HISTORY_REVERT_DISABLED = True

# Whoever may see a list may not carry it away for that: both have permissions of their own, "export_job"

IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"

# API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.accounts.sessions.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "apps.api.paging.Page",
    "PAGE_SIZE": 20,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "apps.api.schema.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "apps.api.parsers.JSONParser",
        "rest_framework.parsers.FormParser",
    ],  # endpoints that take files say so; elsewhere a file is refused instead of dropped
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "config.errors.ApiExceptionHandler",
    "ALLOWED_ERROR_STATUS_CODES": ["400", "401", "403", "404", "409", "429"],
    "ERROR_SCHEMAS": dict.fromkeys(
        ("400", "401", "403", "404", "409", "429"), "apps.api.error_schemas.RefusalResponseSerializer"
    ),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Rapport API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        **{
            f"{name}Enum": f"drf_standardized_errors.openapi_serializers.{name}Enum"
            for name in ("ValidationError", "ClientError", "ServerError", "ParseErrorCode")
        },
        "LanguageEnum": [("en", "English"), ("zh-hans", "简体中文")],
        "NewsChannelEnum": "apps.notifications.deciding.models.Channel",
        "TicketChannelEnum": "apps.feedback.tickets.models.Channel",
        "TicketLanguageEnum": "apps.feedback.models.Language",
        "TicketStatusEnum": "apps.feedback.tickets.lifecycle.Status",
        "JobStatusEnum": "apps.matching.models.JobStatus",
        "ScreeningKindEnum": "apps.matching.screening.models.QuestionKind",
        "TextLanguageEnum": "apps.matching.models.TextLanguage",
        "ReportReasonEnum": "apps.chat.moderation.models.Reason",
        "ConversationKindEnum": "apps.chat.models.Conversation.Kind",
        "TicketEntryKindEnum": "apps.feedback.models.EntryKind",
        "TicketCategoryEnum": "apps.feedback.models.Category",
        "ArticleCategoryEnum": "apps.education.models.Article.Category",
        "ArticleAudienceEnum": "apps.education.models.Article.Audience",
        "AwardAppealOutcomeEnum": "apps.gamification.appeals.models.Appeal.Outcome",
        "MissionKindEnum": "apps.gamification.quests.models.Mission.Kind",
        "PresetScopeEnum": "apps.chat.models.Preset.Scope",
        "OwnPresetScopeEnum": "apps.chat.presets.serializers.OWN_SCOPES",
    },
    "POSTPROCESSING_HOOKS": ["drf_standardized_errors.openapi_hooks.postprocess_schema_enums"],
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=30), "TOKEN_LIMIT_PER_USER": 50, "AUTO_REFRESH": False}

# Live connections of one person that a web process keeps open, the newest ones; 0 lifts it.
SOCKETS_PER_PERSON = read_int("SOCKETS_PER_PERSON", 20)

# Chat's base limits; 0 lifts them
CHAT_MESSAGES_PER_MINUTE = read_int("CHAT_MESSAGES_PER_MINUTE", 60)
# Edits, recalls and reactions together.
CHAT_CHANGES_PER_MINUTE = read_int("CHAT_CHANGES_PER_MINUTE", 60)
CHAT_NEW_CONVERSATIONS_PER_DAY = read_int("CHAT_NEW_CONVERSATIONS_PER_DAY", 30)
# For how many months back messages are found.
CHAT_SEARCH_MONTHS = read_int("CHAT_SEARCH_MONTHS", 36)
# Megabytes of a document in a message; privileges may allow a person more, and 24 is the most.
CHAT_FILE_MEGABYTES = read_int("CHAT_FILE_MEGABYTES", 20, minimum=1)
# Megabytes of files that a person may send within 24 hours.
CHAT_FILE_MEGABYTES_A_DAY = read_int("CHAT_FILE_MEGABYTES_A_DAY", 300, minimum=1)
# clamd, which looks at what people upload: tcp://host:3310 or unix:///path. Empty: nothing is scanned.
CLAMD_URL = read_url("CLAMD_URL", ("tcp", "unix"))

# Figures: several web processes share theirs through files in this folder (prometheus_client reads the same name)
PROMETHEUS_MULTIPROC_DIR = env.str("PROMETHEUS_MULTIPROC_DIR", default="")

# Recognition: points and coins together that an operator may give a person alone within 30 days; more needs two
GRANT_ALONE_AT_MOST = read_int("GRANT_ALONE_AT_MOST", 100)

# Jobs: for how many days a posting stands that doesn't say until when
JOBS_VALID_DAYS = read_int("JOBS_VALID_DAYS", 60, minimum=1)

# Résumés: whose address isn't confirmed or whose company isn't verified reads them without names; how many résumés of
# people who haven't written to them somebody, and all of an employer together, may open in a day, and from how many on
# operators see it
RESUMES_NEED_VERIFICATION = read_bool("RESUMES_NEED_VERIFICATION", True)
RESUMES_PER_DAY = read_int("RESUMES_PER_DAY", 300, minimum=1)
RESUMES_PER_DAY_EMPLOYER = read_int("RESUMES_PER_DAY_EMPLOYER", 1000, minimum=1)
RESUMES_PER_DAY_UNVERIFIED = read_int("RESUMES_PER_DAY_UNVERIFIED", 20, minimum=1)
RESUMES_NOTICED_PER_DAY = read_int("RESUMES_NOTICED_PER_DAY", 100, minimum=1)

# Feedback: what one person may send in an hour, and after how many days without a word a report is brought up again
FEEDBACK_TICKETS_PER_HOUR = read_int("FEEDBACK_TICKETS_PER_HOUR", 20, minimum=1)
FEEDBACK_REPLIES_PER_HOUR = read_int("FEEDBACK_REPLIES_PER_HOUR", 60, minimum=1)
SUPPORT_LETTERS_PER_HOUR = read_int("SUPPORT_LETTERS_PER_HOUR", 10, minimum=1)
SURVEY_CYCLE_DAYS = read_int("SURVEY_CYCLE_DAYS", 90, minimum=1)
FEEDBACK_SILENT_DAYS = read_int("FEEDBACK_SILENT_DAYS", 3, minimum=1)

# Logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "config.request_ids.WithRequestId"}},
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {"()": "config.request_ids.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["request_id"],
            "formatter": "json" if read_bool("LOG_JSON", False) else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
