"""An answer that solved it in public, and what moderators recommend, count while they stand; friends who accept each
other's answers get next to nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from apps.accounts.models import User
from apps.education.circles.services import join
from apps.education.models import Circle
from apps.education.posts.moderating import moderate
from apps.education.posts.services import accept_answer, remove_post, reopen_question
from apps.education.posts.voting import set_helpful
from apps.gamification.models import Award, Member, Rule, RuleDecision
from apps.gamification.rules.services import publish_rule
from tests.education.posts import a_question_answered, answer, ask
from tests.gamification.crowds import people
from tests.gamification.versions import replayed
from tests.people import CandidateFactory, OperatorFactory

NOW = timezone.now()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _live(db):
    for key in ("public-answer", "recommended-post"):
        publish_rule(version=Rule.objects.get(key=key).versions.get(), operator=None, now=NOW - timedelta(days=60))


def points(person: User) -> int:
    return Member.objects.filter(person=person).values_list("points", flat=True).first() or 0


def helped(post, *voters: User) -> None:
    for voter in voters:
        join(circle=post.circle, person=voter)
        set_helpful(post=post, voter=voter, is_helpful=True)


def test_an_accepted_answer_that_helped_others_counts_until_the_asker_takes_that_back(
    ana, ben, olga, drain, after_holds
):
    post, his = a_question_answered(ana, ben)
    helped(his, olga)
    for _time in range(2):
        accept_answer(post=post, answer_id=his.pk, by=ana)
        drain()
    after_holds()
    assert (points(ben), Award.objects.get(person=ben).decision.counterparty) == (10, ana)
    for _time in range(2):
        reopen_question(post=post, by=ana)
        drain()
    assert (points(ben), Award.objects.get(person=ben).entries.last().kind) == (0, "reversed")
    accept_answer(post=post, answer_id=his.pk, by=ana)
    drain()
    after_holds()
    assert points(ben) == 0, "what was taken back is given back by a person alone, never paid again"


def test_what_helped_nobody_else_or_was_removed_meanwhile_ends(ana, ben, olga, drain, after_holds):
    post, his = a_question_answered(ana, ben)
    accept_answer(post=post, answer_id=his.pk, by=ana)
    other = ask(ana, post.circle)
    again = answer(ben, other)
    helped(again, olga)
    accept_answer(post=other, answer_id=again.pk, by=ana)
    remove_post(post=again, by=ben)
    drain()
    after_holds()
    assert points(ben) == 0
    assert {award.entries.last().kind for award in Award.objects.filter(person=ben)} == {"lapsed"}


def test_the_answer_of_a_colleague_brings_nothing(ben, drain):
    colleague = CandidateFactory(company=ben.company)
    post, theirs = a_question_answered(ben, colleague)
    accept_answer(post=post, answer_id=theirs.pk, by=ben)
    drain()
    assert RuleDecision.objects.get(beneficiary=colleague).outcome == "ineligible"


def test_a_recommended_answer_counts_until_it_no_longer_is(ana, ben, drain, after_holds, sign_in):
    support = OperatorFactory()
    support.groups.add(Group.objects.get(name="support"))
    post, his = a_question_answered(ana, ben)
    helped(his, *CandidateFactory.create_batch(2))
    for action in ("pin", "pin"):
        moderate(post=his, by=support, action=action)
        drain()
    after_holds()
    assert points(ben) == 15
    assert "Recommended by the moderators" in sign_in(ana).get(post.get_absolute_url()).content.decode()
    moderate(post=his, by=support, action="hide")
    drain()
    assert points(ben) == 0


@pytest.mark.real_people
def test_friends_who_accept_each_others_answers_get_next_to_nothing(drain, after_holds):
    """Three who talk with nobody else accept and praise each other twenty times."""
    _recruiters, ring = people(0, 3)
    circle = Circle.objects.get(slug="software")
    for person in ring:
        join(circle=circle, person=person)
    for number in range(20):
        asker, answerer, third = (ring[(number + shift) % 3] for shift in range(3))
        theirs = answer(answerer, post := ask(asker, circle, now=NOW - timedelta(days=20 - number)))
        set_helpful(post=theirs, voter=third, is_helpful=True)
        accept_answer(post=post, answer_id=theirs.pk, by=asker)
    drain()
    after_holds()
    assert Award.objects.filter(person__in=ring).count() <= 6
    assert sum(map(points, ring)) <= 45, "20 honest ones would have brought 200"


def test_the_draft_is_tried_over_what_stands_back_in_time(ana, ben, olga):
    post, his = a_question_answered(ana, ben)
    helped(his, olga)
    accept_answer(post=post, answer_id=his.pk, by=ana)
    version = Rule.objects.get(key="public-answer").versions.get()
    assert replayed(version, now=timezone.now() + timedelta(minutes=5)).outcomes == {"pending": 1}
