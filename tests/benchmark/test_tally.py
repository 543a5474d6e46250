"""A message that goes wrong is noticed, whichever way it goes wrong."""

import pytest

from config.benchmark.tally import Flight, Tally

ANA, BEN, TALK = 1, 2, 7


def tally(*client_ids: str) -> Tally:
    """So many messages have left ana, in a conversation that holds four already."""
    made = Tally({TALK: 4})
    for client_id in client_ids:
        made.leaves(client_id, Flight(sender=ANA, conversation=TALK, due=1.0, sent=1.0))
    return made


def acked(tally: Tally, client_id: str, seq: int, *, person: int = ANA) -> None:
    frame = {"type": "message.ack", "client_id": client_id, "conversation": TALK, "seq": seq}
    tally.hear(frame, person=person, now=2.0)


def delivered(tally: Tally, client_id: str, seq: int, *, person: int = BEN) -> None:
    message = {"client_id": client_id, "conversation": TALK, "seq": seq, "kind": "text"}
    tally.hear({"type": "message.new", "conversation": TALK, "message": message}, person=person, now=3.0)


def faults(tally: Tally, stored: list[tuple[str, int, int]]) -> dict[str, int]:
    tally.lost()
    tally.compare(stored)
    return tally.found_faults


@pytest.fixture
def two() -> Tally:
    """Two messages of which everything arrived."""
    made = tally("a", "b")
    for client_id, seq in (("a", 5), ("b", 6)):
        acked(made, client_id, seq)
        delivered(made, client_id, seq)
    return made


STORED = [("a", TALK, 5), ("b", TALK, 6)]


def test_where_nothing_went_wrong_nothing_is_found(two):
    assert (two.waiting_acks, two.waiting_deliveries) == (0, 0)
    assert faults(two, STORED) == {}


def test_the_times_of_a_message_are_kept(two):
    assert (two.flights["a"].acked, two.flights["a"].delivered) == (2.0, 3.0)


def test_what_was_never_acked_is_found():
    lost = tally("a")
    assert lost.waiting_acks == 1
    assert faults(lost, []) == {"not acked": 1}


def test_what_was_acked_and_never_delivered_is_found():
    lost = tally("a")
    acked(lost, "a", 5)
    assert faults(lost, [("a", TALK, 5)]) == {"acked, not delivered": 1}


def test_a_second_ack_and_a_second_delivery_are_found(two):
    acked(two, "a", 5)
    delivered(two, "b", 6)
    assert faults(two, STORED) == {"acked twice": 1, "delivered twice": 1}


def test_an_echo_to_its_sender_and_somebody_elses_ack_are_found(two):
    delivered(two, "a", 5, person=ANA)
    acked(two, "a", 5, person=BEN)
    assert faults(two, STORED) == {"ack of somebody else's message": 1, "delivered to its own sender": 1}


def test_a_message_that_nobody_sent_is_found(two):
    delivered(two, "c", 7)
    assert faults(two, [*STORED, ("c", TALK, 7)]) == {"delivery of an unknown message": 1, "stored, never sent": 1}


@pytest.mark.parametrize("seqs", [(5, 7), (6, 7), (5, 5)])
def test_a_hole_and_a_number_given_twice_are_found(seqs):
    odd = tally("a", "b")
    for client_id, seq in zip("ab", seqs, strict=True):
        acked(odd, client_id, seq)
    odd.lost()
    assert odd.faults["gap or doubling in seq"] == 1


def test_a_later_message_that_comes_first_is_found():
    turned = tally("a", "b")
    for client_id, seq in (("b", 6), ("a", 5)):
        delivered(turned, client_id, seq)
    assert turned.faults["delivered out of order"] == 1


def test_what_the_database_holds_otherwise_or_not_at_all_is_found(two):
    assert faults(two, [("a", TALK, 6)]) == {"acked, not stored": 1, "stored otherwise than acked": 1}


def test_what_was_stored_but_never_acked_is_found():
    assert faults(tally("a"), [("a", TALK, 5)]) == {"not acked": 1, "stored, not acked": 1}


def test_a_refusal_is_counted_by_its_code_and_waited_for_no_more():
    refused = tally("a")
    refused.hear({"type": "error", "client_id": "a", "code": "overloaded"}, person=ANA, now=2.0)
    assert refused.waiting_acks == refused.waiting_deliveries == 0
    assert faults(refused, []) == {"refused: overloaded": 1}
