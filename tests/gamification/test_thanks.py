"""Thanks go to people one talked with, a few a day; a ring's thanks pay nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Block
from apps.errors import NotFound
from apps.gamification.kudos.selectors import left_today, thankers_of, to_thank
from apps.gamification.kudos.services import ThanksUsedUp, give_thanks
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Award, Kudos, RingMember
from apps.notifications.models import Notification
from tests.gamification.talks import NOON, first_answer, talk
from tests.people import CandidateFactory

PAGE, API = "/thanks/", "/api/v1/thanks/"
HOUR = timedelta(hours=1)


def talked(asker, answerer, at=NOON):
    first_answer(asker, answerer, at=at, confirmed_after=HOUR)


def thank(giver, receiver, *, at=NOON, reason="clear"):
    return give_thanks(giver=giver, receiver_id=receiver.pk, reason=reason, now=at)


def test_one_thanks_whom_one_talked_with_and_they_are_told(ana, ben, olga):
    talked(ana, ben)
    kudos, is_new = thank(ana, ben)
    assert (is_new, kudos.reason) == (True, "clear")
    told = Notification.objects.get(person=ben, kind="thanked")
    assert told.facts == {"name": ana.name, "reason": "clear"}
    with pytest.raises(NotFound):
        thank(ana, olga)
    with pytest.raises(NotFound):
        thank(ana, ana)


def test_a_talk_of_one_side_alone_is_none(ana, ben):
    first_answer(ana, ben)
    assert to_thank(ana, now=NOON) == []


def test_the_same_person_is_thanked_once_in_thirty_days(ana, ben):
    talked(ana, ben)
    first, _is_new = thank(ana, ben)
    assert thank(ana, ben, at=NOON + timedelta(days=29)) == (first, False)
    assert thank(ben, ana)[1]
    assert thank(ana, ben, at=NOON + timedelta(days=31))[1]
    assert Kudos.objects.count() == 3


def test_three_a_day_and_what_is_not_given_is_gone(ben):
    people = CandidateFactory.create_batch(5)
    for person in people:
        talked(person, ben)
    assert left_today(ben, now=NOON) == 3
    for person in people[:3]:
        thank(ben, person)
    with pytest.raises(ThanksUsedUp):
        thank(ben, people[3])
    assert left_today(ben, now=NOON + timedelta(days=5)) == 3


def test_whom_one_blocked_and_who_blocks_is_not_there(ana, ben):
    talked(ana, ben)
    thank(ana, ben)
    Block.objects.create(blocker=ben, blocked=ana)
    assert to_thank(ben, now=NOON) == []
    with pytest.raises(NotFound):
        thank(ben, ana)
    with pytest.raises(NotFound):
        thank(ana, ben, at=NOON + timedelta(days=40))


@pytest.mark.real_people
def test_a_ring_that_thanks_each_other_gets_nothing(ben, after_holds):
    """Each talks with each, all in one closed group, as the nightly look found it."""
    ring = CandidateFactory.create_batch(3)
    for person in [ben, *ring]:
        RingMember.objects.create(person=person, ring=1, found_at=NOON)
    now = timezone.now()
    for person in ring:
        talked(person, ben, at=now - timedelta(days=2))
        thank(person, ben, at=now)
        thank(ben, person, at=now)
    assert Award.objects.filter(rule__deed="thanked").exists()
    after_holds()
    assert Award.objects.filter(rule__deed="thanked").counting().points() == 0


@pytest.mark.real_people
def test_a_puppets_thanks_bring_nothing(ben, after_holds):
    now = timezone.now()
    puppet = CandidateFactory()
    talked(puppet, ben, at=now - timedelta(days=1))
    thank(puppet, ben, at=now)
    after_holds()
    assert Award.objects.filter(rule__deed="thanked").counting().points() == 0


def test_thanks_of_somebody_who_counts_bring_a_little_after_two_days(ana, ben, after_holds):
    talked(ana, ben)
    thank(ana, ben)
    assert Award.objects.filter(rule__deed="thanked").pending().points() == 2
    after_holds()
    assert Award.objects.filter(rule__deed="thanked", person=ben).counting().points() == 2


def test_the_page_thanks_and_shows_both_languages(sign_in, ana, ben, olga):
    talked(ana, ben)
    client = sign_in(ana)
    assert ben.name in client.get(PAGE).content.decode()
    sent = {"to": ben.pk, "reason": "kind"}
    assert client.post(PAGE, sent).status_code == 302
    assert client.post(PAGE, sent).status_code == 302
    assert client.post(PAGE, sent | {"reason": "<b>"}).status_code == 400
    assert client.post(PAGE, {"to": "x"}).status_code == 404
    assert client.post(PAGE, {"to": olga.pk, "reason": "kind"}).status_code == 404
    assert Kudos.objects.count() == 1
    ben.language = "zh-hans"
    ben.save()
    shown = sign_in(ben).get(PAGE).content.decode()
    assert ana.name in shown
    assert "拒绝也很客气" in shown
    assert "Nobody yet" in sign_in(olga).get(PAGE).content.decode()


def test_the_api_thanks_once_and_lists_what_one_received(sign_in, ana, ben):
    talked(ana, ben)
    client = sign_in(ana)
    assert client.get(API).json()["to_thank"] == [{"id": ben.pk, "name": ben.name}]
    sent = {"to": ben.pk, "reason": "quick"}
    assert client.post(API, sent, content_type="application/json").status_code == 201
    assert client.post(API, sent, content_type="application/json").status_code == 200
    found = sign_in(ben).get(API).json()
    assert [(row["name"], row["reason"]) for row in found["results"]] == [(ana.name, "quick")]
    assert client.get(API).json()["left"] == 2


def test_others_see_how_many_said_thanks_unless_it_is_hidden(sign_in, ana, ben):
    talked(ana, ben)
    conversation = talk(ana, ben)
    thank(ana, ben)
    assert thankers_of(ben.pk) == 1
    assert "1 person said thanks" in sign_in(ana).get(f"/inbox/{conversation.pk}/").content.decode()
    set_visibility(person=ben, hides_all=True, hides_popups=False)
    assert thankers_of(ben.pk) == 0
    thank(ben, ana)
    thank(ana, ben, at=NOON + timedelta(days=40))
    assert Notification.objects.filter(person=ben, kind="thanked").count() == 1


def test_an_operator_sees_who_thanked_whom(sign_in, dario, ana, ben):
    talked(ana, ben)
    thank(ana, ben)
    shown = sign_in(dario).get(reverse("admin:gamification_kudos_changelist")).content.decode()
    assert ana.name in shown
