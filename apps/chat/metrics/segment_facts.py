"""What conversations tell about people: of the last 30 days, and of what they wait for now."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db.models import F, Min, Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.people.selectors import are_parted
from apps.accounts.segments.facts import SegmentFact, register
from apps.chat.conversations.models import Conversation
from apps.chat.metrics.measures import answers_given, answers_received

WINDOW = timedelta(days=30)


def _opened(people: Collection[int], now: datetime) -> Mapping[int, float]:
    counts = Counter(occasion.person for occasion in answers_received(people, now - WINDOW, now))
    return {person: counts[person] for person in people}


def _received(people: Collection[int], now: datetime) -> Mapping[int, float]:
    counts = Counter(occasion.person for occasion in answers_given(people, now - WINDOW, now))
    return {person: counts[person] for person in people}


def _answer_rate(people: Collection[int], now: datetime) -> Mapping[int, float]:
    """Of what had its day to be answered; unknown of who wasn't asked."""
    asked, answered = Counter[int](), Counter[int]()
    for occasion in answers_given(people, now - WINDOW, now - timedelta(days=1)):
        asked[occasion.person] += 1
        answered[occasion.person] += int(occasion.value)
    return {person: 100 * answered[person] / count for person, count in asked.items()}


def _waits(people: Collection[int], now: datetime) -> Mapping[int, float]:
    """The longest that somebody else has left their words unanswered."""
    about_jobs = Conversation.objects.filter(kind=Conversation.Kind.JOB, waiting_since__isnull=False)
    open_ones = about_jobs.exclude(stage=Conversation.Stage.CLOSED).exclude(are_parted("candidate", "recruiter"))
    longest: dict[int, float] = {}
    for side, other in (("candidate", "recruiter"), ("recruiter", "candidate")):
        theirs = open_ones.filter(Q(**{f"{side}__in": people}), waiting_for=F(other)).values_list(side)
        for person, since in theirs.annotate(since=Min("waiting_since")).values_list(side, "since"):
            longest[person] = max(longest.get(person, 0), (now - since) / timedelta(days=1))
    return longest


OPENED = register(
    SegmentFact(
        key="opened_30d",
        title=_("conversations opened in 30 days"),
        at_least=_("opened at least %(value)s conversations in 30 days"),
        at_most=_("opened at most %(value)s conversations in 30 days"),
        read=_opened,
    )
)
RECEIVED = register(
    SegmentFact(
        key="received_30d",
        title=_("conversations that others opened with them in 30 days"),
        at_least=_("was written to first at least %(value)s times in 30 days"),
        at_most=_("was written to first at most %(value)s times in 30 days"),
        read=_received,
    )
)
ANSWER_RATE = register(
    SegmentFact(
        key="answer_rate_30d",
        title=_("per cent of them answered within a day"),
        at_least=_("answers at least %(value)s %% within a day"),
        at_most=_("answers at most %(value)s %% within a day"),
        read=_answer_rate,
    )
)
WAITS = register(
    SegmentFact(
        key="waits_days",
        title=_("days that they have waited for an answer"),
        at_least=_("has waited for an answer for %(value)s days or longer"),
        at_most=_("has waited for an answer for %(value)s days at most"),
        read=_waits,
    )
)
