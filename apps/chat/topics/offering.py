"""After an answer to what candidates ask: shall it stand on the job card?"""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import ANSWER_ORIGINS
from apps.chat.topics.models import DeclinedFact
from apps.chat.topics.reading import Known, known_of, topic_of
from apps.matching.facts.answering import answers_topic
from apps.matching.facts.asking import only_topic_asked
from apps.matching.facts.models import MAX_FACT, Subject, Topic
from apps.matching.facts.persons import speaks_of_person
from apps.matching.jobs.services import may_manage

LOOK_BACK = 30


@dataclass(frozen=True, slots=True)
class FactOffer:
    """`value` is what the company's side answered, to be edited before it is approved."""

    message: int
    topic: str
    label: str
    value: str


def fact_offer(conversation: Conversation, viewer: User, known: Known | None = None) -> FactOffer | None:
    """The newest answer of the company's side that would close a topic for everybody; None for candidates, where the
    card says it already, where it was declined, and for what speaks of one person. One query of its own, where there
    is something to offer."""
    job = conversation.job
    if job is None or viewer.pk == conversation.candidate_id or not may_manage(viewer, job):
        return None
    known = known or known_of(conversation)
    topics = {topic.key: topic for topic in known.topics_of(Subject.JOB) if topic.key not in known.answered}
    found = _newest_answer(known.said[:LOOK_BACK][::-1], conversation, topics)
    if found is None:
        return None
    message, topic = found
    candidate = conversation.candidate
    if speaks_of_person(message.body, candidate.name if candidate else ""):
        return None
    if DeclinedFact.objects.filter(message=message.pk).exists():
        return None
    return FactOffer(message.pk, topic.key, topic.label(viewer.language), message.body[:MAX_FACT])


def _newest_answer(
    messages: Sequence[Message], conversation: Conversation, topics: dict[str, Topic]
) -> tuple[Message, Topic] | None:
    """The last answer, oldest messages first: a topic waits from its question to the company's next messages."""
    waiting: Topic | None = None
    newest: tuple[Message, Topic] | None = None
    for message in messages:
        if message.sender_id == conversation.candidate_id:
            asked = topics.get(topic_of(message)) or only_topic_asked(topics.values(), message.body)
            waiting = asked or waiting
        elif waiting is not None and _is_answer(message, conversation) and answers_topic([waiting], message.body):
            newest, waiting = (message, waiting), None
    return newest


def _is_answer(message: Message, conversation: Conversation) -> bool:
    return message.sender_id not in (None, conversation.candidate_id) and message.origin in ANSWER_ORIGINS
