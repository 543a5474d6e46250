"""Which other processes read the bus, known by their heartbeats."""

import math

SILENT_AFTER_SECONDS = 10.0
UNSURE_SECONDS = 4.0
"""How long a process listens before it takes silence for an empty house; others are heard once a second."""


class Neighbours:
    """A process that knows of no other keeps its frames to itself: most installations are one process, and a quarter of
    its work for a message that travels alone was to send it to nobody. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self.are_none = False
        """Read by any thread."""
        self._heard_at: dict[str, float] = {}
        self._unsure_until = math.inf

    def doubt(self, now: float) -> None:
        """We have only begun to listen, or may have missed somebody's heartbeats."""
        self.are_none = False
        self._unsure_until = now + UNSURE_SECONDS

    def hear(self, name: str, now: float) -> bool:
        """A heartbeat. True when we had thought that nobody was there: the others have missed what we sent till now."""
        self._heard_at[name] = now
        were_none, self.are_none = self.are_none, False
        return were_none

    def look(self, now: float) -> None:
        """Once a second: forgets who has fallen silent."""
        self._heard_at = {name: at for name, at in self._heard_at.items() if now - at <= SILENT_AFTER_SECONDS}
        self.are_none = not self._heard_at and now > self._unsure_until
