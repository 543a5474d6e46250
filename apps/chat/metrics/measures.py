"""What conversations say about an experiment: shares of the conversations about jobs that were opened meanwhile."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Block
from apps.chat.answers.models import Answer
from apps.chat.metrics.figures import IN_TIME
from apps.chat.metrics.models import CountedOpening
from apps.experiments.measures import Measure, Occasion, register

TWO_SIDED_AFTER = timedelta(days=7)
BLOCKED_AFTER = timedelta(days=7)
Row = tuple[int | None, int | None, int | None, datetime, int | None, bool]


def _rows(people: Collection[int], since: datetime, until: datetime) -> Iterator[Row]:
    """Opener, candidate, recruiter, when, seconds waited, two-sided."""
    opened = CountedOpening.objects.filter(start__gte=since, start__lt=until)
    theirs = opened.filter(Q(conversation__candidate__in=people) | Q(conversation__recruiter__in=people))
    of_conversation = ("opened_by", "candidate", "recruiter")
    columns = (*(f"conversation__{name}" for name in of_conversation), "start", "waited_seconds", "is_two_sided")
    return theirs.values_list(*columns).iterator(chunk_size=5000)


def _in_time(waited: int | None) -> float:
    return float(waited is not None and waited <= IN_TIME.total_seconds())


def answers_given(people: Collection[int], since: datetime, until: datetime) -> Iterable[Occasion]:
    wanted = set(people)
    for opener, candidate, recruiter, at, waited, _two_sided in _rows(people, since, until):
        greeted = recruiter if opener == candidate else candidate
        if greeted in wanted:
            yield Occasion(greeted, at, _in_time(waited))


def answers_received(people: Collection[int], since: datetime, until: datetime) -> Iterable[Occasion]:
    wanted = set(people)
    for opener, _candidate, _recruiter, at, waited, _two_sided in _rows(people, since, until):
        if opener in wanted:
            yield Occasion(opener, at, _in_time(waited))


def two_sided(people: Collection[int], since: datetime, until: datetime) -> Iterable[Occasion]:
    wanted = set(people)
    for _opener, candidate, recruiter, at, _waited, is_two_sided in _rows(people, since, until):
        for person in (candidate, recruiter):
            if person in wanted:
                yield Occasion(person, at, float(is_two_sided))


def blocked(people: Collection[int], since: datetime, until: datetime) -> Iterable[Occasion]:
    """Of each conversation, whether the other side has blocked the person within a week."""
    wanted = set(people)
    blocks = Block.objects.filter(blocked__in=people, created_at__gte=since)
    moments = {(block.blocker_id, block.blocked_id): block.created_at for block in blocks}
    for _opener, candidate, recruiter, at, _waited, _two_sided in _rows(people, since, until):
        for person, other in ((candidate, recruiter), (recruiter, candidate)):
            if person in wanted:
                moment = moments.get((other or 0, person))
                yield Occasion(person, at, float(moment is not None and at <= moment < at + BLOCKED_AFTER))


def pasted(people: Collection[int], since: datetime, until: datetime) -> Iterable[Occasion]:
    """Of each first answer about a job, whether it says nothing of its own: a copy, a brush-off, an "ok"."""
    answers = Answer.objects.filter(is_first=True, is_earnest__isnull=False, answerer__in=people)
    rows = answers.filter(answered_at__gte=since, answered_at__lt=until).values_list(
        "answerer", "answered_at", "is_earnest"
    )
    for person, at, is_earnest in rows.iterator(chunk_size=5000):
        yield Occasion(person, at, float(not is_earnest))


ANSWERS_GIVEN = register(
    Measure(
        key="answers_given",
        title=_("Answers given within a day"),
        meaning=_("Of the conversations that others opened with them, the share answered within 24 hours."),
        read=answers_given,
        ripens_after=IN_TIME,
        counts=frozenset({"first_answer"}),
    )
)
ANSWERS_RECEIVED = register(
    Measure(
        key="answers_received",
        title=_("Answers received within a day"),
        meaning=_("Of the conversations that they opened, the share answered within 24 hours."),
        read=answers_received,
        ripens_after=IN_TIME,
    )
)
TWO_SIDED = register(
    Measure(
        key="two_sided",
        title=_("Conversations that go both ways"),
        meaning=_("Of the conversations they are in, the share in which both sides wrote at least twice."),
        read=two_sided,
        ripens_after=TWO_SIDED_AFTER,
    )
)
BLOCKED = register(
    Measure(
        key="blocked",
        title=_("Conversations that end in a block"),
        meaning=_("Of the conversations they are in, the share after which the other side blocked them within a week."),
        read=blocked,
        is_good=False,
        ripens_after=BLOCKED_AFTER,
    )
)
PASTED = register(
    Measure(
        key="pasted",
        title=_("First answers that say nothing"),
        meaning=_("Of their first answers, the share that is a copy, a brush-off or an “ok”."),
        read=pasted,
        is_good=False,
    )
)
