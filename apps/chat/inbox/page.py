"""The inbox's page: its lines in groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.candidates.selectors import tags_of
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.moments import iso
from apps.chat.conversations.places import has_places
from apps.chat.conversations.sections import WAITING_SECTIONS, Section
from apps.chat.inbox.due import due_words, with_dues
from apps.chat.inbox.queue import LINES, Fold, Wanted, greeting_folds, queue_page, section_counts
from apps.chat.inbox.selectors import Entry, entries, participants_in_inbox
from apps.chat.inbox.wording import why
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.wording import preview
from apps.matching.models import Job


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation in the list: who, about what, the last words, and why it waits."""

    entry: Entry
    name: str
    person: User | None
    about: str
    preview: str
    by: str
    at: str | None
    moment: datetime | None
    why: str
    due: str
    is_late: bool
    draft: str

    @property
    def id(self) -> int:
        return self.entry.conversation.pk

    @property
    def section(self) -> str:
        return self.entry.section

    @property
    def place(self) -> int:
        """Its order within its section, smallest first, in milliseconds."""
        since = self.entry.conversation.waiting_since if self.section in WAITING_SECTIONS else None
        if since is not None:
            return round(since.timestamp() * 1000)
        return -round(self.moment.timestamp() * 1000) if self.moment else 0

    @property
    def is_unread(self) -> bool:
        return self.entry.unread > 0 or self.entry.participant.marked_unread


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    section: str
    label: str
    lines: list[Line]
    folds: list[Fold]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The list as filtered. `next_offset` is where the following page begins, None at the end."""

    groups: list[Group]
    wanted: Wanted
    counts: dict[str, int]
    filtered_by: list[str]
    next_offset: int | None

    @property
    def section(self) -> str:
        return self.wanted.section if self.wanted.section in Section.values else ""

    @property
    def query(self) -> str:
        return self.wanted.query

    @property
    def offset(self) -> int:
        return self.wanted.offset

    @property
    def sections(self) -> list[tuple[str, str, int]]:
        """Each section with its name and how many lie in it."""
        return [(value, str(Section(value).label), self.counts.get(value, 0)) for value in Section.values]

    @property
    def is_empty(self) -> bool:
        return not self.groups


def inbox_page(user: User, wanted: Wanted, *, now: datetime) -> InboxPage:
    """One page of the list, in groups: what waits for oneself stands first, longest waiting first."""
    is_large, mine = has_places(user.pk), participants_in_inbox(user, now=now)
    folds = (
        []
        if wanted.is_filtered or Section.NEW not in wanted.sections
        else greeting_folds(user, mine=mine, is_large=is_large)
    )
    found = with_dues(entries(queue_page(user, wanted, folds, mine=mine, is_large=is_large)), user, now=now)
    shown = [line_of(entry, user, now=now) for entry in found[:LINES]]
    shown_folds = [] if wanted.offset else folds
    groups = [
        Group(
            value,
            _("Also in the archive") if value == Section.ARCHIVED and not wanted.section else str(Section(value).label),
            [line for line in shown if line.section == value],
            shown_folds if value == Section.NEW else [],
        )
        for value in wanted.sections
    ]
    return InboxPage(
        groups=[group for group in groups if group.lines or group.folds],
        wanted=wanted,
        counts=section_counts(user, mine=mine, is_large=is_large),
        filtered_by=filter_words(user, wanted),
        next_offset=wanted.offset + LINES if len(found) > LINES else None,
    )


def filter_words(user: User, wanted: Wanted) -> list[str]:
    """By what else the list is filtered, in words; nothing for what isn't the person's."""
    tag = [_("Mentions me")] if wanted.mentioned else []
    if wanted.tag:
        tag += list(tags_of(user).filter(pk=wanted.tag).values_list("name", flat=True)) or [_("A tag that isn't here")]
    if not wanted.job:
        return tag
    title = Job.objects.filter(pk=wanted.job, conversations__participants__user=user).values_list("title", flat=True)
    return (list(title[:1]) or [_("A job that isn't here")]) + tag


def line_of(entry: Entry, viewer: User, *, now: datetime) -> Line:
    conversation, last = entry.conversation, entry.last_message
    message = message_dict(last, viewer) if last else None
    said = last if last and not last.recalled_at else None
    return Line(
        entry=entry,
        name=name_of(conversation, entry.others, viewer),
        person=counterpart(conversation, entry.others, viewer),
        about=about(conversation, viewer),
        preview=preview(message, names_for([entry.participant, *entry.others], viewer)) if message else "",
        by=by_whom(said, viewer) if said else "",
        at=iso(conversation.last_message_at),
        moment=conversation.last_message_at or conversation.created_at,
        why=why(entry, viewer, now=now),
        due=due_words(entry.due, now=now),
        is_late=entry.due is not None and entry.due.at <= now,
        draft=" ".join(entry.participant.draft.split())[:120],
    )


def by_whom(message: Message, viewer: User) -> str:
    """What stands before a message in a list: who wrote it where it wasn't the other side's person."""
    if message.origin == Message.Origin.JOB_CARD:
        return _("From the job card: ")
    if message.origin == Message.Origin.AUTO:
        return _("Auto-reply: ")
    return _("You: ") if message.sender_id == viewer.pk else ""


def counterpart(conversation: Conversation, others: Sequence[Participant], viewer: User) -> User | None:
    """The one on the other side; None in a group. A candidate's is who answers for the company."""
    if conversation.kind == Conversation.Kind.GROUP:
        return None
    if conversation.kind == Conversation.Kind.JOB:
        wanted = conversation.recruiter_id if viewer.pk == conversation.candidate_id else conversation.candidate_id
        for participant in others:
            if participant.user_id == wanted:
                return participant.user
    if conversation.kind == Conversation.Kind.SUPPORT:
        return next(
            (participant.user for participant in others if participant.user_id == conversation.candidate_id), None
        )
    return others[0].user if len(others) == 1 else None


def name_of(conversation: Conversation, others: Sequence[Participant], viewer: User) -> str:
    """What the conversation is called for this reader."""
    if conversation.kind == Conversation.Kind.SUPPORT and viewer.pk == conversation.candidate_id:
        return conversation.title or _("Rapport support")
    if person := counterpart(conversation, others, viewer):
        return str(person)
    return conversation.title or ", ".join(str(participant.user) for participant in others) or _("Nobody else here")


def about(conversation: Conversation, viewer: User) -> str:
    """The job, and for a candidate whose it is."""
    if conversation.kind != Conversation.Kind.JOB:
        return ""
    company = conversation.company.name if conversation.company and viewer.pk == conversation.candidate_id else ""
    return " · ".join(part for part in (conversation.title, company) if part)


def names_for(participants: Sequence[Participant], viewer: User) -> dict[int, str]:
    return {
        participant.user_id: _("You") if participant.user_id == viewer.pk else str(participant.user)
        for participant in participants
    }
