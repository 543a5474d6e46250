"""The inbox's page: its lines in groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.conversations.moments import iso
from apps.chat.inbox.selectors import Entry, Section, entries, participants_in_inbox
from apps.chat.inbox.wording import why
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.wording import preview
from apps.chat.reading.selectors import with_unread

LINES = 30


OPEN_SECTIONS = (Section.NEW, Section.MINE, Section.THEIRS, Section.CLOSED)


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation in the list: who, about what, the last words, and why it waits."""

    entry: Entry
    name: str
    person: User | None
    about: str
    preview: str
    by_me: bool
    at: str | None
    moment: datetime | None
    why: str
    draft: str

    @property
    def id(self) -> int:
        return self.entry.conversation.pk

    @property
    def section(self) -> str:
        return self.entry.section

    @property
    def is_unread(self) -> bool:
        return self.entry.unread > 0 or self.entry.participant.marked_unread


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    section: str
    label: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The list as filtered. `next_offset` is where the following page begins, None at the end."""

    groups: list[Group]
    section: str
    query: str
    offset: int
    next_offset: int | None

    @property
    def is_empty(self) -> bool:
        return not any(group.lines for group in self.groups)


def inbox_page(user: User, *, section: str, query: str, offset: int, now: datetime) -> InboxPage:
    """One page of the list, in groups: what waits for oneself stands first."""
    wanted = [section] if section in Section.values else OPEN_SECTIONS
    participants = participants_in_inbox(user, now=now).filter(Q(section__in=wanted))
    for word in query.split()[:5]:
        participants = participants.filter(
            Q(conversation__title__icontains=word)
            | Q(conversation__company__name__icontains=word)
            | Q(
                conversation__in=Participant.objects.filter(user__name__icontains=word, left_at=None)
                .exclude(user=user)
                .values("conversation")
            )
        )
    rank = Case(
        *[When(section=value, then=Value(number)) for number, value in enumerate(OPEN_SECTIONS)],
        default=Value(len(OPEN_SECTIONS)),
        output_field=IntegerField(),
    )
    participants = participants.annotate(rank=rank).order_by(
        "rank", "-is_pinned", F("moved_at").desc(), "-conversation_id"
    )
    found = entries(with_unread(participants)[offset : offset + LINES + 1])
    shown = [line_of(entry, user, now=now) for entry in found[:LINES]]
    groups = [
        Group(value, str(Section(value).label), [line for line in shown if line.section == value])
        for value in Section.values
    ]
    return InboxPage(
        groups=[group for group in groups if group.lines],
        section=section if section in Section.values else "",
        query=query,
        offset=offset,
        next_offset=offset + LINES if len(found) > LINES else None,
    )


def line_of(entry: Entry, viewer: User, *, now: datetime) -> Line:
    conversation, last = entry.conversation, entry.last_message
    message = message_dict(last, viewer) if last else None
    return Line(
        entry=entry,
        name=name_of(conversation, entry.others, viewer),
        person=counterpart(conversation, entry.others, viewer),
        about=about(conversation, viewer),
        preview=preview(message, names_for([entry.participant, *entry.others], viewer)) if message else "",
        by_me=bool(last and last.sender_id == viewer.pk and not last.recalled_at),
        at=iso(conversation.last_message_at),
        moment=conversation.last_message_at or conversation.created_at,
        why=why(entry, viewer, now=now),
        draft=" ".join(entry.participant.draft.split())[:120],
    )


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
        return _("Rapport support")
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
