"""Points, rules and missions for API clients: one's own, in one's own language."""

from datetime import timedelta

import pytest

from apps.gamification.deeds.types.first_answers import of_first_answer
from apps.gamification.models import Award, Rule
from apps.gamification.rules.services import pause_rule
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed, first_answer
from tests.people import CandidateFactory

PATHS = ("/api/v1/points/", "/api/v1/points/preferences/", "/api/v1/rules/", "/api/v1/missions/")


@pytest.mark.parametrize("path", PATHS)
def test_strangers_are_refused(client, db, path):
    assert client.get(path).status_code == 401


def test_the_ledger_stands_below_the_progress(sign_in, ana, ben):
    answer = first_answer(ana, ben, waited=timedelta(minutes=20))
    judge(of_first_answer(answer))
    settle(ben, f"message:{answer.message_id}", now=NOON)
    judge(answer_deed(ben, CandidateFactory(name="Rui"), waited_hours=30))
    found = sign_in(ben).get("/api/v1/points/").json()
    assert (found["progress"]["points"], found["progress"]["pending"]) == (10, 0)
    assert found["progress"]["level"]["name"] == "Newcomer"
    assert found["progress"]["next_level"]["unlocks"] == ["5 more new conversations a day"]
    lines = {line["title"]: line for line in found["results"]}
    assert found["count"] == 2
    assert lines["You answered Ana within 20 minutes"] | {"id": 0, "at": ""} == {
        "id": 0,
        "award": Award.objects.get().pk,
        "rule": "recruiter-first-answer",
        "title": "You answered Ana within 20 minutes",
        "state": "settled",
        "points": 10,
        "coins": 5,
        "form": "",
        "was": 0,
        "note": "",
        "conversation": answer.conversation_id,
        "at": "",
    }
    assert lines["You answered Rui within 30 hours"]["state"] == "none"


def test_it_is_paged_and_narrowed(sign_in, ben):
    for number, person in enumerate(CandidateFactory.create_batch(4)):
        judge(answer_deed(ben, person, key=f"message:{number}"))
    settle(ben, "message:0", now=NOON)
    client = sign_in(ben)
    first = client.get("/api/v1/points/?page_size=3").json()
    assert (first["count"], len(first["results"])) == (4, 3)
    assert len(client.get(first["next"]).json()["results"]) == 1
    assert client.get("/api/v1/points/?show=settled").json()["count"] == 1
    assert client.get("/api/v1/points/?show=rubbish").status_code == 400
    assert client.get("/api/v1/points/?page=77").status_code == 404


def test_others_see_nothing_of_it(sign_in, ana, ben, olga):
    judge(of_first_answer(first_answer(ana, ben)))
    for person in (ana, olga):
        found = sign_in(person).get("/api/v1/points/").json()
        assert (found["count"], found["progress"]["pending"]) == (0, 0)


def test_the_words_are_in_the_persons_language(sign_in, ben):
    ben.language = "zh-hans"
    ben.save()
    client = sign_in(ben)
    assert client.get("/api/v1/points/").json()["progress"]["level"]["name"] == "初来乍到"
    assert client.get("/api/v1/missions/").json()[0]["title"] == "第一周：从发布职位到聊起来"


def test_rules_in_force_in_numbers_and_words(sign_in, ben):
    pause_rule(rule=Rule.objects.get(key="conversation-rated"))
    rules = {rule["key"]: rule for rule in sign_in(ben).get("/api/v1/rules/").json()}
    assert set(rules) == {"recruiter-first-answer", "candidate-first-answer", "mission-completed", "thanks-received"}
    mine = rules["recruiter-first-answer"]
    assert (mine["points"], mine["roles"], mine["version"], mine["who"]) == (10, ["recruiter"], 1, "For recruiters")
    assert mine["conditions"] == [
        "Within 24 hours.",
        "It responds to what was asked, in your own words: no “ok”, no copy, no brush-off.",
    ]


def test_missions_of_ones_role(sign_in, ana):
    (mission,) = sign_in(ana).get("/api/v1/missions/").json()
    assert (mission["key"], mission["done"], mission["total"]) == ("first-week-candidate", 0, 5)
    assert [step["done_at"] for step in mission["steps"]] == [None] * 5


def test_preferences_are_chosen_for_oneself_alone(sign_in, ana, ben):
    client = sign_in(ana)
    chosen = {"hides_all": False, "hides_popups": True}
    unchanged = {"hides_rankings": False, "ranking_as": "nobody", "nickname": ""}
    answer = client.put("/api/v1/points/preferences/", chosen, content_type="application/json")
    assert answer.json() == chosen | unchanged
    assert client.get("/api/v1/points/preferences/").json() == chosen | unchanged
    assert sign_in(ben).get("/api/v1/points/preferences/").json()["hides_popups"] is False


@pytest.mark.parametrize("body", [{}, {"hides_all": "perhaps", "hides_popups": True}, {"hides_all": None}])
def test_nonsense_is_refused_by_field(sign_in, ana, body):
    answer = sign_in(ana).put("/api/v1/points/preferences/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] in ("hides_all", "hides_popups")


def test_the_ledger_takes_as_many_queries_for_many_entries(sign_in, ana, ben, django_assert_max_num_queries):
    judge(of_first_answer(first_answer(ana, ben)))
    client = sign_in(ben)
    client.get("/api/v1/points/")
    for person in CandidateFactory.create_batch(8):
        judge(of_first_answer(first_answer(person, ben)))
    with django_assert_max_num_queries(10):
        assert len(client.get("/api/v1/points/").json()["results"]) == 9
