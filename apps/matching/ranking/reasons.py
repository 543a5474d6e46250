from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from apps.matching.ranking.facts import SkillName
from apps.matching.ranking.wording import chip_text, raise_text, reason_text, shown


class Polarity(StrEnum):
    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against. `weight` is how far it moves the score from the neutral middle, 0–1.

    The values are what each side states in that field; None where the reason rests on the other side alone.
    """

    code: str
    polarity: Polarity
    weight: float
    job_field: str
    job_value: Any
    resume_field: str
    resume_value: Any

    def text(self, language: str) -> str:
        """The reason as a sentence with both values."""
        return reason_text(self, language)

    def chip(self, language: str) -> str:
        """The reason in two or three words."""
        return chip_text(self, language)

    def job_says(self, language: str) -> str:
        return shown(self.job_field, self.job_value, language)

    def resume_says(self, language: str) -> str:
        return shown(self.resume_field, self.resume_value, language)


@dataclass(frozen=True, slots=True)
class Raise:
    """Something that would raise the score by up to `gain` if it were stated or true."""

    code: str
    gain: float
    field: str
    audience: str
    skill: SkillName | None = None

    def text(self, language: str) -> str:
        return raise_text(self, language)
