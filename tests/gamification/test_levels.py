"""Levels follow the settled points, and what they unlock is enforced where it belongs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from apps.accounts.models import Trait
from apps.accounts.segments.selectors import trait
from apps.chat.files.limits import MEGABYTE, most_bytes
from apps.chat.greeting.services import greet
from apps.chat.safety import limits
from apps.chat.search.reach import MONTH, oldest_searched
from apps.errors import RateLimited
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.awards.selectors import progress
from apps.gamification.levels.ladder import Held, held, level_for, unlocks
from apps.gamification.levels.privileges import PRIVILEGES
from apps.gamification.levels.selectors import levels as all_levels
from apps.gamification.levels.selectors import shown_levels
from apps.gamification.levels.services import check_levels
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Award, Level, LevelPrivilege, Member
from apps.gamification.streaks.selectors import streak_of
from apps.matching.recommendations.selectors import ranked_candidates
from apps.notifications.models import Notification
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed, talk
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
    Level.objects.filter(number=2).update(points=5)
    LevelPrivilege.objects.filter(level__number=2).update(amount=9)
    assert check_levels() == 2
    assert (trait(ben, CONVERSATIONS), trait(olga, CONVERSATIONS)) == ("9", "9")
    assert Member.objects.get(person=olga).level_number == 2
    assert not Notification.objects.exists()
    assert check_levels() == 0


@pytest.mark.parametrize(("number", "points"), [(9, 5), (2, 100_000)])
def test_a_higher_level_takes_more_points(db, number, points):
    level = Level.objects.filter(number=number).first() or Level(number=number, name_en="Nine", name_zh="九")
    level.points = points
    with pytest.raises(ValidationError):
        level.full_clean()


def test_a_level_that_was_deleted_leaves_nobody_on_it(ben, earn):
    earn(ben, 60)
    Level.objects.get(number=2).delete()
    check_levels()
    assert Member.objects.get(person=ben).level_number == 1
    assert not Trait.objects.filter(person=ben).exists()


def test_what_a_level_unlocks_is_said_from_its_rows(db):
    level = Level.objects.create(number=9, points=9, name_en="Nine", name_zh="九")
    for kind, amount in (("greetings", 1), ("messages", 12), ("place_in_lists", 2)):
        level.privileges.create(kind=kind, amount=amount)
    words = ["1 more new conversation a day", "12 more messages a minute", "a head start of 2 % in recommendations"]
    assert unlocks(level) == words


def test_others_see_the_level_from_the_second_on_unless_it_is_hidden(ana, ben, olga, earn):
    earn(ben, 60)
    earn(olga, 160)
    set_visibility(person=olga, hides_all=True, hides_popups=False)
    assert {person: level.number for person, level in shown_levels([ana.pk, ben.pk, olga.pk]).items()} == {ben.pk: 2}


def test_within_its_margin_a_level_stays_and_below_it_for_a_while(db):
    levels = all_levels()
    third = levels[2]
    keep = {"number": 3, "now": NOON}
    assert held(135, levels, kept_until=None, **keep) == Held(third)
    until = NOON + timedelta(days=third.grace_days)
    assert held(134, levels, kept_until=None, **keep) == Held(third, until)
    assert held(134, levels, kept_until=NOON + timedelta(days=1), **keep) == Held(third, NOON + timedelta(days=1))
    assert held(134, levels, kept_until=NOON, **keep) == Held(levels[1])
    assert held(140, levels, kept_until=NOON, **keep) == Held(third)
    assert held(134, levels, kept_until=None, has_grace=False, **keep) == Held(levels[1])


def test_who_falls_below_is_told_until_when_the_level_is_kept_and_when_it_is_lost(ben, earn, sign_in):
    earn(ben, 60)
    reverse_award(award=Award.objects.get(person=ben), reason="our_mistake", operator=None, now=NOON)
    member = Member.objects.get(person=ben)
    assert (member.level_number, trait(ben, CONVERSATIONS)) == (2, "5")
    told = Notification.objects.filter(person=ben)
    assert told.get(kind="level_at_risk").facts["missing"] == 45
    assert "You keep this level until" in sign_in(ben).get("/points/").content.decode()
    assert check_levels() == 0
    Member.objects.filter(person=ben).update(level_kept_until=NOON)
    assert check_levels() == 1
    member.refresh_from_db()
    assert (member.level_number, member.level_kept_until, trait(ben, CONVERSATIONS)) == (1, None, "")
    assert told.get(kind="level_lost").facts == {"level": 1}


def on_level(person, number):
    Member.objects.update_or_create(person=person, defaults={"points": Level.objects.get(number=number).points})
    check_levels()


def test_every_privilege_that_a_level_can_have_is_enforced(ben, ana, settings):
    """The other two are tried above."""
    assert set(PRIVILEGES) == {"greetings", "messages", "file_size", "search_history", "place_in_lists", "beta"}
    assert most_bytes(ben) == settings.CHAT_FILE_MEGABYTES * MEGABYTE
    assert oldest_searched(ben, now=NOON) == NOON - settings.CHAT_SEARCH_MONTHS * MONTH
    assert len(streak_of(ben, now=NOON, is_year=True).days) == 35
    on_level(ben, 5)
    assert most_bytes(ben) == 24 * MEGABYTE
    assert oldest_searched(ben, now=NOON) == NOON - (settings.CHAT_SEARCH_MONTHS + 84) * MONTH
    assert len(streak_of(ben, now=NOON, is_year=True).days) == 371


def test_a_head_start_tells_equals_apart(ben):
    job = JobFactory(company=ben.company, posted_by=ben, city="Berlin")
    first, second = (ResumeFactory(owner=CandidateFactory(), city="Berlin", text="") for _ in range(2))
    before = [match.resume.pk for match in ranked_candidates(job, viewer=ben)]
    on_level(first.owner, 5)
    after = [match.resume.pk for match in ranked_candidates(job, viewer=ben)]
    assert before.index(first.pk) > before.index(second.pk)
    assert after.index(first.pk) < after.index(second.pk)
    assert set(before) == set(after)


def test_the_level_stands_beside_the_name_in_a_conversation(ana, ben, sign_in):
    conversation = talk(ana, ben)
    on_level(ben, 3)
    shown = sign_in(ana).get(f"/inbox/{conversation.pk}/").content.decode()
    assert "Level 3: Reliable" in shown
    set_visibility(person=ben, hides_all=True, hides_popups=False)
    assert "Level 3: Reliable" not in sign_in(ana).get(f"/inbox/{conversation.pk}/").content.decode()
