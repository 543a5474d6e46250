"""Which sessions and tokens have an open socket now, in whichever process."""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.core.cache import cache

from apps.realtime.credentials import Credential
from apps.realtime.hub import hub

KNOWN_FOR_SECONDS = 15
"""Longer than it takes every process to look after all its sockets."""


def remember_open(credentials: Iterable[Credential]) -> None:
    """Tells the other processes. A single process asks its own hub."""
    if not settings.EMBEDDED:
        cache.set_many({_key(one.kind, one.key): True for one in credentials}, KNOWN_FOR_SECONDS)


def open_among(user_id: int, keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these kinds and keys of a person's credentials with which a socket is open."""
    here = {(one.credential.kind, one.credential.key) for one in list(hub.sockets.get(user_id, ()))}
    asked = {_key(kind, key): (kind, key) for kind, key in keys}
    elsewhere = {} if settings.EMBEDDED else cache.get_many(asked)
    return {pair for name, pair in asked.items() if pair in here or name in elsewhere}


def _key(kind: str, key: str) -> str:
    return f"socket-open:{kind}:{hashlib.sha256(key.encode()).hexdigest()}"
