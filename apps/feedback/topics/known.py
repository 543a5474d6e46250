"""The stored meanings of tickets, read once by each process instead of once for each ticket that is compared."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from apps.feedback.topics import meaning
from apps.feedback.topics.models import TicketVector
from apps.language.embedding import DIMENSIONS


class KnownMeanings:
    """Which tickets there are to compare with is asked of the database each time; what they mean never changes under
    one version of the model, so it is kept: of the `most` used last, 2 kB each."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows = np.zeros((most + 1, DIMENSIONS), dtype=np.float32)
        """The last one stays empty: it stands for what isn't known."""
        self._places: OrderedDict[int, int] = OrderedDict()
        self._version = ""
        self._lock = threading.Lock()

    def of(self, tickets: Sequence[int]) -> meaning.Vectors:
        """A row a ticket, at most `most`. One that was forgotten meanwhile is like none."""
        if len(tickets) > self._most:
            raise ValueError(f"At most {self._most} tickets' meanings are known at once.")
        with self._lock:
            if self._version != meaning.version():
                self._places.clear()
                self._version = meaning.version()
            for ticket in tickets:
                if ticket in self._places:
                    self._places.move_to_end(ticket)
            self._read([ticket for ticket in tickets if ticket not in self._places])
            return self._rows[[self._places.get(ticket, self._most) for ticket in tickets]]

    def clear(self) -> None:
        with self._lock:
            self._places.clear()

    def _read(self, missing: list[int]) -> None:
        if not missing:
            return
        stored = TicketVector.objects.filter(pk__in=missing, model_version=self._version)
        for ticket, values in stored.values_list("ticket_id", "values"):
            free = len(self._places)
            place = free if free < self._most else self._places.popitem(last=False)[1]
            self._places[ticket] = place
            self._rows[place] = meaning.from_bytes([bytes(values)])[0]


known_meanings = KnownMeanings(most=6_000)
"""Of all lists that this process compares with."""
