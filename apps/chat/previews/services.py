"""Showing the page behind a message's link: decided when it was sent or edited, fetched by a worker, told to pages."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversations.locking import locked
from apps.chat.conversations.models import Conversation
from apps.chat.links.models import LinkPage, LinkPreview
from apps.chat.messages.models import Message
from apps.chat.messages.services import tell_changed
from apps.chat.previews.finding import first_link
from apps.chat.previews.models import PreviewRules
from apps.chat.previews.visiting import Seen, visit
from apps.chat.safety.limits import check_pace
from apps.chat.safety.permissions import lock_to_change
from apps.chat.scam.selectors import is_warned_of
from apps.errors import NotAllowed, NotFound
from apps.outgoing.errors import OutgoingError, Unreachable

FRESH = timedelta(days=7)
NOTHING_FOR = timedelta(hours=6)
STUCK_AFTER = timedelta(seconds=90)
MOST_ATTEMPTS = 3
BATCH = 100


def rules() -> PreviewRules:
    """What operators decided; the defaults where nobody did."""
    return PreviewRules.objects.filter(pk=1).first() or PreviewRules(pk=1)


@transaction.atomic
def show_link(*, message_id: int, fetch: Callable[[int], object], now: datetime | None = None) -> None:
    """Brings what is shown below a message in line with its text. `fetch` is called after the commit with the page that
    has to be fetched first. Harmless when repeated."""
    now = now or timezone.now()
    found = Message.objects.filter(pk=message_id).values_list("conversation_id", flat=True).first()
    if found is None:
        return
    conversation = locked(Conversation.objects.filter(pk=found)).get()
    message = Message.objects.get(pk=message_id)
    shown = LinkPreview.objects.filter(message=message).first()
    url = "" if message.recalled_at or is_warned_of(message_id) else _worth_showing(message.body)
    if shown is not None and shown.url == url:
        return
    if shown is not None:
        _take_away(conversation, message, shown)
    if not url:
        return
    page = _page_of(url, now)
    LinkPreview.objects.create(message=message, url=url, page=page)
    if page.state == LinkPage.State.DONE:
        tell_changed(conversation, message)
    elif page.state == LinkPage.State.WAITING:
        number = page.pk
        # Without a broker it stays waiting until somebody looks for such pages.
        transaction.on_commit(lambda: fetch(number), robust=True)


@transaction.atomic
def forget_link(*, message_id: int) -> None:
    """Of a message that was taken back or is warned of."""
    found = LinkPreview.objects.filter(message=message_id).select_related("message").first()
    if found is None:
        return
    conversation = locked(Conversation.objects.filter(pk=found.message.conversation_id)).get()
    _take_away(conversation, Message.objects.get(pk=message_id), found)


@transaction.atomic
def remove_preview(*, by: User, message_id: int) -> Message:
    """The sender wants the bare link; the same again changes nothing. Raises NotFound for who doesn't see the message,
    NotAllowed for anybody but its sender."""
    check_pace(by.pk)
    found = Message.objects.filter(pk=message_id).values_list("conversation_id", flat=True).first()
    if found is None:
        raise NotFound
    conversation = lock_to_change(by, found)
    message = Message.objects.get(pk=message_id)
    if message.sender_id != by.pk:
        raise NotAllowed
    shown = LinkPreview.objects.filter(message=message, page__isnull=False).select_related("page").first()
    if shown is not None:
        page, shown.page = shown.page, None
        shown.save(update_fields=["page"])
        _forget_unless_shown(page)
        tell_changed(conversation, message)
    return message


@transaction.atomic
def forget_previews_of(person: User) -> None:
    """What an erased person's links showed."""
    for shown in LinkPreview.objects.filter(message__sender=person).select_related("page"):
        shown.delete()
        _forget_unless_shown(shown.page)


def remember_page(*, url: str, site: str, title: str, description: str, now: datetime) -> LinkPage:
    """A page whose words are known without going there."""
    page = _page_of(url, now)
    page.host, page.site, page.title, page.description = urlsplit(url).hostname or "", site, title, description
    page.state = LinkPage.State.DONE
    page.save()
    return page


