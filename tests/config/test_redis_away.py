"""Redis is a convenience: without it pages work, people sign in, and what happened is handled once it is back."""

from collections.abc import Iterator

import httpx
import pytest
from django.test import Client as TestClient
from kombu import Connection

from config.benchmark.installation import free_port
from config.cache import Client, ForgivingRedisCache
from config.celery import app
from tests.config.test_up import sign_in
from tests.servers import Production


@pytest.fixture
def cache_of_nothing() -> Iterator[ForgivingRedisCache]:
    Client.own.clear()
    yield ForgivingRedisCache(f"redis://127.0.0.1:{free_port()}/0", {})
    Client.own.clear()


def test_each_process_then_has_a_cache_of_its_own(cache_of_nothing):
    cache = cache_of_nothing
    assert cache.get("name", "nobody") == "nobody"
    assert cache.add("name", "ana")
    assert not cache.add("name", "ben")
    cache.set_many({"city": "Kiel", "turn": 1}, 60)
    assert cache.get_many(["name", "city"]) == {"name": "ana", "city": "Kiel"}
    assert cache.get_or_set("name", "olga") == "ana"
    assert cache.incr("turn") == 2
    assert cache.has_key("turn")
    assert cache.touch("turn")
    assert cache.delete("turn")
    cache.delete_many(["name"])
    assert not cache.has_key("name")
    with pytest.raises(ValueError, match="name"):
        cache.incr("name")


def test_what_was_kept_for_a_moment_is_gone_after_it(cache_of_nothing):
    cache_of_nothing.set("name", "ana", 0)
    assert cache_of_nothing.get("name") is None


@pytest.mark.django_db
def test_sign_ups_stay_limited(cache_of_nothing, monkeypatch):
    monkeypatch.setattr("allauth.core.internal.ratelimit.cache", cache_of_nothing)
    answers = [TestClient().post("/account/signup/", {}).status_code for _turn in range(25)]
    assert (answers[0], answers[-1]) == (200, 429)


def test_a_task_that_cannot_be_sent_is_no_error():
    with Connection(f"redis://127.0.0.1:{free_port()}/0", transport_options={"max_retries": 0}) as nowhere:
        assert app.tasks["events.relay"].apply_async(connection=nowhere) is None


@pytest.mark.servers
@pytest.mark.long
@pytest.mark.costs(90)
def test_pages_go_on_and_the_work_is_caught_up_with(servers):
    production: Production = servers.production()
    production.keep_running()
    make = "from config import demo; print('password:', demo.load()['accounts'][0]['password'])"
    password = production.manage("shell", "-c", make).split("password: ")[1].strip()
    production.redis.kill()
    ana = {"email": "ana@rapport.example", "password": password}
    assert sign_in(production.urls[0], ana)
    assert httpx.get(f"{production.urls[1]}/healthz").status_code == 200
    production.query(
        "INSERT INTO events_outboxevent (kind, subject, partition, payload, created_at) VALUES (?, ?, ?, ?, now())",
        *("unknown", "x", 3, "{}"),
    )
    production.redis.start()
    production.wait_until_handled(seconds=60, what="the outbox is handled")
