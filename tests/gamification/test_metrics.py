"""The numbers of recognition, counted by hand."""

from datetime import timedelta

import pytest

from apps.gamification.awards import metrics
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.awards.services import lapse_awards
from apps.gamification.awards.worth import offers_given
from apps.gamification.models import Award
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed
from tests.people import CandidateFactory

DAY = timedelta(days=1)


@pytest.fixture
def week(ana, ben, olga):
    """Settled: Ben 10 and 10 at noon, 10 a day later (taken back afterwards), Olga 10 a day later, Ana 5 two days
    later. Pending: Ben 10. Lapsed: Olga 10."""
    people = CandidateFactory.create_batch(6)

    def award(person, other, number, *, settled_at=None, at=NOON):
        judge(answer_deed(person, other, key=f"message:{number}", at=at))
        if settled_at:
            settle(person, f"message:{number}", now=settled_at)

    award(ben, people[0], 1, settled_at=NOON)
    award(ben, people[1], 2, settled_at=NOON)
    award(ben, people[2], 3, settled_at=NOON + DAY)
    award(olga, people[3], 4, settled_at=NOON + DAY)
    award(ana, ben, 5, settled_at=NOON + 2 * DAY)
    award(ben, people[4], 6)
    award(olga, people[5], 7, at=NOON - 20 * DAY)
    lapse_awards(now=NOON)
    taken = Award.objects.select_related("person").get(deed="message:3")
    reverse_award(award=taken, reason="copied", operator=None, now=NOON + 3 * DAY)


def test_points_settled_in_a_window_without_those_taken_back(week):
    assert metrics.points_settled(since=NOON, until=NOON + 7 * DAY) == 35
    assert metrics.points_settled(since=NOON, until=NOON + DAY) == 20
    assert metrics.points_settled(since=NOON + DAY, until=NOON + 2 * DAY) == 10
    assert metrics.points_settled(since=NOON - 7 * DAY, until=NOON) == 0


def test_what_is_given_back_counts_in_the_window_of_its_settlement(week):
    taken = Award.objects.get(deed="message:3")
    assert restore_award(award=taken, operator=None, now=NOON + 4 * DAY)
    assert metrics.points_settled(since=NOON + DAY, until=NOON + 2 * DAY) == 20
    assert metrics.points_settled(since=NOON + 4 * DAY, until=NOON + 5 * DAY) == 0


def test_points_by_rule(week):
    by_rule = metrics.worth_settled_by_rule(since=NOON, until=NOON + 7 * DAY, offers=offers_given())
    assert [(rule.key, points) for rule, points in by_rule] == [
        ("recruiter-first-answer", 30),
        ("candidate-first-answer", 5),
    ]


def test_points_pending(week):
    assert metrics.points_pending() == 10


def test_nothing_yet_is_nothing(db):
    assert metrics.points_settled(since=NOON, until=NOON + DAY) == 0
    assert metrics.worth_settled_by_rule(since=NOON, until=NOON + DAY, offers=offers_given()) == []
    assert metrics.points_pending() == 0
