from dataclasses import dataclass

from apps.events.registry import Event


@dataclass(frozen=True)
class AnswerHelped(Event, kind="education.answer_helped"):
    """Who asked said that an expert's answer solved it."""

    ask: int
    expert: int
    asker: int

    @property
    def subject(self) -> str:
        return f"consultation-ask:{self.ask}"
