from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.models import Answer, Attachment, Conversation
from apps.chat.services.answers import measure_responsiveness
from apps.chat.services.attachments import forget_upload
from apps.chat.services.missed import send_missed
from apps.chat.services.reminders import send_due_reminders
from apps.events.schedule import periodic

FORGOTTEN_AFTER = timedelta(hours=24)
PEOPLE_AT_ONCE = 500


@periodic("chat.remind", every_seconds=60, title=_("Send reminders that are due"))
def remind(now: datetime) -> None:
    """Unanswered greetings, promised answers, snoozed conversations."""
    send_due_reminders(now=now)


@periodic("chat.mail_missed", every_seconds=60, title=_("E-mail messages that were missed"))
def mail_missed(now: datetime) -> None:
    send_missed(now=now)


@periodic("chat.measure_responsiveness", every_seconds=3600, title=_("Measure usual reply times"))
def measure(now: datetime) -> None:
    """For everybody who answered or began to be waited for since the last turn, with a generous overlap."""
    since = now - timedelta(hours=2)
    people = set(Answer.objects.filter(answered_at__gt=since).values_list("answerer_id", flat=True))
    people |= set(
        Conversation.objects.filter(
            kind=Conversation.Kind.JOB, last_message_at__gt=since, waiting_for__isnull=False
        ).values_list("waiting_for_id", flat=True)
    )
    active = list(User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True))
    for begin in range(0, len(active), PEOPLE_AT_ONCE):
        measure_responsiveness(active[begin : begin + PEOPLE_AT_ONCE])


@periodic("chat.forget_uploads", every_seconds=3600, title=_("Delete uploads that were never sent"))
def forget_uploads(now: datetime) -> None:
    """Pictures that were uploaded a day ago and never sent."""
    unsent = Attachment.objects.filter(message=None, created_at__lt=now - FORGOTTEN_AFTER)
    for attachment_id in unsent.values_list("pk", flat=True)[:500]:
        forget_upload(attachment_id=attachment_id)
