"""Redis is a convenience: without it pages work, people sign in, and what happened is handled once it is back."""

import httpx
import pytest
from kombu import Connection

from config.benchmark.installation import free_port
from config.cache import ForgivingRedisCache
from config.celery import app
from tests.config.test_up import sign_in
from tests.servers import Production


@pytest.fixture
def cache_of_nothing() -> ForgivingRedisCache:
    return ForgivingRedisCache(f"redis://127.0.0.1:{free_port()}/0", {})


def test_the_cache_is_taken_for_empty(cache_of_nothing):
    cache = cache_of_nothing
    cache.set("name", "ana")
    cache.set_many({"name": "ana"})
    assert cache.add("name", "ana")
    assert cache.get("name", "nobody") == "nobody"
    assert cache.get_many(["name"]) == {}
    assert cache.get_or_set("name", "ana") == "ana"
    assert not cache.has_key("name")
    assert not cache.touch("name")
    assert not cache.delete("name")
    cache.delete_many(["name"])
    with pytest.raises(ValueError, match="name"):
        cache.incr("name")


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
