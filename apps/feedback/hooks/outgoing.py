"""Our answers to people at other platforms, which leave by the way their messages came."""

import json
import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from apps.feedback.hooks.models import HookMessage
from apps.feedback.hooks.signing import sign
from apps.feedback.letters.links import link_to
from apps.feedback.letters.outgoing import words_about
from apps.feedback.tickets.models import EntryKind, TicketEntry
from apps.feedback.tickets.timeline import lock_ticket, tell_assignee, write_entry
from apps.notifications.channels.claiming import SHIFT_SECONDS
from apps.outgoing.errors import OutgoingError
from apps.outgoing.requests import post

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 100
LEASE = timedelta(minutes=1)
FIRST_PAUSE = timedelta(minutes=1)
MOST_TRIES = 8
"""Each pause is twice as long as the one before: the last try comes two hours after the first."""


def answer_by_hook(*, entry_id: int, about: str, now: datetime) -> None:
    """Once for each line."""
    entry = TicketEntry.objects.select_related("ticket__correspondent__source").get(pk=entry_id)
    correspondent = entry.ticket.correspondent
    if correspondent is None or correspondent.source is None:
        return
    HookMessage.objects.get_or_create(
        source=correspondent.source,
        is_ours=True,
        key=f"entry:{entry.pk}",
        defaults={
            "correspondent": correspondent,
            "ticket": entry.ticket,
            "entry": entry,
            "about": about,
            "created_at": now,
            "due_at": now,
        },
    )


def send_due(*, now: datetime) -> int:
    """Returns how many were taken on the other side."""
    taken = 0
    for message in _claim_due(now=now):
        if problem := _send(message, now=now):
            _put_off(message, problem, now=now)
        else:
            HookMessage.objects.filter(pk=message.pk).update(sent_at=now, problem="")
            taken += 1
    return taken


def body_of(message: HookMessage) -> bytes:
    """In the correspondent's language."""
    assert message.ticket is not None
    with translation.override(message.correspondent.language):
        title, text = words_about(message.ticket, message.about)
    said = {
        "id": message.key,
        "ticket": message.ticket.pk,
        "to": message.correspondent.handle,
        "title": title,
        "text": (message.entry.body if message.entry else "") or text,
        "url": link_to(message.ticket),
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _claim_due(*, now: datetime) -> Iterator[HookMessage]:
    """Each is put off while it is under way: after a crash it comes again, and its id says that it is the same. What
    isn't begun within a shift is left to the next one, so that no lease ends and no signature is old before its message
    has left."""
    due = HookMessage.objects.filter(
        is_ours=True, sent_at=None, given_up_at=None, due_at__lte=now, source__is_active=True
    )
    until = time.monotonic() + SHIFT_SECONDS
    for pk in due.order_by("due_at", "id").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        if time.monotonic() > until:
            return
        with transaction.atomic():
            # Read under the lock: whoever comes second finds it put off, and who was erased meanwhile hears nothing.
            waiting = due.select_for_update(of=("self",)).filter(pk=pk)
            message = waiting.select_related("source", "ticket", "correspondent", "entry").first()
            if message is None:
                continue
            message.due_at = now + LEASE
            message.save(update_fields=["due_at"])
        yield message


def _send(message: HookMessage, *, now: datetime) -> str:
    """What went wrong; empty where nothing did."""
    source = message.source
    try:
        body = body_of(message)
    except Exception:  # one answer that can't be made mustn't hold up the others
        logger.exception("The answer %s couldn't be made.", message.pk)
        return _("The answer couldn't be made.")
    if not source.reply_url:
        return _("The source has no address for answers.")
    secrets = source.secrets(now=now)
    if not secrets:
        return _("The source's secret can't be read any more: give it a new one.")
    headers = sign(secrets[0], body, now=now) | {"Content-Type": "application/json"}
    try:
        status = post(source.reply_url, body=body, headers=headers, purpose="Answers")
    except OutgoingError as error:
        return _("Nobody answers at %(url)s (%(error)s).") % {"url": source.reply_url, "error": type(error).__name__}
    return "" if 200 <= status < 300 else _("The other side said %(status)s.") % {"status": status}


@transaction.atomic
def _put_off(message: HookMessage, problem: str, *, now: datetime) -> None:
    """To another try, or to a person once there have been enough; what was given up meanwhile stays so."""
    tries = message.tries + 1
    is_last = tries >= MOST_TRIES
    kept = HookMessage.objects.filter(pk=message.pk, given_up_at=None).update(
        tries=tries,
        problem=problem[:200],
        due_at=now + FIRST_PAUSE * 2 ** (tries - 1),
        given_up_at=now if is_last else None,
    )
    if kept and is_last and message.ticket_id is not None:
        ticket = lock_ticket(message.ticket_id)
        ticket.needs_person = True
        ticket.save()
        words = _("The answer didn't reach them: %(problem)s") % {"problem": problem}
        tell_assignee(ticket, write_entry(ticket, EntryKind.NOTE, is_public=False, body=words, now=now), now=now)
