"""Declining many at once, each in words of their own.

For the inbox: `draft_declines` makes a text for each of the selected conversations, from a reason or one template;
the person looks them over and changes them; `start_bulk_decline` takes the texts as approved and answers at once;
`progress_of` (selectors) and the run's `items` say how each one went. The worker sends them, each exactly once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.answers.services import measure_responsiveness
from apps.chat.cards.services import make_card
from apps.chat.closing.errors import MovedOn, NotDeclinable, TooManyAtOnce, WordsNeeded
from apps.chat.closing.events import BulkDeclineStarted
from apps.chat.closing.models import MOST_AT_ONCE, BulkDecline, BulkDeclineItem, DeclineReason
from apps.chat.closing.selectors import reason_of_side
from apps.chat.closing.wording import MOST_WORDS, filled_in, words_for
from apps.chat.conversations.models import Conversation
from apps.chat.messages.models import Message
from apps.chat.messages.placeholders import check_filled_in
from apps.errors import DomainError, NotFound, RateLimited
from apps.events.services import publish

STATE = BulkDeclineItem.State


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be sent to one person."""

    conversation: Conversation
    text: str


def draft_declines(*, by: User, conversation_ids: Sequence[int], reason: str = "", template: str = "") -> list[Draft]:
    """A text for each conversation, in its reader's language from a reason, or from one template with {name}, {job},
    {company} and {me}. Nothing is stored. Those that are closed or about no job are left out; raises
    NotFound where one isn't theirs at all, TooManyAtOnce and UnknownReason."""
    picked = None if template.strip() else reason_of_side(reason, DeclineReason.Side.COMPANY)
    drafts = []
    for conversation in _theirs(by, conversation_ids):
        if not _may_be_declined(conversation, by):
            continue
        text = filled_in(template, conversation, by=by) if picked is None else words_for(picked, conversation, by=by)
        drafts.append(Draft(conversation, text))
    return drafts


@transaction.atomic
def start_bulk_decline(
    *, by: User, texts: Mapping[int, str], request_id: UUID, reason: str = "", now: datetime | None = None
) -> BulkDecline:
    """Takes these texts, by conversation, to be sent in the background; `reason` is the one they were made from, if
    any. The same `request_id` again gives the first run.

    Raises NotFound where a conversation isn't theirs, NotDeclinable where one is closed or no job's, WordsNeeded where
    one would get no words, and TooManyAtOnce.
    """
    now = now or timezone.now()
    earlier = BulkDecline.objects.filter(by=by, request_id=request_id).first()
    if earlier is not None:
        return earlier
    conversations = _theirs(by, list(texts))
    if not conversations:
        raise NotDeclinable
    for conversation in conversations:
        if not _may_be_declined(conversation, by):
            raise NotDeclinable(conversation=conversation.pk)
        _check_words(texts[conversation.pk])
    picked = reason_of_side(reason, DeclineReason.Side.COMPANY) if reason else None
    try:
        with transaction.atomic():
            bulk = BulkDecline.objects.create(by=by, request_id=request_id, reason=picked, created_at=now)
    except IntegrityError:
        return BulkDecline.objects.get(by=by, request_id=request_id)
    BulkDeclineItem.objects.bulk_create(
        BulkDeclineItem(
            bulk=bulk,
            conversation=conversation,
            text=texts[conversation.pk].strip(),
            head_seq=conversation.head_seq,
            client_id=uuid4(),
        )
        for conversation in conversations
    )
    publish(BulkDeclineStarted(bulk=bulk.pk))
    return bulk


def send_waiting_declines(*, bulk_id: int | None = None, most: int = MOST_AT_ONCE) -> int:
    """Sends what waits, each exactly once, and returns how many went out; may run twice at the same time."""
    waiting = BulkDeclineItem.objects.waiting()
    if bulk_id is not None:
        waiting = waiting.filter(bulk=bulk_id)
    chosen = list(waiting.order_by("pk").values_list("pk", "bulk__by")[:most])
    sent = [by for pk, by in chosen if _send(pk)]
    measure_responsiveness(set(sent))
    return len(sent)


def _send(item_id: int) -> bool:
    """Whether this call sent it. Claiming the item and sending its card are one transaction: either both or neither."""
    now = timezone.now()
    try:
        with transaction.atomic():
            if not _claim(item_id, state=STATE.SENT, done_at=now):
                return False
            item = BulkDeclineItem.objects.select_related("bulk__by", "bulk__reason", "conversation__job").get(
                pk=item_id
            )
            _check_still_so(item)
            facts = {"reason": item.bulk.reason.key if item.bulk.reason else "", "words": item.text}
            card = make_card(
                conversation=item.conversation,
                author=item.bulk.by,
                type="bulk_decline",
                facts=facts,
                client_id=item.client_id,
            )
            BulkDeclineItem.objects.filter(pk=item_id).update(message=card.pk, text="")
    except RateLimited:
        return False  # The sweep comes back to it.
    except DomainError as refusal:
        _claim(item_id, state=STATE.REFUSED, done_at=now, refusal=refusal.code[:40])
        return False
    return True


def _claim(item_id: int, **changes: object) -> bool:
    return bool(BulkDeclineItem.objects.waiting().filter(pk=item_id).update(**changes))


def _check_still_so(item: BulkDeclineItem) -> None:
    """Not closed meanwhile, and nobody of the other side wrote what this no doesn't know of."""
    conversation = item.conversation
    if conversation.stage == Conversation.Stage.CLOSED:
        raise NotDeclinable
    news = Message.objects.filter(
        conversation=conversation, seq__gt=item.head_seq, sender=conversation.candidate_id, recalled_at=None
    )
    if news.exists():
        raise MovedOn


def _theirs(by: User, conversation_ids: Sequence[int]) -> list[Conversation]:
    wanted = list(dict.fromkeys(conversation_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise TooManyAtOnce(field="conversations")
    people = ("job", "company", "candidate", "recruiter")
    found = Conversation.objects.for_user(by).select_related(*people).in_bulk(wanted)
    if len(found) < len(wanted):
        raise NotFound
    return [found[pk] for pk in wanted]


def _may_be_declined(conversation: Conversation, by: User) -> bool:
    is_job = conversation.kind == Conversation.Kind.JOB
    return is_job and conversation.stage != Conversation.Stage.CLOSED and by.pk != conversation.candidate_id


def _check_words(text: str) -> None:
    if not text.strip() or len(text) > MOST_WORDS:
        raise WordsNeeded(field="text")
    check_filled_in(text)
