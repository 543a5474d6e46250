"""What a mail service says became of our letters. As its webhook is believed, a report counts by its address alone; the
letter, which the service gives back with each event, says more where it is one to an open mailbox."""

from datetime import UTC, datetime
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, pre_send, tracking
from django.core.mail import EmailMessage
from django.dispatch import receiver
from django.utils import timezone

from apps.accounts.models import User
from apps.notifications.inbound.bounces import Report, ReportKind
from apps.notifications.inbound.services import take_report
from apps.notifications.inbound.stopping import stop

LETTER = "letter"
UNDELIVERABLE = {RejectReason.INVALID, RejectReason.BOUNCED}


@receiver(pre_send)
def mark_letter(message: EmailMessage, **_context: Any) -> None:
    """So that its events say which letter they are about: the part of its Message-ID that proves it."""
    named = message.extra_headers.get("Message-ID", "").strip("<>").partition("@")[0].rpartition(".")[2]
    if named:
        message.metadata = {LETTER: named}  # type: ignore[attr-defined]


@receiver(tracking)
def note_event(event: AnymailTrackingEvent, **_context: Any) -> None:
    kind = _kind_of(event)
    if kind is None:
        return
    named, recipient = str((event.metadata or {}).get(LETTER, "")), (event.recipient or "").lower()
    report = Report(kind, f"<{named}>", recipient, str(event.reject_reason or "")[:20])
    now = timezone.now()
    if take_report(report, now=now) is None and recipient:
        for person in User.objects.filter(email__iexact=recipient):
            stop(report, person, since=_moment_of(event, now), now=now)


def _moment_of(event: AnymailTrackingEvent, now: datetime) -> datetime:
    """When the service heard it; the present where it doesn't say, or says what lies ahead."""
    said = event.timestamp
    if not isinstance(said, datetime):
        return now
    return min(said if timezone.is_aware(said) else said.replace(tzinfo=UTC), now)


def _kind_of(event: AnymailTrackingEvent) -> ReportKind | None:
    """None for what leaves the address as good as it was, as a mailbox that is full does."""
    if event.event_type == EventType.COMPLAINED:
        return ReportKind.COMPLAINT
    if event.event_type not in (EventType.BOUNCED, EventType.REJECTED):
        return None
    if event.reject_reason == RejectReason.SPAM:
        return ReportKind.COMPLAINT
    words = " ".join(str(event.esp_event.get(name, "")) for name in ("Type", "event", "type"))
    return ReportKind.UNDELIVERABLE if event.reject_reason in UNDELIVERABLE and "soft" not in words.lower() else None
