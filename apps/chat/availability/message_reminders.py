"""Being reminded of one message, once, at a time of one's choice."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.chat.availability.kinds import MESSAGE_REMINDER
from apps.chat.availability.mail import is_away
from apps.chat.availability.reminders import about
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import with_details
from apps.chat.messages.wording import preview
from apps.errors import NotFound, RateLimited
from apps.notifications.deciding.pacing import next_mail_at
from apps.notifications.deciding.services import notify, notify_by_mail
from apps.notifications.reminders.clocks import ClockTime
from apps.notifications.reminders.models import DueItem
from apps.notifications.reminders.registry import DueWords
from apps.notifications.reminders.services import OPEN, When, cancel, plan

MESSAGE = "chat.message_reminder"
MOST = 200
"""Of one person's that wait at the same time."""

TONIGHT, MORNING = time(19), time(9)
TONIGHT_AHEAD = timedelta(minutes=30)
SHOWN = 120


class TooManyReminders(RateLimited):
    code = "too_many_reminders"
    message = gettext_lazy("You have as many reminders as there may be. Call off some of them first.")


def remindable(person: User, message_id: int) -> Message:
    """A message that the person can read. Raises NotFound, also for what was recalled."""
    found = Message.objects.filter(
        pk=message_id, conversation__in=Conversation.objects.for_user(person), recalled_at=None
    )
    message = found.exclude(kind=Message.Kind.SYSTEM).select_related("conversation").first()
    if message is None:
        raise NotFound
    return message


@transaction.atomic
def remind_of(*, person: User, message_id: int, at: When) -> DueItem:
    """Plans it; the same message again moves it. Raises NotFound and TooManyReminders."""
    message = remindable(person, message_id)
    # One after the other, so that many at once don't pass the limit together.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    others = DueItem.objects.filter(kind=MESSAGE, person=person, state__in=OPEN).exclude(subject=subject_of(message.pk))
    if others.count() >= MOST:
        raise TooManyReminders(retry_after=3600)
    return plan(
        kind=MESSAGE,
        person=person,
        subject=subject_of(message.pk),
        about=about(message.conversation_id),
        at=at,
        payload={"message": message.pk},
    )


def call_off_reminder(*, person: User, message_id: int) -> None:
    """What isn't planned, or is over, is no error."""
    cancel(DueItem.objects.filter(kind=MESSAGE, person=person, subject=subject_of(message_id)))


def subject_of(message_id: int) -> str:
    return f"message:{message_id}"


def tonight(person: User, *, now: datetime) -> ClockTime | None:
    """19:00 on their clock; None when that is over, or almost."""
    local = now.astimezone(ZoneInfo(person.time_zone)).replace(tzinfo=None)
    evening = datetime.combine(local.date(), TONIGHT)
    return ClockTime(evening, of=person) if local < evening - TONIGHT_AHEAD else None


def tomorrow_morning(person: User, *, now: datetime) -> ClockTime:
    """9:00 on their clock."""
    local = now.astimezone(ZoneInfo(person.time_zone))
    return ClockTime(datetime.combine(local.date() + timedelta(days=1), MORNING), of=person)


def tell_of_message(item: DueItem, now: datetime) -> None:
    """In the product, and by e-mail to who is away. It holds nothing of the text: it leads to the message, or says that
    it was recalled."""
    message = Message.objects.filter(pk=item.payload["message"]).select_related("conversation", "sender").first()
    if message is None:
        return
    facts = {
        "name": message.sender.name if message.sender else "",
        "title": message.conversation.title,
        "is_recalled": message.recalled_at is not None,
    }
    person, cause, url = item.person, item.key, _url(message)
    is_new = notify(person=person, kind=MESSAGE_REMINDER, cause=cause, facts=facts, url=url, now=now)
    if is_new and person.email_notifications and is_away(person, now=now):
        at = next_mail_at(person, now=now, is_counted=False)
        notify_by_mail(person=person, kind=MESSAGE_REMINDER, cause=cause, facts=facts, url=url, now=at)


def describe_messages(items: Iterable[DueItem]) -> Mapping[int, DueWords]:
    """For the list of what is planned."""
    found = list(items)
    messages = with_details(Message.objects.filter(pk__in=[item.payload["message"] for item in found]))
    by_id = {message.pk: message for message in messages.select_related("sender")}
    words = {}
    for item in found:
        if (message := by_id.get(item.payload["message"])) is not None:
            name = message.sender.name if message.sender else ""
            title = _("Message from %(name)s") % {"name": name} if name else _("A message")
            words[item.pk] = DueWords(title, preview(message_dict(message), {})[:SHOWN], _url(message))
    return words


def _url(message: Message) -> str:
    return f"{reverse('chat:conversation', args=[message.conversation_id])}?at={message.seq}"
