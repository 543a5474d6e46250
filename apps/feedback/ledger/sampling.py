"""Which tickets are labelled blindly, and by whom."""

import random
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.errors import Conflict, InvalidInput, NotFound
from apps.feedback.ledger.models import BlindLabel, SampledTicket
from apps.feedback.tickets.labels import Category, Field, Mood, Severity
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.weeks import span

SIZE = 40
"""Tickets a week: an hour's work, and a share of a half is known to ±.15."""
LABELS_WANTED = 2
CHOICES: dict[str, list[str]] = {
    Field.CATEGORY: Category.values,
    Field.SEVERITY: Severity.values,
    Field.SENTIMENT: Mood.values,
}
FIELDS = tuple(CHOICES)


class AlreadyLabelled(Conflict):
    code = "already_labelled"
    message = gettext_lazy("You have labelled this ticket already.")


@transaction.atomic
def draw_sample(*, week: date) -> int:
    """Draws the week's tickets by lot, once; returns how many were drawn now. A low rating isn't among them: what it is
    about is known without a model."""
    since, until = span(week)
    if SampledTicket.objects.filter(week=week).exists():
        return 0
    came = Ticket.objects.filter(created_at__gte=since, created_at__lt=until, rating=None, triaged_at__isnull=False)
    numbers = list(came.exclude(body="").order_by("pk").values_list("pk", flat=True))
    drawn = random.SystemRandom().sample(numbers, min(SIZE, len(numbers)))
    made = SampledTicket.objects.bulk_create(
        [SampledTicket(ticket_id=number, week=week) for number in drawn], ignore_conflicts=True
    )
    return len(made)


def waiting(operator: User) -> QuerySet[SampledTicket]:
    """What this operator can still label without having seen the verdicts: they did nothing on these tickets. Those
    that nobody labelled come first, then those where a second word is wanted."""
    fresh = SampledTicket.objects.exclude(ticket__body="").exclude(labels__by=operator)
    fresh = fresh.exclude(ticket__entries__author=operator).exclude(ticket__reporter=operator)
    fresh = fresh.exclude(ticket__assigned_to=operator)
    return fresh.annotate(said=Count("labels")).filter(said__lt=LABELS_WANTED).order_by("said", "-week", "pk")


@transaction.atomic
def label_blindly(*, sampled_id: int, operator: User, said: dict[str, str], now: datetime | None = None) -> BlindLabel:
    """One's word on a sampled ticket; an empty value means that it can't be told. Raises NotFound for a ticket that
    isn't for this operator to label, InvalidInput for a value that the field doesn't have, AlreadyLabelled."""
    if BlindLabel.objects.filter(sampled=sampled_id, by=operator).exists():
        raise AlreadyLabelled
    sampled = waiting(operator).filter(pk=sampled_id).first()
    if sampled is None:
        raise NotFound
    values = {field: said.get(field, "") for field in FIELDS}
    for field, value in values.items():
        if value and value not in CHOICES[field]:
            raise InvalidInput(_("Choose one of the listed values."), field=field)
    try:
        with transaction.atomic():
            return BlindLabel.objects.create(sampled=sampled, by=operator, at=now or timezone.now(), **values)
    except IntegrityError as error:
        raise AlreadyLabelled from error
