"""What became of every message: acked once, delivered to the peer once, numbered without gaps, in order, and stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Frame = dict[str, Any]


@dataclass(slots=True)
class Flight:
    """A message on its way. Times are `perf_counter` seconds; `due` is when it should have left."""

    sender: int
    conversation: int
    due: float
    sent: float
    seq: int = 0
    acked: float = 0.0
    delivered: float = 0.0


@dataclass(slots=True)
class Tally:
    """`heads` is the newest number of each conversation before the first message. Feed it each frame once, with the
    person on whose socket it came in."""

    heads: dict[int, int]
    flights: dict[str, Flight] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    other_frames: Counter[str] = field(default_factory=Counter)
    waiting_acks: int = 0
    waiting_deliveries: int = 0
    _heard: dict[tuple[int, int], int] = field(default_factory=dict)
    _acked: dict[tuple[int, int], int] = field(default_factory=dict)

    def leaves(self, client_id: str, flight: Flight) -> None:
        self.flights[client_id] = flight
        self.waiting_acks += 1
        self.waiting_deliveries += 1

    def hear(self, frame: Frame, *, person: int, now: float) -> Flight | None:
        """The flight whose ack this frame was, or whose refusal; otherwise None."""
        kind = frame["type"]
        if kind == "message.new":
            self._delivered(frame["message"], person, now)
        elif kind == "message.ack":
            return self._acked_by(frame, person, now)
        elif kind == "error":
            return self._refused(frame)
        elif kind == "resync":
            self.faults["resync asked for"] += 1
        else:
            self.other_frames[kind] += 1
        return None

    def lost(self) -> None:
        """At the end: counts what never came, and looks for gaps in the numbers."""
        self.faults["not acked"] += sum(1 for flight in self.flights.values() if not flight.acked)
        self.faults["acked, not delivered"] += sum(
            1 for flight in self.flights.values() if flight.acked and not flight.delivered
        )
        numbers: dict[int, list[int]] = {}
        for flight in self.flights.values():
            if flight.acked:
                numbers.setdefault(flight.conversation, []).append(flight.seq)
        for conversation, found in numbers.items():
            head = self.heads.get(conversation, 0)
            expected = range(head + 1, head + len(found) + 1)
            self.faults["gap or doubling in seq"] += len(set(expected) - set(found))

    def compare(self, stored: Iterable[tuple[str, int, int]]) -> None:
        """With the database: (client_id, conversation, seq) of all that it holds beyond `heads`."""
        rows = {client_id: (conversation, seq) for client_id, conversation, seq in stored}
        for client_id, flight in self.flights.items():
            row = rows.pop(client_id, None)
            if flight.acked and row is None:
                self.faults["acked, not stored"] += 1
            elif flight.acked and row != (flight.conversation, flight.seq):
                self.faults["stored otherwise than acked"] += 1
            elif row is not None and not flight.acked:
                self.faults["stored, not acked"] += 1
        self.faults["stored, never sent"] += len(rows)

    @property
    def found_faults(self) -> dict[str, int]:
        return {what: count for what, count in sorted(self.faults.items()) if count}

    def _acked_by(self, frame: Frame, person: int, now: float) -> Flight | None:
        flight = self.flights.get(frame["client_id"])
        if flight is None or flight.sender != person:
            self.faults["ack of somebody else's message"] += 1
            return None
        if flight.acked:
            self.faults["acked twice"] += 1
            return None
        flight.acked, flight.seq = now, frame["seq"]
        self.waiting_acks -= 1
        self._in_order(self._acked, "acks out of order", person, flight.conversation, flight.seq)
        return flight

    def _delivered(self, message: Frame, person: int, now: float) -> None:
        flight = self.flights.get(message["client_id"])
        if flight is None:
            self.faults["delivery of an unknown message"] += message["kind"] != "system"
        elif flight.sender == person:
            self.faults["delivered to its own sender"] += 1
        elif flight.delivered:
            self.faults["delivered twice"] += 1
        else:
            flight.delivered = now
            self.waiting_deliveries -= 1
            self._in_order(self._heard, "delivered out of order", person, message["conversation"], message["seq"])

    def _refused(self, frame: Frame) -> Flight | None:
        self.faults[f"refused: {frame['code']}"] += 1
        flight = self.flights.pop(frame.get("client_id", ""), None)
        if flight is not None:
            self.waiting_acks -= 1
            self.waiting_deliveries -= 1
        return flight

    def _in_order(self, last: dict[tuple[int, int], int], fault: str, person: int, conversation: int, seq: int) -> None:
        key = (person, conversation)
        if seq <= last.get(key, 0):
            self.faults[fault] += 1
        last[key] = max(seq, last.get(key, 0))
