"""One conversation as its page needs it: for the templates, and as data for the page's script."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import Block, User
from apps.chat.availability.away import away_now
from apps.chat.availability.promises import last_promise
from apps.chat.availability.reply_window import reply_window
from apps.chat.cards.selectors import faces_in
from apps.chat.conversation_page.rows import GROUP_WITHIN, Row, rows
from apps.chat.conversation_page.side_panel import Beside, beside
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.selectors import participants_of
from apps.chat.files.limits import MOST_BARS, VOICE_SECONDS, most_bytes
from apps.chat.inbox.page import Line, line_of, names_for
from apps.chat.inbox.selectors import Entry, entry_for
from apps.chat.inbox.wording import until_words
from apps.chat.messages.models import Message
from apps.chat.messages.outgoing import MAX_BODY
from apps.chat.messages.rendering import MessageDict, message_dict
from apps.chat.messages.selectors import detailed, messages_page
from apps.chat.messages.services import EDIT_WINDOW, RECALL_WINDOW
from apps.chat.participants.selectors import colleagues_of
from apps.chat.pins.selectors import Pin, bar_of, may_pin
from apps.chat.scam.selectors import warned, warnings_in
from apps.chat.scheduling.features import SEND_LATER
from apps.chat.scheduling.selectors import planned_in
from apps.chat.sending.attachments import MAX_A_MESSAGE
from apps.chat.stages.services import somebody_waits_for
from apps.chat.stages.wording import stage_choices
from apps.chat.topics.offering import FactOffer, fact_offer
from apps.chat.topics.reading import known_of
from apps.chat.topics.selectors import chips_for, may_ask_a_person
from apps.chat.translation.features import TRANSLATION
from apps.experiments.services import feature_is_on
from apps.language.endpoint import is_configured
from apps.notifications.reminders.wording import Line as PlannedLine
from apps.notifications.reminders.wording import clock_words
from apps.uploads.documents import CONTENT_TYPES as DOCUMENT_TYPES
from apps.uploads.documents import TEXT_EXTENSIONS
from apps.uploads.limits import MAX_BYTES
from apps.uploads.pictures import FORMATS

TURNS_WORTH_RATING = 4
MOST_COLLEAGUES = 50
MOST_WARNINGS = 200
MOST_NAMES = 20
"""Members named in the head and beside the log."""


EMOJIS = ("👍", "❤️", "😄", "🎉", "🙏", "👀")


@dataclass(slots=True)
class OpenConversation:
    """`data` is None for the parts around the log alone."""

    entry: Entry
    line: Line
    beside: Beside
    members: list[User]
    chips: list[dict[str, Any]]
    offer: FactOffer | None
    may_ask_person: bool
    reply_window: str
    away: bool
    is_blocked: bool
    can_promise: bool
    promise: str
    planned: list[PlannedLine]
    can_plan: bool
    pins: list[Pin]
    urls: dict[str, str]
    stages: list[tuple[str, str]]
    viewer: User
    now: datetime
    rows: list[Row] = field(default_factory=list)
    data: dict[str, Any] | None = None
    is_worth_rating: bool = False
    has_cards: bool = False
    emojis: tuple[str, ...] = EMOJIS

    @property
    def id(self) -> int:
        return self.conversation.pk

    @property
    def conversation(self) -> Conversation:
        return self.entry.conversation

    @property
    def participant(self) -> Participant:
        return self.entry.participant

    @property
    def is_group(self) -> bool:
        return self.conversation.kind == Conversation.Kind.GROUP

    @property
    def is_support(self) -> bool:
        return self.conversation.kind == Conversation.Kind.SUPPORT

    @property
    def is_closed(self) -> bool:
        return self.conversation.stage == Conversation.Stage.CLOSED

    @property
    def member_names(self) -> str:
        return ", ".join(str(person) for person in self.members[:MOST_NAMES])

    @property
    def can_manage(self) -> bool:
        """A group's owner and admins bring people in and take them out."""
        return self.is_group and self.participant.role in (Participant.Role.OWNER, Participant.Role.ADMIN)

    @property
    def named_members(self) -> list[Participant]:
        """Everybody else here, the owner and the admins of a group first."""
        first = [Participant.Role.OWNER, Participant.Role.ADMIN]
        return sorted(self.entry.others, key=lambda one: [*first, one.role].index(one.role))[:MOST_NAMES]

    @property
    def can_set_stage(self) -> bool:
        is_job = self.conversation.kind == Conversation.Kind.JOB
        return is_job and self.viewer.pk != self.conversation.candidate_id

    @property
    def can_close(self) -> bool:
        return not self.is_closed and not self.is_group and not self.can_set_stage

    @property
    def can_decline(self) -> bool:
        return self.conversation.kind == Conversation.Kind.JOB and not self.is_closed and self.can_write

    @property
    def must_decline(self) -> bool:
        """Somebody waits, so that closing takes a word."""
        return somebody_waits_for(self.viewer, self.conversation)

    @property
    def can_leave(self) -> bool:
        """A job's candidate closes it instead; and somebody of the company stays, or is handed it over."""
        if self.conversation.kind != Conversation.Kind.JOB:
            return True
        colleagues = any(other.role == Participant.Role.RECRUITER for other in self.entry.others)
        return colleagues and self.viewer.pk != self.conversation.candidate_id

    @property
    def colleagues(self) -> list[User]:
        """To whom the viewer may hand the conversation over."""
        return list(colleagues_of(self.viewer)[:MOST_COLLEAGUES]) if self.can_set_stage else []

    @property
    def can_card(self) -> bool:
        """A group and the support have no cards."""
        return self.conversation.kind == Conversation.Kind.JOB and not self.is_closed

    @property
    def can_pin(self) -> bool:
        """For everybody, above the log."""
        return self.can_write and may_pin(self.conversation.kind, self.participant.role)

    @property
    def can_write(self) -> bool:
        return not self.is_blocked

    @property
    def is_archived(self) -> bool:
        return self.participant.archived_at is not None

    @property
    def is_snoozed(self) -> bool:
        return self.participant.snoozed_until is not None and self.participant.snoozed_until > self.now

    @property
    def snoozed_until(self) -> str:
        if not self.is_snoozed or self.participant.snoozed_until is None:
            return ""
        return _("Comes back {time}").replace("{time}", until_words(self.participant.snoozed_until, now=self.now))


