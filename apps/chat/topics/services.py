"""Ask once: what stands on a job's card answers who asks it, and a person answers whoever wants one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage, Sent
from apps.chat.sending import send_messages
from apps.chat.sending.services import send_message
from apps.chat.topics.features import ASK_ONCE
from apps.chat.topics.models import OfferedFact
from apps.chat.topics.offering import fact_offer
from apps.chat.topics.reading import FROM_CARD, QUESTION, topic_of
from apps.errors import NotFound
from apps.experiments.services import feature_shown, feature_used
from apps.matching.facts.asking import asked_topics, is_own_question, surely_asked
from apps.matching.facts.errors import FactAboutPerson
from apps.matching.facts.models import JobFact, Subject, Topic
from apps.matching.facts.persons import speaks_of_person
from apps.matching.facts.services import approve_fact
from apps.matching.facts.topics import topics_of


def answer_from_cards(messages: Sequence[Message], *, now: datetime | None = None) -> None:
    """Answers at once, from the job's card, candidates' questions about a topic on which it speaks: those asked by a
    tap, and typed ones where it is sure what they ask. Each once, however often it is told of them.

    The message is nobody's answer: it moves no turn and counts in no figure.
    """
    asked = [message for message in messages if message.sender_id == message.conversation.candidate_id]
    asked = [message for message in asked if not (message.facts or {}).get("person")]
    facts = _facts_of_jobs({message.conversation.job_id for message in asked} - {None}, now)
    if not facts:
        return
    topics = topics_of(Subject.JOB)
    for message in asked:
        known = facts.get(message.conversation.job_id or 0, {})
        topic = _topic_asked(message, topics)
        if topic is not None and (fact := known.get(topic.key)):
            _answer(message, fact)


def _topic_asked(message: Message, topics: Sequence[Topic]) -> Topic | None:
    """The tapped one, unless its question was rewritten into another; else the one that is surely asked about."""
    tapped = next((topic for topic in topics if topic.key == topic_of(message)), None)
    if tapped is not None and (is_own_question(tapped, message.body) or asked_topics([tapped], message.body)):
        return tapped
    return surely_asked(topics, message.body)


def _facts_of_jobs(jobs: set[int | None], now: datetime | None) -> dict[int, dict[str, JobFact]]:
    found: dict[int, dict[str, JobFact]] = {}
    for fact in JobFact.objects.filter(job__in=jobs).live(now=now) if jobs else ():
        found.setdefault(fact.job_id, {})[fact.topic] = fact
    return found


def _answer(message: Message, fact: JobFact) -> None:
    conversation = message.conversation
    candidate = conversation.candidate
    if conversation.recruiter_id is None or candidate is None:
        return
    if not feature_shown(ASK_ONCE, candidate, conversation=conversation.pk):
        return
    # Whoever of the company writes it: by its number the question has one answer.
    if Message.objects.filter(reply_to=message, origin=Message.Origin.JOB_CARD).exists():
        return
    send_messages(
        [
            OutgoingMessage(
                sender_id=conversation.recruiter_id,
                conversation_id=conversation.pk,
                body=fact.value,
                client_id=uuid5(NAMESPACE_URL, f"job-card:{message.pk}"),
                origin=Message.Origin.JOB_CARD,
                reply_to_id=message.pk,
                facts={"type": FROM_CARD, "topic": fact.topic, "approved": fact.approved_at.date().isoformat()},
            )
        ]
    )


def ask_a_person(*, candidate: User, conversation: Conversation) -> Sent:
    """Sends the question that the card answered last on to the recruiter. Twice is once. Raises NotFound where the
    card answered nothing, and for everybody but the candidate."""
    answer = (
        Message.objects.filter(conversation=conversation, origin=Message.Origin.JOB_CARD, recalled_at=None)
        .select_related("reply_to")
        .order_by("-seq")
        .first()
    )
    if candidate.pk != conversation.candidate_id or answer is None:
        raise NotFound
    language = conversation.job.language if conversation.job else ""
    with override(language or candidate.language):
        body = _("I've read the answer from the job card, and would like to hear it from a person.")
    sent = send_message(
        sender=candidate,
        conversation_id=conversation.pk,
        body=body,
        client_id=uuid5(NAMESPACE_URL, f"ask-a-person:{answer.pk}"),
        reply_to_id=answer.reply_to_id,
        facts={"type": QUESTION, "topic": (answer.facts or {}).get("topic", ""), "person": True},
    )
    feature_used(ASK_ONCE, candidate, conversation=conversation.pk)
    return sent


def approve_offer(
    *, approver: User, conversation: Conversation, message_id: int, value: str, expires_at: datetime | None = None
) -> JobFact:
    """Puts the offered answer, as edited, on the job card. Raises NotFound where it isn't on offer (any more), and
    FactAboutPerson for a text that speaks of the candidate."""
    offer = fact_offer(conversation, approver)
    if offer is None or offer.message != message_id or conversation.job is None:
        raise NotFound
    if speaks_of_person(value, conversation.candidate.name if conversation.candidate else ""):
        raise FactAboutPerson(field="value")
    return approve_fact(
        job=conversation.job,
        topic=offer.topic,
        value=value,
        approver=approver,
        expires_at=expires_at,
        message=message_id,
        now=timezone.now(),
    )


def decline_offer(*, by: User, conversation: Conversation, message_id: int) -> None:
    """Doesn't ask for this answer again. Raises NotFound where it isn't on offer."""
    offer = fact_offer(conversation, by)
    if offer is None or offer.message != message_id:
        raise NotFound
    OfferedFact.objects.filter(message=message_id).update(declined_at=timezone.now())
