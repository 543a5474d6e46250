"""What of this app and of matching can be searched: conversations by who is in them, jobs, and what was written."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.people.selectors import blocked_ids
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.inbox.page import about, line_of, name_of
from apps.chat.inbox.queue import Wanted as WantedInInbox
from apps.chat.inbox.queue import matching
from apps.chat.inbox.selectors import entries, participants_in_inbox
from apps.chat.messages.models import Message
from apps.chat.reading.selectors import with_unread
from apps.chat.search.messages import find_messages
from apps.chat.search.registry import Found, Results, Source, Wanted, offset_in, paged, register
from apps.chat.search.services import shown_text
from apps.chat.search.snippets import Piece, snippet
from apps.language.searching import Span
from apps.matching.jobs.selectors import NEWEST_FOUND, JobFilters, narrowed
from apps.matching.models import Job


def find_conversations(person: User, wanted: Wanted) -> Results:
    """By the names of people, jobs and companies; those that moved last first, archived and closed ones too."""
    if not wanted.query.strip():
        return Results()
    now, offset = timezone.now(), offset_in(wanted.after)
    # What a line says is asked of those shown alone, not of all that match.
    newest = ("-conversation__last_message_at", "-pk")
    mine = matching(Participant.objects.filter(user=person, left_at=None), person, WantedInInbox(query=wanted.query))
    ids = list(mine.order_by(*newest).values_list("pk", flat=True)[offset : offset + wanted.limit + 1])
    rows = with_unread(participants_in_inbox(person, now=now).filter(pk__in=ids).order_by(*newest))
    found = []
    for entry in entries(rows):
        line = line_of(entry, person, now=now)
        found.append(
            Found(
                kind="conversation",
                id=str(line.id),
                title=line.name,
                about=line.about,
                url=reverse("chat:conversation", args=[line.id]),
                pieces=[Piece(line.preview)] if line.preview else (),
                at=line.moment,
                conversation=line.id,
                is_archived=entry.participant.archived_at is not None,
            )
        )
    return paged(found, wanted)


def find_jobs(person: User, wanted: Wanted) -> Results:
    """Jobs that the person may see, drafts and closed ones of their company too; its own first."""
    if not wanted.sought:
        return Results()
    offset = offset_in(wanted.after)
    jobs = narrowed(Job.objects.visible_to(person), JobFilters(q=wanted.query))
    if person.is_candidate and (blocked := blocked_ids(person)):
        jobs = jobs.exclude(posted_by__in=blocked)
    is_own = Case(When(company=person.company_id, then=Value(0)), default=Value(1)) if person.company_id else Value(0)
    rows = jobs.select_related("company").defer("search_tokens").order_by(is_own, NEWEST_FOUND, "-pk")
    found = [
        Found(
            kind="job",
            id=str(job.pk),
            title=job.title,
            about=" · ".join(part for part in (job.company.name if job.company else "", job.city) if part),
            url=reverse("matching:job", args=[job.pk]),
            pieces=_prose_of(job, wanted),
        )
        for job in rows[offset : offset + wanted.limit + 1]
    ]
    return paged(found, wanted)


def _prose_of(job: Job, wanted: Wanted) -> Sequence[Piece]:
    """Of its texts the one that holds what was looked for, else how it describes itself."""
    texts = [job.description, job.responsibilities, job.requirements]
    text = next((text for text in texts if wanted.sought.spans(text)), job.description)
    return snippet(text, wanted.sought.spans(text)) if text else ()


def find_written(person: User, wanted: Wanted) -> Results:
    """Messages, newest first."""
    hits = find_messages(person, wanted)
    names = _names_of_conversations(person, {message.conversation_id for message in hits.messages})
    senders = User.objects.in_bulk({message.sender_id for message in hits.messages if message.sender_id})
    return Results([_found(message, person, wanted, names, senders) for message in hits.messages], hits.next)


def _found(
    message: Message,
    person: User,
    wanted: Wanted,
    names: Mapping[int, tuple[str, str, bool]],
    senders: Mapping[int, User],
) -> Found:
    title, topic, is_archived = names[message.conversation_id]
    text = shown_text(message)
    sender = senders.get(message.sender_id or 0)
    who = str(_("You")) if sender and sender.pk == person.pk else str(sender) if sender else ""
    spans: list[Span] = wanted.sought.spans(text)
    pieces = snippet(text, spans)
    return Found(
        kind="message",
        id=str(message.pk),
        title=title,
        about=topic,
        url=f"{reverse('chat:conversation', args=[message.conversation_id])}?at={message.seq}",
        pieces=[Piece(f"{who}: "), *pieces] if who else pieces,
        at=message.created_at,
        conversation=message.conversation_id,
        seq=message.seq,
        is_archived=is_archived,
    )


def _names_of_conversations(person: User, ids: Iterable[int]) -> dict[int, tuple[str, str, bool]]:
    """What each is called for the person, what it is about, and whether they archived it. A group's people aren't
    read: it has a title."""
    conversations = Conversation.objects.filter(pk__in=ids).select_related("company")
    own = Participant.objects.filter(conversation__in=ids, user=person)
    archived = dict(own.values_list("conversation_id", "archived_at"))
    others: dict[int, list[Participant]] = {}
    present = Participant.objects.filter(conversation__in=ids, left_at=None).exclude(user=person)
    for participant in present.exclude(conversation__kind=Conversation.Kind.GROUP).select_related("user"):
        others.setdefault(participant.conversation_id, []).append(participant)
    return {
        one.pk: (name_of(one, others.get(one.pk, ()), person), about(one, person), archived[one.pk] is not None)
        for one in conversations
    }


register(Source("conversations", _("People and conversations"), "messages-square", 10, find_conversations))
register(Source("jobs", _("Jobs"), "briefcase-business", 20, find_jobs))
register(Source("messages", _("Messages"), "message-circle", 40, find_written))
