"""What a topic as somebody has just written it would find in past postings, beside what it finds now."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.matching.facts.models import Subject, Topic
from apps.matching.facts.topics import openness_of_job, topics_of
from apps.matching.jobs.models import Job

MOST_READ = 300
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Difference:
    """What the topic finds in a posting: "" where it isn't open, the vague words, or a dash for silence."""

    job: Job
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Of the newest postings: how many are left open, before and after, and the first of those that change."""

    read: int
    open_before: int
    open_after: int
    differences: list[Difference]

    @property
    def rest(self) -> int:
        return max(0, len(self.differences) - MOST_SHOWN)

    @property
    def shown(self) -> list[Difference]:
        return self.differences[:MOST_SHOWN]


def tried(topic: Topic) -> Trial:
    """For a topic about jobs; one about résumés is tried on nobody's."""
    newest = Job.objects.order_by("-pk").select_related("vector").defer("search_tokens", "vector__data")
    jobs = list(newest[:MOST_READ]) if topic.subject == Subject.JOB else []
    before = topics_of(Subject.JOB)
    others = [one for one in before if (one.subject, one.key) != (topic.subject, topic.key)]
    after = sorted([*others, topic], key=lambda one: one.position) if topic.is_active else others
    found = [(job, _found(job, before, topic.key), _found(job, after, topic.key)) for job in jobs]
    return Trial(
        read=len(jobs),
        open_before=sum(bool(was) for _job, was, _is in found),
        open_after=sum(bool(becomes) for _job, _was, becomes in found),
        differences=list(_differences(found)),
    )


def _found(job: Job, topics: list[Topic], key: str) -> str:
    return next((one.evidence or "–" for one in openness_of_job(job, topics) if one.topic.key == key), "")


def _differences(found: list[tuple[Job, str, str]]) -> Iterator[Difference]:
    for job, before, after in found:
        if before != after:
            yield Difference(job, before, after)
