"""SIGTERM to a web server under load, as in each deployment."""

import signal
import time

import pytest

from tests.faults.client import Client
from tests.faults.crowd import Crowd
from tests.faults.scene import NO_LIMITS, set_up
from tests.faults.truth import assert_each_message_is_awarded, assert_nothing_lost_nothing_twice
from tests.servers import Production
from tests.tiers import amount

pytestmark = [pytest.mark.servers, pytest.mark.longer, pytest.mark.costs(120), pytest.mark.timeout(600)]

DRAINED_WITHIN_SECONDS = 10
COME_BACK = 1012


def test_a_stopping_server_loses_nothing_and_its_people_go_to_the_other(servers):
    production: Production = servers.production(**NO_LIMITS)
    people = set_up(production, pairs=amount(8, smoke=4))
    clients = [Client(person, urls=production.urls, messages=30, pause=0.05) for person in people]
    with Crowd(clients) as crowd:
        crowd.wait_acked(0.3)
        gone = time.monotonic()
        production.signal("web", signal.SIGTERM)
        production.processes["web"].wait(DRAINED_WITHIN_SECONDS)
        print(f"drained in {time.monotonic() - gone:.1f} s at {crowd.acked} of {crowd.total}")
        assert crowd.acked < crowd.total
        back = crowd.wait_back(gone)
        assert {hello.url for hello in back} == {production.urls[1]}
        crowd.wait_acked(1)
        crowd.wait_heard(production)
    assert {client.closes[0] for client in clients} == {COME_BACK}
    assert_nothing_lost_nothing_twice(production, clients)
    assert_each_message_is_awarded(production, clients)
