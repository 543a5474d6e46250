"""How often a person may do something in a minute. Each process counts for itself, in memory: it guards the server from
floods, and what must hold to the one is a rule of the database."""

import math
import time

from apps.errors import RateLimited

_MANY = 20_000


class Pace:
    """Up to `per_minute` at once, and so many again in each minute; 0 is without limit."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._left: dict[int, tuple[float, float]] = {}

    def spend(self, person: int, *, now: float | None = None) -> None:
        """Counts one more. Raises RateLimited, which says in how many seconds the next one may follow."""
        if not self.per_minute:
            return
        now = time.monotonic() if now is None else now
        left, then = self._left.get(person, (float(self.per_minute), now))
        left = min(self.per_minute, left + (now - then) * self.per_minute / 60)
        if left < 1:
            raise RateLimited(retry_after=math.ceil((1 - left) * 60 / self.per_minute))
        if len(self._left) >= _MANY:
            # Who did nothing for a minute has their full number again, as somebody unknown has.
            self._left = {one: at for one, at in self._left.items() if now - at[1] < 60}
        self._left[person] = (left - 1, now)

    def forget(self) -> None:
        self._left.clear()