def around_conversation(user: User, conversation_id: int) -> OpenConversation:
    """Head, chips and side panel, without the log."""
    now = timezone.now()
    entry = entry_for(user, conversation_id)
    line = line_of(entry, user, now=now)
    conversation = entry.conversation
    known = known_of(conversation)
    window = reply_window(line.person, viewer=user) if line.person else None
    is_blocked = bool(line.person) and Block.objects.filter(blocker=user, blocked=line.person).exists()
    return OpenConversation(
        entry=entry,
        line=line,
        beside=beside(conversation, user, known),
        members=[participant.user for participant in entry.others],
        chips=[] if is_blocked else chips_for(conversation, user, known=known),
        offer=fact_offer(conversation, user, known),
        may_ask_person=not is_blocked and may_ask_a_person(conversation, user, known),
        reply_window=window.text() if window else "",
        away=away_now(user, now=now) is not None,
        is_blocked=is_blocked,
        can_promise=_can_promise(conversation, user) and not is_blocked,
        promise=_promise_words(conversation, user, now=now),
        planned=planned_in(conversation, user, now=now),
        can_plan=feature_is_on(SEND_LATER, user),
        pins=bar_of(conversation),
        urls=_urls(conversation, user),
        stages=stage_choices(),
        viewer=user,
        now=now,
    )


def conversation_page(user: User, conversation_id: int, *, at: int = 0) -> OpenConversation:
    """Everything of the page, which begins with the messages around number `at` where they aren't among the newest.
    Raises NotFound for who isn't in it."""
    opened = around_conversation(user, conversation_id)
    entry, conversation = opened.entry, opened.conversation
    participants = participants_of(conversation, user)
    messages = first_page(conversation, read_seq=entry.participant.read_seq)
    is_earlier = bool(messages) and 0 < at < messages[0].seq
    around = messages_page(conversation, around_seq=at) if is_earlier else []
    quoted = quoted_by([*around, *messages])
    newest = [message_dict(message, user) for message in messages]
    dicts = [message_dict(message, user) for message in around] if around else newest
    cards = faces_in(dicts, conversation, user)
    warnings = {row.message_id: warned(row) for row in warnings_in(conversation, user)[:MOST_WARNINGS]}
    opened.has_cards = bool(cards)
    names = {one["user"]: one["name"] for one in participants} | names_for([entry.participant, *entry.others], user)
    others = [one for one in participants if one["user"] != user.pk and one["left_at"] is None]
    unread_from = entry.participant.read_seq + 1 if entry.unread else None
    last_mine = next((one["seq"] for one in reversed(dicts) if one["sender"] == user.pk), 0)
    opened.rows = rows(
        dicts,
        viewer=user,
        names=names,
        unread_from=unread_from,
        quoted=quoted,
        status_of_last=status_of(last_mine, others),
        is_group=opened.is_group or len(others) > 1,
        cards=cards,
        warnings=warnings,
    )
    opened.is_worth_rating = opened.is_closed or turns_in(dicts) >= TURNS_WORTH_RATING
    opened.data = {
        "id": conversation.pk,
        "me": user.pk,
        "zone": user.time_zone,
        "head_rev": conversation.head_rev,
        "head_seq": conversation.head_seq,
        "read_seq": entry.participant.read_seq,
        "unread": entry.unread,
        "marked_unread": entry.participant.marked_unread,
        "draft": entry.participant.draft,
        "draft_preset": entry.participant.draft_preset_id,
        "can_write": opened.can_write,
        "can_pin": opened.can_pin,
        "is_group": opened.is_group or len(others) > 1,
        "messages": newest,
        "around": dicts if around else [],
        "at": at,
        "quotes": list(quoted.values()),
        "warnings": list(warnings.values()),
        "participants": participants,
        "people": [{"id": one["user"], "name": one["name"]} for one in participants],
        "sent_hint": _("Sent. %(window)s.") % {"window": opened.reply_window} if opened.reply_window else "",
        "limits": limits(user),
        "urls": opened.urls,
    }
    return opened


