"""Giving by hand: a reason, a sum that one operator gives alone, and a second one above it."""

import threading
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from apps.errors import DomainError
from apps.gamification.grants.services import (
    GivesToThemselves,
    GrantDecided,
    NeedsAnotherOperator,
    ask_grant,
    decide_grant,
)
from apps.gamification.models import Award, Grant, Member
from apps.gamification.streaks.selectors import walk_of
from apps.notifications.models import Notification
from tests.gamification.test_console import CONFIRMED
from tests.people import OperatorFactory

NOW = timezone.now()


@pytest.fixture
def mira(db):
    operator = OperatorFactory(name="Mira", email="mira@rapport.example")
    operator.groups.add(Group.objects.get(name="incentives"))
    return operator


def give(person, operator, *, points=0, coins=0, client_id=None):
    return ask_grant(
        person_id=person.pk,
        operator=operator,
        points=points,
        coins=coins,
        why="sorry",
        note="The upload failed twice.",
        client_id=client_id or uuid4(),
        now=NOW,
    )


def points_of(person):
    return Member.objects.get(person=person).points


def test_a_small_sum_is_given_at_once_and_once(ana, dario):
    first = give(ana, dario, points=40, coins=10)
    assert give(ana, dario, points=40, coins=10, client_id=first.client_id) == first
    assert (first.state, points_of(ana), Award.objects.filter(person=ana).count()) == ("given", 40, 1)
    assert first.award.entries.last().by == dario
    assert not walk_of(ana, now=NOW).today_counts, "what others give makes no day of a streak"
    told = Notification.objects.get(person=ana, kind="award_granted")
    assert told.facts == {"amounts": {"points": 40, "coins": 10}, "why": "sorry"}


def test_a_sum_in_pieces_waits_for_a_second_operator(ana, dario, mira):
    give(ana, dario, points=90)
    more = give(ana, dario, points=20)
    assert (more.state, points_of(ana)) == ("waits", 90)
    with pytest.raises(NeedsAnotherOperator):
        decide_grant(grant_id=more.pk, operator=dario, gives=True, now=NOW)
    decide_grant(grant_id=more.pk, operator=mira, gives=True, now=NOW)
    assert points_of(ana) == 110
    with pytest.raises(GrantDecided):
        decide_grant(grant_id=more.pk, operator=mira, gives=False, now=NOW)


def test_nobody_gives_to_themselves_nor_confirms_what_is_for_them(dario, mira):
    with pytest.raises(GivesToThemselves):
        give(dario, dario, points=1)
    for_mira = give(mira, dario, points=500)
    with pytest.raises(GivesToThemselves):
        decide_grant(grant_id=for_mira.pk, operator=mira, gives=True, now=NOW)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_give_it_once(ana, dario, mira):
    third = OperatorFactory(email="third@rapport.example")
    grant = give(ana, dario, points=500)
    refusals = []
    ready = threading.Barrier(2)

    def confirm(operator):
        ready.wait()
        try:
            decide_grant(grant_id=grant.pk, operator=operator, gives=True, now=NOW)
        except DomainError as error:
            refusals.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[operator]) for operator in (mira, third)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (refusals, points_of(ana)) == (["grant_decided"], 500)


def test_in_the_console_a_big_sum_goes_through_two_hands(ana, dario, mira, sign_in):
    client = sign_in(dario)
    form = {
        "address": ana.email,
        "points": 300,
        "coins": 0,
        "why": "helped",
        "note": "Ran our workshop.",
        "request_id": str(uuid4()),
    }
    add = reverse("admin:gamification_grant_add")
    assert "Nobody gives something to themselves" in client.post(add, form | {"address": dario.email}).content.decode()
    client.post(add, form)
    client.post(add, form)
    grant = Grant.objects.get()
    confirm = reverse("admin:gamification_grant_confirm", args=[grant.pk])
    client.post(confirm, CONFIRMED)
    assert Grant.objects.get().state == "waits"
    sign_in(mira).post(confirm, CONFIRMED)
    assert (Grant.objects.get().state, points_of(ana)) == ("given", 300)
    assert sign_in(ana).get(reverse("admin:gamification_grant_changelist")).status_code in (302, 403, 404)
    assert "Given by hand: For help that no rule knows" in sign_in(ana).get("/points/").content.decode()
