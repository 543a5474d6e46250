"""Where a conversation stands in a person's inbox: one rule, for every list, count and page of it."""

from datetime import datetime

from django.db import models
from django.db.models import Case, CharField, DateTimeField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.people.selectors import has_blocked, is_blocked_by
from apps.chat.conversations.models import Conversation, Participant


class Section(models.TextChoices):
    """In the order in which they are worked through."""

    MINE = "mine", _("Waiting for me")
    NEW = "new", _("New greetings")
    GROUPS = "groups", pgettext_lazy("conversations", "Groups")
    THEIRS = "theirs", _("Waiting for them")
    CLOSED = "closed", _("Closed")
    SNOOZED = "snoozed", _("Snoozed")
    ARCHIVED = "archived", _("Archived")


OPEN_SECTIONS = (Section.MINE, Section.NEW, Section.GROUPS, Section.THEIRS, Section.CLOSED)
"""What the inbox shows unless it is asked for something else."""

WAITING_SECTIONS = (Section.MINE, Section.NEW)
"""Here who has waited longest stands first; in the others what moved last."""

QUEUE_ORDER = ("rank", "waits_since", "-moved_at", "-conversation_id")

RANKS = {section: 2 * number for number, section in enumerate(Section.values)}
"""Of what isn't pinned: one more."""


def with_section(participants: QuerySet[Participant], *, now: datetime | None = None) -> QuerySet[Participant]:
    """Annotates `section`; `moved_at`, when something last happened; and what `QUEUE_ORDER` needs: `rank`, pinned ones
    first in each section, and `waits_since`, set only where the person is waited for."""
    now = now or timezone.now()
    stage, waiting, opener = "conversation__stage", "conversation__waiting_for", "conversation__opened_by"
    both_sides = ("conversation__candidate", "conversation__recruiter")
    section = Case(
        When(
            Q(archived_at__isnull=False)
            & (Q(conversation__last_message_at=None) | Q(archived_at__gte=F("conversation__last_message_at"))),
            then=Value(Section.ARCHIVED.value),
        ),
        When(snoozed_until__gt=now, then=Value(Section.SNOOZED.value)),
        # What waits never lies under "Closed".
        When(**{stage: Conversation.Stage.CLOSED, f"{waiting}__isnull": True}, then=Value(Section.CLOSED.value)),
        # After a block nothing waits any more. Who was blocked isn't told: theirs doesn't look closed.
        When(has_blocked("user", *both_sides), then=Value(Section.CLOSED.value)),
        When(Q(is_blocked_by("user", *both_sides), **{waiting: F("user_id")}), then=Value(Section.THEIRS.value)),
        When(
            Q(**{stage: Conversation.Stage.GREETING, waiting: F("user_id")})
            & (Q(**{f"{opener}__isnull": True}) | ~Q(**{opener: F("user_id")})),
            then=Value(Section.NEW.value),
        ),
        When(**{waiting: F("user_id")}, then=Value(Section.MINE.value)),
        # Nobody in particular is waited for in a group.
        When(conversation__kind=Conversation.Kind.GROUP, then=Value(Section.GROUPS.value)),
        default=Value(Section.THEIRS.value),
        output_field=CharField(),
    )
    rank = Case(
        *[When(section=value, then=Value(number)) for value, number in RANKS.items()], output_field=IntegerField()
    )
    waits_since = Case(
        When(section__in=WAITING_SECTIONS, then=F("conversation__waiting_since")), output_field=DateTimeField()
    )
    return participants.annotate(
        section=section,
        moved_at=Coalesce("conversation__last_message_at", "conversation__created_at"),
        rank=rank + Case(When(is_pinned=True, then=Value(0)), default=Value(1), output_field=IntegerField()),
        waits_since=waits_since,
    )
