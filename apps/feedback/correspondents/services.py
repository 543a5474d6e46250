"""Who writes to us without signing in."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import User
from apps.feedback.correspondents.models import Correspondent, Way


def correspondent_at(*, address: str, name: str, language: str, now: datetime | None = None) -> Correspondent:
    """Who has this address, known from now on; whom it makes them claim to be is looked up once more each time."""
    known, is_new = Correspondent.objects.get_or_create(
        channel=Way.EMAIL,
        address=address.lower(),
        defaults={
            "name": name[:100],
            "language": spoken(language),
            "created_at": now or timezone.now(),
            "user": owner_of(address),
        },
    )
    if not is_new and known.user is None and (user := owner_of(address)):
        known.user = user
        known.save(update_fields=["user"])
    return known


def heard_from(correspondent: Correspondent) -> None:
    """A letter came from their address: there is somebody, so ours may go there again."""
    Correspondent.objects.filter(pk=correspondent.pk, stopped_at__isnull=False).update(stopped_at=None)


def correspondent_elsewhere(
    *,
    handle: str,
    name: str,
    language: str,
    now: datetime,
    source_id: int | None = None,
    channel: str = Way.HOOK,
) -> Correspondent:
    """Who is called so at the source, an account of ours at another platform, or who has this number."""
    known, _is_new = Correspondent.objects.get_or_create(
        channel=channel,
        source_id=source_id,
        handle=handle,
        defaults={"name": name[:100], "language": spoken(language), "created_at": now},
    )
    return known


def correspondent_without_address(*, language: str, now: datetime) -> Correspondent:
    return Correspondent.objects.create(channel=Way.LINK, language=spoken(language), created_at=now)


def prove(correspondent: Correspondent, *, now: datetime) -> None:
    """They answered a letter of ours, which only who reads that mailbox can."""
    Correspondent.objects.filter(pk=correspondent.pk, proven_at=None).update(proven_at=now)


def owner_of(address: str) -> User | None:
    """The member whose confirmed address it is."""
    owned = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    found = owned.select_related("user").first()
    return found.user if found else None


def spoken(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
