"""What people see of reports: those that they made, what was decided about them, and whom and what they may report."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.chat.conversations.models import Conversation, Participant
from apps.chat.messages.models import Message
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import detailed
from apps.chat.messages.wording import preview
from apps.chat.moderation.deciding import may_be_appealed
from apps.chat.moderation.kinds import DECIDED_ON_YOU
from apps.chat.moderation.models import Decision, Report

OFFERED = 20
MOST_PEOPLE = 200
EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Subject:
    """What may be reported: `value` is "message:7" or "person:3"."""

    value: str
    words: str
    is_chosen: bool


def subjects(conversation: Conversation, viewer: User, *, message: int | None, person: int | None) -> list[Subject]:
    """The others of a conversation, and the last messages of theirs; the chosen one among them, whatever its age."""
    others = Participant.objects.filter(conversation=conversation).exclude(user=viewer).select_related("user")
    names = {one.user_id: one.user.name for one in others.order_by("pk")[:MOST_PEOPLE]}
    written = Message.objects.filter(conversation=conversation, sender__isnull=False).exclude(sender=viewer)
    found = detailed(written.select_related("sender").order_by("-seq")[:OFFERED])
    if message is not None and all(one.pk != message for one in found):
        found += detailed(written.filter(pk=message).select_related("sender"))
    has_message = any(one.pk == message for one in found)
    chosen = person if person in names else next(iter(names), None)
    people = [
        Subject(f"person:{number}", _("%(name)s, altogether") % {"name": name}, not has_message and number == chosen)
        for number, name in names.items()
    ]
    return people + [Subject(f"message:{one.pk}", _excerpt(one, names), one.pk == message) for one in found]


def _excerpt(message: Message, names: dict[int, str]) -> str:
    name = message.sender.name if message.sender else ""
    words = " ".join(preview(message_dict(message), names).split())
    if len(words) > EXCERPT:
        words = words[:EXCERPT].rstrip() + "…"
    return f"{name}: {words}"


def reports_by(person: User) -> QuerySet[Report]:
    """The newest first."""
    return Report.objects.filter(reporter=person).select_related("reported", "job").order_by("-pk")


def decisions_about(person: User) -> QuerySet[Report]:
    """What was decided against somebody, the newest first. Who reported isn't theirs to know."""
    decided = Report.objects.filter(reported=person, state=Report.State.DECIDED).exclude(decision=Decision.NONE)
    return decided.order_by("-decided_at")


def outcome_of(report: Report) -> str:
    """For the reporter: "waiting", "upheld" or "not_upheld"."""
    if report.state != Report.State.DECIDED:
        return "waiting"
    return "upheld" if report.is_upheld else "not_upheld"


def outcome_words(report: Report) -> str:
    return {
        "waiting": _("Somebody will look at it."),
        "upheld": _("It broke the rules. We acted on it."),
        "not_upheld": _("We found nothing that breaks the rules."),
    }[outcome_of(report)]


@dataclass(frozen=True, slots=True)
class AboutMe:
    """A decision, as the person reads it whom it is about."""

    report: Report
    words: str
    may_appeal: bool
    appeal_words: str


def about_me(report: Report, *, now: datetime) -> AboutMe:
    return AboutMe(
        report=report,
        words=str(DECIDED_ON_YOU[Decision(report.decision)]),
        may_appeal=may_be_appealed(report, now=now),
        appeal_words=_appeal_words(report),
    )


def _appeal_words(report: Report) -> str:
    return {
        Report.Appeal.NONE: "",
        Report.Appeal.OPEN: _("Your appeal has arrived. Somebody else than who decided will look at it."),
        Report.Appeal.STANDS: _("Somebody else looked at it, and the decision stands."),
        Report.Appeal.LIFTED: _("Somebody else looked at it and took the decision back."),
    }[Report.Appeal(report.appeal)]


def history_of(person_id: int | None, *, besides: int) -> QuerySet[Report]:
    """Other reports on the same person, the newest first."""
    return Report.objects.filter(reported=person_id or 0).exclude(pk=besides).order_by("-pk")


def with_counts(reports: QuerySet[Report]) -> QuerySet[Report]:
    """How many reports there are on the same person, and how many of them were upheld."""
    same = Report.objects.filter(reported=OuterRef("reported")).order_by()
    upheld = same.filter(state=Report.State.DECIDED).exclude(decision=Decision.NONE)
    upheld = upheld.exclude(appeal=Report.Appeal.LIFTED)
    return reports.annotate(on_person=_number_of(same), upheld_on_person=_number_of(upheld))


def _number_of(reports: QuerySet[Report]) -> Coalesce:
    counted = reports.values("reported").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)
