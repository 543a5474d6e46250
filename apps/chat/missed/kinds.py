from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.conversations.models import Participant
from apps.chat.files.wording import called
from apps.chat.messages.models import Message
from apps.notifications.deciding.registry import Kind, register

FIRST_WORDS = 120
CONVERSATION = "conversation"
"""The addresses at which a conversation is answered by e-mail."""


def _answers(facts: dict[str, Any]) -> tuple[str, int] | None:
    """A letter about several conversations can't be answered: to whom would it be?"""
    conversation = facts.get("conversation")
    return (CONVERSATION, conversation) if isinstance(conversation, int) else None


def _missed_words(facts: dict[str, Any]) -> dict[str, Any]:
    count = facts["messages"]
    return facts | {
        "count": ngettext("%(n)d new message", "%(n)d new messages", count) % {"n": count},
        "lines": _lines(facts) or gettext("From: %(names)s.") % {"names": facts["names"]},
    }


def _lines(facts: dict[str, Any]) -> str:
    """Who wrote about what, and how it begins. The words are read when the letter is written: what was taken back
    since, or erased, isn't in it."""
    counts = dict(facts.get("first", ()))
    lines = [_line(message, counts[message.pk]) for message in first_messages(counts)]
    if more := facts.get("more", 0):
        lines.append(ngettext("And %(n)d more conversation.", "And %(n)d more conversations.", more) % {"n": more})
    return "\n".join(lines)


def first_messages(ids: Iterable[int]) -> QuerySet[Message]:
    """Those of them that stand, the oldest first."""
    messages = Message.objects.filter(pk__in=ids, recalled_at=None).select_related("sender", "conversation")
    return messages.prefetch_related("attachments").order_by("pk")


def _line(message: Message, count: int) -> str:
    about, words = who_about_what(message), first_words(message)
    line = gettext("%(about)s: “%(words)s”") % {"about": about, "words": words} if words else about
    return f"{line} (+{count - 1})" if count > 1 else line


def who_about_what(message: Message) -> str:
    name = message.sender.name if message.sender else "Rapport"
    return f"{name} · {message.conversation.title}" if message.conversation.title else name


def first_words(message: Message) -> str:
    files = ", ".join(called(one.form, one.name, one.facts) for one in message.attachments.all())
    words = " ".join(message.body.split()) or files
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rstrip() + "…"


def _has_read(facts: dict[str, Any], person: User) -> bool:
    """Also where all of them were taken back, or the person has left or muted the conversation."""
    first = dict(facts["first"])
    told = Q(pk__in=first)
    if facts["messages"] > 1:
        told = Q(conversation__in=Message.objects.filter(pk__in=first).values("conversation"), pk__gte=min(first))
    unread = Message.objects.filter(
        told,
        recalled_at=None,
        conversation__participants__user=person,
        conversation__participants__left_at=None,
        conversation__participants__is_muted=False,
        seq__gt=F("conversation__participants__read_seq"),
    )
    return not unread.exclude(sender=person).exists()


def _was_pushed(facts: dict[str, Any], person: User) -> None:
    """No e-mail is written about what a push has told."""
    for seq, conversation in Message.objects.filter(pk__in=dict(facts["first"])).values_list("seq", "conversation"):
        participant = Participant.objects.filter(user=person, conversation=conversation)
        participant.update(mailed_seq=Greatest("mailed_seq", seq))


MISSED = register(
    Kind(
        key="messages_missed",
        name=_("Messages you haven't read"),
        is_mailed=True,
        is_shown=False,
        title=_("%(count)s on Rapport"),
        body="%(lines)s",
        icon="mail",
        localise=_missed_words,
        answers=_answers,
        is_moot=_has_read,
        pushed=_was_pushed,
    )
)
