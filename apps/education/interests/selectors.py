from dataclasses import dataclass

from django.db.models import Avg, Count, F, FloatField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from apps.accounts.models import Role, Segment, User
from apps.education.interests.models import Interest, Pushed
from apps.education.interests.registry import openable
from apps.education.interests.topics import Topic, behaviour_of, names_of_topics, topics_for
from apps.errors import NotFound


@dataclass(frozen=True, slots=True)
class StandingTopic:
    """A topic as one person finds it: what they said of it, and why it is for them all the same; both may be empty."""

    topic: Topic
    stance: str
    why: str


def standing_topics(person: User) -> list[StandingTopic]:
    said = dict(Interest.objects.filter(person=person).values_list("topic", "stance"))
    seen = behaviour_of(person)
    return [
        StandingTopic(topic, said.get(topic.key, ""), str(seen[topic.key].label) if topic.key in seen else "")
        for topic in topics_for(person)
    ]


def pushed_to(person: User) -> QuerySet[Pushed]:
    """What they were told of and can still open."""
    return Pushed.objects.filter(openable(person), person=person)


def pushed_for(person: User, pushed_id: int) -> Pushed:
    """Raises NotFound for what somebody else was told of."""
    pushed = Pushed.objects.filter(person=person, pk=pushed_id).first()
    if pushed is None:
        raise NotFound
    return pushed


@dataclass(frozen=True, slots=True)
class TopicReport:
    """What became of a topic's pushes in a segment. `expected` is the share that would be opened if only this topic
    were pushed, 0–1: each opening counts as often as its topic was unlikely to be drawn (D. G. Horvitz and
    D. J. Thompson, 1952, in its ratio form)."""

    topic: str
    segment: str
    pushed: int
    opened: int
    refused: int
    propensity: float
    expected: float

    @property
    def share(self) -> float:
        return self.opened / self.pushed


def names_of_segments() -> dict[str, str]:
    """How what a push keeps as its segment is called: a role, or a segment by its key. One query."""
    roles = {value: str(label) for value, label in Role.choices}
    return roles | {segment.key: segment.name for segment in Segment.objects.all()}


def report() -> list[TopicReport]:
    names, segments = names_of_topics(), names_of_segments()
    weight = Cast(Value(1.0), FloatField()) / F("propensity")
    rows = Pushed.objects.values("topic", "segment").annotate(
        pushed=Count("pk"),
        opened=Count("pk", filter=Q(opened_at__isnull=False)),
        refused=Count("pk", filter=Q(refused_at__isnull=False)),
        mean=Avg("propensity"),
        all_weights=Sum(weight),
        opened_weights=Sum(weight, filter=Q(opened_at__isnull=False)),
    )
    return [
        TopicReport(
            topic=names.get(row["topic"], row["topic"]),
            segment=segments.get(row["segment"], row["segment"]),
            pushed=row["pushed"],
            opened=row["opened"],
            refused=row["refused"],
            propensity=row["mean"],
            expected=(row["opened_weights"] or 0.0) / row["all_weights"],
        )
        for row in rows.order_by("-pushed", "topic", "segment")
    ]
