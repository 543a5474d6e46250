"""How often somebody may type a wrong password, or a wrong code after the right one. Counted in the database: the
limits hold without Redis and over all processes. What locks is always the place from which wrong passwords come, for
one account or for all, so nobody can lock a person out of their account from elsewhere."""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from apps.accounts.attempts.models import SignInAttempt

ONE_ACCOUNT = (5, timedelta(minutes=5))
ONE_PLACE = (10, timedelta(minutes=1))
ONE_PLACE_LONG = (100, timedelta(hours=1))
"""Wrong passwords from one place, and in which time: for one account, and for all of them."""
CODES = (20, timedelta(hours=1))
"""Wrong codes for one account, from wherever: six digits don't stand many guesses."""


def begin_attempt(*, place: str, email: str, now: datetime) -> SignInAttempt | None:
    """Counts an attempt before the password is looked at, so that many at once can't slip through together. None when
    there were too many; whoever turns out to be right calls `forgive`."""
    attempt = SignInAttempt.objects.create(place=_network(place), account=_digest(email), at=now)
    counts = SignInAttempt.objects.filter(place=attempt.place, at__gt=now - ONE_PLACE_LONG[1]).aggregate(
        account=Count("pk", filter=Q(account=attempt.account, at__gt=now - ONE_ACCOUNT[1])),
        minute=Count("pk", filter=Q(at__gt=now - ONE_PLACE[1])),
        hour=Count("pk"),
    )
    if counts["account"] > ONE_ACCOUNT[0] or counts["minute"] > ONE_PLACE[0] or counts["hour"] > ONE_PLACE_LONG[0]:
        # Not counted itself: the wait ends although somebody goes on trying.
        forgive(attempt)
        return None
    return attempt


def begin_code(*, place: str, person: Any, now: datetime) -> SignInAttempt | None:
    """The same before a code is looked at, and counted over all places, too. Only who knows the password gets so far:
    with a new one, which the owner chooses by letter, the count begins anew."""
    attempt = begin_attempt(place=place, email=f"code:{person.pk}:{person.password}", now=now)
    if attempt and codes_until(attempt) > CODES[0]:
        forgive(attempt)
        return None
    return attempt


def codes_until(attempt: SignInAttempt) -> int:
    """How many codes were counted for its account within the hour before it, itself among them."""
    return SignInAttempt.objects.filter(account=attempt.account, at__gt=attempt.at - CODES[1]).count()


def forgive(attempt: SignInAttempt) -> None:
    attempt.delete()


def _network(place: str) -> str:
    """Of IPv6 the /64 that one household has."""
    try:
        address = ip_address(place)
    except ValueError:
        return place[:45]
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False).network_address)
    return str(address)


def _digest(email: str) -> str:
    return salted_hmac("sign-in", email.strip().lower()).hexdigest()
