from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from apps.matching.profile.money import Range
from apps.ui.bilingual import in_language

NOT_STATED = Range()
FloatVector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SkillName:
    """A skill under its two names; equal when the id is."""

    id: int
    en: str = field(compare=False)
    zh: str = field(compare=False)

    def name_in(self, language: str) -> str:
        return in_language(self.en, self.zh, language)


@dataclass(frozen=True, slots=True)
class Answering:
    """How somebody answered over 30 days; the median is None when nobody asked."""

    asked: int = 0
    answered: int = 0
    median_minutes: float | None = None


NEVER_ASKED = Answering()


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What ranking knows of a job. None and "" are what the posting doesn't say. `work` is how the prose begins whose
    meaning is compared, `work_field` where it stands."""

    required: tuple[SkillName, ...] = ()
    nice: tuple[SkillName, ...] = ()
    years_min: int | None = None
    years_max: int | None = None
    pay: Range = NOT_STATED
    city: str = ""
    remote: bool | None = None
    degree: str = ""
    work: str = ""
    work_field: str = ""
    vector: FloatVector | None = None
    published_at: datetime | None = None
    answering: Answering = NEVER_ASKED


@dataclass(frozen=True, slots=True)
class ResumeFacts:
    """What ranking knows of a résumé. None and "" are what it doesn't say; `work` as in JobFacts."""

    skills: tuple[SkillName, ...] = ()
    years: int | None = None
    pay: Range = NOT_STATED
    city: str = ""
    remote_ok: bool | None = None
    degree: str = ""
    work: str = ""
    work_field: str = ""
    vector: FloatVector | None = None
    updated_at: datetime | None = None
    answering: Answering = NEVER_ASKED
