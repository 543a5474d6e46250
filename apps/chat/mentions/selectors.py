from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet

from apps.chat.conversations.models import Participant
from apps.chat.mentions.models import Mention


def unread_mentions() -> Exists:
    """Of a participant's row: whether somebody mentioned them in what they haven't read."""
    return Exists(
        Mention.objects.filter(
            person=OuterRef("user"), conversation=OuterRef("conversation"), seq__gt=OuterRef("read_seq")
        )
    )


def mentioned_in(participants: Iterable[Participant]) -> set[int]:
    """The conversations, of these participants of one person, in which they are mentioned and haven't read it."""
    rows: QuerySet[Participant] = Participant.objects.filter(pk__in=[one.pk for one in participants])
    return set(rows.filter(unread_mentions()).values_list(F("conversation"), flat=True))
