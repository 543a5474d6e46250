"""A message from another platform opens a ticket, or goes on with one."""

from datetime import datetime, timedelta
from uuid import uuid5

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.errors import Conflict, RateLimited
from apps.feedback.correspondents.models import Correspondent
from apps.feedback.correspondents.services import correspondent_elsewhere
from apps.feedback.hooks.formats import Said
from apps.feedback.hooks.models import HookMessage, WebhookSource
from apps.feedback.tickets.lifecycle import CLOSED
from apps.feedback.tickets.models import Channel, Ticket
from apps.feedback.tickets.services import lock_person, open_ticket, reply_to_ticket
from apps.language import detect

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class NonceUsed(Conflict):
    code = "nonce_used"
    message = gettext_lazy("This signature has been used for another message.")


class TooManyMessages(RateLimited):
    code = "too_many_messages"
    message = gettext_lazy("Too many messages came from this sender within an hour.")


@transaction.atomic
def take_message(*, source: WebhookSource, said: Said, once: str, now: datetime) -> Ticket | None:
    """The same message again gives the same ticket. None for what no person wrote, among it our own answers that come
    back. Raises NonceUsed, TooManyMessages, and what `open_ticket` and `reply_to_ticket` raise."""
    language = "zh-hans" if detect(said.text) in ("zh", "mixed") else "en"
    correspondent = correspondent_elsewhere(
        source_id=source.pk, handle=said.sender, name=said.name, language=language, now=now
    )
    lock_person(correspondent)
    theirs = HookMessage.objects.filter(source=source, is_ours=False)
    if known := theirs.filter(key=said.key).select_related("ticket").first():
        return known.ticket
    if once and HookMessage.objects.filter(source=source, nonce=once).exists():
        raise NonceUsed
    recent = theirs.filter(correspondent=correspondent, created_at__gt=now - HOUR)
    if recent.count() >= settings.SUPPORT_LETTERS_PER_HOUR:
        raise TooManyMessages(retry_after=int(HOUR.total_seconds()))
    is_noise = said.is_automatic or _comes_back(correspondent, said.text, now)
    ticket = None if is_noise else _keep(source, correspondent, said, now)
    HookMessage.objects.create(
        source=source,
        correspondent=correspondent,
        ticket=ticket,
        is_ours=False,
        key=said.key,
        nonce=once,
        created_at=now,
    )
    return ticket


def _keep(source: WebhookSource, correspondent: Correspondent, said: Said, now: datetime) -> Ticket:
    with translation.override(correspondent.language):
        body = said.text or _("(no words: a picture, a sound or a card)")
    if ticket := _conversation_of(correspondent, now):
        reply_to_ticket(reporter=correspondent, ticket_id=ticket.pk, body=body, now=now)
        return ticket
    return open_ticket(
        reporter=correspondent,
        body=body,
        client_id=uuid5(source.key, said.key),
        channel=Channel.WEBHOOK,
        interface_language=correspondent.language,
        now=now,
    )


def _conversation_of(correspondent: Correspondent, now: datetime) -> Ticket | None:
    """A messenger knows no subjects: what comes goes on with what is open, or was closed within a day."""
    newest = Ticket.objects.of(correspondent).order_by("-pk").first()
    if newest is None or (newest.status in CLOSED and newest.last_public_at < now - DAY):
        return None
    return newest


def _comes_back(correspondent: Correspondent, text: str, now: datetime) -> bool:
    """Whether a bridge sends us what we sent it."""
    ours = HookMessage.objects.filter(correspondent=correspondent, is_ours=True, created_at__gt=now - DAY)
    return bool(text) and ours.filter(entry__body=text).exists()
