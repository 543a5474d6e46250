"""Decisions about deeds as lines that people read: what they did, what came of it, and why."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.deeds import deed as deeds
from apps.gamification.rules.models import Outcome, RuleDecision
from apps.ui.durations import duration_words
from apps.ui.templatetags.ui import day

REVERSED_WORDS: dict[str, str | Promise] = {
    AwardEntry.Reason.COPIED: gettext_lazy("The text had been sent elsewhere too."),
    AwardEntry.Reason.ARRANGED: gettext_lazy("The conversation looked arranged for the points."),
    AwardEntry.Reason.OUTSIDE_RULE: gettext_lazy("On a second look it didn't meet the rule."),
    AwardEntry.Reason.OUR_MISTAKE: gettext_lazy("We had counted it by mistake."),
}


STATES: dict[str, tuple[str | Promise, str]] = {
    "settled": (gettext_lazy("Settled"), "good"),
    "pending": (gettext_lazy("Pending"), "info"),
    "lapsed": (gettext_lazy("Lapsed"), ""),
    "reversed": (gettext_lazy("Taken back"), ""),
    "none": (gettext_lazy("No points"), ""),
}


"""State of a line → its word and the style of its badge."""


@dataclass(frozen=True)
class Line:
    """`points` are what counts or may still count; `was` what it once was, where that changed."""

    decision: RuleDecision
    title: str
    state: str
    points: int
    was: int
    note: str

    @property
    def label(self) -> str:
        return str(STATES[self.state][0])

    @property
    def style(self) -> str:
        return STATES[self.state][1]


def line_of(decision: RuleDecision) -> Line:
    """Expects `rule`, `version`, `counterparty`, `award` and the award's entries to be loaded."""
    award = award_of(decision)
    state = state_of(award)
    counts = state in ("settled", "pending")
    return Line(
        decision=decision,
        title=deed_words(decision),
        state=state,
        points=decision.points if counts else 0,
        was=0 if counts else decision.points,
        note=_note(decision, award, state),
    )


def award_of(decision: RuleDecision) -> Award | None:
    return getattr(decision, "award", None)


def state_of(award: Award | None) -> str:
    """settled, pending, lapsed or reversed; none where no award was made."""
    if award is None:
        return "none"
    kinds = {entry.kind for entry in award.entries.all()}
    for kind in (AwardEntry.Kind.REVERSED, AwardEntry.Kind.LAPSED, AwardEntry.Kind.SETTLED):
        if kind in kinds:
            return str(kind.value)
    return "pending"


def deed_words(decision: RuleDecision) -> str:
    """What the person did, said to them: "You answered Ana within 20 minutes"."""
    name = _name(decision)
    kind = decision.rule.deed
    if kind == deeds.FIRST_ANSWER:
        return _("You answered %(name)s within %(duration)s") % {
            "name": name,
            "duration": duration_words(decision.facts.get("waited_seconds", 0)),
        }
    if kind in (deeds.CONVERSATION_RATED, deeds.GREETED):
        words = _("You rated your conversation with %(name)s") if kind != deeds.GREETED else _("You greeted %(name)s")
        return words % {"name": name}
    return str(_SIMPLE_WORDS.get(kind, decision.rule.name))


_SIMPLE_WORDS: dict[str, str | Promise] = {
    deeds.RESUME_COMPLETED: gettext_lazy("You completed your résumé"),
    deeds.JOB_POSTED: gettext_lazy("You posted a job"),
    deeds.PRESET_USED: gettext_lazy("You used a preset"),
    deeds.FEEDBACK_GIVEN: gettext_lazy("You told us what could be better"),
    deeds.ARTICLE_READ: gettext_lazy("You read a help article"),
    deeds.MISSION_COMPLETED: gettext_lazy("You finished all steps of your first mission"),
}


def _name(decision: RuleDecision) -> str:
    return decision.counterparty.name if decision.counterparty else _("someone who has left")


def _note(decision: RuleDecision, award: Award | None, state: str) -> str:
    if award is None:
        return _refusal(decision)
    if state == "pending" and award.lapses_at:
        return _("Settles when %(name)s answers you in earnest, until %(date)s.") % {
            "name": _name(decision),
            "date": day(award.lapses_at),
        }
    if state == "lapsed":
        return _("No earnest answer came in time. That isn't a fault of yours.")
    if state == "reversed":
        entry = next(entry for entry in award.entries.all() if entry.kind == AwardEntry.Kind.REVERSED)
        return str(REVERSED_WORDS.get(entry.reason, ""))
    return ""


def _refusal(decision: RuleDecision) -> str:
    """Why there were no points, with the number that decided it."""
    version = decision.version
    match decision.outcome:
        case Outcome.CAPPED:
            words = ngettext("Only %(n)d a day counts.", "Only %(n)d a day count.", version.max_per_day)
            return words % {"n": version.max_per_day}
        case Outcome.COUNTERPARTY:
            return _("With the same person each award is worth less than the one before; this one came to nothing.")
        case Outcome.COOLDOWN:
            return _("It came too soon after the one before: %(duration)s have to lie between two.") % {
                "duration": duration_words(version.cooldown_minutes * 60)
            }
        case Outcome.BUDGET:
            return _("The points that this rule had to give are used up.")
        case _:
            return _("The rule counts what comes within %(duration)s.") % {
                "duration": duration_words(version.max_wait_hours * 3600)
            }
