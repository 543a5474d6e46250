"""The benchmark against a real server: small, to see that it measures at all."""

import json
import stat

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import Trait, User
from apps.chat.models import Conversation, Message, Participant
from apps.chat.safety import limits
from config.benchmark import population
from tests.tiers import amount

pytestmark = [pytest.mark.servers, pytest.mark.costs(60)]


@pytest.mark.long
def test_it_prepares_a_database_loads_the_server_and_finds_no_loss(servers, tmp_path):
    up = servers.embedded()
    people, figures = tmp_path / "people.jsonl", tmp_path / "figures.json"
    up.manage("bench", "prepare", "--pairs", "2", "--out", str(people))
    url = up.url.replace("http", "ws") + "/ws/"
    up.manage(
        *("bench", "chat", str(people), "--url", url, "--json", str(figures)),
        *("--rates", "20", "--saturate", "4", "--seconds", "1", "--warm-up", "0.5", "--idle", "5"),
    )
    found = json.loads(figures.read_text())
    assert found["faults"] == {}
    at_rate, saturated = found["figures"]
    assert at_rate["messages"] == 20
    assert saturated["messages"] > 0
    assert up.query("SELECT count(*) FROM chat_message") == [(found["checked"],)]
    assert at_rate["server_cpu"] > 0
    assert found["idle"]["resident_kib"] is not None


@pytest.mark.long
def test_it_measures_from_a_deed_to_its_award(servers, tmp_path):
    up = servers.embedded()
    figures = tmp_path / "figures.json"
    url = up.url.replace("http", "ws") + "/ws/"
    up.manage("bench", "award", "--url", url, "--rate", "4", "--seconds", "1", "--json", str(figures))
    found = json.loads(figures.read_text())
    assert (found["deeds"], found["awarded"], found["faults"]) == (4, 4, {})


@pytest.mark.longer
def test_it_measures_from_a_question_to_everybody_in_the_room(servers, tmp_path):
    """Each of 500 people hears of each of 200 questions, at 20 a second. Without --long a small room, as a smoke. How
    soon is for the benchmark alone on a machine."""
    up = servers.embedded()
    figures, people = tmp_path / "figures.json", amount(500, smoke=20)
    url = up.url.replace("http", "ws") + "/ws/"
    sizes = ("--people", str(people), "--rate", str(amount(20, smoke=5)), "--seconds", str(amount(10, smoke=2)))
    up.manage("bench", "salon", "--url", url, *sizes, "--json", str(figures))
    found = json.loads(figures.read_text())
    assert (found["sockets"], found["questions"], found["faults"]) == (people, amount(200, smoke=10), {})
    assert found["p50"] <= found["p95"], found


def test_pairs_are_people_who_may_write_without_a_limit(db, tmp_path):
    file = tmp_path / "people.jsonl"
    call_command("bench", "prepare", pairs=3, messages=5, out=file)
    people = population.read(file)
    assert len(people) == 6
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {(one.user, one.peer) for one in people} == {(one.peer, one.user) for one in people}
    unlimited = Trait.objects.filter(key=limits.MESSAGES_TRAIT, value="0", person__in=[one.user for one in people])
    assert unlimited.count() == 6
    for conversation in Conversation.objects.all():
        assert (conversation.head_seq, conversation.head_rev) == (5, 5)
        numbers = Message.objects.filter(conversation=conversation).order_by("seq").values_list("seq", "rev", "sender")
        sides = (conversation.candidate_id, conversation.recruiter_id)
        assert list(numbers) == [(n, n, sides[(n - 1) % 2]) for n in range(1, 6)]
        assert conversation.waiting_for_id == conversation.recruiter_id
    assert Participant.objects.count() == 6


def test_a_database_in_which_others_live_is_left_alone(ana, tmp_path):
    with pytest.raises(CommandError, match="holds 1 people who aren't the benchmark's"):
        call_command("bench", "prepare", pairs=1, out=tmp_path / "people.jsonl")
    assert list(User.objects.all()) == [ana]
    call_command("bench", "prepare", pairs=1, out=tmp_path / "people.jsonl", yes=True)
    assert User.objects.count() == 3


def test_it_measures_telling_and_sending(db, tmp_path):
    call_command("bench", "notify", people=4, json=tmp_path / "figures.json")
    found = json.loads((tmp_path / "figures.json").read_text())
    assert (found["people"], found["left"]) == (4, 0)
    assert min(found["one_by_one"], found["at_once"], found["letters"]) > 0


def test_it_measures_reports_that_come_to_a_running_server(servers, tmp_path):
    up = servers.embedded()
    figures = tmp_path / "figures.json"
    up.manage("bench", "tickets", "--url", up.url, "--rate", "5", "--seconds", "6", "--json", str(figures))
    found = json.loads(figures.read_text())
    assert (found["reports"], found["faults"]) == (30, {})
    assert found["caught_up"] is not None
    assert up.query("SELECT count(*) FROM feedback_ticket WHERE triaged_at IS NULL") == [(0,)]


def test_it_measures_taking_reports_in_and_sorting_them(db, tmp_path):
    call_command("bench", "tickets", tickets=4, json=tmp_path / "figures.json")
    found = json.loads((tmp_path / "figures.json").read_text())
    assert (found["tickets"], found["left"]) == (4, 0)
    assert min(found["taken"], found["sorted"], found["p50"]) > 0


def test_a_file_of_another_database_is_refused(db, tmp_path):
    file = tmp_path / "people.jsonl"
    file.write_text('{"user": 1, "token": "t", "conversation": 1, "peer": 2}\n')
    with pytest.raises(CommandError, match="aren't in this database"):
        call_command("bench", "chat", file, rates=[1])