def limits(user: User) -> dict[str, Any]:
    """The rules that the page keeps as the server does: lengths, sizes, and spans of time in seconds."""
    return {
        "body_max": MAX_BODY,
        "edit_within": EDIT_WINDOW.total_seconds(),
        "recall_within": RECALL_WINDOW.total_seconds(),
        "group_within": GROUP_WITHIN.total_seconds(),
        "files_max": MAX_A_MESSAGE,
        "image_types": list(FORMATS),
        "image_max_bytes": MAX_BYTES,
        "file_extensions": sorted({*DOCUMENT_TYPES, *TEXT_EXTENSIONS}),
        "file_max_bytes": most_bytes(user),
        "voice_seconds": VOICE_SECONDS,
        "voice_bars": MOST_BARS,
    }


def turns_in(messages: list[dict[str, Any]]) -> int:
    """How often the word went from one person to another, the first message included."""
    senders = [message["sender"] for message in messages if message["kind"] != "system"]
    return sum(1 for number, sender in enumerate(senders) if number == 0 or sender != senders[number - 1])


def _promise_words(conversation: Conversation, user: User, *, now: datetime) -> str:
    """What the viewer has promised here and not done."""
    if conversation.waiting_for_id != user.pk or (promise := last_promise(user, conversation.pk)) is None:
        return ""
    if promise.state == promise.State.BROKEN:
        return _("You had promised an answer. A line now still helps, a no as well.")
    return _("You promised an answer by {time}.").replace("{time}", clock_words(promise.until, user, now=now))


def _can_promise(conversation: Conversation, user: User) -> bool:
    """Somebody waits for this person, who hasn't just promised."""
    if conversation.waiting_for_id != user.pk or conversation.stage == Conversation.Stage.CLOSED:
        return False
    mine = (
        Message.objects.filter(conversation=conversation, sender=user).order_by("-seq").values("origin", "seq").first()
    )
    if mine is None or mine["origin"] != Message.Origin.PROMISE:
        return True
    later = Message.objects.filter(conversation=conversation, seq__gt=mine["seq"]).exclude(kind=Message.Kind.SYSTEM)
    return later.exists()


def _urls(conversation: Conversation, user: User) -> dict[str, str]:
    number = conversation.pk
    urls = {
        "state": reverse("conversation-state", args=[number]),
        "changes": reverse("conversation-changes", args=[number]),
        "warnings": reverse("conversation-warnings", args=[number]),
        "messages": reverse("conversation-messages", args=[number]),
        "translation": _translation_url(user),
        "presets": reverse("conversation-presets", args=[number]),
        "cards": reverse("chat:cards", args=[number]),
        "attachments": reverse("attachment-upload"),
        "report": reverse("chat:report", args=[number]),
        "uploads": reverse("uploads"),
        "around": reverse("chat:around", args=[number]),
        "pin": reverse("message-pin", args=[0]),
        "preview": reverse("message-preview", args=[0]),
        "history": reverse("chat:history", args=[number, 0]),
        "remind": reverse("chat:remind", args=[number, 0]),
        "rate": _upper("feedback:rate", number),
        "feedback": _upper("feedback:sheet"),
    }
    if conversation.kind == Conversation.Kind.GROUP:
        urls["members"] = reverse("group-members", args=[number])
    if urls["feedback"]:
        urls["feedback"] += f"?conversation={number}"
    return urls


def _translation_url(user: User) -> str:
    """Where a message is translated, its number left 0; empty where no endpoint is configured."""
    if not is_configured() or not feature_is_on(TRANSLATION, user):
        return ""
    return reverse("message-translation", args=[0])


def _upper(name: str, *args: object) -> str:
    """The address of a page of an app above, empty where that app isn't installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def quoted_by(messages: Sequence[Message]) -> dict[int, MessageDict]:
    """What these messages reply to, by id; one query, none when nothing is quoted."""
    wanted = {message.reply_to_id for message in messages if message.reply_to_id}
    if not wanted:
        return {}
    return {message.pk: message_dict(message) for message in detailed(Message.objects.filter(pk__in=wanted))}


def first_page(conversation: Conversation, *, read_seq: int) -> list[Message]:
    """The newest messages, back to the first unread one where that isn't too far."""
    behind = conversation.head_seq - read_seq
    return messages_page(conversation, limit=min(200, max(50, behind + 10)))


def status_of(seq: int, others: Sequence[dict[str, Any]]) -> str:
    """How far the slowest of the others has come: sent, delivered or read."""
    if not others:
        return "sent"
    if all((other["read"] or 0) >= seq for other in others):
        return "read"
    return "delivered" if all((other["delivered"] or 0) >= seq for other in others) else "sent"
