from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import NoReverseMatch, reverse

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.gamification.awards.models import Award
from apps.gamification.awards.wording import Line, line_of
from apps.gamification.ledger.models import CoinAccount
from apps.gamification.ledger.selectors import coins_of
from apps.gamification.levels.ladder import level_for, next_level
from apps.gamification.levels.models import Level
from apps.gamification.levels.selectors import levels as all_levels
from apps.gamification.members.models import Member
from apps.gamification.rules.models import RuleDecision

SHOWS = ("all", "pending", "settled", "none")


@dataclass(frozen=True)
class LedgerLine:
    """A line with the conversation that it is about, for who still takes part in it."""

    line: Line
    conversation: int | None

    @property
    def url(self) -> str:
        return page_url("chat:conversation", self.conversation) if self.conversation else ""


def ledger(person: User) -> QuerySet[RuleDecision]:
    """Everything that rules decided about this person, newest first; `lines` puts a page of it into words."""
    return (
        RuleDecision.objects.filter(beneficiary=person)
        .select_related("rule", "version__rule", "counterparty", "award__hold")
        .prefetch_related("award__entries")
        .order_by("-decided_at", "-pk")
    )


def narrowed(decisions: QuerySet[RuleDecision], show: str) -> QuerySet[RuleDecision]:
    """What is pending, what settled and still counts, or what brought nothing (any more); else all."""
    its = Award.objects.filter(decision=OuterRef("pk"))  # asked of each decision, never of all awards that there are
    if show == "pending":
        return decisions.filter(Exists(its.pending()))
    if show == "settled":
        return decisions.filter(Exists(its.counting()))
    if show == "none":
        return decisions.filter(~Exists(its.pending()), ~Exists(its.counting()))
    return decisions


def lines(person: User, decisions: Iterable[RuleDecision]) -> list[LedgerLine]:
    """Decisions of `ledger` in words."""
    decisions = list(decisions)
    about = {decision.pk: decision.facts.get("conversation") for decision in decisions}
    mine = set(
        Conversation.objects.for_user(person).filter(pk__in=filter(None, about.values())).values_list("pk", flat=True)
    )
    return [
        LedgerLine(line=line_of(decision), conversation=about[decision.pk] if about[decision.pk] in mine else None)
        for decision in decisions
    ]


def page_url(name: str, *arguments: object) -> str:
    """The address of a page by its name; empty where there is no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Progress:
    """Where a person stands."""

    points: int
    pending: int
    level: Level | None
    next_level: Level | None
    levels: list[Level]
    coins: int = 0
    kept_until: datetime | None = None
    """Set where the points fell below what the level takes, and its margin."""

    @property
    def gained(self) -> int:
        """Points since this level began."""
        return max(0, self.points - (self.level.points if self.level else 0))

    @property
    def span(self) -> int:
        """Points from this level's beginning to the next one's; 0 on the highest."""
        return self.next_level.points - (self.level.points if self.level else 0) if self.next_level else 0

    @property
    def missing(self) -> int:
        """Points to the next level; 0 on the highest."""
        return self.next_level.points - self.points if self.next_level else 0


def progress(person: User) -> Progress:
    member = Member.objects.filter(person=person).first()
    points = member.points if member else 0
    levels = all_levels()
    on = next((level for level in levels if member and level.number == member.level_number), None)
    return Progress(
        points=points,
        pending=Award.objects.filter(person=person).pending().points(),
        level=on or level_for(points, levels),
        kept_until=member.level_kept_until if member else None,
        next_level=next_level(max(points, on.points if on else 0), levels),
        levels=levels,
        coins=coins_of(person)[CoinAccount.Kind.AVAILABLE],
    )
