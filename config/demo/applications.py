"""The demo's applications with their answers, and a no with words."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.chat.applications.services import apply
from apps.chat.closing.services import decline
from apps.chat.closing.wording import words_for
from apps.chat.models import Conversation, DeclineReason, Message
from apps.matching.models import Job
from apps.matching.screening.services import set_questions
from apps.matching.screening.shipped import shipped

ASKED = ("notice", "years", "place", "english")
JOBS = (("hengyu", "支付后端工程师（Java）"), ("tidewright", "Front-end Engineer, Design Systems"))
APPLIED = (
    ("zhihao", JOBS[0], ("2", "6", "0", "1")),
    ("zimo", JOBS[0], ("0", "1", "3", "2")),
    ("ana", JOBS[1], ("2", "6", "1", "2")),
)
DECLINED = ("mateo", ("kestrel", "Transport Planner"), "experience")


def create_applications(*, users: dict[str, User], jobs: dict[tuple[str, str], Job]) -> None:
    """In conversations that are there, a little after what was said last in them."""
    for key in JOBS:
        poster = jobs[key].posted_by
        assert poster is not None
        set_questions(job=jobs[key], editor=poster, questions=[shipped()[name] for name in ASKED])
    for candidate, job, values in APPLIED:
        questions = jobs[job].screening.current()
        answers: dict[str, Any] = {str(one.pk): value for one, value in zip(questions, values, strict=True)}
        application = apply(candidate=users[candidate], job=jobs[job], answers=answers, client_id=uuid4())
        application.sent_at = _after_what_was_said(application.conversation, application.message_id or 0)
        application.save(update_fields=["sent_at"])
    _decline(users, jobs)


def _decline(users: dict[str, User], jobs: dict[tuple[str, str], Job]) -> None:
    candidate, job, key = DECLINED
    conversation = Conversation.objects.get(job=jobs[job], candidate=users[candidate])
    recruiter = conversation.recruiter
    assert recruiter is not None
    words = words_for(DeclineReason.objects.get(key=key), conversation, by=recruiter)
    card = decline(by=recruiter, conversation_id=conversation.pk, words=words, reason=key)
    _after_what_was_said(conversation, card.pk)


def _after_what_was_said(conversation: Conversation, message_id: int) -> Any:
    """Dates the message by the one before it."""
    before = Message.objects.filter(conversation=conversation, pk__lt=message_id, sender__isnull=False)
    last = before.order_by("-seq").values_list("created_at", flat=True).first()
    assert last is not None
    at = last + timedelta(minutes=20)
    Message.objects.filter(conversation=conversation, pk__gte=message_id).update(created_at=at)
    Conversation.objects.filter(pk=conversation.pk).update(last_message_at=at)
    return at
