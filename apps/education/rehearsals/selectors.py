from dataclasses import dataclass

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.education.rehearsals.models import Practice, PracticeLine, Rehearsal, RehearsalTurn
from apps.errors import NotFound


@dataclass(frozen=True, slots=True)
class Offer:
    """A rehearsal in the list, with what the person did of it."""

    rehearsal: Rehearsal
    times_finished: int
    is_under_way: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """A practice as it stands: what was said, and what waits for a reply (None at the end)."""

    rehearsal: Rehearsal
    practice: Practice | None
    lines: list[PracticeLine]
    turn: RehearsalTurn | None

    @property
    def step(self) -> int:
        return len(self.lines)

    @property
    def waiting(self) -> str | None:
        """What the counterpart said last; None at the end."""
        return (self.practice.says or self.turn.says) if self.practice and self.turn else None

    @property
    def is_finished(self) -> bool:
        return self.practice is not None and self.turn is None

    @property
    def earnest(self) -> int:
        return sum(line.is_earnest for line in self.lines)


def offers(rehearsals: list[Rehearsal], person: User) -> list[Offer]:
    practices = {one.rehearsal_id: one for one in Practice.objects.filter(person=person, rehearsal__in=rehearsals)}
    return [_offer(rehearsal, practices.get(rehearsal.pk)) for rehearsal in rehearsals]


def _offer(rehearsal: Rehearsal, practice: Practice | None) -> Offer:
    if practice is None:
        return Offer(rehearsal, 0, is_under_way=False)
    return Offer(rehearsal, practice.times_finished, is_under_way=practice.turn_id is not None)


def rehearsals_for(person: User) -> QuerySet[Rehearsal]:
    return Rehearsal.objects.for_reader(person)


def rehearsal_for(slug: str) -> Rehearsal:
    """A published one, whoever it is written for. Raises NotFound."""
    rehearsal = Rehearsal.objects.published().filter(slug=slug).first()
    if rehearsal is None:
        raise NotFound
    return rehearsal


def practice_of(rehearsal: Rehearsal, person: User) -> Practice:
    """Raises NotFound where they haven't begun."""
    practice = Practice.objects.filter(rehearsal=rehearsal, person=person).first()
    if practice is None:
        raise NotFound
    return practice


def stage_of(rehearsal: Rehearsal, person: User) -> Stage:
    practice = Practice.objects.filter(rehearsal=rehearsal, person=person).select_related("turn").first()
    lines = list(practice.lines.select_related("turn", "branch")) if practice else []
    return Stage(rehearsal, practice, lines, practice.turn if practice else None)
