"""How often the help may be asked: a question costs the server more than a page. Counted in the database, so the limit
holds for all processes together, and whether or not there is a cache."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from apps.education.assistant.models import AskTally
from apps.errors import RateLimited

A_MINUTE = 60
KEPT_MINUTES = 60
QUESTIONS_A_MINUTE = 20
VISITORS_QUESTIONS_A_MINUTE = 40
"""For all visitors of one address together: a school or an office may share it."""


def count_question(*, asker: str, is_visitor: bool) -> None:
    """Counts one question of `asker` (an id or a network address). Raises RateLimited beyond the minute's limit;
    however many come at once, no more than the limit pass."""
    count_asking(asker=asker, most=VISITORS_QUESTIONS_A_MINUTE if is_visitor else QUESTIONS_A_MINUTE)


def count_asking(*, asker: str, most: int, number: int = 1, minutes: int = 1) -> None:
    """Counts so many more of whatever `asker` names within these minutes, 60 at most. Raises RateLimited beyond
    `most`."""
    second = int(timezone.now().timestamp())
    minute, digest = second // A_MINUTE, salted_hmac("help", asker).hexdigest()
    begun = minute - minute % minutes
    tallies = AskTally.objects.filter(asker=digest, minute=begun)
    with transaction.atomic():
        if not tallies.exists():
            AskTally.objects.bulk_create([AskTally(asker=digest, minute=begun)], ignore_conflicts=True)
            AskTally.objects.filter(minute__lt=minute - KEPT_MINUTES).delete()
        is_counted = tallies.filter(count__lte=most - number).update(count=F("count") + number)
    if not is_counted:
        raise RateLimited(retry_after=(begun + minutes) * A_MINUTE - second)
