"""Keeping the search in step with what the messages say."""

import time
from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import Max

from apps.chat.files.wording import called, findable
from apps.chat.messages.models import Message
from apps.chat.search.models import SearchBacklog, SearchedMessage
from apps.language.searching import words_of

AT_ONCE = 200
"""Messages in one transaction: whoever writes on SQLite waits for it."""

NOT_SEARCHED = (Message.Kind.SYSTEM, Message.Kind.CARD)
"""What the product says, in every reader's own words."""


def searched_text(message: Message) -> str:
    """What of a message can be found: its text, and what its files are called. Prefetch `attachments`."""
    files = (findable(one.form, one.name, one.facts) for one in message.attachments.all())
    return "\n".join([message.body, *files])


def shown_text(message: Message) -> str:
    """The same for a reader: what its files are called in their language. Prefetch `attachments`."""
    files = (called(one.form, one.name, one.facts) for one in message.attachments.all())
    return "\n".join(filter(None, [message.body, *files]))


def index_messages(ids: Collection[int]) -> int:
    """Brings these messages into the search as they are now, and those that say nothing any more out of it; how many
    are in it. Harmless when repeated."""
    messages = Message.objects.filter(pk__in=ids, recalled_at=None).exclude(kind__in=NOT_SEARCHED)
    rows = []
    for message in messages.only("body", "conversation_id", "created_at").prefetch_related("attachments"):
        if words := words_of(searched_text(message)):
            rows.append(
                SearchedMessage(
                    message_id=message.pk,
                    conversation_id=message.conversation_id,
                    sent_at=message.created_at,
                    words=" ".join(words),
                )
            )
    forget_messages(set(ids) - {row.message_id for row in rows})
    SearchedMessage.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["message"], update_fields=["sent_at", "words"]
    )
    return len(rows)


def forget_messages(ids: Collection[int]) -> None:
    if ids:
        SearchedMessage.objects.filter(message__in=ids).delete()


def begin_backlog() -> None:
    """All messages are to be read again, newest first, by `work_off_backlog`."""
    highest = Message.objects.aggregate(highest=Max("pk"))["highest"] or 0
    with transaction.atomic():
        SearchBacklog.objects.all().delete()
        SearchBacklog.objects.create(below=highest + 1, total=highest)


def work_off_backlog(*, seconds: float) -> SearchBacklog | None:
    """Reads messages of before for about so long; what is left, None when nothing is."""
    until = time.monotonic() + seconds
    while (backlog := _read_some()) is not None and time.monotonic() < until:
        pass
    return backlog


@transaction.atomic
def _read_some() -> SearchBacklog | None:
    """One piece. Whoever else works on it is waited for; on SQLite there is no other."""
    rows = SearchBacklog.objects.all()
    backlog = (rows.select_for_update() if connection.features.has_select_for_update else rows).first()
    if backlog is None:
        return None
    before = Message.objects.filter(pk__lt=backlog.below).order_by("-pk")
    ids = list(before.values_list("pk", flat=True)[:AT_ONCE])
    index_messages(ids)
    if len(ids) < AT_ONCE:
        backlog.delete()
        return None
    backlog.below = ids[-1]
    backlog.save(update_fields=["below"])
    return backlog
