"""About which topic a question is, where that is sure."""

from collections.abc import Iterable

from apps.language import embed, near_duplicate
from apps.language.folding import fold
from apps.matching.facts.kinds import Rule
from apps.matching.facts.models import Topic
from apps.matching.facts.phrases import phrases
from apps.matching.facts.sentences import with_ends

READ = 2_000
SAME = 0.6
"""Near enough to a topic's own question to be it."""

SURE = 0.55
"""Cosine from which two questions ask for the same: between "when is it paid?" (.48) and "what's the pay?" (.57)."""

ASKS = Rule(
    r"[吗呢么](?:[，,。~]|\s|$)|多少|几[个点天轮人薪年月]|什么|怎么|哪里|哪个|如何|是否|能不能|可不可以|有没有|多久|多大|请问",
    r"(?<![a-z])(?:what|where|when|how|which|who|is there|are there|is it|do you|does|would i|can i|could you|may i)"
    r"(?![a-z])",
)


def asked_topics(topics: Iterable[Topic], text: str) -> list[Topic]:
    """The topics about which a text asks, in their order; none for what asks nothing."""
    questions = [
        folded
        for sentence, end in with_ends(text[:READ])
        if (folded := fold(sentence)) and ("?" in fold(end) or ASKS.search(folded))
    ]
    if not questions:
        return []
    return [topic for topic in topics if any(_is_asked(topic, question) for question in questions)]


def _is_asked(topic: Topic, question: str) -> bool:
    return phrases(topic.asked).occur(question)


def is_own_question(topic: Topic, text: str) -> bool:
    """Whether it is one of the questions that the product itself words."""
    own = [*topic.questions_en.splitlines(), *topic.questions_zh.splitlines()]
    return any(near_duplicate(question, text) >= SAME for question in own if question)


def only_topic_asked(topics: Iterable[Topic], text: str) -> Topic | None:
    """The one topic that the one question of a text is about; None where it asks about several, or nothing."""
    folded = [(fold(sentence), fold(end)) for sentence, end in with_ends(text[:READ])]
    questions = [sentence for sentence, end in folded if "?" in end or ASKS.search(sentence)]
    if len(questions) != 1:
        return None
    found = [topic for topic in topics if _is_asked(topic, questions[0])]
    return found[0] if len(found) == 1 else None


def surely_asked(topics: Iterable[Topic], text: str) -> Topic | None:
    """As `only_topic_asked`, where it also means nearly what the product's own questions mean: when the pay is paid
    isn't how much it is. Asks the sentence model: for workers."""
    topic = only_topic_asked(topics, text)
    if topic is None:
        return None
    own = [question for question in (*topic.questions_en.splitlines(), *topic.questions_zh.splitlines()) if question]
    vectors = embed([text[:READ], *own])
    return topic if max(float(vectors[0] @ vector) for vector in vectors[1:]) >= SURE else None
