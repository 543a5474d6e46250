"""Whether a reply settles what was asked about a topic: it gives a fact of the kind that was asked for, and neither
puts off, nor asks back, nor stays vague."""

from collections.abc import Iterable

from apps.language.folding import fold
from apps.matching.facts.kinds import FactKind, Rule, gives
from apps.matching.facts.models import Topic
from apps.matching.facts.resembling import resembles_answer
from apps.matching.facts.sentences import with_ends
from apps.matching.facts.wordings import is_settled_in

READ = 2_000
"""Characters of a reply: the answer stands at its beginning."""
MOST_READ = 8
"""Sentences that the model reads."""

PUTS_OFF = Rule(
    r"(?<![a-z])(?:check with|let you know|come back to you|get back to you|"
    r"need to (?:check|ask|look)|have to (?:check|ask|look)|i'?ll (?:ask|check|find out|"
    r"let)"
    r"|let me (?:find|check|ask|look)|find out|discuss (?:that|it|this)|will be discussed|"
    r"talk about (?:it|that)|don'?t know|not sure|no idea|can'?t say|i'?d rather"
    r"|to be (?:decided|announced|confirmed|discussed)|will be announced|still open|"
    r"look at that later|you'?ll (?:see|get|hear about)|later\W*$|we'?ll (?:see|find|"
    r"talk)|let'?s (?:see|first)|being rewritten)",
    r"问一下|问下|问问|得问|要问|帮你问|我问|确认一下|再确认|再聊|再看|再说|再谈|后面(?:再)?看|到时候?(?:看|再|会|通知)|等通知|说不好|不好说|"
    r"不清楚|不确定|没定|未定|没确定|还没确定|面试的时候|详细说|不方便说|人事会|会跟你说|会告诉|[前后时再会]发[你您给]|回头|晚点|等你来|你懂的",
)
HEDGES = Rule(
    r"(?<![a-z])(?:depends?|depending|possibly|maybe|perhaps|might|probably|varies|vary|"
    r"as (?:needed|required|usual)|if you do well|who knows|would love|to be honest|"
    r"flexible|negotiable|sometimes|competitive\w*|generous|attractive|excellent)(?![a-z])",
    r"看(?:情况|项目|经验|能力|表现|你|店里|规定|排班|公司|绩效|效益|护士长)|视情况|视能力|按(?:需|规定|公司|项目)|要看|面议|可能|应该|灵活|"
    r"弹性|可以(?:商量|谈|协商)|都可以谈|好说|好商量|有时候|偶尔|不固定|不一定|每个组|靠自己|表现好|只要|"
    r"可观|优厚|丰厚|从优|诱人|不错|很?完善",
)
ASKS_BACK = Rule(
    r"[吗呢么](?:[，,。.~]|\s|$)|^[你您].{1,12}[不没]$|^(?:你|您)?(?:是哪|为什么|什么|期望多少|目前)|多少[?？]?$|预算多少|(?:你|您)(?:们)?(?:期望|目前|为什么|是哪)",
    r"^\W*(?:what|where|which|when|why|how|who|do you|are you|can you|could you|would you)(?![a-z])[^.]*$",
)

SURVIVES_A_HEDGE = frozenset({FactKind.MONEY, FactKind.PERCENT})
"""An amount is one, whatever it depends on."""


def answers_topic(topics: Iterable[Topic], text: str, *, by_meaning: bool = False) -> bool:
    """Whether a reply to a question about one of `topics` (of either subject, where both have it) answers it.

    `by_meaning` also takes what is worded as answers to it usually are; it asks the sentence model, so it is for
    workers.
    """
    found = with_ends(text[:READ])
    topics = list(topics)
    if any(_answers(topic, sentence, end) for topic in topics for sentence, end in found):
        return True
    if not by_meaning:
        return False
    said = [sentence for sentence, end in found if not _says_nothing(fold(sentence), end)]
    return any(resembles_answer(topic.key, sentence) for topic in topics for sentence in said[:MOST_READ])


def _says_nothing(folded: str, end: str) -> bool:
    """Asks back, puts off or stays vague."""
    return _evades(folded, end) or HEDGES.search(folded) is not None


def _evades(folded: str, end: str) -> bool:
    return "?" in fold(end) or any(rule.search(folded) for rule in (ASKS_BACK, PUTS_OFF))


def _answers(topic: Topic, sentence: str, end: str) -> bool:
    folded = fold(sentence)
    if _evades(folded, end):
        return False
    given = {kind for kind in topic.kinds if gives(kind, folded, sentence)}
    if given & SURVIVES_A_HEDGE:
        return True
    if HEDGES.search(folded) and not is_settled_in(topic, folded, topic.closes_en, topic.closes_zh):
        return bool(given - {FactKind.YES_NO})
    return bool(given) or is_settled_in(
        topic, folded, topic.closes_en, topic.closes_zh, topic.answers_en, topic.answers_zh
    )
