"""An interview as a line of its reader's list."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from apps.accounts.models import User
from apps.chat.interviews.models import Interview
from apps.chat.interviews.wording import (
    OUTCOME_STATES,
    STATES,
    WAYS,
    minutes_words,
    other_name,
    span_words,
    words_of,
    zone_words,
)


@dataclass(frozen=True)
class InterviewRow:
    """`when` and `zone` are words on the reader's clock, empty where nothing was agreed."""

    id: int
    conversation: int
    name: str
    job: str
    company: str
    state: str
    state_words: str
    outcome_words: str
    starts_at: datetime | None
    ends_at: datetime | None
    when: str
    zone: str
    way: str
    length: str
    place: str
    has_calendar: bool


def row_of(interview: Interview, reader: User) -> InterviewRow:
    conversation, card, zone = interview.conversation, interview.card, ZoneInfo(reader.time_zone)
    start, end = interview.starts_at, interview.ends_at
    minutes = card.facts.get("minutes")
    return InterviewRow(
        id=interview.pk,
        conversation=conversation.pk,
        name=other_name(conversation, reader),
        job=conversation.title,
        company=conversation.company.name if conversation.company else "",
        state=card.state,
        state_words=words_of(STATES, card.state),
        outcome_words=words_of(OUTCOME_STATES, interview.outcome),
        starts_at=start,
        ends_at=end,
        when=span_words(start, end, zone=zone) if start and end else "",
        zone=zone_words(start, zone=zone) if start else "",
        way=words_of(WAYS, card.facts.get("way")),
        length=minutes_words(minutes) if minutes else "",
        place=card.facts.get("place", ""),
        has_calendar=start is not None,
    )
