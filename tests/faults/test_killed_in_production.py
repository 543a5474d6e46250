"""Every process of a production set-up dies once while people talk over both web servers."""

import time
from collections.abc import Callable

import pytest

from tests.faults.client import Client
from tests.faults.crowd import Crowd
from tests.faults.scene import NO_LIMITS, set_up
from tests.faults.truth import assert_each_message_is_awarded, assert_nothing_lost_nothing_twice
from tests.servers import Production
from tests.tiers import amount

pytestmark = [pytest.mark.servers, pytest.mark.longer, pytest.mark.costs(200), pytest.mark.timeout(900)]

PAIRS, EACH = amount(15, smoke=6), amount(40, smoke=12)
PAUSE = 0.7
# Each fault strikes in the middle of so large a share of all messages. The rest follows when the outbox is empty again,
# so that what waits at a fault is what the fault made wait, however slow the machine is.
BURST = 1 / 20
HANDLED_WITHIN_SECONDS = 30
UNPOKED = (
    "INSERT INTO events_outboxevent (kind, subject, partition, payload, created_at)"
    " VALUES ('unknown', 'x', 3, '{}', now())"
)


def restart_redis(production: Production) -> None:
    production.redis.kill()
    time.sleep(2)
    production.redis.start()


def restart_postgres(production: Production) -> None:
    production.postgres.stop("immediate")
    production.postgres.start()


FAULTS: dict[str, Callable[[Production], None]] = {
    "kill -9 web": lambda production: production.kill("web"),
    "kill -9 worker": lambda production: production.kill("worker"),
    "kill -9 Redis": restart_redis,
    "restart PostgreSQL": restart_postgres,
    "kill -9 web2": lambda production: production.kill("web2"),
    "kill -9 relay": lambda production: production.kill("relay"),
}


STRUCK = dict(list(FAULTS.items())[: amount(len(FAULTS), smoke=4)])


def test_no_death_loses_anything(servers):
    production: Production = servers.production(**NO_LIMITS)
    people = set_up(production, pairs=PAIRS)
    production.keep_running()
    both = production.urls
    clients = [
        Client(person, urls=both if number % 2 else both[::-1], messages=EACH, pause=PAUSE, ping_every=5)
        for number, person in enumerate(people)
    ]
    with Crowd(clients) as crowd:
        assert crowd.total == 2 * PAIRS * EACH
        for number, (name, strike) in enumerate(STRUCK.items()):
            begun = number / len(STRUCK)
            crowd.allow(begun + BURST)
            crowd.wait_acked(begun + BURST / 2)
            strike(production)
            struck = time.monotonic()
            production.wait_healthy()
            healthy = time.monotonic()
            production.wait_until_handled(seconds=HANDLED_WITHIN_SECONDS, what=f"all is handled after {name}")
            print(
                f"{name}: healthy after {healthy - struck:.1f} s, all handled {time.monotonic() - healthy:.1f} s later,"
                f" {crowd.acked} acked"
            )
            crowd.allow((number + 1) / len(STRUCK))
            crowd.wait_acked((number + 1) / len(STRUCK))
            production.wait_until_handled(seconds=240, what="the rest is handled")
        print(f"p95 {crowd.p95_ack_ms():.0f} ms from send to ack")
        crowd.wait_heard(production)
    assert_nothing_lost_nothing_twice(production, clients)
    assert_each_message_is_awarded(production, clients)
    assert_the_sweep_lives(production)


def assert_the_sweep_lives(production: Production) -> None:
    """What nobody poked the relay for is handled too: the beat is still, or again, there."""
    production.query(UNPOKED)
    production.wait_until_handled(seconds=30, what="the beat sweeps the outbox")
