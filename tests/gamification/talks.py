"""Conversations as their tables hold them, for deeds at any time of the past. Nothing is published: what hears of them
is what the test delivers."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from apps.accounts.models import User
from apps.chat.models import Answer, Conversation, Message, Participant
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.first_answers import FIRST_ANSWER
from tests.matching.factories import JobFactory

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def talk(candidate: User, recruiter: User, *, opened_by: User | None = None, at: datetime = NOON) -> Conversation:
    job = JobFactory(company=recruiter.company, posted_by=recruiter)
    conversation = Conversation.objects.create(
        kind=Conversation.Kind.JOB,
        job=job,
        candidate=candidate,
        recruiter=recruiter,
        company=recruiter.company,
        title=job.title,
        opened_by=opened_by or candidate,
    )
    Conversation.objects.filter(pk=conversation.pk).update(created_at=at)
    for person, role in ((candidate, "candidate"), (recruiter, "recruiter")):
        Participant.objects.create(conversation=conversation, user=person, role=role)
    conversation.refresh_from_db()
    return conversation


def say(conversation: Conversation, sender: User, *, at: datetime, origin: str = "typed") -> Message:
    conversation.head_seq += 1
    conversation.head_rev += 1
    conversation.save(update_fields=["head_seq", "head_rev"])
    return Message.objects.create(
        conversation=conversation,
        seq=conversation.head_seq,
        rev=conversation.head_rev,
        sent_rev=conversation.head_rev,
        client_id=uuid4(),
        sender=sender,
        origin=origin,
        body=f"Message {conversation.head_seq} of {conversation.pk}",
        fingerprint=conversation.head_seq,
        created_at=at,
    )


def first_answer(
    asker: User,
    answerer: User,
    *,
    waited: timedelta = timedelta(hours=1),
    at: datetime = NOON,
    confirmed_after: timedelta | None = None,
) -> Answer:
    """`asker` wrote first, `answerer` answered at `at`, having let them wait; the asker may have answered in turn."""
    candidate, recruiter = (asker, answerer) if asker.is_candidate else (answerer, asker)
    conversation = talk(candidate, recruiter, opened_by=asker, at=at - waited)
    opening = say(conversation, asker, at=at - waited)
    message = say(conversation, answerer, at=at)
    answer = Answer.objects.create(
        conversation=conversation,
        opening=opening,
        message=message,
        answerer=answerer,
        asker=asker,
        waited_seconds=int(waited.total_seconds()),
        is_first=True,
        is_earnest=True,
        answered_at=at,
    )
    if confirmed_after is not None:
        confirm(answer, at=at + confirmed_after)
    return answer


def confirm(answer: Answer, *, at: datetime) -> Answer:
    """The asker answers in earnest."""
    answer.reciprocated_by = say(answer.conversation, answer.asker, at=at)
    answer.reciprocated_at = at
    answer.save()
    return answer


def answer_deed(
    person: User,
    other: User,
    *,
    key: str = "message:1",
    waited_hours: float = 1,
    at: datetime = NOON,
    conversation: int | None = None,
) -> Deed:
    facts: dict[str, float] = {"waited_seconds": waited_hours * 3600, "waited_hours": waited_hours, "earnest": True}
    if conversation is not None:
        facts["conversation"] = conversation
    return Deed(kind=FIRST_ANSWER, key=key, person_id=person.pk, counterparty_id=other.pk, done_at=at, facts=facts)
