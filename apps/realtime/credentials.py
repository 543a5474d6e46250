"""Who opens a socket, and whether what they signed in with still holds."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from knox.auth import TokenAuthentication
from knox.models import get_token_model
from rest_framework.exceptions import AuthenticationFailed

from apps.realtime.models import SocketTicket

TICKET_LIFE = timedelta(seconds=60)


@dataclass(frozen=True)
class Credential:
    """`kind` is session, token or ticket; `key` the session's key or the token's digest; `password` the stored hash
    with which the person's sessions were valid when the socket opened; `language` the one they read then."""

    kind: str
    user_id: int
    key: str
    password: str
    language: str


def from_user(user: Any, session_key: str) -> Credential:
    return Credential("session", user.pk, session_key, user.password, user.language)


def from_token(header: str) -> Credential | None:
    scheme, _space, token = header.partition(" ")
    if scheme != "Token" or not token:
        return None
    try:
        user, auth_token = TokenAuthentication().authenticate_credentials(token.encode())
    except AuthenticationFailed:
        return None
    return Credential("token", user.pk, auth_token.digest, user.password, user.language)


def issue_ticket(*, user: Any) -> str:
    """A key for one socket, valid for a minute."""
    key = secrets.token_urlsafe(32)
    SocketTicket.objects.create(digest=_digest(key), user=user, expires_at=timezone.now() + TICKET_LIFE)
    return key


def from_ticket(key: str) -> Credential | None:
    now = timezone.now()
    used = SocketTicket.objects.filter(digest=_digest(key), used_at=None, expires_at__gt=now, user__is_active=True)
    if not used.update(used_at=now):
        return None
    ticket = SocketTicket.objects.select_related("user").get(digest=_digest(key))
    return Credential("ticket", ticket.user_id, "", ticket.user.password, ticket.user.language)


def still_valid(credentials: Iterable[Credential]) -> set[Credential]:
    """Those whose account is active, whose password is unchanged and whose session or token still exists.
    Three queries, whatever the number."""
    credentials = set(credentials)
    passwords = dict(
        get_user_model()
        .objects.filter(pk__in={credential.user_id for credential in credentials}, is_active=True)
        .values_list("pk", "password")
    )
    now = timezone.now()
    session_keys = [credential.key for credential in credentials if credential.kind == "session"]
    sessions = set(
        Session.objects.filter(session_key__in=session_keys, expire_date__gt=now).values_list("session_key", flat=True)
    )
    digests = [credential.key for credential in credentials if credential.kind == "token"]
    tokens = set(
        get_token_model()
        .objects.filter(Q(expiry__isnull=True) | Q(expiry__gt=now), digest__in=digests)
        .values_list("digest", flat=True)
    )
    return {
        credential
        for credential in credentials
        if passwords.get(credential.user_id) == credential.password
        and (credential.kind != "session" or credential.key in sessions)
        and (credential.kind != "token" or credential.key in tokens)
    }


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
