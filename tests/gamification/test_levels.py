"""Levels follow the settled points, and what they unlock is enforced where it belongs."""

from uuid import uuid4

import pytest

from apps.accounts.models import Trait
from apps.accounts.segments.selectors import trait
from apps.chat.greeting.services import greet
from apps.chat.safety import limits
from apps.errors import RateLimited
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.awards.selectors import progress
from apps.gamification.levels.ladder import level_for, unlocks
from apps.gamification.levels.selectors import shown_levels
from apps.gamification.levels.services import check_levels
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Award, Level, Member
from apps.notifications.models import Notification
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import CandidateFactory

CONVERSATIONS = "chat.new_conversations_per_day_bonus"


@pytest.fixture
def earn(rule):
    """`earn(ben, 60)` settles an award of so many points."""

    def run(person, points, *, key=""):
        rule("first_answer", points=points)
        judge(answer_deed(person, CandidateFactory(), key=key or f"message:{uuid4()}", waited_hours=99))

    return run


def test_everybody_starts_on_the_first_level(ben):
    standing = progress(ben)
    assert (standing.level.number, standing.next_level.number, standing.missing) == (1, 2, 50)
    assert (standing.gained, standing.span) == (0, 50)


@pytest.mark.parametrize(("points", "number"), [(0, 1), (49, 1), (50, 2), (149, 2), (150, 3), (1000, 5), (9999, 5)])
def test_the_level_is_the_highest_that_the_points_reach(db, points, number):
    assert level_for(points, list(Level.objects.all())).number == number


def test_a_level_hands_down_what_it_unlocks(ben, earn):
    earn(ben, 150)
    assert Member.objects.get(person=ben).level_number == 3
    assert trait(ben, CONVERSATIONS) == "10"
    assert trait(ben, "chat.messages_per_minute_bonus") == "10"
    assert {found.source for found in Trait.objects.filter(person=ben)} == {"gamification.level"}


def test_pending_points_raise_no_level(ana, ben, rule):
    rule("first_answer", points=200, settling="reciprocated", role="recruiter")
    judge(answer_deed(ben, ana))
    assert Member.objects.get(person=ben).level_number == 1
    settle(ben, "message:1", now=NOON)
    assert Member.objects.get(person=ben).level_number == 3


def test_the_bonus_of_a_level_is_added_to_the_base(ben, earn, settings):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY, settings.CHAT_MESSAGES_PER_MINUTE = 2, 0
    earn(ben, 50)
    assert limits.new_conversations_per_day(ben.pk) == 7


def test_a_limit_of_ones_own_stays_below_whatever_the_level(ben, earn, settings):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 30
    earn(ben, 1000)
    Trait.objects.create(person=ben, key="chat.new_conversations_per_day", value="1", source="moderation")
    assert limits.new_conversations_per_day(ben.pk) == 1


def test_a_higher_level_may_really_greet_more(ben, earn, settings):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 1
    job = JobFactory(company=ben.company, posted_by=ben)

    def greet_somebody():
        candidate = CandidateFactory()
        ResumeFactory(owner=candidate)
        greet(sender=ben, job=job, candidate=candidate, body="Hello, shall we talk?", client_id=uuid4())

    greet_somebody()
    with pytest.raises(RateLimited):
        greet_somebody()
    earn(ben, 50)
    greet_somebody()


def test_points_that_are_taken_back_take_the_level_along(ben, earn):
    earn(ben, 60)
    reverse_award(award=Award.objects.get(person=ben), reason="arranged", operator=None, now=NOON)
    assert Member.objects.get(person=ben).level_number == 1
    assert not Trait.objects.filter(person=ben).exists()


def test_a_level_is_told_of_once_even_if_it_is_reached_again(ben, earn):
    earn(ben, 60)
    reverse_award(award=Award.objects.get(person=ben), reason="our_mistake", operator=None, now=NOON)
    earn(ben, 70)
    told = Notification.objects.filter(person=ben, kind="level_reached")
    assert [notification.facts for notification in told] == [{"level": 2}]


def test_edited_levels_move_everybody_quietly(ben, olga, earn):
    earn(ben, 60)
    earn(olga, 10)
    Notification.objects.all().delete()
    Level.objects.filter(number=2).update(points=5, new_conversations_per_day_bonus=9)
    assert check_levels() == 2
    assert (trait(ben, CONVERSATIONS), trait(olga, CONVERSATIONS)) == ("9", "9")
    assert Member.objects.get(person=olga).level_number == 2
    assert not Notification.objects.exists()
    assert check_levels() == 0


def test_a_level_that_was_deleted_leaves_nobody_on_it(ben, earn):
    earn(ben, 60)
    Level.objects.get(number=2).delete()
    check_levels()
    assert Member.objects.get(person=ben).level_number == 1
    assert not Trait.objects.filter(person=ben).exists()


def test_what_a_level_unlocks_is_said_from_its_numbers():
    level = Level(number=9, points=9, new_conversations_per_day_bonus=1, messages_per_minute_bonus=12)
    assert unlocks(level) == ["1 more new conversation a day", "12 more messages a minute"]


def test_others_see_the_level_from_the_second_on_unless_it_is_hidden(ana, ben, olga, earn):
    earn(ben, 60)
    earn(olga, 160)
    set_visibility(person=olga, hides_all=True, hides_popups=False)
    assert {person: level.number for person, level in shown_levels([ana.pk, ben.pk, olga.pk]).items()} == {ben.pk: 2}
