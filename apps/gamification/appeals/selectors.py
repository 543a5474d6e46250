from django.db.models import Case, QuerySet, When

from apps.accounts.models import User
from apps.errors import NotFound
from apps.gamification.appeals.models import Appeal
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.awards.selectors import ledger
from apps.gamification.awards.wording import Line, line_of

WAITING_FIRST = (
    Case(When(outcome=Appeal.Outcome.OPEN, then="made_at"), default=None).asc(nulls_last=True),
    "-pk",
)
OF_AN_APPEAL = ("person", "entry__award__rule", "entry__by", "entry__answers", "entry__answered_by")


def appeals() -> QuerySet[Appeal]:
    """Everybody's, for operators."""
    return Appeal.objects.select_related(*OF_AN_APPEAL).order_by(*WAITING_FIRST)


def line_of_award(person: User, award_id: int) -> Line:
    """Their award as it stands in their ledger. Raises NotFound for another one's."""
    decision = ledger(person).filter(award=award_id).first()
    if decision is None:
        raise NotFound
    return line_of(decision)


def last_appeal(person: User, award_id: int) -> Appeal | None:
    appeals = Appeal.objects.filter(person=person, entry__award=award_id).order_by("-pk")
    return appeals.select_related("entry").first()


def may_appeal(person: User, award_id: int) -> bool:
    """Taken back, and nothing said to it yet."""
    taken = AwardEntry.objects.filter(award=award_id, kind=AwardEntry.Kind.REVERSED, answered_by=None, appeal=None)
    return taken.filter(award__in=Award.objects.filter(person=person)).exists()
