"""When a process may keep its frames to itself: only when it has listened long enough to hear anybody else."""

from apps.realtime.neighbours import SILENT_AFTER_SECONDS, UNSURE_SECONDS, Neighbours


def test_nobody_is_ruled_out_before_somebody_could_have_been_heard():
    neighbours = Neighbours()
    neighbours.look(1_000.0)
    assert not neighbours.are_none, "it doesn't listen yet"
    neighbours.doubt(1_000.0)
    neighbours.look(1_000.0 + UNSURE_SECONDS)
    assert not neighbours.are_none
    neighbours.look(1_000.5 + UNSURE_SECONDS)
    assert neighbours.are_none


def test_whoever_is_heard_is_there_until_they_fall_silent():
    neighbours = Neighbours()
    neighbours.doubt(0.0)
    assert not neighbours.hear("other", 1.0), "nothing was kept from anybody"
    neighbours.look(1.0 + SILENT_AFTER_SECONDS)
    assert not neighbours.are_none
    neighbours.look(1.5 + SILENT_AFTER_SECONDS)
    assert neighbours.are_none


def test_a_newcomer_to_a_lonely_process_has_missed_something_and_a_third_has_not():
    neighbours = Neighbours()
    neighbours.doubt(0.0)
    neighbours.look(10.0)
    assert neighbours.hear("second", 11.0)
    assert not neighbours.are_none
    assert not neighbours.hear("third", 11.1)
    assert not neighbours.hear("second", 12.0)


def test_after_trouble_silence_means_nothing():
    neighbours = Neighbours()
    neighbours.doubt(0.0)
    neighbours.look(10.0)
    assert neighbours.are_none
    neighbours.doubt(11.0)
    assert not neighbours.are_none
    neighbours.look(12.0)
    assert not neighbours.are_none
