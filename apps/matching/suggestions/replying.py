"""Replies to a question, out of facts that somebody has stated; none where nothing fits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.language import answer_score, detect, embed
from apps.language.dialogues import Side, Turn
from apps.matching.suggestions.asked import UNKNOWN, is_warned_of, questions_in, topics_in

AT_MOST = 3
MOST_TURNS = 8
MOST_FACTS = 60
SURE, CLOSE = 0.75, 0.45
"""Without a known topic: the least score as an answer, and the least cosine with the question."""
_LABELS: dict[str, tuple[str, str]] = {
    "salary": ("Pay", "薪资"),
    "bonus": ("Bonus", "奖金"),
    "overtime": ("Overtime", "加班"),
    "schedule": ("Working hours", "工作时间"),
    "shifts": ("Shifts", "排班"),
    "remote": ("Remote work", "远程办公"),
    "location": ("Place of work", "工作地点"),
    "team": ("Team", "团队"),
    "process": ("Interview process", "面试流程"),
    "benefits": ("Benefits", "福利"),
    "insurance": ("Insurance", "社保公积金"),
    "leave": ("Leave", "年假"),
    "probation": ("Probation", "试用期"),
    "contract": ("Contract", "合同"),
    "travel": ("Travel", "出差"),
    "start": ("Start date", "到岗时间"),
    "notice": ("Notice period", "离职交接"),
    "expectation": ("Expected pay", "期望薪资"),
    "education": ("Education", "学历"),
    "years": ("Experience", "工作经验"),
    "tools": ("Tools", "技术栈"),
    "visa": ("Visa", "签证"),
    "growth": ("Growth", "发展"),
    "housing": ("Housing", "住宿"),
    "meals": ("Meals", "用餐"),
    "english": ("Languages", "语言"),
}
_SHORT = 12
_ENDS = ("。", "！", "？", ".", "!", "?", "；", ";")
_OF_COMPANY, _OF_CANDIDATE = "salary", "expectation"


@dataclass(frozen=True, slots=True)
class StatedFact:
    """`text` can be said as it stands. `topic` is what it is about, "" to tell it from the text; `source` says where it
    was stated, in the reader's words; `kind` is one of card, posting, resume, preset, accepted."""

    text: str
    topic: str = ""
    source: str = ""
    kind: str = "card"

    def topics(self) -> list[str]:
        """The topic that is given, as we call it, and those of the text."""
        given = (topics_in(self.topic.replace("_", " ")) or [self.topic]) if self.topic else []
        return [*given, *topics_in(self.text)[:2]]


@dataclass(frozen=True, slots=True)
class SuggestedReply:
    """`facts` are those that `text` says, in its order: there is no other sentence in it."""

    text: str
    topics: tuple[str, ...]
    facts: tuple[StatedFact, ...]


def suggest_replies(turns: Sequence[Turn], facts: Iterable[StatedFact], *, side: Side) -> list[SuggestedReply]:
    """At most three for the `side` that is asked, the one that answers all that was asked first. Nothing unless the
    other side wrote last and asked something that the facts answer; nothing after what sounds like a scam."""
    asked = _asked_last(turns, side)
    if not asked or any(is_warned_of(turn.text) for turn in turns[-MOST_TURNS:]):
        return []
    known = [(fact, fact.topics()) for fact in list(facts)[:MOST_FACTS] if fact.text.strip()]
    fitting: list[tuple[str, list[StatedFact]]] = []
    for question in asked:
        fitting += _fitting(question, known, side)
    return _composed(fitting, chinese=detect("".join(asked)) in ("zh", "mixed"))


def _asked_last(turns: Sequence[Turn], side: Side) -> list[str]:
    """The questions of the other side since this one wrote."""
    texts: list[str] = []
    for turn in reversed(turns):
        if turn.side == side:
            break
        texts.insert(0, turn.text)
    return [question for text in texts for question in questions_in(text)]


def _fitting(
    question: str, known: list[tuple[StatedFact, list[str]]], side: Side
) -> list[tuple[str, list[StatedFact]]]:
    """For each topic of the question the facts that answer it, or those that plainly answer it without one."""
    topics = [_for_side(topic, side) for topic in topics_in(question)]
    if UNKNOWN & set(topics):
        return []
    if topics:
        return [(topic, own) for topic in topics if (own := _best([fact for fact, of in known if topic in of]))]
    near = [fact for fact, of in known if not of and _plainly_answers(question, fact)]
    return [(near[0].text, near)] if near else []


def _best(facts: list[StatedFact]) -> list[StatedFact]:
    """What the company approved stands for what the posting says about the same topic, vaguer or older."""
    is_approved = any(fact.kind == "card" for fact in facts)
    return [fact for fact in facts if fact.kind != "posting"] if is_approved else facts


def _for_side(topic: str, side: Side) -> str:
    """ "What pay do you have in mind?" asks a candidate for what they expect."""
    return _OF_CANDIDATE if side == "candidate" and topic == _OF_COMPANY else topic


def _plainly_answers(question: str, fact: StatedFact) -> bool:
    one, other = embed([question, fact.text])
    return float(one @ other) >= CLOSE and answer_score(question, fact.text) >= SURE


def _composed(fitting: list[tuple[str, list[StatedFact]]], *, chinese: bool) -> list[SuggestedReply]:
    replies: dict[str, SuggestedReply] = {}
    by_topic: dict[str, list[StatedFact]] = {}
    for topic, facts in fitting:
        by_topic.setdefault(topic, facts)
    if len(by_topic) > 1:
        firsts = list({facts[0].text: (topic, facts[0]) for topic, facts in by_topic.items()}.items())[:AT_MOST]
        if len(firsts) > 1:
            said = [_said(fact, topic, chinese=chinese) for _text, (topic, fact) in firsts]
            text = _joined(said, chinese=chinese)
            replies[text] = SuggestedReply(
                text, tuple(topic for _text, (topic, _fact) in firsts), tuple(fact for _text, (_topic, fact) in firsts)
            )
    for topic, facts in by_topic.items():
        for fact in facts[:AT_MOST]:
            text = _said(fact, topic, chinese=chinese)
            replies.setdefault(text, SuggestedReply(text, (topic,), (fact,)))
    return list(replies.values())[:AT_MOST]


def _said(fact: StatedFact, topic: str, *, chinese: bool) -> str:
    """The fact, with what it is about before it where it is only a value."""
    text = fact.text.strip()
    label = _LABELS.get(topic)
    is_value = len(text) <= _SHORT if detect(text) == "zh" else len(text.split()) <= 3
    if label is None or not is_value or text.endswith(_ENDS) or topic in topics_in(text):
        return text
    return f"{label[1]}：{text}" if chinese else f"{label[0]}: {text}"


def _joined(said: Sequence[str], *, chinese: bool) -> str:
    stop = "。" if chinese else "."
    whole = [one if one.endswith(_ENDS) else one + stop for one in said]
    return ("" if chinese else " ").join(whole)
