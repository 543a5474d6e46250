"""Redis dies or hangs while people talk over two web servers: messages are stored and acked, pages work, and what the
bus didn't carry arrives all the same."""

import time
from typing import Any

import httpx
import pytest
from redis import Redis
from redis.client import PubSub

from apps.realtime.neighbours import SILENT_AFTER_SECONDS
from config.benchmark.installation import wait_until
from tests.faults.client import Client
from tests.faults.crowd import Crowd
from tests.faults.scene import NO_LIMITS, set_up
from tests.faults.truth import assert_each_message_is_awarded, assert_nothing_lost_nothing_twice
from tests.servers import Production

pytestmark = [pytest.mark.servers, pytest.mark.costs(150), pytest.mark.timeout(600)]

PAIRS, EACH = 4, 18


def of_two_servers(people: list[dict[str, Any]], urls: list[str]) -> list[Client]:
    """Candidates are connected to one web server, those whom they talk with to the other. All ping every second, so
    that a test needn't wait for the pong that carries the newest cursor."""
    return [
        Client(person, urls=[urls[number // PAIRS]], messages=EACH, pause=0.5, ping_every=1)
        for number, person in enumerate(people)
    ]


def send_up_to(crowd: Crowd, share: float) -> None:
    crowd.allow(share)
    crowd.wait_acked(share)


def assert_pages_work(production: Production, session: str) -> None:
    for url in production.urls:
        for path in ("/inbox/", "/jobs/", "/settings/", "/healthz"):
            answer = httpx.get(url + path, cookies={"sessionid": session}, timeout=30)
            assert answer.status_code == 200, (path, answer.status_code)


def wait_live(crowd: Crowd, messages: set[int], *, seconds: float = 30) -> None:
    """Until each of these has reached its reader as a frame, from the other web server."""
    wait_until(
        lambda: messages <= {message for client in crowd.clients for message in client.live},
        seconds=seconds,
        what="live delivery",
    )


def acked_ids(crowd: Crowd) -> set[int]:
    return {message.ack["id"] for client in crowd.clients for message in client.messages if message.ack}


@pytest.mark.parametrize("fault", ["killed", pytest.param("hanging", marks=pytest.mark.long)])
def test_the_talk_goes_on_without_redis_and_is_live_again_after_it(servers, fault):
    production: Production = servers.production(**NO_LIMITS)
    production.keep_running()
    people = set_up(production, pairs=PAIRS)
    clients = of_two_servers(people, production.urls)
    for client in clients:
        client.allowed = 0
    redis = production.redis
    with Crowd(clients) as crowd:
        send_up_to(crowd, 1 / 3)
        wait_live(crowd, acked_ids(crowd))
        with_redis = crowd.p95_ack_ms()
        redis.kill() if fault == "killed" else redis.pause()
        away = time.monotonic()
        send_up_to(crowd, 2 / 3)
        without = crowd.p95_ack_ms(since=away)
        print(f"p95 from send to ack: {with_redis:.0f} ms, with Redis {fault} {without:.0f} ms")
        crowd.wait_heard(production)
        assert_pages_work(production, people[0]["session"])
        told = [len(client.resyncs) for client in clients]
        redis.start() if fault == "killed" else redis.resume()
        wait_until(
            lambda: all(len(client.resyncs) > before for client, before in zip(clients, told, strict=True)),
            seconds=60,
            what="everybody is told to catch up",
        )
        before = acked_ids(crowd)
        send_up_to(crowd, 1)
        wait_live(crowd, acked_ids(crowd) - before)
        crowd.wait_heard(production)
    assert_nothing_lost_nothing_twice(production, clients)
    assert_each_message_is_awarded(production, clients)


@pytest.mark.long
def test_a_server_that_is_alone_keeps_its_frames_until_another_comes(servers):
    production: Production = servers.production(**NO_LIMITS)
    people = set_up(production, pairs=1)
    first, second = production.urls
    clients = [Client(person, urls=[first], messages=EACH) for person in people]
    late = Client(people[1], urls=[second], messages=0, ping_every=600)
    with Redis.from_url(production.redis.url) as listener, listener.pubsub() as bus, Crowd(clients) as crowd:
        bus.psubscribe("*")
        send_up_to(crowd, 1 / 3)
        assert messages_on(bus) > 0
        production.kill("web2")
        time.sleep(SILENT_AFTER_SECONDS + 3)
        messages_on(bus)
        send_up_to(crowd, 2 / 3)
        assert messages_on(bus) == 0
        production.start("web2")
        production.wait_healthy()
        with Crowd([late]):
            before = acked_ids(crowd)
            send_up_to(crowd, 1)
            missing = acked_ids(crowd) - before
            wait_until(lambda: missing <= late.live, seconds=10, what="live delivery at the newcomer")
    assert_nothing_lost_nothing_twice(production, clients)


def messages_on(bus: PubSub) -> int:
    """How many pieces with messages the bus has carried since the last look."""
    heard = iter(lambda: bus.get_message(timeout=0.5), None)
    return sum(one["type"] == "pmessage" and b"message.new" in one["data"] for one in heard)
