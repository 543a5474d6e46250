"""What two sides say to each other, as plain turns of text."""

from dataclasses import dataclass
from typing import Literal

Side = Literal["candidate", "recruiter"]


@dataclass(frozen=True, slots=True)
class Turn:
    side: Side
    text: str
