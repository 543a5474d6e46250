"""What is out of control opens an incident, and only what the reports prove closes it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from apps.errors import InvalidInput
from apps.feedback.incidents import selectors, services
from apps.feedback.incidents.limits import Week, control_chart, poisson_limit, release_chart
from apps.feedback.incidents.services import (
    IncidentClosed,
    check_change,
    close_by_hand,
    follow_incidents,
    open_incident,
    record_change,
)
from apps.feedback.models import Incident, Release, Team, Ticket, Topic
from apps.feedback.releases import selectors as releases
from apps.notifications.deciding.wording import words
from apps.notifications.models import Channel, Notification
from tests.feedback.topics import TopicFactory
from tests.people import CandidateFactory, OperatorFactory

NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
CONFIRMED = {"_form_submitted": "on"}


@pytest.fixture(autouse=True)
def a_hundred_are_active(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (selectors, releases):
        monkeypatch.setattr(place, "active_people", lambda since, until: 100)


def reported(topic: Topic, people: int, *, at: datetime, category: str = "functional", by: object = None) -> None:
    for _ in range(people):
        Ticket.objects.create(
            reporter=by or CandidateFactory(),
            body="It hangs.",
            client_id=uuid4(),
            topic=topic,
            category=category,
            created_at=at,
            last_public_at=at,
        )


@pytest.fixture
def topic(db: None) -> Topic:
    """One person a month reported it so far."""
    topic = TopicFactory()
    for weeks in (4, 8, 12):
        reported(topic, 1, at=NOW - timedelta(weeks=weeks))
    return topic


@pytest.fixture
def team(db: None) -> Team:
    team = Team.objects.create(name_en="Support", name_zh="客服")
    team.members.add(OperatorFactory())
    return team


@pytest.fixture
def incident(topic: Topic, team: Team) -> Incident:
    reported(topic, 6, at=NOW)
    follow_incidents(now=NOW)
    incident = Incident.objects.get()
    incident.root_cause = "The cache was full."
    incident.save()
    return incident


def test_a_week_out_of_control_opens_one_incident_and_tells_its_team(topic, team):
    Release.objects.create(version="1.5", title_en="A", title_zh="甲", published_at=NOW - timedelta(days=2))
    reported(topic, 2, at=NOW)
    follow_incidents(now=NOW)
    assert not Incident.objects.exists()
    reported(topic, 4, at=NOW)
    for _again in range(2):
        follow_incidents(now=NOW)
    incident = Incident.objects.get()
    assert (incident.topic, incident.team, incident.people, incident.release.version) == (topic, team, 6, "1.5")
    told = Notification.objects.filter(kind="incident_opened", channel=Channel.IN_APP)
    assert told.get().person == team.members.get()


def test_a_product_that_is_new_has_no_limit_yet(db):
    topic = TopicFactory()
    reported(topic, 1, at=NOW - timedelta(weeks=7))
    reported(topic, 9, at=NOW)
    follow_incidents(now=NOW)
    assert not Incident.objects.exists()


def test_a_flood_of_one_account_and_wishes_open_nothing(topic, ana):
    reported(topic, 30, at=NOW, by=ana)
    reported(topic, 9, at=NOW, category="feature_request")
    follow_incidents(now=NOW)
    assert not Incident.objects.exists()


def test_the_limit_is_that_of_the_u_chart_and_few_are_judged_exactly():
    marks = control_chart([Week(40, 1000)] * 8 + [Week(40, 500), Week(40, 1000)])
    assert marks[7].limit is None
    assert (round(marks[8].centre), round(marks[8].limit, 1), marks[8].is_out) == (20, 35, True)
    assert not marks[9].is_out
    assert (poisson_limit(0), poisson_limit(0.5), poisson_limit(4)) == (0, 4, 11)


def test_of_a_thousand_quiet_weeks_hardly_one_is_called_out_of_control():
    rng, wrong, judged = np.random.default_rng(5), 0, 0
    for mean in (0.2, 1, 5, 30):
        for _topic in range(40):
            marks = control_chart([Week(int(people), 1000) for people in rng.poisson(mean, size=60)])[26:]
            wrong, judged = wrong + sum(mark.is_out for mark in marks), judged + len(marks)
    assert wrong / judged < 0.004


def test_what_no_week_of_a_release_shows_alone_adds_up_and_opens_one_incident(topic, team):
    for number, weeks in enumerate((20, 3)):
        at = NOW - timedelta(weeks=weeks)
        Release.objects.create(version=f"1.{number}", title_en="A", title_zh="甲", published_at=at)
    for weeks in (1, 2, 3):
        reported(topic, 2, at=NOW - timedelta(weeks=weeks) + timedelta(days=1))
    for _again in range(2):
        follow_incidents(now=NOW)
    assert not Incident.objects.exists(), "it is looked at once somebody reported it this week"
    reported(topic, 1, at=NOW)
    follow_incidents(now=NOW)
    incident = Incident.objects.get()
    assert (incident.release.version, incident.weeks, incident.people) == ("1.1", 3, 6)
    told = words(Notification.objects.get(channel=Channel.IN_APP), language="en")
    assert "in the weeks of release 1.1" in told[1]
    close_by_hand(incident_id=incident.pk, because="It was a fair.", now=NOW)
    reported(topic, 1, at=NOW + timedelta(weeks=1))
    follow_incidents(now=NOW + timedelta(weeks=1))
    assert Incident.objects.count() == 1


def test_an_incident_of_a_release_names_it_though_a_further_release_came_this_week(topic, team):
    for number, weeks in enumerate((20, 3, 0)):
        at = NOW - timedelta(weeks=weeks)
        Release.objects.create(version=f"1.{number}", title_en="A", title_zh="甲", published_at=at)
    for weeks in (1, 2, 3):
        reported(topic, 2, at=NOW - timedelta(weeks=weeks) + timedelta(days=1))
    incident = open_incident(topic=topic, now=NOW)
    assert incident is not None
    assert incident.release.version == "1.1"
    told = words(Notification.objects.get(channel=Channel.IN_APP), language="en")
    assert "in the weeks of release 1.1" in told[1]


def test_the_same_two_people_week_after_week_open_nothing_and_each_is_counted_once(topic, team, ana, ben):
    for number, weeks in enumerate((20, 3)):
        at = NOW - timedelta(weeks=weeks)
        Release.objects.create(version=f"1.{number}", title_en="A", title_zh="甲", published_at=at)
    for weeks in (1, 2, 3):
        for person in (ana, ben):
            reported(topic, 1, at=NOW - timedelta(weeks=weeks) + timedelta(days=1), by=person)
    assert open_incident(topic=topic, now=NOW) is None
    assert not selectors.chart_of(topic, now=NOW).releases[-1].is_out
    reported(topic, 1, at=NOW - timedelta(days=6))
    incident = open_incident(topic=topic, now=NOW)
    assert incident is not None
    assert (incident.people, incident.weeks) == (7, 3)
    told = words(Notification.objects.get(channel=Channel.IN_APP), language="en")
    assert told[1].startswith("3 people reported")


def test_of_five_hundred_quiet_releases_hardly_one_is_called_out_of_control():
    rng, wrong, judged = np.random.default_rng(5), 0, 0
    for mean in (0.2, 1, 5, 30):
        for _topic in range(40):
            people = rng.poisson(mean, size=60)
            weeks = [Week(int(one), 1000, release=f"1.{place // 4}") for place, one in enumerate(people)]
            stretches = release_chart(weeks, control_chart(weeks))[6:]
            wrong, judged = wrong + sum(one.is_out for one in stretches), judged + len(stretches)
    assert wrong / judged < 0.012


def test_a_release_that_is_out_of_control_draws_no_line_for_the_next():
    people = [1] * 10 + [4] * 4 + [3] * 4
    weeks = [Week(one, 1000, release=f"1.{(place > 9) + (place > 13)}") for place, one in enumerate(people)]
    usual, bad, next_one = release_chart(weeks, control_chart(weeks))
    assert (usual.is_out, bad.is_out, next_one.is_out) == (False, True, True)
    assert next_one.mark == replace(bad.mark, people=12)


def test_programs_of_the_team_write_down_what_it_found_and_others_cannot(incident, mei, olga, sign_in):
    client, page = sign_in(mei), f"/api/v1/incidents/{incident.pk}/"
    other = TopicFactory()
    known = client.get(page).json()
    said = {"team": known["team_id"], "root_cause": "A full disk.", "linked": [other.pk]}
    put = client.put(page, said, content_type="application/json").json()
    assert (put["team"], put["root_cause"], put["linked"]) == (known["team"], "A full disk.", [other.pk])
    again = client.put(page, said | {"linked": [incident.topic_id, other.pk]}, content_type="application/json").json()
    assert again["linked"] == [other.pk], "its own topic is no other one"
    for linked in ([10**20], [other.pk, 10**9], list(range(1, 102))):
        refused = client.put(page, said | {"linked": linked}, content_type="application/json")
        assert (refused.status_code, "linked" in refused.text) == (400, True)
    assert client.get(page).json()["linked"] == [other.pk]
    chart = client.get(f"/api/v1/incidents/topics/{incident.topic_id}/").json()
    assert [one["weeks"] for one in chart["releases"]] == [len(chart["weeks"]) - 1]
    recorded = client.post(f"{page}record/", {"change": "A larger disk."}, content_type="application/json")
    assert recorded.json()["state"] == "watched"
    assert client.post(f"{page}close/", {"because": " "}, content_type="application/json").status_code == 400
    assert client.post(f"{page}close/", {"because": "A test."}, content_type="application/json").status_code == 200
    assert client.put(page, said, content_type="application/json").status_code == 409
    for answer in (sign_in(olga).get(page), sign_in(olga).post(f"{page}close/", {"because": "Me."})):
        assert answer.status_code == 404


def test_it_closes_when_reports_went_down_and_comes_back_when_they_did_not(incident, topic):
    with pytest.raises(InvalidInput):
        record_change(incident_id=incident.pk, change="  ")
    reported(topic, 8, at=NOW + timedelta(days=1))
    changed = NOW + timedelta(days=2)
    record_change(incident_id=incident.pk, change="A larger cache.", now=changed)
    reported(topic, 14, at=changed + timedelta(days=5))
    assert check_change(incident_id=incident.pk, now=changed + timedelta(days=6)).state == "watched"
    for weeks in (1, 2, 3, 4):
        check_change(incident_id=incident.pk, now=changed + timedelta(weeks=weeks))
    incident.refresh_from_db()
    assert (incident.state, incident.verdict) == ("open", "not_better")
    again = changed + timedelta(weeks=5)
    reported(topic, 20, at=again - timedelta(days=1))
    record_change(incident_id=incident.pk, change="Two caches.", now=again)
    follow_incidents(now=again + timedelta(days=8))
    incident.refresh_from_db()
    assert (incident.state, incident.verdict, incident.checked["after"]) == ("closed", "better", [0, 100])
    assert Notification.objects.filter(kind="incident_checked", channel=Channel.IN_APP).count() == 2
    with pytest.raises(IncidentClosed):
        close_by_hand(incident_id=incident.pk, because="Done.")


def test_fewer_reports_close_nothing_while_those_asked_say_that_it_is_not_fixed(incident, topic, ana):
    reported(topic, 20, at=NOW + timedelta(days=1))
    changed = NOW + timedelta(days=2)
    record_change(incident_id=incident.pk, change="A larger cache.", now=changed)
    topic.verdicts.create(person=ana, is_fixed=False, said_at=changed + timedelta(days=1))
    assert check_change(incident_id=incident.pk, now=changed + timedelta(weeks=1)).state == "watched"


@time_machine.travel(NOW + timedelta(hours=1), tick=False)
def test_an_operator_names_the_cause_says_what_changed_and_sees_the_chart(incident, mei, sign_in, olga):
    client, page = sign_in(mei), incident.console_url
    Incident.objects.update(root_cause="")
    record = reverse("admin:feedback_incident_record", args=[incident.pk])
    client.post(record, CONFIRMED | {"change": "A larger cache."})
    assert Incident.objects.get().state == "open", "no root cause yet"
    client.post(page, {"team": incident.team_id, "root_cause": "The cache was full.", "linked": []})
    client.post(record, CONFIRMED | {"change": "A larger cache."})
    changed = Incident.objects.get()
    assert (changed.state, changed.change, changed.root_cause) == ("watched", "A larger cache.", "The cache was full.")
    chart = reverse("admin:feedback_incident_chart", args=[incident.topic_id])
    for address in (page, chart):
        assert "<polyline" in client.get(address).content.decode()
        assert sign_in(olga).get(address).status_code in {302, 403}
    assert client.get("/api/v1/incidents/").json()["results"][0]["change"] == "A larger cache."
    assert sign_in(olga).get("/api/v1/incidents/").status_code == 403
    close = reverse("admin:feedback_incident_close", args=[incident.pk])
    client.post(close, CONFIRMED | {"because": "It was a test."})
    assert Incident.objects.get().verdict == "by_hand"
    services.follow_incidents(now=NOW)
    assert Incident.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_open_one_incident():
    topic = TopicFactory()
    reported(topic, 1, at=NOW - timedelta(weeks=9))
    reported(topic, 6, at=NOW)

    def open_it(_worker: int) -> bool:
        try:
            return open_incident(topic=topic, now=NOW) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(open_it, range(3))) == [False, False, True]
    assert Incident.objects.count() == 1
