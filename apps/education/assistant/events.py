from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class QuestionAsked(Event, kind="education.question_asked"):
    """Somebody asked the help. `person` is 0 for visitors, `article` 0 where it found none."""

    question: int
    person: int
    article: int
    outcome: str

    @property
    def subject(self) -> str:
        return f"question:{self.question}"


@dataclass(frozen=True)
class AnswerCommented(Event, kind="education.answer_commented"):
    """Whoever asked said what they think of the answer. `person` is 0 for visitors."""

    question: int
    person: int

    @property
    def subject(self) -> str:
        return f"question:{self.question}"
