"""The first page of an office file, drawn by a worker once the file is kept: nobody waits for it."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.chat.conversations.locking import locked
from apps.chat.conversations.models import Conversation
from apps.chat.files.models import Attachment, WhatIsKnown
from apps.chat.files.reading import draw_office_page
from apps.chat.messages.models import Message
from apps.chat.messages.services import tell_changed
from apps.errors import NotFound, Overloaded
from apps.uploads.storing import opened

LEASE = timedelta(seconds=90)
"""Longer than LibreOffice takes; then another worker may try, and of two pages one is kept."""
GIVEN_UP_AFTER = timedelta(hours=1)
BATCH = 100


def tables() -> dict[str, type[WhatIsKnown]]:
    """All that hold files of people, by their labels."""
    return {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, WhatIsKnown)}


def draw_page(*, table: str, row: int, now: datetime | None = None) -> bool:
    """Draws the page that this row waits for, and shows it where the file was sent. False where there is none to draw,
    somebody else is at it, or its turn doesn't come: then it waits on. No transaction is open meanwhile."""
    now = now or timezone.now()
    model = tables()[table]
    if not _due(model, now).filter(pk=row).update(page_due_at=now + LEASE):
        return False
    file = model._default_manager.filter(pk=row).first()
    if file is None:
        return False
    try:
        with opened(file.file) as content:
            size, page = draw_office_page(content.read(), file.facts["kind"])
    except Overloaded:
        return False
    except NotFound:
        size, page = {}, b""
    return _keep(file, size, page)


def waiting_pages(*, now: datetime) -> list[tuple[str, int]]:
    """Table and row of those whose wake-up was lost, or whose worker died. After an hour they are left without."""
    left: list[tuple[str, int]] = []
    for label, model in tables().items():
        for file in _due(model, now).filter(created_at__lte=now - GIVEN_UP_AFTER)[:BATCH]:
            _keep(file, {}, b"")
        left += [(label, pk) for pk in _due(model, now).order_by("page_due_at").values_list("pk", flat=True)[:BATCH]]
    return left


def _due(model: type[WhatIsKnown], now: datetime) -> QuerySet[WhatIsKnown]:
    return model._default_manager.filter(page_due_at__lte=now)


def _keep(file: WhatIsKnown, size: dict[str, int], page: bytes) -> bool:
    """False where the file is gone by now, or another worker has drawn it."""
    if page:
        file.thumbnail.save(f"{uuid4().hex}-small.webp", ContentFile(page), save=False)
    is_mine = _store(file, size)
    if page and not is_mine:
        file.thumbnail.delete(save=False)
    return is_mine


@transaction.atomic
def _store(file: WhatIsKnown, size: dict[str, int]) -> bool:
    """The conversation is locked before its file, as for who sends it at this moment."""
    conversation = None
    if isinstance(file, Attachment):
        conversation = locked(Conversation.objects.filter(pk=file.conversation_id)).first()
    fields = {"page_due_at": None, "thumbnail": file.thumbnail.name or "", **size}
    is_mine = type(file)._default_manager.filter(pk=file.pk, page_due_at=file.page_due_at).update(**fields)
    if is_mine and conversation is not None:
        message = Message.objects.filter(attachments=file.pk, recalled_at=None).first()
        if message is not None:
            tell_changed(conversation, message)
    return bool(is_mine)
