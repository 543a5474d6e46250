"""A backup by the README's own commands while people talk, restored elsewhere."""

import hashlib
import re
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from config.benchmark.installation import Installation
from tests.accounts.pictures import picture_bytes
from tests.faults.client import Client
from tests.faults.crowd import Crowd
from tests.faults.scene import NO_LIMITS, set_up
from tests.faults.truth import HEADS, MESSAGES, assert_nothing_lost_nothing_twice, assert_seq_without_gaps
from tests.machine import BASE_DIR
from tests.servers import Embedded

pytestmark = [pytest.mark.servers, pytest.mark.costs(90), pytest.mark.timeout(600)]

POINTS = "SELECT key, points FROM gamification_award ORDER BY key"
FILES = "SELECT id, file, thumbnail FROM chat_attachment ORDER BY id"


def commands() -> dict[tuple[str, str], str]:
    """What the README says, by database and by what it is for."""
    readme = (BASE_DIR / "README.md").read_text()
    section = readme[readme.index("## Backup") : readme.index("## API and")]
    blocks = re.findall(r"^```\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    keys = [("postgresql", "back up"), ("sqlite", "back up"), ("postgresql", "restore"), ("sqlite", "restore")]
    return dict(zip(keys, blocks, strict=True))


def run(command: str, installation: Installation, backup: Path) -> None:
    environment = installation.environment | {"BACKUP": str(backup)}
    done = subprocess.run(["bash", "-euc", command], env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr


def add_pictures(url: str, people: list[dict[str, Any]], *, side: int) -> None:
    for number, person in enumerate(people):
        answer = httpx.post(
            f"{url}/api/v1/attachments/",
            data={"conversation": person["conversations"][0]},
            files={"file": ("me.png", picture_bytes("PNG", (side, side + number)), "image/png")},
            headers={"Authorization": f"Token {person['token']}"},
            timeout=60,
        )
        assert answer.status_code == 201, answer.text


def hashes(installation: Installation) -> dict[tuple[int, str], str]:
    """Of each file that the database names."""
    media = installation.folder / "media"
    return {
        (number, name): hashlib.sha256((media / name).read_bytes()).hexdigest()
        for number, *names in installation.query(FILES)
        for name in names
    }


def installations(servers: Any, request: pytest.FixtureRequest, database: str) -> tuple[Embedded, Embedded]:
    """One that serves, and one that is still empty."""
    if database == "sqlite":
        return servers.embedded(**NO_LIMITS), servers.embedded(start=False, fresh=True)
    postgres = request.getfixturevalue("postgres_server")
    full = servers.embedded(DATABASE_URL=postgres.create_database(), **NO_LIMITS)
    return full, servers.embedded(start=False, fresh=True, DATABASE_URL=postgres.create_empty_database())


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def test_a_backup_under_load_is_whole(servers, request, tmp_path, database):
    up, elsewhere = installations(servers, request, database)
    people = set_up(up, pairs=5)
    add_pictures(up.url, people, side=40)
    clients = [Client(person, urls=up.urls, messages=30, pause=0.05) for person in people]
    backup = tmp_path / "backup"
    backup.mkdir()
    with Crowd(clients) as crowd:
        crowd.wait_acked(0.3)
        acked = {message.client_id for client in clients for message in client.messages if message.ack}
        run(commands()[database, "back up"], up, backup)
        assert crowd.acked < crowd.total
        add_pictures(up.url, people, side=80)
        crowd.wait_acked(1)
    assert_nothing_lost_nothing_twice(up, clients)
    run(commands()[database, "restore"], elsewhere, backup)
    assert_holds_a_state_of(elsewhere, up, at_least=len(acked))
    elsewhere.start_all()
    person = people[0]
    address = f"{elsewhere.url}/api/v1/conversations/{person['conversations'][0]}/changes/"
    answer = httpx.get(
        address, params={"after_rev": 0}, headers={"Authorization": f"Token {person['token']}"}, timeout=60
    )
    assert answer.status_code == 200
    assert len(answer.json()["messages"]) == answer.json()["head_rev"]


def assert_holds_a_state_of(restored: Installation, original: Installation, *, at_least: int) -> None:
    """One state that the original was in while it was backed up: no later part of anything, no part missing."""
    rows, all_rows = restored.query(MESSAGES), original.query(MESSAGES)
    print(f"{len(rows)} of {len(all_rows)} messages were there; {at_least} were acked before")
    assert set(rows) <= set(all_rows)
    assert at_least <= len(rows) < len(all_rows)
    assert_seq_without_gaps(rows, dict(restored.query(HEADS)))
    points, all_points = dict(restored.query(POINTS)), dict(original.query(POINTS))
    assert points.items() <= all_points.items()
    assert sum(points.values()) == sum(all_points[key] for key in points)
    messages = {f"message:{row[1]}" for row in rows}
    assert {key.split(":", 2)[2].rsplit(":", 1)[0] for key in points if ":message:" in key} <= messages
    assert hashes(restored).items() <= hashes(original).items()
    assert len(hashes(restored)) >= 2 * 10
