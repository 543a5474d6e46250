"""A lock that is handed on in the order in which it was asked for."""

import threading
from collections import deque


class Turns:
    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, *, seconds: float) -> bool:
        """Waits for its turn, for at most so long; whether it came."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._guard:
            if mine.is_set():
                return True
            self._waiting.remove(mine)
            return False

    def end(self) -> None:
        """Hands over to who has waited longest. May be called by another thread than the one that took it."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


_guard = threading.Lock()
_of_database: dict[str, Turns] = {}


def turns_of(name: str) -> Turns:
    """Those of a database, by its file's name."""
    with _guard:
        return _of_database.setdefault(name, Turns())
