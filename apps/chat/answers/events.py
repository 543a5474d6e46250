"""Who answered whom."""

from dataclasses import dataclass
from typing import NamedTuple

from apps.chat.conversations.events import ConversationBatch, ConversationEvent


class FirstAnswerItem(NamedTuple):
    """One first answer, by the other side of its conversation."""

    message: int
    conversation: int
    answerer: int
    asker: int


@dataclass(frozen=True)
class FirstAnswers(ConversationBatch, kind="chat.first_answers"):
    Item = FirstAnswerItem
    topic = "answers"
    items: tuple[FirstAnswerItem, ...]


class ConversationItem(NamedTuple):
    conversation: int


@dataclass(frozen=True)
class AnswersChanged(ConversationBatch, kind="chat.answers_changed"):
    """Answers in these conversations about jobs were recorded or withdrawn."""

    Item = ConversationItem
    topic = "changed_answers"
    items: tuple[ConversationItem, ...]


@dataclass(frozen=True)
class AnswerJudgedAgain(ConversationEvent, kind="chat.answer_judged_again"):
    """A first answer (`message`, by `answerer`) was changed after it was sent, and is earnest otherwise than before."""

    message: int
    answerer: int


@dataclass(frozen=True)
class AnswerReciprocated(ConversationEvent, kind="chat.answer_reciprocated"):
    """The asker answered the first answer (`message`, by `answerer`) in earnest, with `by_message`."""

    message: int
    answerer: int
    by_message: int
    by: int
