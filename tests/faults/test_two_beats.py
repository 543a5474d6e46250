"""A second beat and a second worker by mistake: each turn of a periodic job is taken once all the same."""

import pytest

from config.benchmark.installation import wait_until
from tests.faults.ticking import JOB, TABLES
from tests.servers import Production
from tests.tiers import amount

pytestmark = [pytest.mark.servers, pytest.mark.longer, pytest.mark.costs(120), pytest.mark.timeout(600)]

TURNS = amount(8, smoke=3)
SCHEDULE = "import tests.faults.ticking; from apps.events.content import install_schedule; install_schedule()"


def test_each_turn_is_taken_once(servers):
    production: Production = servers.production(start=False)
    worker, beat = (production.commands[name].copy() for name in ("worker", "beat"))
    worker[-1] = worker[-1].replace("-A config ", "-A tests.faults.ticking ")
    production.commands |= {"worker": worker, "beat2": beat}
    production.commands["worker2"] = [*worker[:-1], worker[-1].replace("worker@%h", "worker2@%h")]
    production.query(TABLES)
    production.manage("shell", "-v", "0", "-c", SCHEDULE)
    production.start_all()
    wait_until(
        lambda: production.query("SELECT count(*) FROM ticks")[0][0] >= TURNS, seconds=180, what=f"{TURNS} turns"
    )
    taken = [slot for (slot,) in production.query("SELECT slot FROM ticks ORDER BY slot")]
    claimed = [slot for (slot,) in production.query("SELECT number FROM events_slot WHERE job = ? ORDER BY 1", JOB)]
    ((woken, backends),) = production.query("SELECT count(*), count(DISTINCT backend) FROM woken")
    print(f"{woken} wake-ups, {len(taken)} turns")
    assert len(set(taken)) == len(taken)
    assert set(taken) <= set(claimed)
    # Both beats did send: one alone wakes it once in a turn.
    assert woken > 1.5 * len(taken)
    # Each of the four processes keeps its connection from one task to the next.
    assert backends < woken
