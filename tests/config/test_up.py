"""`manage.py up` and the Procfile's processes, as real processes."""

import os
import re
import signal
import stat
import subprocess
import sys
import time

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from config.benchmark.installation import Installation, wait_until
from config.server import OPTIONS
from tests.machine import BASE_DIR
from tests.servers import Embedded

pytestmark = [pytest.mark.servers, pytest.mark.costs(60)]


def sign_in(url: str, account: dict[str, str]) -> str:
    """Signs in through the page as a browser does; the session's key."""
    with httpx.Client(base_url=url, headers={"Referer": url}) as client:
        page = client.get("/account/login/").raise_for_status().text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        form = {"csrfmiddlewaretoken": token[1], "login": account["email"], "password": account["password"]}
        assert client.post("/account/login/", data=form).status_code == 302
        return client.cookies["sessionid"]


def open_socket(url: str, session: str) -> ClientConnection:
    headers = {"Cookie": f"sessionid={session}"}
    return connect(url.replace("http", "ws") + "/ws/", origin=url, additional_headers=headers)  # type: ignore[arg-type]


def is_group_alive(installation: Installation, name: str) -> bool:
    try:
        os.killpg(installation.processes[name].pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_first_start_serves_the_demo_and_keeps_it(servers):
    up = servers.embedded(demo=True, fresh=True)
    facts = up.demo()
    assert facts["url"] == up.url
    assert {account["role"] for account in facts["accounts"]} == {"candidate", "recruiter", "expert", "operator"}
    assert stat.S_IMODE((up.folder / "demo.json").stat().st_mode) == 0o600
    assert facts["accounts"][0]["password"] in up.log("up"), "the terminal shows the sign-ins"
    with open_socket(up.url, sign_in(up.url, facts["accounts"][0])) as socket:
        assert f'"user":{facts["accounts"][0]["user_id"]}' in str(socket.recv(timeout=10))

    assert {a["group"] for a in facts["accounts"] if a["role"] == "operator"} >= {"support", "content", "admin"}

    assert up.terminate("up") == 0
    up.start_all()
    assert up.demo() == facts
    assert sign_in(up.url, facts["accounts"][0])


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.long)])
def test_it_stops_within_ten_seconds_and_leaves_nothing_running(servers, number):
    up = servers.embedded(demo=True)
    with open_socket(up.url, sign_in(up.url, up.demo()["accounts"][0])) as socket:
        socket.recv(timeout=10)
        began = time.monotonic()
        up.processes["up"].send_signal(number)
        assert up.processes["up"].wait(20) == 0
        # A child that reads files ends by itself when its parent is gone.
        wait_until(lambda: not is_group_alive(up, "up"), seconds=10, what="the end of all it started")
        assert time.monotonic() - began < 10
        with pytest.raises(ConnectionClosed):
            list(socket)
        assert socket.close_code == 1012, "the client is told to come back"


@pytest.mark.long
def test_it_comes_back_after_kill_9(servers):
    up = servers.embedded()
    up.kill("up")
    up.start_all()
    assert up.terminate("up") == 0


def test_the_background_work_runs_and_says_nothing(servers):
    up = servers.embedded()
    up.query(
        "INSERT INTO events_outboxevent (kind, subject, partition, payload, created_at) VALUES (?, ?, ?, ?, ?)",
        *("unknown", "x", 3, "{}", "2026-01-01 00:00:00"),
    )
    up.wait_until_handled(seconds=30, what="the beat wakes the relay")
    assert up.terminate("up") == 0
    said = [line for line in up.log("up").partition("/admin/\n")[2].splitlines() if line]
    assert len(said) == 1
    assert "No event type is known for unknown" in said[0]


def test_two_of_them_never_share_a_folder(servers):
    up = servers.embedded()
    command = [sys.executable, "manage.py", "up", "--port", "8123"]
    second = subprocess.run(command, cwd=BASE_DIR, env=up.environment, capture_output=True, text=True, timeout=60)
    assert second.returncode == 1
    assert f"Rapport already runs on {up.folder}." in second.stderr


def test_without_the_demo_nobody_is_there(servers):
    up = servers.embedded()
    assert not (up.folder / "demo.json").exists()
    assert "Sign in as" not in up.log("up")
    assert httpx.get(f"{up.url}/nothing-here").status_code == 404


def test_the_procfile_serves_in_production_and_stops_cleanly(servers):
    production = servers.production()
    assert len(production.urls) == 2
    for name in ("web", "web2", "relay", "worker", "beat"):
        # uvicorn finishes and then ends by the signal that it was sent.
        assert production.terminate(name) in (0, -signal.SIGTERM), production.log(name)
        assert name not in ("web", "web2") or "Finished server process" in production.log(name)
        assert not is_group_alive(production, name)


def test_the_procfile_gives_uvicorn_the_options_of_up():
    web = next(line for line in (BASE_DIR / "Procfile").read_text().splitlines() if line.startswith("web: "))
    for name, value in OPTIONS.items():
        option = name.replace("_", "-")
        if name in ("access_log", "server_header"):
            assert f" --no-{option}" in web
        else:
            text = (
                str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else value
            )
            assert f" --{option} {text}" in web


@pytest.mark.long
def test_up_with_the_production_services_runs_everything_in_one_process(servers, postgres_server, redis_server):
    up = servers.embedded(demo=True, DATABASE_URL=postgres_server.create_database(), REDIS_URL=redis_server.url)
    assert sign_in(up.url, up.demo()["accounts"][0])
    assert isinstance(up, Embedded)
    assert up.terminate("up") == 0
    # Who draws first pages ends by itself, once nobody can ask it for more.
    wait_until(lambda: not is_group_alive(up, "up"), seconds=10, what="nothing of it runs any longer")
