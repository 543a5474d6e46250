"""Where an application stands: it follows what happens in its conversation."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from apps.chat.applications.errors import AlreadyDecided
from apps.chat.applications.models import Application
from apps.chat.conversations.models import Conversation, Participant

STATE = Application.State
Stage = Conversation.Stage
MOST_AT_ONCE = 500


def answered_by_company(conversation_id: int, *, at: datetime) -> None:
    """A person of the company wrote after it was sent. Harmless when repeated."""
    waiting = Application.objects.filter(conversation=conversation_id, talking_at=None, sent_at__lte=at)
    for application in waiting:
        application.talking_at = at
        application.seen_at = application.seen_at or at
        if application.state in (STATE.SENT, STATE.SEEN):
            application.state = STATE.TALKING
        application.save(update_fields=["talking_at", "seen_at", "state"])


@transaction.atomic
def follow_stage(conversation_id: int, *, stage: str, by: int, at: datetime) -> None:
    """The conversation moved to this stage. What was withdrawn stays so; any stage but closed undoes a decision."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .filter(conversation=conversation_id)
        .exclude(state=STATE.WITHDRAWN)
        .first()
    )
    if application is None:
        return
    if stage == Stage.CLOSED:
        is_candidates = by == application.candidate_id
        application.state = STATE.WITHDRAWN if is_candidates else STATE.DECLINED
        application.decided_at = at
    elif stage == Stage.OFFER:
        application.state, application.decided_at = STATE.OFFER, at
    else:
        application.decided_at = None
        if stage == Stage.INTERVIEW:
            application.interview_at = application.interview_at or at
        application.state = undecided_state(application, stage)
    application.save(update_fields=["state", "decided_at", "interview_at"])


def undecided_state(application: Application, stage: str) -> str:
    """From what has happened so far."""
    if stage == Stage.INTERVIEW:
        return STATE.INTERVIEW
    if application.talking_at is not None:
        return STATE.TALKING
    return STATE.SEEN if application.seen_at is not None else STATE.SENT


def notice_seen(*, now: datetime) -> int:
    """Marks what the company's people have read since; how many. Who hides their reading never shows it here."""
    readers = Participant.objects.filter(
        conversation=OuterRef("conversation"),
        role=Participant.Role.RECRUITER,
        user__send_read_receipts=True,
        user__is_invisible=False,
        read_seq__gte=OuterRef("message__seq"),
    )
    read = Application.objects.filter(state=STATE.SENT, candidate__send_read_receipts=True).filter(Exists(readers))
    ids = list(read.order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    return Application.objects.filter(pk__in=ids, state=STATE.SENT).update(state=STATE.SEEN, seen_at=now)


def withdraw(application_id: int, *, now: datetime) -> None:
    """Its candidate took it back. Raises AlreadyDecided where somebody was faster."""
    undecided = Application.objects.filter(pk=application_id, decided_at=None)
    if not undecided.update(state=STATE.WITHDRAWN, decided_at=now):
        raise AlreadyDecided
