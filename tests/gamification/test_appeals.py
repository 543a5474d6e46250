"""An award that was taken back: its person says why it was earned, another operator decides, and they hear of it."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.errors import NotFound
from apps.gamification.appeals.services import (
    AppealDecided,
    NeedsAnotherOperator,
    NothingToAppeal,
    appeal,
    decide_appeal,
)
from apps.gamification.awards.corrections import OwnAward, release_award, restore_award, reverse_award
from apps.gamification.desk.services import tell_of_odd_weeks
from apps.gamification.models import Appeal, Award, Hold, Member, RingMember, Rule
from apps.notifications.models import Notification
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed
from tests.gamification.test_console import CONFIRMED
from tests.people import CandidateFactory, OperatorFactory

NOW = timezone.now()
WORDS = "We really talked, look at the conversation."


@pytest.fixture
def mira(db):
    operator = OperatorFactory(name="Mira", email="mira@rapport.example")
    operator.groups.add(Group.objects.get(name="incentives"))
    return operator


@pytest.fixture
def only(rule):
    """`only(points=10, …)` is the one live rule for first answers."""
    Rule.objects.update(state="paused")
    return lambda **numbers: rule("first_answer", **numbers)


@pytest.fixture
def taken(only, ana, ben, dario):
    """Ten points of Ben's that Dario took back."""
    only(points=10)
    judge(answer_deed(ben, ana, at=NOW))
    award = Award.objects.get(person=ben)
    reverse_award(award=award, reason="copied", operator=dario, now=NOW)
    return award


def points_of(person):
    return Member.objects.get(person=person).points


def test_another_operator_gives_it_back(taken, ben, dario, mira):
    made = appeal(person=ben, award_id=taken.pk, text=WORDS, now=NOW)
    assert appeal(person=ben, award_id=taken.pk, text="Again", now=NOW) == made
    with pytest.raises(NeedsAnotherOperator):
        decide_appeal(appeal_id=made.pk, operator=dario, gives_back=True, now=NOW)
    decide_appeal(appeal_id=made.pk, operator=mira, gives_back=True, now=NOW)
    assert points_of(ben) == 10
    assert Notification.objects.filter(person=ben, kind="award_restored").count() == 1
    with pytest.raises(AppealDecided):
        decide_appeal(appeal_id=made.pk, operator=mira, gives_back=False, words="No", now=NOW)
    with pytest.raises(NothingToAppeal):
        appeal(person=ben, award_id=taken.pk, text=WORDS, now=NOW)


def test_what_is_given_back_on_the_award_itself_closes_the_appeal(taken, ben, dario, mira, drain):
    made = appeal(person=ben, award_id=taken.pk, text=WORDS, now=NOW)
    for _time in range(2):
        restore_award(award=taken, operator=mira, now=NOW)
        drain()
    made.refresh_from_db()
    assert (made.outcome, made.decided_by) == ("restored", mira)
    assert not Appeal.objects.waiting().exists()
    assert Notification.objects.filter(person=ben, kind="award_restored").count() == 1
    with pytest.raises(AppealDecided):
        decide_appeal(appeal_id=made.pk, operator=dario, gives_back=False, words="No", now=NOW)


def test_what_stays_taken_back_is_said_in_words(taken, ben, mira, sign_in):
    page = f"/points/awards/{taken.pk}/"
    client = sign_in(ben)
    assert page in client.get("/points/").content.decode()
    client.post(page, {"text": WORDS})
    made = Appeal.objects.get()
    operator = sign_in(mira)
    answer = CONFIRMED | {"words": "The same text went to nine others."}
    operator.post(reverse("admin:gamification_appeal_let_stand", args=[made.pk]), answer)
    made.refresh_from_db()
    assert (made.outcome, made.decided_by) == ("stands", mira)
    assert "The same text went to nine others." in client.get(page).content.decode()
    assert Notification.objects.get(person=ben, kind="award_appeal_stands").facts["words"].startswith("The same text")


def test_an_outsider_finds_no_award_to_appeal(taken, olga, sign_in):
    with pytest.raises(NotFound):
        appeal(person=olga, award_id=taken.pk, text=WORDS, now=NOW)
    client = sign_in(olga)
    page, api = f"/points/awards/{taken.pk}/", f"/api/v1/points/awards/{taken.pk}/appeal/"
    assert [client.get(page).status_code, client.post(page, {"text": "x"}).status_code] == [404, 404]
    assert client.get(api).status_code == 404


def test_over_the_api(taken, ben, sign_in):
    client = sign_in(ben)
    address = f"/api/v1/points/awards/{taken.pk}/appeal/"
    assert client.get("/api/v1/points/").json()["results"][0]["award"] == taken.pk
    answer = client.post(address, {"text": WORDS}, content_type="application/json")
    assert (answer.status_code, answer.json()["outcome"]) == (201, "open")
    restore_award(award=taken, operator=None, now=NOW)
    assert client.get(address).json()["outcome"] == "restored"
    assert client.post(address, {"text": WORDS}, content_type="application/json").status_code == 409


def test_a_held_award_is_released_with_a_reason_but_not_by_who_has_a_part_in_it(only, ana, ben, dario):
    only(points=10, hold_hours=24, settling="reciprocated")
    judge(answer_deed(ben, ana, at=NOW))
    award = Award.objects.get(person=ben)
    for participant in (ana, ben):
        with pytest.raises(OwnAward):
            release_award(award=award, reason="checked", operator=participant, now=NOW)
    assert release_award(award=award, reason="checked", operator=dario, now=NOW)
    entry = award.entries.last()
    assert (entry.kind, entry.reason, entry.by, points_of(ben)) == ("settled", "checked", dario, 10)
    assert not Hold.objects.exists()
    assert not release_award(award=award, reason="checked", operator=dario, now=NOW)


def test_the_whole_story_stands_on_one_page_and_reading_it_is_logged(
    taken, ana, ben, olga, dario, sign_in, django_assert_max_num_queries
):
    RingMember.objects.bulk_create(RingMember(person=one, ring=1, found_at=NOW) for one in (ana, ben))
    appeal(person=ben, award_id=taken.pk, text=WORDS, now=NOW)
    client = sign_in(dario)
    page = reverse("admin:gamification_memberstory_change", args=[ben.pk])
    with django_assert_max_num_queries(60):
        deeds = client.get(page).content.decode()
    for words in ("talks with itself alone", ana.name, "reversed", "the text had been sent elsewhere too", "Dario"):
        assert words in deeds
    assert "waits" in client.get(page + "?part=appeals").content.decode()
    for part in ("coins", "badges", "grants", "invitations", "nonsense"):
        assert client.get(f"{page}?part={part}&page=999").status_code == 200
    assert LogEntry.objects.filter(user=dario, object_id=str(ben.pk)).count() == 7
    assert client.get(reverse("admin:gamification_memberstory_change", args=[10**9])).status_code == 404
    assert sign_in(olga).get(page).status_code in (302, 403, 404)


def test_a_rule_far_from_last_week_alarms_once(only, ana, ben, dario):
    only(points=10)
    for number in range(6):
        deed = answer_deed(ben, CandidateFactory(), key=f"message:{number}", at=NOW - timedelta(hours=3))
        judge(deed)
    for _twice in range(2):
        tell_of_odd_weeks(now=NOW)
    assert Notification.objects.filter(person=dario, kind="rule_is_odd").count() == 1
    assert not Notification.objects.filter(person=ana, kind="rule_is_odd").exists()
