"""What upheld reports take from somebody's limits, handed down as their own limits."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.segments.models import Trait
from apps.accounts.segments.services import clear_trait, set_trait
from apps.chat.moderation.easing import share_left, shrunk
from apps.chat.moderation.models import Decision, Report
from apps.chat.safety.limits import BONUS, CONVERSATIONS_TRAIT, MESSAGES_TRAIT, STANDING


@transaction.atomic
def refresh_limits(person: User, *, now: datetime) -> None:
    """Sets the person's limits to what their standing leaves of them now; takes them away once all of it is back."""
    # One after the other: an older reading must not be written after a newer decision's.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    upheld = Report.objects.filter(reported=person, state=Report.State.DECIDED)
    upheld = upheld.exclude(decision=Decision.NONE).exclude(appeal=Report.Appeal.LIFTED)
    decisions = upheld.exclude(decided_at=None).values_list("decision", "decided_at")
    share, until = share_left(((decision, at) for decision, at in decisions if at is not None), now=now)
    bases = (
        (MESSAGES_TRAIT, settings.CHAT_MESSAGES_PER_MINUTE),
        (CONVERSATIONS_TRAIT, settings.CHAT_NEW_CONVERSATIONS_PER_DAY),
    )
    for key, base in bases:
        if until is None:
            if Trait.objects.filter(person=person, key=key, source=STANDING).exists():
                clear_trait(person=person, key=key)
        elif base:
            bonus = Trait.objects.filter(person=person, key=key + BONUS).values_list("value", flat=True).first()
            more = int(bonus) if bonus and bonus.isdecimal() else 0
            set_trait(person=person, key=key, value=str(shrunk(base + more, share)), source=STANDING, until=until)


def refresh_all_limits(*, now: datetime) -> None:
    """What came back since the last time, for everybody whose limits are shrunk."""
    people = Trait.objects.filter(source=STANDING, key__in=[MESSAGES_TRAIT, CONVERSATIONS_TRAIT])
    for person in User.objects.filter(pk__in=people.values("person")).iterator():
        refresh_limits(person, now=now)
