"""Whether a message responds to what was asked."""

from functools import cache

from apps.language.contentless import is_contentless
from apps.language.folding import squash
from apps.language.learning import Models
from apps.language.lessons import REPLIES
from apps.language.replies import features
from apps.language.signs import READ, signs_of
from apps.language.similarity import is_near_duplicate
from apps.language.tokenising import tokens

ANSWERS = 0.4
"""Score from which a message counts as responding to what was asked: where as many answers are refused as others pass,
with whole questions left out of the learning."""


def answer_score(question: str, answer: str) -> float:
    """How well `answer` responds to `question`, 0–1.

    0 for contentless or echoed text. Else as learnt from dialogues (`words/replies_*.txt`): by what both texts mean,
    by the kind of fact that is asked for and the kind that is given, and by what marks boilerplate, rejections,
    self-praise and putting off. A rejection does answer who asks for a decision.
    """
    question, answer = question[:READ], answer[:READ]
    if is_contentless(answer) or _echoes(squash(question), squash(answer)):
        return 0.0
    models = _models()
    if models is None:  # The sentence model is another one than that they were learnt with.
        signs = signs_of(question, answer)
        return 0.8 if signs.fits else 0.2 if signs.is_brushed_off else 0.6
    shares = models["responds"].shares(features(models, [(question, answer)]))
    return float(shares[0, models["responds"].labels.index("yes")])


@cache
def _models() -> Models | None:
    return REPLIES.read()


def _echoes(asked: str, said: str) -> bool:
    """The question again, with no word or number of its own ("评分是多少" – "评分是4.7" has one)."""
    new = set(tokens(said)) - set(tokens(asked))
    return is_near_duplicate(asked, said) and not any(len(word) > 1 or word.isascii() for word in new)


def answers(question: str, answer: str) -> bool:
    """Whether `answer` responds to what was asked. Short is fine ("20号可以"); "ok", emojis, thanks, promises
    to answer later, the question echoed and promotion are not.

    What it gets right is measured by `manage.py evaluate earnest`. It doesn't look for copies.
    """
    return answer_score(question, answer) >= ANSWERS
