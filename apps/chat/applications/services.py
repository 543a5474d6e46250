"""Applying: résumé and answers open the conversation; and withdrawing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import Role, User
from apps.chat.applications.errors import AlreadyDecided, ApplicationWithdrawn, ResumeNeeded
from apps.chat.applications.models import Application, ApplicationAnswer
from apps.chat.availability.reply_window import reply_window
from apps.chat.cards.models import Card
from apps.chat.cards.services import act, make_card
from apps.chat.conversations.models import Conversation
from apps.chat.conversations.selectors import conversation_for
from apps.chat.greeting.services import greet
from apps.chat.sending.services import send_message
from apps.errors import NotFound
from apps.experiments.services import feature_used
from apps.matching.models import Job, Resume
from apps.matching.resumes.services import open_resume_to, share_resume_file
from apps.matching.screening.answering import read_answers
from apps.matching.screening.features import APPLYING
from apps.matching.screening.selectors import questions_of

STATE = Application.State


@transaction.atomic
def apply(
    *,
    candidate: User,
    job: Job,
    answers: Mapping[str, Any],
    client_id: UUID,
    note: str = "",
    with_file: bool = False,
    origin: str = "typed",
    now: datetime | None = None,
) -> Application:
    """Applies for a job: the note opens the conversation or goes into the one that is there, a card with the answers
    follows, and the company may read the résumé, its file too where `with_file` says so. `answers` are by the id of the
    question. Applying again gives the first application.

    Who isn't a candidate who may see the job finds nothing (NotFound). Raises ResumeNeeded, BadAnswer with `field` the
    question's id, ApplicationWithdrawn, and whatever refuses a first message.
    """
    now = now or timezone.now()
    if candidate.role != Role.CANDIDATE or not Job.objects.visible_to(candidate, now=now).filter(pk=job.pk).exists():
        raise NotFound
    # Two taps at once wait here for each other: the second finds what the first made.
    User.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    earlier = Application.objects.filter(job=job, candidate=candidate).first()
    if earlier is not None:
        if earlier.state == STATE.WITHDRAWN:
            raise ApplicationWithdrawn
        return earlier
    resume = Resume.objects.filter(owner=candidate).first()
    if resume is None:
        raise ResumeNeeded
    read = read_answers(questions_of(job), answers)
    conversation = _conversation(candidate, job, note=note, client_id=client_id, origin=origin, now=now)
    application = Application.objects.create(
        conversation=conversation,
        job=job,
        candidate=candidate,
        with_file=with_file and bool(resume.file),
        sent_at=now,
        due_at=due_at(conversation.recruiter, candidate, now=now),
    )
    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(application=application, question=one.question, number=one.number, day=one.day)
        for one in read
    )
    _open_resume(application, conversation)
    card = make_card(
        conversation=conversation,
        author=candidate,
        type="application",
        facts={"application": application.pk},
        client_id=uuid5(NAMESPACE_URL, f"application:{application.pk}"),
        now=now,
    )
    application.message_id = card.pk
    application.save(update_fields=["message"])
    feature_used(APPLYING, candidate, conversation=conversation.pk)
    return application


def _conversation(candidate: User, job: Job, *, note: str, client_id: UUID, origin: str, now: datetime) -> Conversation:
    known = Conversation.objects.for_user(candidate).filter(kind=Conversation.Kind.JOB, job=job, candidate=candidate)
    conversation = known.select_related("recruiter", "company").first()
    if conversation is None:
        opened = greet(
            sender=candidate, job=job, candidate=candidate, body=note, client_id=client_id, origin=origin, now=now
        )
        return conversation_for(candidate, opened.pk)
    if note.strip():
        send_message(sender=candidate, conversation_id=conversation.pk, body=note, client_id=client_id, origin=origin)
    return conversation_for(candidate, conversation.pk)


def _open_resume(application: Application, conversation: Conversation) -> None:
    if conversation.company is None:
        return
    open_resume_to(candidate=application.candidate, company=conversation.company)
    if application.with_file:
        share_resume_file(candidate=application.candidate, company=conversation.company, now=application.sent_at)


def due_at(recruiter: User | None, candidate: User, *, now: datetime) -> datetime | None:
    """When an answer can be expected: within this recruiter's usual time; None where that isn't known."""
    window = reply_window(recruiter, viewer=candidate, now=now) if recruiter is not None else None
    return now + timedelta(minutes=window.within_minutes) if window is not None else None


@transaction.atomic
def withdraw_application(*, candidate: User, application_id: int, now: datetime | None = None) -> Application:
    """Takes one's application back: the card says so to the company, the conversation stays. Once; again it changes
    nothing. Raises NotFound for other people's, AlreadyDecided after a decision."""
    application = Application.objects.filter(pk=application_id, candidate=candidate).first()
    if application is None:
        raise NotFound
    if application.state == STATE.WITHDRAWN:
        return application
    card = Card.objects.filter(pk=application.message_id or 0).first()
    if application.is_decided or card is None:
        raise AlreadyDecided
    key = uuid5(NAMESPACE_URL, f"withdraw:{application.pk}")
    act(card=card, actor=candidate, action="withdraw", data={}, client_id=key, now=now)
    application.refresh_from_db()
    return application
