"""What a text leaves open: vague words that nothing settles, and topics of which it doesn't speak."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apps.language.folding import fold
from apps.matching.facts.clauses import ReadClauses
from apps.matching.facts.kinds import HOURS, MONEY, FactKind, Rule
from apps.matching.facts.models import Silence, Topic
from apps.matching.facts.phrases import phrases
from apps.matching.facts.sentences import sentences
from apps.matching.facts.wordings import is_settled_in, vague_spans

READ = 6_000
"""Characters of a field: postings are shorter."""

CLOSED_BY_KIND = {"salary": FactKind.MONEY, "schedule": FactKind.HOURS}
"""A posting that gives hours or an amount for the work has said it, however it words it."""

NOT_ABOUT_PAY = Rule(
    r"补贴|补助|餐补|房补|话补|津贴|押金|奖金\d|注册资本|营收|融资|客户|预算|gmv|流水|业绩|体检",
    r"(?<![a-z])(?:referral|voucher|allowance|revenue|turnover|funding|raised|budgets?|"
    r"bonus of|discount|sign[- ]on|deposit|portfolio)(?![a-z])",
)
NOT_ABOUT_HOURS = Rule(
    r"营业时间|配送时间|面试|门诊时间|年|截止|报名|开店|customers? "
    r"|open(?:ing)? (?:hours|from)|interview|deadline|apply by|response"
)


NOT_READ = ReadClauses()


@dataclass(frozen=True, slots=True)
class Openness:
    """A topic left open. `field` is where it is vague or missing; `evidence` the vague words as they stand there, ""
    for silence."""

    topic: Topic
    field: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Span:
    """Vague words of a topic: prose[field][start:end]."""

    rank: int
    field: str
    start: int
    end: int


def left_open(
    topics: Sequence[Topic],
    prose: Mapping[str, str],
    *,
    filled: frozenset[str] = frozenset(),
    traits: frozenset[str] = frozenset(),
    answered: frozenset[str] = frozenset(),
    read: ReadClauses = NOT_READ,
) -> list[Openness]:
    """First what is put vaguely, then what isn't spoken of, each in the order of the topics. `filled` are the fields
    that say something, `answered` the topics for which an approved answer stands on the card, `read` what the clauses
    mean where their words alone don't tell."""
    folded = {name: fold(text[:READ]) for name, text in prose.items()}
    vague: list[Openness] = []
    silent: list[Openness] = []
    spans = _claimed(topics, folded)
    for rank, topic in enumerate(topics):
        span = spans.get(rank)
        if (
            topic.key in answered
            or not fits(topic, traits)
            or _is_filled(topic, filled, has_vague_words=span is not None)
        ):
            continue
        if is_settled(topic, folded):
            continue
        if span is not None:
            vague.append(Openness(topic, span.field, prose[span.field][span.start : span.end]))
        elif topic.key in read.stated:
            continue
        elif (clause := _left_vague(topic, read)) and (name := _holding(clause, prose)):
            vague.append(Openness(topic, name, clause))
        elif topic.when_silent != Silence.NO:
            silent.append(Openness(topic, next(iter(topic.closing_fields), ""), ""))
    return vague + silent


def _left_vague(topic: Topic, read: ReadClauses) -> str:
    """The clause that leaves it open by what it means, unless operators say that such words don't."""
    clause = read.vague.get(topic.key, "")
    return "" if phrases(topic.not_vague).occur(fold(clause)) else clause


def _holding(clause: str, prose: Mapping[str, str]) -> str:
    """The field in which it stands; "" where the text has changed since it was read."""
    return next((name for name, text in prose.items() if clause in text), "")


def fits(topic: Topic, traits: frozenset[str]) -> bool:
    """Whether it is worth asking about a job of this kind."""
    if topic.only_for and not traits.intersection(topic.only_for):
        return False
    return not traits.intersection(topic.not_for)


def _is_filled(topic: Topic, filled: frozenset[str], *, has_vague_words: bool) -> bool:
    return bool(filled.intersection(topic.closing_fields)) and (topic.fields_win or not has_vague_words)


def is_settled(topic: Topic, folded: Mapping[str, str]) -> bool:
    """Whether the words say it outright."""
    kind = CLOSED_BY_KIND.get(topic.key) if topic.subject == "job" else None
    off_topic = NOT_ABOUT_PAY if kind == FactKind.MONEY else NOT_ABOUT_HOURS
    for text in folded.values():
        if is_settled_in(topic, text, topic.closes_en, topic.closes_zh):
            return True
        if kind is None:
            continue
        for clause in sentences(text, clauses=True):
            if _states(kind, clause) and not off_topic.search(clause):
                return True
    return False


def _states(kind: FactKind, clause: str) -> bool:
    """In a posting only what is unmistakable: of money no bare figures."""
    return bool((MONEY if kind == FactKind.MONEY else HOURS).search(clause))


def _claimed(topics: Sequence[Topic], folded: Mapping[str, str]) -> dict[int, Span]:
    """The vague words of each topic. Words within longer ones of another topic belong to that alone ("flexible" in
    "flexible location"), the same words to the topic that comes first."""
    spans = sorted(_vague(topics, folded), key=lambda span: (span.start - span.end, span.rank))
    kept: list[Span] = []
    for span in spans:
        if not any(span.field == other.field and other.start <= span.start and span.end <= other.end for other in kept):
            kept.append(span)
    first: dict[int, Span] = {}
    order = {name: number for number, name in enumerate(folded)}
    for span in sorted(kept, key=lambda span: (order[span.field], span.start)):
        first.setdefault(span.rank, span)
    return first


def _vague(topics: Sequence[Topic], folded: Mapping[str, str]) -> Iterator[Span]:
    for rank, topic in enumerate(topics):
        for name, text in folded.items():
            if topic.where and name not in topic.where:
                continue
            for start, end in vague_spans(topic, text):
                yield Span(rank, name, start, end)


_SPACES = re.compile(r"\s+")


def quoted(evidence: str) -> str:
    """As it is shown: in one line."""
    return _SPACES.sub(" ", evidence)
