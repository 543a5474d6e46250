"""Counting what a person hands in."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from apps.uploads.errors import TooManyUploads
from apps.uploads.limits import QUOTAS
from apps.uploads.models import UploadTally

HOUR, DAY = 3600, 86_400


@transaction.atomic
def count_upload(*, person: int, kind: str, now: datetime | None = None) -> None:
    """Counts one more, before anything is done with the file. Raises TooManyUploads for one above the quota of the
    last hour or the last 24 hours; however many come at once, no more than the quota pass."""
    moment = int((now or timezone.now()).timestamp())
    tally = lock_tally(person=person, kind=kind)
    day = sorted(then for then in tally.moments if moment - then < DAY)
    hour = [then for then in day if moment - then < HOUR]
    quota = QUOTAS[kind]
    if len(hour) >= quota.an_hour:
        raise _refusal("hour", quota.an_hour, hour[0] + HOUR - moment)
    if len(day) >= quota.a_day:
        raise _refusal("day", quota.a_day, day[0] + DAY - moment)
    tally.moments = [*day, moment]
    tally.save(update_fields=["moments"])


def lock_tally(*, person: int, kind: str) -> UploadTally:
    """Holds whoever else counts this person's uploads of this kind until the transaction ends."""
    UploadTally.objects.get_or_create(person_id=person, kind=kind)
    return UploadTally.objects.select_for_update().get(person_id=person, kind=kind)


def _refusal(period: str, limit: int, seconds: int) -> TooManyUploads:
    minutes = max(1, -(-seconds // 60))
    words = {
        "hour": ngettext(
            "You can upload %(limit)s files an hour. You can go on in %(minutes)s minute.",
            "You can upload %(limit)s files an hour. You can go on in %(minutes)s minutes.",
            minutes,
        ),
        "day": ngettext(
            "You can upload %(limit)s files a day. You can go on in %(minutes)s minute.",
            "You can upload %(limit)s files a day. You can go on in %(minutes)s minutes.",
            minutes,
        ),
    }
    text = words[period] % {"limit": limit, "minutes": minutes}
    return TooManyUploads(text, retry_after=max(1, seconds), limit=limit, period=period)
