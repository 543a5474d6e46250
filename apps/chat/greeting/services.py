"""The first message about a job, from either side. There is one conversation for each job and candidate."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import Role, User
from apps.accounts.people.selectors import is_blocked_between
from apps.chat.conversations.errors import NotAccepting
from apps.chat.conversations.locking import locked
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.services import open_conversation
from apps.chat.greeting.selectors import may_greet
from apps.chat.participants.services import add_participant
from apps.chat.safety import limits
from apps.chat.sending.services import send_message
from apps.chat.sending.sql import SENDER_LOCKS
from apps.errors import NotFound, RateLimited
from apps.locks import lock_until_commit
from apps.matching.models import Job


@transaction.atomic
def greet(
    *,
    sender: User,
    job: Job,
    candidate: User,
    body: str,
    client_id: UUID,
    origin: str = "typed",
    preset_id: int | None = None,
    now: datetime | None = None,
) -> Conversation:
    """Opens the conversation about this job with a first message, or writes it into the one that is there.

    Who isn't the candidate or of the job's company finds nothing (NotFound). Raises NotAccepting where one side blocked
    the other or nobody answers for the company, RateLimited beyond the day's new conversations.
    """
    now = now or timezone.now()
    recruiter = _recruiter_for(sender, job, candidate)
    conversation = Conversation.objects.filter(kind=Conversation.Kind.JOB, job=job, candidate=candidate).first()
    if conversation is None:
        conversation = _open(sender, recruiter, job, candidate, now)
    _join(conversation, sender)
    send_message(
        sender=sender,
        conversation_id=conversation.pk,
        body=body,
        client_id=client_id,
        origin=origin,
        preset_id=preset_id,
    )
    conversation.refresh_from_db()
    return conversation


def _recruiter_for(sender: User, job: Job, candidate: User) -> User:
    if sender.pk == candidate.pk and sender.role == Role.CANDIDATE:
        return _company_side(sender, job)
    if sender.role != Role.RECRUITER or sender.company_id is None or sender.company_id != job.company_id:
        raise NotFound
    if candidate.role != Role.CANDIDATE or not candidate.is_active:
        raise NotFound
    # Before the résumé, which a block hides: who is blocked reads the same words everywhere.
    if is_blocked_between(sender, candidate):
        raise NotAccepting
    if not may_greet(sender, job=job, candidate=candidate):
        raise NotFound
    return sender


def _company_side(candidate: User, job: Job) -> User:
    if not Job.objects.visible_to(candidate).filter(pk=job.pk).exists():
        raise NotFound
    team = User.objects.filter(company=job.company_id, role=Role.RECRUITER, is_active=True)
    recruiter = team.filter(pk=job.posted_by_id or 0).first() or team.order_by("pk").first() if job.company_id else None
    if recruiter is None or is_blocked_between(candidate, recruiter):
        raise NotAccepting
    return recruiter


def _open(sender: User, recruiter: User, job: Job, candidate: User, now: datetime) -> Conversation:
    if not job.is_listed(now=now):
        raise NotAccepting
    _count_against_limit(sender, now)
    try:
        with transaction.atomic():
            return open_conversation(
                kind=Conversation.Kind.JOB,
                job=job,
                candidate=candidate,
                recruiter=recruiter,
                company_id=job.company_id,
                title=job.title[:120],
                opened_by=sender,
                roles={candidate: Participant.Role.CANDIDATE, recruiter: Participant.Role.RECRUITER},
            )
    except IntegrityError:
        # The other side greeted in the same moment: both meet in one conversation.
        return Conversation.objects.get(kind=Conversation.Kind.JOB, job=job, candidate=candidate)


def _join(conversation: Conversation, sender: User) -> None:
    if conversation.participants.filter(user=sender, left_at=None).exists():
        return
    conversation = locked(Conversation.objects.filter(pk=conversation.pk)).get()
    role = Participant.Role.CANDIDATE if sender.pk == conversation.candidate_id else Participant.Role.RECRUITER
    add_participant(conversation=conversation, user=sender, role=role)


def _count_against_limit(sender: User, now: datetime) -> None:
    limit = limits.new_conversations_per_day(sender.pk)
    if not limit:
        return
    lock_until_commit(SENDER_LOCKS, sender.pk)
    zone = ZoneInfo(sender.time_zone)
    local = now.astimezone(zone)
    midnight = datetime.combine(local.date(), time.min, zone)
    opened = Conversation.objects.filter(opened_by=sender, created_at__gte=midnight, kind=Conversation.Kind.JOB)
    if opened.count() >= limit:
        raise RateLimited(retry_after=max(60, int(86_400 - (now - midnight).total_seconds())))
