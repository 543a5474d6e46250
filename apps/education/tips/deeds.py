"""What tips are about, recognised from what really happened. Upper apps add what they know of:

@tells("conversation_rated", _("A conversation was rated"), ConversationRated)
def who_rated(event: ConversationRated) -> Iterable[int]: …
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.utils.functional import Promise

from apps.education.tips.meeting import note_done
from apps.events.registry import Event, handles

WhoDid = Callable[[Any], Iterable[int]]

_deeds: dict[str, str | Promise] = {}


def tells(key: str, words: str | Promise, *events: type[Event]) -> Callable[[WhoDid], WhoDid]:
    """These events tell that the people did the deed of this key, which is called so in the console."""

    def register(who: WhoDid) -> WhoDid:
        _deeds[key] = words

        @wraps(who)
        def heard(event: Event) -> None:
            note_done(deed=key, people=set(who(event)))

        handles(*events)(heard)
        return who

    return register


def deeds() -> dict[str, str | Promise]:
    return dict(_deeds)
