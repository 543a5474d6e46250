"""The invitation to an interview: the company's side offers times, the candidate takes one or proposes others, and
either side may move or call off what was agreed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.chat.cards.models import Card
from apps.chat.cards.registry import Action, CardType, Step, Who, register
from apps.chat.conversations.facts import Fact
from apps.chat.conversations.models import Conversation
from apps.chat.interviews import services
from apps.chat.interviews.errors import PlaceMissing, TimeNotOffered, TimeTaken
from apps.chat.interviews.features import INTERVIEW_INVITES
from apps.chat.interviews.fields import CancelFields, DeclineFields, InviteFields, OtherTimesFields, SlotFields
from apps.chat.interviews.models import Interview
from apps.chat.interviews.selectors import taken_by
from apps.chat.interviews.slots import Span, TimeIsPast, overlaps, read_slots
from apps.chat.interviews.wording import (
    REASONS,
    STATES,
    WAYS,
    minutes_words,
    moment_in,
    span_words,
    words_of,
    zone_words,
)
from apps.chat.messages.models import Message
from apps.experiments.services import feature_used

UNDECIDED = ("open", "proposed")
TIMES_FORM = "chat/interviews/_to_times.html"
REASON_FORM = "chat/interviews/_reason.html"


@register
class InterviewInvite(CardType):
    key = "interview"
    title = _("Interview invitation")
    icon = "calendar-plus"
    place = 10
    maker = Who.COMPANY
    fields = InviteFields
    states = STATES
    final = frozenset({"declined", "withdrawn", "cancelled", "lapsed", "over"})
    origin = Message.Origin.TAPPED
    is_single = True
    expires_to = "lapsed"
    template = "chat/interviews/_invite.html"
    form_template = "chat/interviews/_make.html"
    feature = INTERVIEW_INVITES
    actions = {
        "accept": Action(
            Who.CANDIDATE, _("Take this time"), leads="agreed", said=_("Takes this time"), fields=SlotFields,
            keeps=("slot",), is_offered=False, settles=True,
        ),
        "agree": Action(
            Who.COMPANY, _("Take this time"), start=("proposed",), leads="agreed", said=_("Takes this time"),
            fields=SlotFields, keeps=("slot",), is_offered=False, settles=True,
        ),
        "propose": Action(
            Who.CANDIDATE, _("Propose another time"), leads="proposed", said=_("Proposes another time"),
            fields=OtherTimesFields, template=TIMES_FORM, style="",
        ),
        "offer": Action(
            Who.COMPANY, _("Offer other times"), start=UNDECIDED, leads="open", said=_("Offers other times"),
            fields=OtherTimesFields, template=TIMES_FORM, style="",
        ),
        "move": Action(
            Who.EITHER, _("Move it"), start=("agreed",), said=_("Can't make the agreed time and offers others"),
            fields=OtherTimesFields, template=TIMES_FORM, style="",
        ),
        "decline": Action(
            Who.CANDIDATE, _("Decline"), start=UNDECIDED, leads="declined", said=_("Declines the interview"),
            fields=DeclineFields, keeps=("reason",), template=REASON_FORM, style="quiet", in_closed=True,
        ),
        "withdraw": Action(
            Who.COMPANY, _("Take it back"), start=UNDECIDED, leads="withdrawn", said=_("Takes the invitation back"),
            counts=False, style="quiet", in_closed=True,
        ),
        "cancel": Action(
            Who.EITHER, pgettext_lazy("interview", "Call it off"), start=("agreed",), leads="cancelled",
            said=_("Calls the interview off"), fields=CancelFields, keeps=("reason",), template=REASON_FORM,
            style="quiet", in_closed=True,
        ),
    }  # fmt: skip

    def prepare(self, data: dict[str, Any], *, conversation: Conversation, author: User | None) -> dict[str, Any]:
        assert author is not None
        if data["way"] == "on_site" and not data["place"].strip():
            raise PlaceMissing(field="place")
        facts = {name: data[name] for name in ("minutes", "way", "place", "note")}
        return facts | _times(data, facts, person=author, side="company", now=timezone.now(), besides=())

    def due_at(self, facts: dict[str, Any], now: datetime) -> datetime | None:
        return max(map(datetime.fromisoformat, facts["slots"]))

    def on_made(self, card: Card, *, conversation: Conversation, author: User | None) -> None:
        services.begin_interview(card)
        if author is not None:
            feature_used(INTERVIEW_INVITES, author, conversation=conversation.pk)

    def on_act(self, step: Step) -> None:
        if step.action in ("accept", "agree"):
            self._take(step)
        elif step.action in ("propose", "offer", "move"):
            self._offer(step)
        elif step.action == "expire":
            self._end(step)
        else:
            step.facts |= {"reason": step.data.get("reason", ""), "words": step.data.get("words", "")}
            services.call_off(services.interview_of(step.card), standing=Interview.Standing.OFF, now=step.now)

    def _take(self, step: Step) -> None:
        assert step.actor is not None
        slot = step.data["slot"]
        if slot not in step.facts.get("slots", ()):
            raise TimeNotOffered
        start = datetime.fromisoformat(slot)
        if start <= step.now:
            raise TimeIsPast(field="slot")
        end = start + timedelta(minutes=step.facts["minutes"])
        step.facts |= {"starts_at": start.isoformat(), "ends_at": end.isoformat(), "words": ""}
        step.kept["until"] = end.isoformat()
        step.due_at = end
        interview = services.interview_of(step.card)
        services.agree_on(interview, starts_at=start, ends_at=end, by=step.actor.pk, now=step.now)

    def _offer(self, step: Step) -> None:
        assert step.actor is not None
        is_candidates = step.actor.pk == step.conversation.candidate_id
        side = "candidate" if is_candidates else "company"
        step.facts |= _times(step.data, step.facts, person=step.actor, side=side, now=step.now, besides=(step.card.pk,))
        step.facts |= {"words": step.data["words"], "starts_at": None, "ends_at": None}
        step.leads = "proposed" if is_candidates else "open"
        step.due_at = max(map(datetime.fromisoformat, step.facts["slots"]))
        services.call_off(services.interview_of(step.card), standing=Interview.Standing.ASKED, now=step.now)

    def _end(self, step: Step) -> None:
        """Its time is over, or the conversation was closed before that."""
        interview, is_agreed = services.interview_of(step.card), step.card.state == "agreed"
        if step.conversation.stage == Conversation.Stage.CLOSED:
            step.leads = "cancelled" if is_agreed else "lapsed"
            services.call_off(interview, standing=Interview.Standing.OFF, now=step.now)
        elif is_agreed:
            step.leads = "over"
            services.end_interview(interview, now=step.now)
        else:
            services.call_off(interview, standing=Interview.Standing.OFF, now=step.now)

    def forget(self, card: Card, person: User) -> dict[str, Any]:
        """What somebody who takes part no more said in it goes; who is left keeps when it was."""
        return {name: value for name, value in card.facts.items() if name not in ("words", "reason", "place", "note")}

    def text(self, facts: Mapping[str, Any]) -> str:
        parts = [str(self.title), minutes_words(facts["minutes"]), words_of(WAYS, facts["way"])]
        return " · ".join(part for part in (*parts, facts["place"], facts["note"]) if part)

    def own(self, cards: Sequence[Card], viewer: User) -> dict[int, dict[str, Any]]:
        """The times on offer in the reader's zone, and what they have then themselves."""
        now, zone = timezone.now(), ZoneInfo(viewer.time_zone)
        spans = {card.pk: _spans(card) if card.state in UNDECIDED else [] for card in cards}
        ahead = [span for of_card in spans.values() for span in of_card if span.start > now]
        taken: list[Span] = []
        if ahead:
            first, last = min(span.start for span in ahead), max(span.end for span in ahead)
            taken = taken_by(viewer, start=first, end=last, besides=list(spans))
        return {
            card.pk: {
                "times": [_time_dict(span, taken, zone=zone, now=now) for span in spans[card.pk]],
                **_agreed_dict(card, zone=zone),
            }
            for card in cards
        }

    def line(self, shown: Mapping[str, Any]) -> str:
        facts = shown["facts"]
        start, end = moment_in(facts, "starts_at"), moment_in(facts, "ends_at")
        if start and end and shown["state"] == "agreed":
            return gettext("Interview: %(when)s") % {"when": span_words(start, end)}
        return f"{self.title} · {words_of(STATES, shown['state'])}"

    def said(self, action: str, shown: Mapping[str, Any]) -> str:
        data, words = shown.get("data", {}), super().said(action, shown)
        start, end = moment_in(data, "slot"), moment_in(data, "until")
        if start and end:
            return gettext("Interview agreed: %(when)s") % {"when": span_words(start, end)}
        reason = words_of(REASONS, data.get("reason"))
        return f"{words}: {reason}" if reason else words

    def lines(self, shown: Mapping[str, Any], own: Mapping[str, Any]) -> list[Fact]:
        facts = shown["facts"]
        minutes = facts.get("minutes")
        return [
            Fact(gettext("Length"), minutes_words(minutes) if minutes else ""),
            Fact(gettext("How"), words_of(WAYS, facts.get("way"))),
            Fact(gettext("Where"), facts.get("place", "")),
            Fact(gettext("Note"), facts.get("note", "")),
            Fact(gettext("Reason"), words_of(REASONS, facts.get("reason"))),
            Fact(gettext("In their words"), facts.get("words", "")),
        ]


