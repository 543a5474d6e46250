from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Deed:
    """Something a person did, recognised from an event, never from a click. `key` names it for ever ("message:991");
    the same key is never paid twice by a rule.

    `facts` are what conditions and explanations use, by the keys of its kind's facts, and ids such as `conversation`.
    `confirmed_at` and `confirmed_by_id` are when and by whom it was answered in earnest, where that is known already.
    """

    kind: str
    key: str
    person_id: int
    done_at: datetime
    counterparty_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    confirmed_at: datetime | None = None
    confirmed_by_id: int | None = None
