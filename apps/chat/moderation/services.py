"""Reporting somebody: what they wrote is frozen as evidence at once. Nobody in the conversation is told."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.selectors import conversation_for
from apps.chat.messages.models import Message
from apps.chat.moderation.errors import NotReportable, TooManyReports
from apps.chat.moderation.evidence import Witness, gather, packed, unpacked
from apps.chat.moderation.models import GRAVITY, OF_PEOPLE, Reason, Report, ReportEvidence, ReportStep
from apps.errors import InvalidInput, NotFound
from apps.sealing import seal, unseal

REPORTS_PER_DAY = 30
MAX_NOTE = 1000
DAY = timedelta(days=1)

Step = ReportStep.Kind


def report(
    *,
    reporter: User,
    conversation_id: int,
    reason: str,
    message_id: int | None = None,
    person_id: int | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Report:
    """Reports a message, or a person as one met them in a conversation. The same again gives the report that there is,
    as it is. Raises NotFound for what isn't the reporter's to see, NotReportable, TooManyReports."""
    now = now or timezone.now()
    if reason not in OF_PEOPLE:
        raise InvalidInput(field="reason")
    conversation = conversation_for(reporter, conversation_id)
    message, reported = _what(reporter, conversation, message_id, person_id)
    subject = {"reported": reported, "conversation": conversation, "message": message}
    return file_once(
        reporter=reporter,
        known=lambda: known_report(reporter, conversation, message, reported),
        subject=subject,
        evidence=lambda: gather(conversation, message=message),
        reason=reason,
        note=note,
        now=now,
    )


def file_once(
    *,
    reporter: User,
    known: Callable[[], Report | None],
    subject: Mapping[str, Any],
    evidence: Callable[[], list[Witness]],
    reason: str,
    note: str,
    now: datetime,
) -> Report:
    """The report that `known` finds, or a new one about `subject` with its evidence. Raises TooManyReports."""
    try:
        with transaction.atomic():
            # Two reports of one person at once are counted one after the other.
            User.objects.select_for_update(no_key=True).get(pk=reporter.pk)
            if there := known():
                return there
            _count(reporter, now)
            made = Report.objects.create(
                **subject,
                reporter=reporter,
                reason=reason,
                gravity=GRAVITY[Reason(reason)],
                note=clean_text(note)[:MAX_NOTE],
                created_at=now,
            )
            ReportEvidence.objects.create(report=made, sealed=seal(packed(evidence())), frozen_at=now)
            ReportStep.objects.create(report=made, kind=Step.REPORTED, by=reporter, created_at=now)
            return made
    except IntegrityError:
        there = known()
        if there is None:
            raise
        return there


def known_report(reporter: User, conversation: Conversation, message: Message | None, reported: User) -> Report | None:
    """The one that this would repeat: of the same message, or of the same person while it isn't decided."""
    mine = Report.objects.filter(reporter=reporter)
    if message is not None:
        return mine.filter(message=message).first()
    waiting = Q(state__in=[Report.State.OPEN, Report.State.PROPOSED])
    return mine.filter(waiting, message=None, reported=reported, conversation=conversation).first()


@transaction.atomic
def read_evidence(*, of: Report, by: User, now: datetime | None = None) -> list[Witness] | None:
    """What was frozen; each reading is logged. None where it is gone."""
    kept = ReportEvidence.objects.filter(report=of).first()
    text = unseal(kept.sealed) if kept else None
    if text is None:
        return None
    ReportStep.objects.create(report=of, kind=Step.READ, by=by, created_at=now or timezone.now())
    return unpacked(text)


def _what(
    reporter: User, conversation: Conversation, message_id: int | None, person_id: int | None
) -> tuple[Message | None, User]:
    if message_id is not None:
        messages = Message.objects.filter(conversation=conversation, pk=message_id)
        message = messages.select_related("sender").first()
        if message is None:
            raise NotFound(field="message")
        if message.sender is None or message.sender_id == reporter.pk:
            raise NotReportable(field="message")
        return message, message.sender
    others = Participant.objects.filter(conversation=conversation).exclude(user=reporter).select_related("user")
    if person_id is not None:
        if person_id == reporter.pk:
            raise NotReportable(field="person")
        others = others.filter(user=person_id)
    found = list(others[:2])
    if not found:
        raise NotFound(field="person")
    if len(found) > 1:
        raise InvalidInput(field="person")
    return None, found[0].user


def _count(reporter: User, now: datetime) -> None:
    lately = Report.objects.filter(reporter=reporter, created_at__gt=now - DAY).order_by("created_at")
    moments = list(lately.values_list("created_at", flat=True)[:REPORTS_PER_DAY])
    if len(moments) >= REPORTS_PER_DAY:
        raise TooManyReports(retry_after=max(60, round((moments[0] + DAY - now).total_seconds())))


def clean_text(text: str) -> str:
    """Without what no database takes, and without blanks around it."""
    return text.replace("\x00", "").strip()
