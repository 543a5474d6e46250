"""The deeds that rules and missions know. Each is recognised from an event, never from a click."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

FIRST_ANSWER = "first_answer"
RESUME_COMPLETED = "resume_completed"
JOB_POSTED = "job_posted"
GREETED = "greeted"
PRESET_USED = "preset_used"
FEEDBACK_GIVEN = "feedback_given"
CONVERSATION_RATED = "conversation_rated"
ARTICLE_READ = "article_read"
MISSION_COMPLETED = "mission_completed"

DEED_CHOICES = [
    (FIRST_ANSWER, _("a first answer")),
    (RESUME_COMPLETED, _("a completed résumé")),
    (JOB_POSTED, _("a posted job")),
    (GREETED, _("a greeting")),
    (PRESET_USED, _("a preset used")),
    (FEEDBACK_GIVEN, _("feedback given")),
    (CONVERSATION_RATED, _("a conversation rated")),
    (ARTICLE_READ, _("an article read")),
    (MISSION_COMPLETED, _("a mission completed")),
]

CONFIRMABLE = frozenset({FIRST_ANSWER})
"""Kinds that the other side can confirm by answering in earnest; points for them may stay pending until then."""

ABOUT_TWO = frozenset({FIRST_ANSWER, GREETED, CONVERSATION_RATED})
"""Kinds that are done to another person; the more awards a pair brings, the less each is worth."""


@dataclass(frozen=True)
class Deed:
    """Something a person did. `key` names it for ever ("message:991"); the same key is never paid twice by a rule.

    `facts` are numbers and ids that conditions and explanations use: `waited_seconds`, `conversation`.
    `confirmed_at` is when the other side answered it in earnest, where that is known already.
    """

    kind: str
    key: str
    person_id: int
    done_at: datetime
    counterparty_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    confirmed_at: datetime | None = None
