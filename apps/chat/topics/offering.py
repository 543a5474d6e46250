"""After an answer to what candidates ask: shall it stand on the job card?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.selectors import right_before
from apps.chat.topics.models import OfferedFact
from apps.chat.topics.reading import Known, known_of, topic_of
from apps.matching.facts.answering import answers_topic
from apps.matching.facts.asking import only_topic_asked
from apps.matching.facts.models import MAX_FACT, Subject, Topic
from apps.matching.facts.persons import speaks_of_person
from apps.matching.facts.topics import topics_of
from apps.matching.jobs.services import may_manage

LOOK_BACK = 5
"""Of the candidate's messages: what was asked longer ago isn't what is answered."""

MOST_READ = 30
"""Messages before an answer, among which the candidate's last few questions are sought."""

MOST = 5


@dataclass(frozen=True, slots=True)
class FactOffer:
    """`value` is what the company's side answered, to be edited before it is approved."""

    message: int
    topic: str
    label: str
    value: str


def fact_offer(conversation: Conversation, viewer: User, known: Known | None = None) -> FactOffer | None:
    """The newest answer that waits to be put on the card; None for candidates, where the card says it already, and for
    what speaks of one person. One query of its own."""
    job = conversation.job
    if job is None or viewer.pk == conversation.candidate_id or not may_manage(viewer, job):
        return None
    known = known or known_of(conversation)
    names = {topic.key: topic.label(viewer.language) for topic in known.topics_of(Subject.JOB)}
    bodies = {message.pk: message.body for message in known.said}
    offered = OfferedFact.objects.filter(message__conversation=conversation, declined_at=None)
    for offer in offered.filter(message__in=list(bodies)).exclude(topic__in=known.answered)[:MOST]:
        body = bodies[offer.message_id]
        if offer.topic in names and not speaks_of_person(body, _name_of(conversation)):
            return FactOffer(offer.message_id, offer.topic, names[offer.topic], body[:MAX_FACT])
    return None


def offer_facts(messages: Sequence[Message]) -> None:
    """Keeps those of the company's messages that answer a topic about which a candidate had asked. Asks the sentence
    model: for workers. Told twice, it keeps them once."""
    answers = [message for message in messages if message.conversation.job_id and _is_answer(message)]
    if not answers:
        return
    topics = {topic.key: topic for topic in topics_of(Subject.JOB)}
    texts = Message.objects.filter(kind=Message.Kind.TEXT, recalled_at=None)
    asked = right_before(answers, MOST_READ, texts.filter(sender=F("conversation__candidate")))
    for message in answers:
        topic = _topic_waiting(asked[message.pk], topics)
        if topic is None or speaks_of_person(message.body, _name_of(message.conversation)):
            continue
        if answers_topic([topic], message.body, by_meaning=True):
            OfferedFact.objects.get_or_create(message=message, defaults={"topic": topic.key})


def _topic_waiting(asked: Sequence[Message], topics: dict[str, Topic]) -> Topic | None:
    """The newest topic about which the candidate asked in these messages, which are newest first."""
    for question in asked[:LOOK_BACK]:
        if topic := topics.get(topic_of(question)) or only_topic_asked(topics.values(), question.body):
            return topic
    return None


def _name_of(conversation: Conversation) -> str:
    return conversation.candidate.name if conversation.candidate else ""


def _is_answer(message: Message) -> bool:
    return message.sender_id not in (None, message.conversation.candidate_id) and message.kind == Message.Kind.TEXT