def _times(
    data: Mapping[str, Any],
    facts: Mapping[str, Any],
    *,
    person: User,
    side: str,
    now: datetime,
    besides: Sequence[int],
) -> dict[str, Any]:
    """The times on offer and whose they are; raises TimeTaken where the person has another interview then, unless they
    offer it anyway."""
    zone = ZoneInfo(person.time_zone)
    slots = read_slots(data["slots"], zone=zone, now=now)
    length = timedelta(minutes=facts["minutes"])
    if not data["anyway"]:
        taken = taken_by(person, start=slots[0], end=slots[-1] + length, besides=besides)
        for slot in slots:
            for other in overlaps(Span(slot, slot + length), taken):
                when = span_words(other.start, other.end, zone=zone)
                words = gettext("You have another interview then: %(what)s, %(when)s.") % {
                    "what": other.what,
                    "when": when,
                }
                raise TimeTaken(words, field="slots", slot=slot.isoformat())
    return {"slots": [slot.astimezone(UTC).isoformat() for slot in slots], "slots_by": side}


def _spans(card: Card) -> list[Span]:
    length = timedelta(minutes=card.facts.get("minutes", 0))
    starts = map(datetime.fromisoformat, card.facts.get("slots", ()))
    return [Span(start, start + length) for start in starts]


def _agreed_dict(card: Card, *, zone: ZoneInfo) -> dict[str, Any]:
    """What was agreed, and the reader's zone then; without an agreement, their zone at the first time on offer."""
    start, end = moment_in(card.facts, "starts_at"), moment_in(card.facts, "ends_at")
    first = start or next((span.start for span in _spans(card)), None)
    return {
        "when": span_words(start, end, zone=zone) if start and end else "",
        "zone": zone_words(first, zone=zone) if first else "",
    }


def _time_dict(span: Span, taken: Sequence[Span], *, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    met = overlaps(span, taken)
    return {
        "slot": span.start.isoformat(),
        "words": span_words(span.start, span.end, zone=zone),
        "is_past": span.start <= now,
        "meets": f"{met[0].what}, {span_words(met[0].start, met[0].end, zone=zone)}" if met else "",
    }
