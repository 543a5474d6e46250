"""What stands on a job's card, as readers see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from apps.matching.facts.models import JobFact, Subject, Topic
from apps.matching.facts.selectors import facts_of
from apps.matching.jobs.models import Job


@dataclass(frozen=True, slots=True)
class CardFact:
    """An approved answer with its topic's name."""

    fact: JobFact
    label: str

    @property
    def value(self) -> str:
        return self.fact.value

    @property
    def approved_at(self) -> datetime:
        return self.fact.approved_at


def card_of(job: Job, *, now: datetime | None = None) -> list[CardFact]:
    """Two queries, one where nothing stands there."""
    facts = facts_of(job, now=now)
    return named(facts, Topic.objects.filter(subject=Subject.JOB)) if facts else []


def named(facts: Sequence[JobFact], known: Iterable[Topic]) -> list[CardFact]:
    """With the names of their topics, in the order of these."""
    topics = {topic.key: topic for topic in known}
    order = {key: topic.position for key, topic in topics.items()}
    return [
        CardFact(fact, topics[fact.topic].label(get_language() or "en") if fact.topic in topics else fact.topic)
        for fact in sorted(facts, key=lambda fact: (order.get(fact.topic, len(order)), fact.topic))
    ]


def topic_choices() -> list[tuple[str, str]]:
    """The topics about which a card may speak: those that a posting leaves open, by their names."""
    topics = Topic.objects.filter(subject=Subject.JOB, is_active=True)
    return [(topic.key, topic.label()) for topic in topics if not topic.stages or topic.opens_en or topic.opens_zh]
