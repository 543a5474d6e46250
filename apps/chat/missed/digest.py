"""Who waits for an answer, with first words: what no e-mail has told of yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.chat.missed.kinds import first_messages, first_words, who_about_what
from apps.chat.missed.services import missed_by, note_told
from apps.notifications.deciding.registry import MailEntry
from apps.notifications.digests.registry import Section, Span, register

MOST = 5


class Waiting(TypedDict):
    """`first` is a message's id, `up_to` a number in the participant's conversation."""

    participant: int
    first: int
    up_to: int


def _find(person: User, span: Span) -> list[Waiting]:
    return [
        {"participant": one.participant.pk, "first": one.first, "up_to": one.up_to} for one in missed_by(person)[:MOST]
    ]


def _words(person: User, waiting: Sequence[Waiting]) -> list[MailEntry]:
    return [
        MailEntry(
            who_about_what(message),
            first_words(message),
            reverse("chat:conversation", args=[message.conversation_id]),
        )
        for message in first_messages(one["first"] for one in waiting)
    ]


def _told(person: User, waiting: Sequence[Waiting], now: datetime) -> None:
    for one in waiting:
        note_told(one["participant"], up_to=one["up_to"], now=now)


register(
    Section(
        key="waiting",
        place=10,
        title=_("Waiting for you"),
        counted=lambda n: ngettext("%(n)d conversation waits", "%(n)d conversations wait", n) % {"n": n},
        find=_find,
        words=_words,
        told=_told,
    )
)
