"""How often the classifier is right: by the blind sample, which is fair and small, and by corrections, which are many
and flatter: what nobody corrected counts as right there."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone

from apps.console.shares import Share
from apps.feedback.ledger.models import BlindLabel
from apps.feedback.ledger.sampling import FIELDS
from apps.feedback.tickets.labels import Area, Category, Field, Mood, Severity
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.weeks import WEEK, span
from apps.feedback.triage.models import Classification, Source

Pairs = Counter[tuple[str, str]]
"""(what the model said, what is right) → tickets."""

NAMES = {
    Field.CATEGORY: dict(Category.choices),
    Field.SEVERITY: dict(Severity.choices),
    Field.SENTIMENT: dict(Mood.choices),
    Field.AREA: dict(Area.choices),
}
CORRECTED = (Field.CATEGORY, Field.SEVERITY, Field.AREA)
"""What operators correct at work."""
WEEKS_SHOWN = 12


@dataclass(frozen=True)
class Table:
    """The confusion of one field: `rows` per label with precision, recall and what was said where it was right."""

    right: Share
    labels: list[str]
    rows: list[tuple[str, Share, Share, list[int]]]


def table_of(field: str, pairs: Pairs) -> Table:
    names = {value: str(label) for value, label in NAMES[Field(field)].items()}
    rows = []
    for value, label in names.items():
        hits = pairs[value, value]
        said = sum(count for (one, _true), count in pairs.items() if one == value)
        true = sum(count for (_one, one), count in pairs.items() if one == value)
        rows.append((label, Share(hits, said), Share(hits, true), [pairs[other, value] for other in names]))
    return Table(right_of(pairs), list(names.values()), rows)


def right_of(pairs: Pairs) -> Share:
    return Share(sum(count for (said, true), count in pairs.items() if said == true), pairs.total())


def weeks_until(week: date) -> list[date]:
    """The last twelve Mondays, the newest first."""
    return [week - number * WEEK for number in range(WEEKS_SHOWN)]


def blind_pairs(field: str, weeks: Sequence[date]) -> dict[date, Pairs]:
    """By the first label of each sampled ticket that says something of this field."""
    if field not in FIELDS:
        return {}
    labels = BlindLabel.objects.filter(sampled__week__in=weeks).exclude(**{field: ""}).order_by("pk")
    truth: dict[int, tuple[date, str]] = {}
    for ticket, week, value in labels.values_list("sampled__ticket", "sampled__week", field):
        truth.setdefault(ticket, (week, value))
    said = _said_by_models(field, list(truth))
    pairs: dict[date, Pairs] = {}
    for ticket, (week, value) in truth.items():
        if ticket in said:
            pairs.setdefault(week, Counter())[said[ticket], value] += 1
    return pairs


def corrected_pairs(field: str, weeks: Sequence[date]) -> dict[date, Pairs]:
    """By what stands on the tickets of each week: a person's word where there is one, else the model's own."""
    if field not in CORRECTED:
        return {}
    zone = timezone.get_default_timezone()
    since, until = span(weeks[-1])[0], span(weeks[0])[1]
    window = {"created_at__gte": since, "created_at__lt": until, "rating": None, "triaged_at__isnull": False}
    counted = (
        Ticket.objects.filter(**window)
        .order_by()
        .values_list(TruncWeek("created_at", tzinfo=zone), field)
        .annotate(n=Count("pk"))
    )
    pairs: dict[date, Pairs] = {}
    for monday, value, count in counted:
        pairs.setdefault(monday.date(), Counter())[value, value] = count
    by_people = Classification.objects.filter(source=Source.PERSON, field=field)
    corrected = Ticket.objects.filter(pk__in=by_people.values("ticket"), **window)
    touched = list(corrected.values_list("pk", TruncWeek("created_at", tzinfo=zone), field))
    said = _said_by_models(field, [number for number, _monday, _value in touched])
    for number, monday, value in touched:
        own = pairs[monday.date()]
        own[value, value] -= 1
        own[said.get(number, value), value] += 1
    return pairs


def agreement() -> Iterator[tuple[str, int, int, float | None]]:
    """(field, tickets with two labels, the same label, Cohen's kappa: 0 by chance, 1 always)."""
    labels = BlindLabel.objects.order_by("pk").values_list("sampled", *FIELDS)
    by_ticket: dict[int, list[tuple[str, ...]]] = {}
    for sampled, *said in labels:
        by_ticket.setdefault(sampled, []).append(tuple(said))
    for place, field in enumerate(FIELDS):
        both = [(one[0][place], one[1][place]) for one in by_ticket.values() if len(one) > 1]
        both = [(first, second) for first, second in both if first and second]
        same = sum(first == second for first, second in both)
        yield field, len(both), same, kappa(both)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """How far two people agree beyond chance (J. Cohen, A coefficient of agreement for nominal scales, 1960)."""
    if not pairs:
        return None
    same = sum(first == second for first, second in pairs) / len(pairs)
    firsts, seconds = Counter(first for first, _second in pairs), Counter(second for _first, second in pairs)
    by_chance = sum(firsts[value] * seconds[value] for value in firsts) / len(pairs) ** 2
    return 1.0 if by_chance == 1 else (same - by_chance) / (1 - by_chance)


def _said_by_models(field: str, tickets: Sequence[int]) -> dict[int, str]:
    said = Classification.objects.filter(ticket__in=tickets, field=field, source=Source.MODEL)
    return dict(said.order_by("-pk").values_list("ticket", "value"))
