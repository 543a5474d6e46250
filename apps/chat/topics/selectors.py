"""Which topics one tap may ask about: those left open, or of the stage; gone once asked or answered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.matching.facts.asking import asked_topics, is_own_question
from apps.matching.facts.detection import is_settled
from apps.matching.facts.models import Silence, Subject, Topic
from apps.matching.facts.topics import OpenTopic, answered_topics, open_among, open_topics_of_resume, topics_of
from apps.matching.models import Resume

MAX_SHOWN = 3
LOOK_BACK = 100
QUESTION = "question"
"""The type of a message that asks about a topic by a tap: `{"type": "question", "topic": "salary"}`."""

TALKING = frozenset(
    {Conversation.Stage.GREETING, Conversation.Stage.CLARIFY, Conversation.Stage.INTERVIEW, Conversation.Stage.OFFER}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What each side wrote of late, newest first, and the topics that were asked by a tap."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    tapped: frozenset[str]


def chips_for(conversation: Conversation, viewer: User, *, limit: int = MAX_SHOWN) -> list[dict[str, Any]]:
    """The chips that this person sees: `[{"id", "topic", "label", "question", "evidence"}]`. `evidence` quotes the
    words that leave the topic open, where there are any; those topics stand first. Never filled up."""
    if conversation.kind != Conversation.Kind.JOB:
        return []
    offered = _offered(conversation, viewer)
    if not offered:
        return []
    said = _said(conversation, viewer)
    shown: list[dict[str, Any]] = []
    for one in offered:
        if len(shown) == limit:
            break
        if not is_asked(one.rules, said) and not _is_told(one.rules, said):
            shown.append(
                {
                    "id": one.rules.pk,
                    "topic": one.topic,
                    "label": one.label(viewer.language),
                    "question": one.question(viewer.language),
                    "evidence": one.evidence,
                }
            )
    return shown


def _offered(conversation: Conversation, viewer: User) -> list[OpenTopic]:
    """Vague ones first, then those that the stage brings up, then what nothing at all is said of. Two queries."""
    is_candidate = viewer.pk == conversation.candidate_id
    topics = topics_of(Subject.JOB if is_candidate else Subject.RESUME)
    answered: frozenset[str] = frozenset()
    found: list[OpenTopic] = []
    if is_candidate and conversation.job:
        answered = answered_topics(conversation.job)
        found = open_among(topics, conversation.job, answered=answered)
    elif not is_candidate:
        resume = Resume.objects.visible_to(viewer).filter(owner=conversation.candidate_id).first()
        found = open_topics_of_resume(resume, topics) if resume else []
    found = found if conversation.stage in TALKING else []
    vague = [one for one in found if one.evidence]
    silent = [one for one in found if not one.evidence and one.rules.when_silent == Silence.CHIP]
    known = {one.topic for one in (*vague, *silent)} | answered
    stage = conversation.stage
    of_stage = [OpenTopic(one, "", "") for one in topics if stage in one.stages and one.key not in known]
    return [*vague, *of_stage, *silent]


def is_asked(topic: Topic, said: Said) -> bool:
    """By a tap, in the product's own words or in others."""
    if topic.key in said.tapped:
        return True
    return any(asked_topics([topic], text) or is_own_question(topic, text) for text in said.mine)


def _is_told(topic: Topic, said: Said) -> bool:
    """Whether the other side has said it of their own accord, as plainly as a posting would."""
    return any(is_settled(topic, {"said": text.casefold()}) for text in said.theirs)


def _said(conversation: Conversation, viewer: User) -> Said:
    rows = list(
        Message.objects.filter(Q(kind=Message.Kind.TEXT), conversation=conversation, recalled_at=None)
        .only("sender_id", "body", "facts")
        .order_by("-seq")[:LOOK_BACK]
    )
    mine = [row for row in rows if row.sender_id == viewer.pk]
    return Said(
        mine=tuple(row.body for row in mine),
        theirs=tuple(row.body for row in rows if row.sender_id != viewer.pk),
        tapped=frozenset(topic for row in mine if (topic := topic_of(row))),
    )


def topic_of(message: Message) -> str:
    """The topic that it asks about by a tap, "" for any other message."""
    facts = message.facts or {}
    return str(facts.get("topic", "")) if facts.get("type") == QUESTION else ""
