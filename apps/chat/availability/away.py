"""Auto-replies: what answers for somebody who is away, and when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.availability.models import AwayReply, AwayText, OfficeHours
from apps.chat.availability.office_hours import COUNTRIES, Stretch, checked, is_at_work, is_holiday
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import OutgoingMessage, clean_body
from apps.chat.sending import send_messages
from apps.errors import InvalidInput
from apps.realtime.models import Presence

WINDOW = timedelta(hours=24)
MOST_CHARACTERS = 1000

Texts = Mapping[tuple[str, str], str]
"""By occasion and language."""


@transaction.atomic
def set_away_reply(
    *,
    person: User,
    text: str,
    is_on: bool,
    until: datetime | None = None,
    by_hours: bool | None = None,
    holiday_country: str | None = None,
    hours: Mapping[int, Sequence[Stretch]] | None = None,
    texts: Texts | None = None,
) -> AwayReply:
    """Stores what answers for the person while they are away, and when it does. What is None stays as it was."""
    text = _text(text, may_be_empty=True, field="text")
    if holiday_country and holiday_country not in COUNTRIES:
        raise InvalidInput(field="holiday_country")
    changes: dict[str, Any] = {"text": text, "is_on": is_on, "until": until}
    changes |= {"by_hours": by_hours} if by_hours is not None else {}
    changes |= {"holiday_country": holiday_country} if holiday_country is not None else {}
    away, _is_new = AwayReply.objects.update_or_create(person=person, defaults=changes)
    if hours is not None:
        _set_hours(away, hours)
    if texts is not None:
        _set_texts(away, texts)
    if (away.is_on or away.by_hours) and not away.text and not away.texts.exists():
        raise InvalidInput(_("Write what the auto-reply says."), field="text")
    if away.by_hours and not away.hours.exists():
        raise InvalidInput(_("Say when you work, on one day at least."), field="by_hours")
    return away


def _set_hours(away: AwayReply, hours: Mapping[int, Sequence[Stretch]]) -> None:
    rows = [
        OfficeHours(away=away, weekday=weekday, begin=begin, end=end)
        for weekday, stretches in hours.items()
        for begin, end in checked(stretches)
    ]
    away.hours.all().delete()
    OfficeHours.objects.bulk_create(rows)


def _set_texts(away: AwayReply, texts: Texts) -> None:
    cleaned = {key: _text(text, may_be_empty=True, field="texts") for key, text in texts.items()}
    away.texts.all().delete()
    AwayText.objects.bulk_create(
        AwayText(away=away, occasion=occasion, language=language, text=text)
        for (occasion, language), text in cleaned.items()
        if text
    )


def _text(text: str, *, may_be_empty: bool, field: str) -> str:
    text = clean_body(text, may_be_empty=may_be_empty)
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput(field=field)
    return text


def away_replies(people: Iterable[int | None], *, now: datetime) -> QuerySet[AwayReply]:
    """Of these people, those that may answer now."""
    on = Q(is_on=True) & (Q(until=None) | Q(until__gt=now))
    replies = AwayReply.objects.filter(on | Q(by_hours=True), person__in=people)
    return replies.select_related("person").prefetch_related("hours", "texts")


def occasion(away: AwayReply, *, now: datetime) -> str | None:
    """On which occasion it answers now; None while it doesn't."""
    if away.is_on and (away.until is None or away.until > now):
        return AwayText.Occasion.AWAY
    if not away.by_hours:
        return None
    zone = ZoneInfo(away.person.time_zone)
    if is_holiday(now.astimezone(zone).date(), away.holiday_country):
        return AwayText.Occasion.HOLIDAY
    at_work = is_at_work(now, week_of(away), zone=zone, country=away.holiday_country)
    return None if at_work else AwayText.Occasion.HOURS


def week_of(away: AwayReply) -> dict[int, list[Stretch]]:
    week: dict[int, list[Stretch]] = {}
    for row in sorted(away.hours.all(), key=lambda row: (row.weekday, row.begin)):
        week.setdefault(row.weekday, []).append((row.begin, row.end))
    return week


def away_now(person: User, *, now: datetime) -> str | None:
    """On which occasion somebody's auto-reply answers at this moment."""
    away = away_replies([person.pk], now=now).first()
    return occasion(away, now=now) if away is not None else None


def words_for(away: AwayReply, on: str, language: str) -> str:
    """The text for this occasion in this language; else that for being away in it, the general text, and whatever there
    is. Empty where there is none."""
    texts = {(text.occasion, text.language): text.text for text in away.texts.all()}
    general = {away.person.language: away.text} if away.text else {}
    wanted = [
        texts.get((on, language)),
        texts.get((AwayText.Occasion.AWAY, language)),
        general.get(language),
        *(text for (kind, _language), text in sorted(texts.items()) if kind == on),
        away.text,
        *(text for _key, text in sorted(texts.items())),
    ]
    return next((text for text in wanted if text), "")


def answer_for_absent(messages: Sequence[Message], *, now: datetime) -> None:
    """Sends the auto-replies of those whose turn it now is, each at most once a conversation in 24 hours.

    Only what a person wrote is answered, so two auto-replies never talk to each other; and nothing where its owner is
    online or has read it, or where the conversation was closed meanwhile.
    """
    asked = {_whose_turn(message) for message in messages} - {None}
    if not asked:
        return
    away: dict[int | None, AwayReply] = {reply.person_id: reply for reply in away_replies(asked, now=now)}
    here = set(Presence.objects.filter(user__in=away, online_until__gt=now).values_list("user_id", flat=True))
    for message in messages:
        reply = away.get(_whose_turn(message))
        if reply is None or reply.person_id in here or (on := occasion(reply, now=now)) is None:
            continue
        _answer(message, reply, on, now)


def _whose_turn(message: Message) -> int | None:
    conversation = message.conversation
    if conversation.kind == Conversation.Kind.GROUP or message.sender_id is None:
        return None
    is_candidate = message.sender_id == conversation.candidate_id
    return conversation.recruiter_id if is_candidate else conversation.candidate_id


def _answer(message: Message, away: AwayReply, on: str, now: datetime) -> None:
    conversation = message.conversation
    text = words_for(away, on, message.sender.language if message.sender else away.person.language)
    if not text or conversation.stage == Conversation.Stage.CLOSED or _has_read(message, away):
        return
    lately = Message.objects.filter(
        conversation=conversation, sender=away.person_id, created_at__gt=now - WINDOW, origin=Message.Origin.AUTO
    )
    if lately.exists():
        return
    send_messages(
        [
            OutgoingMessage(
                sender_id=away.person_id,
                conversation_id=conversation.pk,
                body=text,
                client_id=uuid5(NAMESPACE_URL, f"away:{away.person_id}:{message.pk}"),
                origin=Message.Origin.AUTO,
                facts={"type": "auto_reply", "occasion": on},
            )
        ]
    )


def _has_read(message: Message, away: AwayReply) -> bool:
    seats = Participant.objects.filter(conversation=message.conversation_id, user=away.person_id)
    return seats.filter(read_seq__gte=message.seq).exists()
