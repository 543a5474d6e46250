"""kill -9 of the embedded product while people talk: nothing acked is lost, nothing stands twice, everybody comes back
by themselves and every message brings its award."""

import time

import pytest

from tests.faults.client import Client
from tests.faults.crowd import Crowd
from tests.faults.scene import NO_LIMITS, set_up
from tests.faults.truth import assert_each_message_is_awarded, assert_nothing_lost_nothing_twice
from tests.servers import Embedded
from tests.tiers import amount

pytestmark = [pytest.mark.servers, pytest.mark.longer, pytest.mark.costs(120), pytest.mark.timeout(900)]

PAIRS, EACH, KILLS = amount(15, smoke=6), amount(30, smoke=10), amount(3, smoke=2)
# From the moment at which the server answers again to the last client's knock; letting them in takes what the machine
# takes.
BACK_WITHIN_SECONDS = 5


def test_kills_lose_nothing(servers):
    up: Embedded = servers.embedded(**NO_LIMITS)
    people = set_up(up, pairs=PAIRS)
    up.keep_running()
    clients = [Client(person, urls=up.urls, messages=EACH, pause=0.1) for person in people]
    with Crowd(clients) as crowd:
        assert crowd.total == 2 * PAIRS * EACH
        for kill in range(KILLS):
            crowd.allow((kill + 1) / (KILLS + 1))
            crowd.wait_acked((kill + 0.5) / (KILLS + 1))
            up.kill("up")
            gone = time.monotonic()
            up.wait_healthy()
            healthy = time.monotonic()
            back = crowd.wait_back(gone)
            knocked, let_in = (max(times) - healthy for times in zip(*((b.knocked, b.at) for b in back), strict=True))
            print(f"healthy after {healthy - gone:.1f} s, all knocked by {knocked:.1f} s, were in by {let_in:.1f} s")
            assert knocked < BACK_WITHIN_SECONDS
        crowd.allow(1)
        crowd.wait_acked(1)
        print(f"p95 {crowd.p95_ack_ms():.0f} ms from send to ack")
        crowd.wait_heard(up)
    assert_nothing_lost_nothing_twice(up, clients)
    assert_each_message_is_awarded(up, clients)
