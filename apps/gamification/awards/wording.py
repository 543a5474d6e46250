"""Decisions about deeds as lines that people read: what they did, what came of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.deeds.registry import kind_of
from apps.gamification.fairness.reasons import LAPSED_WORDS, REVERSED_WORDS
from apps.gamification.rules.deciding import unmet_condition
from apps.gamification.rules.forms import form_words
from apps.gamification.rules.limits import Limit
from apps.gamification.rules.models import Outcome, RuleDecision
from apps.gamification.rules.wording import condition_words, limit_words
from apps.ui.templatetags.ui import day

STATES: dict[str, tuple[str | Promise, str]] = {
    "settled": (gettext_lazy("Settled"), "good"),
    "pending": (gettext_lazy("Pending"), "info"),
    "lapsed": (gettext_lazy("Lapsed"), ""),
    "reversed": (gettext_lazy("Taken back"), ""),
    "none": (gettext_lazy("No points"), ""),
}
"""State of a line → its word and the style of its badge."""
STATE_OF: dict[str, str] = {
    AwardEntry.Kind.HELD: "pending",
    AwardEntry.Kind.SETTLED: "settled",
    AwardEntry.Kind.RESTORED: "settled",
    AwardEntry.Kind.ADJUSTED: "settled",
    AwardEntry.Kind.LAPSED: "lapsed",
    AwardEntry.Kind.REVERSED: "reversed",
}
"""Last entry of an award → state of its line."""


HELD_OUT = gettext_lazy(
    "Chance decided that you go without this rule for a while: only so can we see whether it helps. Nothing else of "
    "yours changes."
)


@dataclass(frozen=True)
class Line:
    """`points` and `coins` are what counts or may still count; `was` the points it once was, where that changed."""

    decision: RuleDecision
    title: str
    state: str
    points: int
    was: int
    note: str
    coins: int = 0
    award: int | None = None
    form: str = ""
    """What it gives in place of points, or may still give, in words."""

    @property
    def label(self) -> str:
        return str(STATES[self.state][0])

    @property
    def style(self) -> str:
        return STATES[self.state][1]


def line_of(decision: RuleDecision) -> Line:
    """Expects `rule`, `version`, `counterparty`, `award` with its `hold` and the award's entries to be loaded."""
    award = award_of(decision)
    entries = story_of(award)
    state = STATE_OF[entries[-1].kind] if entries else "none"
    counts = state in ("settled", "pending")
    worth = entries[-1].points if entries else 0
    return Line(
        decision=decision,
        title=deed_words(decision),
        state=state,
        points=worth if counts else 0,
        was=0 if counts or not entries else decision.points,
        note=_note(decision, award, entries, state),
        coins=_coins(award, entries) if counts and award else 0,
        award=award.pk if award else None,
        form=form_words(award.rewards_at(entries[-1].weight)) if counts and award else "",
    )


def _coins(award: Award, entries: Sequence[AwardEntry]) -> int:
    """In the same part as the points, where those counted in part."""
    most, worth = award.rewards.get("coins", 0), entries[-1].points
    return most * worth // award.points if award.points else most


def award_of(decision: RuleDecision) -> Award | None:
    return getattr(decision, "award", None)


def story_of(award: Award | None) -> list[AwardEntry]:
    return [] if award is None else sorted(award.entries.all(), key=lambda entry: entry.sequence)


def deed_words(decision: RuleDecision) -> str:
    """What the person did, said to them: "You answered Ana within 20 minutes"."""
    return kind_of(decision.rule.deed).words(name=_name(decision), facts=decision.facts)


def _name(decision: RuleDecision) -> str:
    return decision.counterparty.name if decision.counterparty else _("someone who has left")


def _note(decision: RuleDecision, award: Award | None, entries: Sequence[AwardEntry], state: str) -> str:
    if award is None:
        return _refusal(decision)
    if state == "pending":
        return _waiting(decision, award)
    last = entries[-1]
    if state == "lapsed":
        return str(LAPSED_WORDS.get(last.reason, LAPSED_WORDS[""]))
    if state == "reversed":
        return str(REVERSED_WORDS.get(last.reason, ""))
    if last.kind == AwardEntry.Kind.RESTORED:
        return _("Taken back once, and given back after a second look.")
    if last.points < award.points:
        return _("Counted in part: who answered you has hardly talked with others yet.")
    return ""


def _waiting(decision: RuleDecision, award: Award) -> str:
    held = getattr(award, "hold", None)
    if held is not None and held.settles_at is not None:
        return _("Counts from %(date)s on, unless something speaks against it.") % {"date": day(held.settles_at)}
    if award.lapses_at:
        return _("Settles when %(name)s answers you in earnest, until %(date)s.") % {
            "name": _name(decision),
            "date": day(award.lapses_at),
        }
    return ""


def _refusal(decision: RuleDecision) -> str:
    """Why there were no points, with the number that decided it."""
    if decision.outcome == Outcome.INELIGIBLE:
        condition = unmet_condition(decision.version, decision.facts, late=False) or unmet_condition(
            decision.version, decision.facts, late=True
        )
        return _("The rule counts what meets this: %(condition)s") % {
            "condition": condition_words(decision.version, condition) if condition else ""
        }
    if decision.outcome == Outcome.HOLDOUT:
        return str(HELD_OUT)
    if row := decision.facts.get("limit"):
        return limit_words(Limit.from_row(row))
    return _("With the same person each award is worth less than the one before; this one came to nothing.")
