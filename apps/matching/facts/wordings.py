"""Where in a text a topic is put vaguely, and where it is settled."""

from collections.abc import Iterable

from apps.matching.facts.hedging import hedged
from apps.matching.facts.models import Topic
from apps.matching.facts.phrases import phrases

Place = tuple[int, int]


def vague_spans(topic: Topic, folded: str) -> list[Place]:
    read = phrases(topic.not_vague).blanked(folded)
    spelled = [place for lines in (topic.opens_en, topic.opens_zh) for place in phrases(lines).each(read)]
    # What is spelled out quotes better than a name with a hedge somewhere beside it.
    return spelled or (list(hedged(topic.names, tuple(topic.hedges), read)) if topic.hedges else [])


def within(place: Place, others: Iterable[Place]) -> bool:
    """Whether it lies in a longer one: "permanent" in "may become permanent"."""
    start, end = place
    return any(first <= start and end <= last and (first, last) != place for first, last in others)


def is_settled_in(topic: Topic, folded: str, *lines: str) -> bool:
    """Whether words of `lines` stand there, other than within longer ones that leave the topic open."""
    settling = [place for some in lines for place in phrases(some).each(folded)]
    if not settling:
        return False
    vague = vague_spans(topic, folded)
    return any(not within(place, vague) for place in settling)
