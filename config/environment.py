"""Typed readers of the environment. Each raises `ImproperlyConfigured` with the variable's name when its value is
nonsense; an absent or empty variable has its default."""

import contextlib
from ipaddress import ip_network
from urllib.parse import urlsplit

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