def fetch_page(*, page_id: int, now: datetime | None = None) -> bool:
    """Goes there and keeps what it says; whether there is something to show. No transaction is open meanwhile; who
    comes second leaves it alone."""
    now = now or timezone.now()
    if not _waiting(now).filter(pk=page_id).update(claimed_at=now, attempts=F("attempts") + 1):
        return False
    page = LinkPage.objects.get(pk=page_id)
    decided = rules()
    try:
        seen = visit(page.url, has_pictures=decided.has_pictures) if decided.is_on else None
    except Unreachable:
        if page.attempts < MOST_ATTEMPTS:
            return False
        seen = None
    except OutgoingError:
        seen = None
    return _keep(page, seen, now)


def waiting_pages(*, now: datetime) -> list[int]:
    """Those whose worker never came back, or whose site didn't answer."""
    return list(_waiting(now).filter(claimed_at__isnull=False).values_list("pk", flat=True)[:BATCH]) + list(
        _waiting(now).filter(claimed_at=None, until__lt=now + FRESH - STUCK_AFTER).values_list("pk", flat=True)[:BATCH]
    )


def forget_empty_pages(*, now: datetime) -> int:
    """Deletes those that had nothing to show, so that their sites may be asked again."""
    over = LinkPage.objects.filter(state=LinkPage.State.NOTHING, until__lte=now).order_by("until")
    return LinkPage.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:BATCH])).delete()[0]


def _waiting(now: datetime) -> QuerySet[LinkPage]:
    is_free = Q(claimed_at=None) | Q(claimed_at__lt=now - STUCK_AFTER)
    return LinkPage.objects.filter(is_free, state=LinkPage.State.WAITING, attempts__lt=MOST_ATTEMPTS)


def _worth_showing(body: str) -> str:
    """The message's link, unless it leads here, or operators left its site alone."""
    url = first_link(body)
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    decided = rules() if host else None
    if decided is None or not decided.is_on or decided.skips(host):
        return ""
    return "" if host == urlsplit(settings.SITE_URL).hostname else url


def _page_of(url: str, now: datetime) -> LinkPage:
    """The one that everybody's messages with this address show at present."""
    digest = hashlib.blake2b(url.encode(), digest_size=16).hexdigest()
    current = LinkPage.objects.filter(digest=digest, is_current=True)
    current.filter(until__lte=now).update(is_current=False)
    if page := current.first():
        return page
    try:
        with transaction.atomic():
            return LinkPage.objects.create(digest=digest, url=url, until=now + FRESH)
    except IntegrityError:
        return current.get()


def _keep(page: LinkPage, seen: Seen | None, now: datetime) -> bool:
    fields: dict[str, object] = {"state": LinkPage.State.NOTHING, "until": now + NOTHING_FOR}
    if seen is not None:
        fields = {"state": LinkPage.State.DONE, "until": now + FRESH}
        fields |= {name: getattr(seen, name) for name in ("host", "site", "title", "description")}
        if seen.picture:
            page.picture.save(f"{uuid4().hex}.jpg", ContentFile(seen.picture), save=False)
            fields["picture"] = page.picture.name
    is_mine = LinkPage.objects.filter(pk=page.pk, state=LinkPage.State.WAITING).update(**fields)
    if not is_mine:
        page.picture.delete(save=False)
    if not is_mine or seen is None:
        return False
    for message_id in LinkPreview.objects.filter(page=page).values_list("message_id", flat=True):
        _tell_fetched(message_id)
    return True


@transaction.atomic
def _tell_fetched(message_id: int) -> None:
    message = Message.objects.filter(pk=message_id, recalled_at=None).first()
    if message is not None and not is_warned_of(message_id):
        tell_changed(locked(Conversation.objects.filter(pk=message.conversation_id)).get(), message)


def _take_away(conversation: Conversation, message: Message, shown: LinkPreview) -> None:
    was_seen = shown.page is not None and shown.page.state == LinkPage.State.DONE
    shown.delete()
    _forget_unless_shown(shown.page)
    if was_seen and message.recalled_at is None:
        tell_changed(conversation, message)


def _forget_unless_shown(page: LinkPage | None) -> None:
    """An address may say more of somebody than they think: it goes with the last message that shows it."""
    if page is None or page.previews.exists():
        return
    page.delete()
    if name := page.picture.name:
        transaction.on_commit(lambda: page.picture.storage.delete(name), robust=True)
