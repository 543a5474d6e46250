"""Days, dividers and groups: what the server renders and what the page's script makes of the same messages."""

import json
import random
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.conversation_page.rows import GROUP_WITHIN, rows
from tests.machine import BASE_DIR
from tests.skips import skip

ANA, BEN = User(pk=1, name="Ana"), User(pk=2, name="Ben")
# Half an hour and three quarters beside the others' hours, both sides of a change to summer time, and UTC.
ZONES = ["Asia/Kolkata", "Asia/Kathmandu", "Australia/Adelaide", "Asia/Tehran", "Europe/Berlin", "Asia/Shanghai", "UTC"]


def talk(seed: int) -> list[dict[str, Any]]:
    """Messages around midnights and turns of an hour, some minutes apart."""
    chance = random.Random(seed)
    at = datetime(2025, 3, 29, 17, 40, tzinfo=UTC)
    messages = []
    for seq in range(1, 40):
        at += timedelta(minutes=chance.choice([1, 4, 5, 6, 20, 31, 200]), seconds=chance.randrange(60))
        kind, sender = ("system", None) if chance.random() < 0.1 else ("text", chance.choice([1, 2]))
        messages.append(
            {
                "id": 100 + seq,
                "conversation": 7,
                "seq": seq,
                "rev": seq,
                "client_id": f"id-{seq}",
                "sender": sender,
                "kind": kind,
                "body": f"message {seq}",
                "card": {"type": "stage", "stage": "interview"} if sender is None else None,
                "reply_to": None,
                "created_at": at.isoformat().replace("+00:00", "Z"),
                "attachments": [],
                "edited_at": None,
                "recalled_at": None,
            }
        )
    return messages


def as_rendered(messages: list[dict[str, Any]], zone: str, unread_from: int | None) -> list[list[object]]:
    with timezone.override(zone):
        found = rows(messages, viewer=ANA, names={}, unread_from=unread_from, quoted={}, status_of_last="sent")
        return [[row.key, row.first, row.last] for row in found]


@pytest.fixture
def on_the_page():
    if shutil.which("node") is None:
        skip("node")

    def run(cases: list[dict[str, Any]]) -> list[Any]:
        command = ["node", str(BASE_DIR / "tests/js/rows_by_zone.js")]
        return json.loads(
            subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=True).stdout
        )

    return run


def test_page_and_server_show_the_same_days_dividers_and_groups_in_every_zone(on_the_page):
    cases = [(talk(seed), zone, unread) for seed in range(5) for zone in ZONES for unread in (None, 12)]
    shown = on_the_page(
        [
            {
                "me": ANA.pk,
                "messages": messages,
                "unreadFrom": unread,
                "timeZone": zone,
                "groupWithin": GROUP_WITHIN.total_seconds(),
            }
            for messages, zone, unread in cases
        ]
    )
    for (messages, zone, unread), on_page in zip(cases, shown, strict=True):
        assert on_page == as_rendered(messages, zone, unread), zone


def test_midnight_in_india_lies_between_half_past_six_and_a_quarter_to_seven_utc(on_the_page):
    messages = talk(1)[:2]
    messages[0]["created_at"], messages[1]["created_at"] = "2025-03-09T18:10:00Z", "2025-03-09T18:50:00Z"
    case = {"me": 1, "messages": messages, "unreadFrom": None, "timeZone": "Asia/Kolkata", "groupWithin": 300}
    (shown,) = on_the_page([case])
    assert [key for key, *_ in shown if str(key).startswith("d:")] == ["d:2025-03-09", "d:2025-03-10"]
