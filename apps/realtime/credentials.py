"""Who opens a socket, and whether what they signed in with still holds."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from knox.crypto import hash_token
from knox.models import AbstractAuthToken, get_token_model

from apps.realtime.models import CredentialKind, SocketTicket

TICKET_LIFE = timedelta(seconds=60)


@dataclass(frozen=True)
class Credential:
    """`kind` is session or token, also where a ticket stood for it; `key` the session's key or the token's digest;
    `password` the stored hash with which the person's sessions were valid when the socket opened; `language` the one
    they read then."""

    kind: str
    user_id: int
    key: str
    password: str
    language: str


def sessions_that_last(keys: Iterable[str]) -> dict[str, Credential]:
    """Those of these sessions' keys with which somebody is signed in, as pages would find it: the session lasts, the
    account is active and its password the one it was. Two queries, whatever the number."""
    return _of_sessions(keys, get_user_model().objects.filter(is_active=True))


def from_sessions(keys: Iterable[str]) -> dict[str, Credential]:
    """Those of them that open something. Two queries, whatever the number."""
    return _of_sessions(keys, get_user_model().objects.who_get_in())


def _of_sessions(keys: Iterable[str], accounts: QuerySet[Any]) -> dict[str, Credential]:
    sessions = {session.session_key: session.get_decoded() for session in _sessions(keys)}
    user_ids = {_user_id(session) for session in sessions.values()} - {None}
    people = accounts.in_bulk(user_ids)
    found = {}
    for key, session in sessions.items():
        user: Any = people.get(_user_id(session))
        if user is not None and constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
            found[key] = Credential(CredentialKind.SESSION, user.pk, key, user.password, user.language)
    return found


def _user_id(session: dict[str, Any]) -> int | None:
    """Whose session it is; nobody's when the way in which they signed in isn't ours any more."""
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    return get_user_model()._meta.pk.to_python(session.get(SESSION_KEY))


def from_tokens(headers: Iterable[str]) -> dict[str, Credential]:
    """Those of these `Authorization` headers whose token is valid and belongs to somebody who gets in. One query."""
    digests = {}
    for header in headers:
        scheme, _space, token = header.partition(" ")
        if scheme == "Token" and token:
            digests[hash_token(token)] = header
    return {digests[digest]: credential for digest, credential in _from_digests(digests).items()}


def _from_digests(digests: Iterable[str]) -> dict[str, Credential]:
    tokens = _tokens(digests).filter(user__in=get_user_model().objects.who_get_in())
    return {
        digest: Credential(CredentialKind.TOKEN, user_id, digest, password, language)
        for digest, user_id, password, language in tokens.values_list(
            "digest", "user_id", "user__password", "user__language"
        )
    }


def keys_that_hold(keys: Iterable[str]) -> set[str]:
    """Those of these sessions' keys and tokens' digests with which somebody gets in. Three queries."""
    keys = list(keys)
    return {*from_sessions(keys), *_from_digests(keys)}


def issue_ticket(*, user: Any, kind: str, key: str) -> str:
    """A key for one socket, valid for a minute, in the name of a session (its key) or a token (its digest)."""
    ticket = secrets.token_urlsafe(32)
    SocketTicket.objects.create(
        digest=_digest(ticket), user=user, parent_kind=kind, parent_key=key, expires_at=timezone.now() + TICKET_LIFE
    )
    return ticket


def from_ticket(key: str) -> Credential | None:
    """The credential for which the ticket stood, when both of them still hold. Ends the ticket."""
    now = timezone.now()
    used = SocketTicket.objects.filter(digest=_digest(key), used_at=None, expires_at__gt=now)
    if not used.update(used_at=now):
        return None
    ticket = SocketTicket.objects.get(digest=_digest(key))
    if ticket.parent_kind == CredentialKind.SESSION:
        return from_sessions([ticket.parent_key]).get(ticket.parent_key)
    return _from_digests([ticket.parent_key]).get(ticket.parent_key)


def still_valid(credentials: Iterable[Credential]) -> set[Credential]:
    """Those of whom still gets in, whose password is unchanged and whose session or token still exists.
    Three queries, whatever the number."""
    credentials = set(credentials)
    passwords = dict(
        get_user_model()
        .objects.who_get_in()
        .filter(pk__in={credential.user_id for credential in credentials})
        .values_list("pk", "password")
    )
    session_keys = [credential.key for credential in credentials if credential.kind == CredentialKind.SESSION]
    sessions = set(_sessions(session_keys).values_list("session_key", flat=True))
    digests = [credential.key for credential in credentials if credential.kind == CredentialKind.TOKEN]
    tokens = set(_tokens(digests).values_list("digest", flat=True))
    return {
        credential
        for credential in credentials
        if passwords.get(credential.user_id) == credential.password
        and (credential.kind != CredentialKind.SESSION or credential.key in sessions)
        and (credential.kind != CredentialKind.TOKEN or credential.key in tokens)
    }


def _sessions(keys: Iterable[str]) -> QuerySet[Session]:
    return Session.objects.filter(session_key__in=list(keys), expire_date__gt=timezone.now())


def _tokens(digests: Iterable[str]) -> QuerySet[AbstractAuthToken]:
    lasts = Q(expiry__isnull=True) | Q(expiry__gt=timezone.now())
    return get_token_model().objects.filter(lasts, digest__in=list(digests))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
