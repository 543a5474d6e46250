"""Usual reply times, measured anew."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.answers.models import Answer
from apps.chat.answers.services import measure_responsiveness
from apps.chat.conversations.models import Conversation
from apps.events.schedule import periodic

PEOPLE_AT_ONCE = 500


@periodic("chat.measure_responsiveness", every_seconds=3600, title=_("Measure usual reply times"))
def measure(now: datetime) -> None:
    """For everybody who answered or began to be waited for since the last turn, with a generous overlap."""
    since = now - timedelta(hours=2)
    people = set(Answer.objects.filter(answered_at__gt=since).values_list("answerer_id", flat=True))
    people |= set(
        Conversation.objects.filter(
            kind=Conversation.Kind.JOB, last_message_at__gt=since, waiting_for__isnull=False
        ).values_list("waiting_for_id", flat=True)
    )
    active = list(User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True))
    for begin in range(0, len(active), PEOPLE_AT_ONCE):
        measure_responsiveness(active[begin : begin + PEOPLE_AT_ONCE])
