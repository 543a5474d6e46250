"""How often suggested replies say only what was stated, and how often they are silent where nothing fits."""

from collections.abc import Sequence
from typing import Any

from apps.language.dialogues import Side, Turn
from apps.language.evaluation import Evaluation, Figures, Row, register, turns_of
from apps.language.folding import squash
from apps.matching.suggestions.asked import UNKNOWN, questions_in, topics_in
from apps.matching.suggestions.replying import StatedFact, SuggestedReply, suggest_replies

Judged = Sequence[tuple[Row, list[dict[str, Any]]]]
_TOPIC_KEYS, _TEXT_KEYS = ("topic", "label", "field", "key", "name"), ("text", "value", "answer", "fact", "content")


def _facts(row: Row) -> list[StatedFact]:
    """Facts as texts, as {"topic", "text"} (or "value"), or as one object of topic to text."""
    if isinstance(row["facts"], dict):
        return [StatedFact(text=str(text), topic=str(topic)) for topic, text in row["facts"].items()]
    facts = []
    for fact in row["facts"]:
        if isinstance(fact, dict):
            topic = next((str(fact[key]) for key in _TOPIC_KEYS if fact.get(key)), "")
            text = next((str(fact[key]) for key in _TEXT_KEYS if fact.get(key) not in (None, "")), "")
            facts.append(StatedFact(text=text, topic=topic))
        else:
            facts.append(StatedFact(text=str(fact)))
    return facts


def _asked_side(row: Row, turns: Sequence[Turn]) -> Side:
    """`for`, where the row names it; else the side that didn't write last."""
    if row.get("for") in ("candidate", "recruiter"):
        return "candidate" if row["for"] == "candidate" else "recruiter"
    return "candidate" if turns and turns[-1].side == "recruiter" else "recruiter"


def _predict(rows: Sequence[Row]) -> list[list[dict[str, Any]]]:
    predictions = []
    for row in rows:
        turns, facts = turns_of(row), _facts(row)
        replies = suggest_replies(turns, facts, side=_asked_side(row, turns))
        predictions.append([_as_row(reply, facts) for reply in replies])
    return predictions


def _as_row(reply: SuggestedReply, facts: Sequence[StatedFact]) -> dict[str, Any]:
    return {"text": reply.text, "facts": [facts.index(fact) for fact in reply.facts], "topics": list(reply.topics)}


def _is_grounded(reply: dict[str, Any], facts: Sequence[StatedFact]) -> bool:
    """Nothing is left but a topic's name and punctuation when the facts are taken out of it."""
    rest = squash(reply["text"])
    for place in reply["facts"]:
        fact = squash(facts[place].text.strip())
        if fact not in rest:
            return False
        rest = rest.replace(fact, " ", 1)
    return len("".join(character for character in rest if character.isalnum())) <= 20


def _fits_something(row: Row) -> bool:
    """`fits`, where the row says it (a truth value or the facts that fit); else whether some fact is about what was
    asked last."""
    if "fits" in row:
        return bool(row["fits"])
    turns = turns_of(row)
    asked = {topic for question in questions_in(turns[-1].text) for topic in topics_in(question)} if turns else set()
    stated = {topic for fact in _facts(row) for topic in fact.topics()}
    same = asked & stated or ("salary" in asked and "expectation" in stated)
    return bool(same) and not asked & UNKNOWN


def _measure(judged: Judged) -> Figures:
    replies = [(reply, _facts(row)) for row, said in judged for reply in said]
    nothing = [said for row, said in judged if not _fits_something(row)]
    return {
        "grounded": (sum(_is_grounded(reply, facts) for reply, facts in replies), len(replies)),
        "silent_when_nothing_fits": (sum(not said for said in nothing), len(nothing)),
    }


def _detail(judged: Judged) -> Figures:
    fitting = [said for row, said in judged if _fits_something(row)]
    return {"offered_where_something_fits": (sum(bool(said) for said in fitting), len(fitting))}


SUGGESTIONS = register(
    Evaluation(
        name="suggestions",
        help=(
            'suggested replies; a row: {"turns": [{"from": "candidate", "text": "…"}], '
            '"facts": [{"topic": "salary", "text": "…"}], "lang": "zh"}, and optionally "fits": which facts fit'
        ),
        needs={"turns": list, "facts": (list, dict), "lang": str},
        predict=_predict,
        measure=_measure,
        detail=_detail,
    )
)
