"""Where a person is signed in: sessions of browsers and tokens of programs, each with whether a socket is open."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from knox.models import get_token_model

from apps.accounts.people.models import User
from apps.accounts.sessions.devices import device_words
from apps.realtime.credentials import sessions_that_last
from apps.realtime.models import CredentialKind, OpenSocket
from apps.realtime.open_sockets import sockets_of

UNKNOWN_PLACE = "0.0.0.0"


@dataclass(frozen=True)
class LiveSocket:
    """A page or program that is connected now; `id` names it to its person only."""

    id: int
    device: str
    place: str
    opened_at: datetime


@dataclass(frozen=True)
class SignIn:
    """`id` names it to its person only; `place` is an IP address, empty when unknown; `seen_at` is right to the hour
    and None for tokens."""

    id: str
    kind: str
    key: str
    device: str
    place: str
    started_at: datetime
    seen_at: datetime | None
    ends_at: datetime | None
    sockets: list[LiveSocket]
    is_current: bool

    @property
    def is_connected(self) -> bool:
        return bool(self.sockets)


def sign_ins_of(person: User, *, current_key: str = "") -> list[SignIn]:
    """The newest first, the one that asks (by its session's key or token's digest) before all others."""
    recorded = {row.session_key: row for row in UserSession.objects.filter(user=person)}
    valid = sessions_that_last(recorded)
    ends = dict(Session.objects.filter(session_key__in=list(valid)).values_list("session_key", "expire_date"))
    tokens = list(get_token_model().objects.filter(user=person, expiry__gt=timezone.now()))
    sockets: dict[tuple[str, str], list[LiveSocket]] = defaultdict(list)
    for one in sockets_of(person.pk, now=timezone.now()):
        sockets[one.kind, one.key].append(_live_socket(one))
    found = [
        SignIn(
            id=f"session-{row.pk}",
            kind=CredentialKind.SESSION.value,
            key=key,
            device=device_words(row.user_agent),
            place="" if row.ip == UNKNOWN_PLACE else row.ip,
            started_at=row.created_at,
            seen_at=row.last_seen_at,
            ends_at=ends.get(key),
            sockets=sockets[CredentialKind.SESSION.value, key],
            is_current=key == current_key,
        )
        for key, row in recorded.items()
        if key in valid
    ]
    found += [
        SignIn(
            id=f"token-{token.digest[:16]}",
            kind=CredentialKind.TOKEN.value,
            key=token.digest,
            device="",
            place="",
            started_at=token.created,
            seen_at=None,
            ends_at=token.expiry,
            sockets=sockets[CredentialKind.TOKEN.value, token.digest],
            is_current=token.digest == current_key,
        )
        for token in tokens
    ]
    return sorted(found, key=lambda one: (not one.is_current, -one.started_at.timestamp()))


def _live_socket(row: OpenSocket) -> LiveSocket:
    return LiveSocket(id=row.pk, device=device_words(row.user_agent), place=row.place, opened_at=row.opened_at)
