from apps.events.registry import handles
from apps.gamification.appeals.services import close_answered
from apps.gamification.awards.events import AwardRestored


@handles(AwardRestored)
def close_what_was_given_back(event: AwardRestored) -> None:
    close_answered(entry_id=event.entry)
