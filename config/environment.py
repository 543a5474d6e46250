"""Typed readers of the environment. Each raises `ImproperlyConfigured` with the variable's name when its value is
nonsense; an absent or empty variable has its default."""

import contextlib
from ipaddress import ip_network
from urllib.parse import parse_qsl, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def read_bool(name: str, default: bool) -> bool:
    text = env.str(name, default="").strip().lower()
    if text and text not in (*environ.Env.BOOLEAN_TRUE_STRINGS, "0", "false", "no", "off", "n"):
        raise ImproperlyConfigured(f"{name} must be true or false, not {text!r}.")
    return text in environ.Env.BOOLEAN_TRUE_STRINGS if text else default


def read_int(name: str, default: int, *, minimum: int = 0) -> int:
    text = env.str(name, default="").strip()
    if text and not text.lstrip("-").isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}.")
    value = int(text) if text else default
    if value < minimum:
        raise ImproperlyConfigured(f"{name} must be at least {minimum}, not {value}.")
    return value


def read_list(name: str, default: list[str]) -> list[str]:
    return env.list(name, default=default)


def read_networks(name: str, default: list[str]) -> list[str]:
    values = [value.strip() for value in read_list(name, default) if value.strip()]
    for value in values:
        try:
            ip_network(value)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must list IP addresses or networks, not {value!r}.") from error
    return values


def read_url(name: str, schemes: tuple[str, ...]) -> str:
    value = env.str(name, default="").strip()
    if value and not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
        raise ImproperlyConfigured(f"{name} must start with {' or '.join(f'{scheme}://' for scheme in schemes)}.")
    with contextlib.suppress(ValueError):
        _ = urlsplit(value).port
        return value
    raise ImproperlyConfigured(f"{name} can't be read; its form is {schemes[0]}://user:password@host:port/name.")


def read_address(name: str) -> str:
    value = env.str(name, default="").strip()
    local, at, domain = value.rpartition("@")
    if value and not (at and domain and 0 < len(local) <= 13 and "+" not in local):
        raise ImproperlyConfigured(
            f"{name} must be an e-mail address with at most 13 characters and no + before the @, not {value!r}."
        )
    return value


MAIL_SERVICES = (
    "amazon_ses",
    "brevo",
    "mailersend",
    "mailgun",
    "mailjet",
    "mandrill",
    "postmark",
    "sparkpost",
    "unisender_go",
)
"""Services that anymail writes to and hears from without further packages."""


def read_mail_service(name: str) -> tuple[str, dict[str, str]]:
    """`postmark://?server_token=…&webhook_secret=user:password`: the service, and what anymail is to know of it; empty
    for anything else, as `smtp://` is."""
    service, _colon, said = env.str(name, default="").strip().partition("://")
    if service not in MAIL_SERVICES:
        return "", {}
    if not said.startswith("?"):
        raise ImproperlyConfigured(f"{name} has the form {service}://?api_key=…&webhook_secret=user:password.")
    words = dict(parse_qsl(said[1:]))
    return service, {
        key.upper() if key == "webhook_secret" else f"{service}_{key}".upper(): words[key] for key in words
    }


def read_file_storage(name: str) -> dict[str, object]:
    """`s3://KEY:SECRET@bucket/folder?endpoint=https://…&region=…`; empty: the disk."""
    if not (text := read_url(name, ("s3",))):
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    url, said = urlsplit(text), dict(parse_qsl(urlsplit(text).query))
    endpoint = said.get("endpoint", "")
    if not url.hostname or bool(url.username) != bool(url.password) or said.keys() - {"endpoint", "region"}:
        raise ImproperlyConfigured(f"{name} has the form s3://KEY:SECRET@bucket/folder?endpoint=https://…&region=….")
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"{name}: the endpoint must start with https:// or http://, not {endpoint!r}.")
    options = {
        "bucket_name": url.hostname,
        "location": url.path.strip("/"),
        "access_key": unquote(url.username or "") or None,
        "secret_key": unquote(url.password or "") or None,
        "endpoint_url": endpoint or None,
        "region_name": said.get("region") or ("us-east-1" if endpoint else None),
    }
    # What isn't said is left to boto3: keys from its own variables or the machine's role.
    return {"BACKEND": "apps.uploads.s3.S3Storage", "OPTIONS": {key: value for key, value in options.items() if value}}
