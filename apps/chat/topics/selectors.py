"""Which topics one tap may ask about: those left open, or of the stage; gone once asked or answered."""

from dataclasses import dataclass
from typing import Any

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.interviews.selectors import has_times
from apps.chat.messages.models import Message
from apps.chat.topics.reading import Known, known_of, topic_of
from apps.matching.facts.asking import asked_topics, is_own_question
from apps.matching.facts.detection import is_settled
from apps.matching.facts.models import Silence, Subject, Topic
from apps.matching.facts.topics import OpenTopic, open_among, open_topics_of_resume
from apps.matching.models import Resume

MAX_SHOWN = 3
TIMES = "interview_times"
"""The topic that an interview's card settles."""
TALKING = frozenset(
    {Conversation.Stage.GREETING, Conversation.Stage.CLARIFY, Conversation.Stage.INTERVIEW, Conversation.Stage.OFFER}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What each side wrote of late, newest first, and the topics that were asked by a tap."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    tapped: frozenset[str]


def chips_for(
    conversation: Conversation, viewer: User, *, known: Known | None = None, limit: int = MAX_SHOWN
) -> list[dict[str, Any]]:
    """The chips that this person sees: `[{"id", "topic", "label", "question", "evidence"}]`. `evidence` quotes the
    words that leave the topic open, where there are any; those topics stand first. Never filled up."""
    if conversation.kind != Conversation.Kind.JOB:
        return []
    known = known or known_of(conversation)
    said = _said(known, viewer)
    shown: list[dict[str, Any]] = []
    for one in _offered(conversation, viewer, known):
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


def _offered(conversation: Conversation, viewer: User, known: Known) -> list[OpenTopic]:
    """Vague ones first, then those that the stage brings up, then what nothing at all is said of."""
    is_candidate = viewer.pk == conversation.candidate_id
    topics = known.topics_of(Subject.JOB if is_candidate else Subject.RESUME)
    answered = known.answered if is_candidate else frozenset()
    found: list[OpenTopic] = []
    if is_candidate and conversation.job:
        found = open_among(topics, conversation.job, answered=answered)
    elif not is_candidate:
        resume = Resume.objects.visible_to(viewer).filter(owner=conversation.candidate_id).first()
        found = open_topics_of_resume(resume, topics) if resume else []
    found = found if conversation.stage in TALKING else []
    vague = [one for one in found if one.evidence]
    silent = [one for one in found if not one.evidence and one.rules.when_silent == Silence.CHIP]
    settled = {one.topic for one in (*vague, *silent)} | answered
    stage = conversation.stage
    of_stage = [OpenTopic(one, "", "") for one in topics if stage in one.stages and one.key not in settled]
    if any(one.topic == TIMES for one in of_stage) and has_times(conversation):
        of_stage = [one for one in of_stage if one.topic != TIMES]
    return [*vague, *of_stage, *silent]


def is_asked(topic: Topic, said: Said) -> bool:
    """By a tap, in the product's own words or in others."""
    if topic.key in said.tapped:
        return True
    return any(asked_topics([topic], text) or is_own_question(topic, text) for text in said.mine)


def _is_told(topic: Topic, said: Said) -> bool:
    """Whether the other side has said it of their own accord, as plainly as a posting would."""
    return any(is_settled(topic, {"said": text.casefold()}) for text in said.theirs)


def _said(known: Known, viewer: User) -> Said:
    mine = [message for message in known.said if message.sender_id == viewer.pk]
    return Said(
        mine=tuple(message.body for message in mine),
        theirs=tuple(message.body for message in known.said if message.sender_id != viewer.pk),
        tapped=frozenset(topic for message in mine if (topic := topic_of(message))),
    )


def may_ask_a_person(conversation: Conversation, viewer: User, known: Known) -> bool:
    """Whether the newest thing written is the card's answer to this candidate."""
    newest = known.said[0] if known.said else None
    return viewer.pk == conversation.candidate_id and newest is not None and newest.origin == Message.Origin.JOB_CARD
