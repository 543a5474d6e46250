"""Sorting: claimed once, judged outside the transaction, written once, whoever and however often it is called."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.scam.models import ScamWarning
from apps.errors import InvalidInput
from apps.events.services import publish
from apps.feedback.tickets.events import TicketsWait
from apps.feedback.tickets.labels import Area, Category, Field, Language, Severity, SpamBand
from apps.feedback.tickets.lifecycle import Status
from apps.feedback.tickets.models import EntryKind, Ticket
from apps.feedback.tickets.timeline import lock_ticket, move, write_entry
from apps.feedback.topics import meaning
from apps.feedback.topics.duplicates import likely_duplicates
from apps.feedback.topics.models import DuplicateLink
from apps.feedback.triage.classifiers import live
from apps.feedback.triage.models import Classification, Source
from apps.feedback.triage.verdicts import Judgement, judge, judge_rating

LEASE = timedelta(seconds=60)


CHOICES: dict[str, list[str]] = {
    Field.LANGUAGE: Language.values,
    Field.CATEGORY: Category.values,
    Field.SEVERITY: Severity.values,
    Field.AREA: Area.values,
    Field.SPAM: SpamBand.values,
}


"""What a person may correct, and to what."""


def triage_ticket(*, ticket_id: int, now: datetime | None = None) -> bool:
    """Sorts a new ticket: language, category, severity, area, mood, spam, likely duplicates. True for the one call that
    did it. A call that dies is repeated after a minute."""
    now = now or timezone.now()
    waiting = Ticket.objects.filter(pk=ticket_id, triaged_at__isnull=True)
    if not waiting.filter(Q(triage_claimed_at__isnull=True) | Q(triage_claimed_at__lt=now - LEASE)).update(
        triage_claimed_at=now
    ):
        return False
    ticket = Ticket.objects.select_related("rating").get(pk=ticket_id)
    classifier = live()
    if ticket.rating is not None:
        judgement = judge_rating(ticket.body, stars=ticket.rating.stars, classifier=classifier)
        return _store(ticket_id, judgement, [], now=now)
    judgement = judge(
        ticket.body,
        page=ticket.page,
        earlier=_earlier_texts(ticket),
        is_warned_of=_is_warned_of(ticket),
        classifier=classifier,
    )
    return _store(ticket_id, judgement, likely_duplicates(ticket), now=now)


@transaction.atomic
def override_classification(
    *, ticket_id: int, operator: User, field: str, value: str, now: datetime | None = None
) -> Ticket:
    """A person's word, which no model overwrites. Raises InvalidInput for a value that the field doesn't have."""
    if value not in CHOICES.get(field, ()):
        raise InvalidInput(_("Choose one of the listed values."), field=field)
    ticket = lock_ticket(ticket_id)
    before = getattr(ticket, field)
    Classification.objects.create(
        ticket=ticket, field=field, value=value, confidence=1.0, source=Source.PERSON, by=operator
    )
    setattr(ticket, field, value)
    write_entry(
        ticket,
        EntryKind.CORRECTED,
        author=operator,
        is_public=False,
        facts={"field": field, "from": before, "to": value},
        now=now or timezone.now(),
    )
    ticket.save()
    publish(TicketsWait.of(ticket.pk))
    return ticket


@transaction.atomic
def _store(ticket_id: int, judgement: Judgement, duplicates: list[tuple[int, float]], *, now: datetime) -> bool:
    ticket = lock_ticket(ticket_id)
    if ticket.triaged_at is not None:
        return False
    decided = set(Classification.objects.filter(ticket=ticket, source=Source.PERSON).values_list("field", flat=True))
    Classification.objects.bulk_create(
        Classification(
            ticket=ticket,
            field=verdict.field,
            value=verdict.value,
            confidence=verdict.confidence,
            source=Source.MODEL,
            model_version=verdict.model_version,
        )
        for verdict in judgement.verdicts
    )
    for verdict in judgement.verdicts:
        if verdict.field not in decided and verdict.field != Field.SENTIMENT:
            setattr(ticket, verdict.field, verdict.value)
    ticket.sentiment = judgement.mood
    ticket.triaged_at = now
    ticket.needs_person = ticket.needs_person or (judgement.needs_person and Field.CATEGORY not in decided)
    DuplicateLink.objects.bulk_create(
        [
            DuplicateLink(ticket=ticket, other_id=other, score=score, model_version=meaning.version())
            for other, score in duplicates
        ],
        ignore_conflicts=True,
    )
    if ticket.status == Status.NEW:
        move(ticket, Status.TRIAGED, now=now)
        sure = not judgement.needs_person or ticket.rating_id is not None
        facts = {"category": ticket.category, "area": ticket.area} if sure else {}
        if ticket.language == Language.OTHER:
            facts = {"language": ticket.language}
        write_entry(ticket, EntryKind.TRIAGED, facts=facts, now=now)
    ticket.save()
    publish(TicketsWait.of(ticket.pk))
    return True


def _is_warned_of(ticket: Ticket) -> bool:
    """Whether the scam guard warned of the reported message and nobody found it harmless."""
    return (
        ScamWarning.objects.filter(message=ticket.message_id, message__isnull=False)
        .exclude(verdict=ScamWarning.Verdict.HARMLESS)
        .exists()
    )


def _earlier_texts(ticket: Ticket) -> list[str]:
    """What the same person sent in the day before."""
    since = ticket.created_at - timedelta(days=1)
    if ticket.told_by is None:
        return []
    earlier = Ticket.objects.of(ticket.told_by).filter(created_at__gt=since, pk__lt=ticket.pk)
    return list(earlier.order_by("-pk").values_list("body", flat=True)[:20])
