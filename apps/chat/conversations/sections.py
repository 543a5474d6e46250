"""Where a conversation stands in a person's inbox: one rule, for every list, count and page of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    Expression,
    F,
    Field,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
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


Rules = list[tuple[Q | Exists, Section]]


def with_section(
    participants: QuerySet[Participant], *, blocks: bool = True, now: datetime | None = None
) -> QuerySet[Participant]:
    """Annotates `section`; `moved_at`, when something last happened; and what `QUEUE_ORDER` needs: `rank`, pinned ones
    first in each section, and `waits_since`, set only where the person is waited for. Blocks cost the most to ask; who
    knows that there are none says so."""
    now = now or timezone.now()
    rules = _rules(now, blocks=blocks)
    rank = _by_section(rules, {one: Value(RANKS[one]) for one in Section}, IntegerField())
    since = {one: F("conversation__waiting_since") if one in WAITING_SECTIONS else Value(None) for one in Section}
    return participants.annotate(
        section=_by_section(rules, {one: Value(one.value) for one in Section}, CharField()),
        moved_at=Coalesce("conversation__last_message_at", "conversation__created_at"),
        rank=rank + Case(When(is_pinned=True, then=Value(0)), default=Value(1), output_field=IntegerField()),
        waits_since=_by_section(rules, since, DateTimeField()),
    )


def _rules(now: datetime, *, blocks: bool) -> Rules:
    """The first that holds says the section; where none does, it is theirs to answer."""
    stage, waiting, opener = "conversation__stage", "conversation__waiting_for", "conversation__opened_by"
    both_sides = ("conversation__candidate", "conversation__recruiter")
    # After a block nothing waits any more. Who was blocked isn't told: theirs doesn't look closed.
    of_blocks = (
        (has_blocked("user", *both_sides), Section.CLOSED),
        (Q(is_blocked_by("user", *both_sides), **{waiting: F("user_id")}), Section.THEIRS),
    )
    return [
        (
            Q(archived_at__isnull=False)
            & (Q(conversation__last_message_at=None) | Q(archived_at__gte=F("conversation__last_message_at"))),
            Section.ARCHIVED,
        ),
        (Q(snoozed_until__gt=now), Section.SNOOZED),
        # What waits never lies under "Closed".
        (Q(**{stage: Conversation.Stage.CLOSED, f"{waiting}__isnull": True}), Section.CLOSED),
        *(of_blocks if blocks else ()),
        (
            Q(**{stage: Conversation.Stage.GREETING, waiting: F("user_id")})
            & (Q(**{f"{opener}__isnull": True}) | ~Q(**{opener: F("user_id")})),
            Section.NEW,
        ),
        (Q(**{waiting: F("user_id")}), Section.MINE),
        # Nobody in particular is waited for in a group.
        (Q(conversation__kind=Conversation.Kind.GROUP), Section.GROUPS),
    ]


def _by_section(rules: Rules, values: Mapping[Section, Expression | F], output: "Field[Any, Any]") -> Case:
    """What stands for a participant's section. The rules stand in the statement once for each that is asked: one built
    on another would repeat them for each section."""
    cases = [When(rule, then=values[section]) for rule, section in rules]
    return Case(*cases, default=values[Section.THEIRS], output_field=output)
