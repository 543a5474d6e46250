"""Titles of creators: by what others say of what one wrote, up at once, down with a grace; praise among friends makes
none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.education.circles.services import join
from apps.education.models import Circle
from apps.education.posts.services import accept_answer, reopen_question
from apps.education.posts.voting import set_helpful
from apps.gamification.creators.selectors import shown_creators
from apps.gamification.creators.services import look_at, look_at_all
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Creator, CreatorTitle, RingMember
from apps.notifications.models import Notification
from tests.education.posts import answer, ask
from tests.gamification.crowds import people
from tests.people import CandidateFactory

NOW = timezone.now()


@pytest.fixture
def crowd(db) -> list[User]:
    """Five who have been there for a while, with confirmed addresses."""
    found = people(0, 5)[1]
    for person in found:
        join(circle=Circle.objects.get(slug="software"), person=person)
    return found


def solved(asker: User, author: User, voters: list[User]):
    """The author's answer solves it for the asker, and helps these."""
    circle = Circle.objects.get(slug="software")
    join(circle=circle, person=author)
    post = ask(asker, circle)
    theirs = answer(author, post)
    for voter in voters:
        set_helpful(post=theirs, voter=voter, is_helpful=True)
    accept_answer(post=post, answer_id=theirs.pk, by=asker)
    return post


def told(person: User) -> list[str]:
    mine = Notification.objects.filter(person=person, kind__startswith="creator_", channel="in_app")
    return list(mine.order_by("pk").values_list("kind", flat=True))


def test_a_title_comes_from_what_others_say_and_stands_beside_the_name(ben, crowd, drain, sign_in):
    solved(crowd[0], ben, crowd[1:4])
    drain()
    assert (shown_creators([ben.pk]), told(ben)) == ({ben.pk: "Contributor"}, ["creator_named"])
    thread = sign_in(crowd[0]).get(f"/help/circles/posts/{ben.posts.get().parent_id}/").content.decode()
    assert "Contributor" in thread
    mine = sign_in(ben).get(f"/people/{ben.pk}/").content.decode()
    assert "Contributor" in mine
    assert "3 / 25" in mine, "how far the next one is"
    assert sign_in(ben).get(f"/api/v1/people/{ben.pk}/recognition/").json()["creator"] == "Contributor"
    standing = sign_in(ben).get("/api/v1/creator/").json()
    assert (standing["title"], [one["is_mine"] for one in standing["titles"]]) == ("Contributor", [True, False, False])
    assert standing["titles"][1]["criteria"][0]["value"] == 3
    assert sign_in(crowd[1]).get("/api/v1/creator/").json()["title"] == ""
    set_visibility(person=ben, hides_all=True, hides_popups=False)
    assert shown_creators([ben.pk]) == {}


def test_who_falls_below_keeps_it_for_its_days_and_then_loses_it(ben, crowd, drain):
    post = solved(crowd[0], ben, crowd[1:4])
    drain()
    reopen_question(post=post, by=crowd[0])
    for _time in range(2):
        drain()
        look_at_all(now=NOW)
    held = Creator.objects.get(person=ben)
    assert (held.kept_until is not None, told(ben)) == (True, ["creator_named", "creator_at_risk"])
    accept_answer(post=post, answer_id=post.answers.get().pk, by=crowd[0])
    drain()
    assert Creator.objects.get(person=ben).kept_until is None
    reopen_question(post=post, by=crowd[0])
    drain()
    for _time in range(2):
        look_at_all(now=NOW + timedelta(days=40))
    assert not Creator.objects.exists()
    assert told(ben)[-1] == "creator_lost"


def test_colleagues_new_accounts_and_a_ring_make_no_creator(ben, crowd):
    fresh = CandidateFactory.create_batch(5)
    colleagues = CandidateFactory.create_batch(5, company=ben.company)
    circle = Circle.objects.get(slug="software")
    for person in (*fresh, *colleagues):
        join(circle=circle, person=person)
    for friends in (fresh, colleagues):
        solved(friends[0], ben, friends[1:])
    for person in (crowd[0], *crowd[1:]):
        RingMember.objects.create(person=person, ring=1, found_at=NOW)
    solved(crowd[0], crowd[1], crowd[2:])
    for _time in range(2):
        look_at([ben.pk, crowd[1].pk], now=NOW)
    assert not Creator.objects.exists()


def test_operators_change_what_a_title_asks_for(ben, crowd, drain, dario, sign_in, django_capture_on_commit_callbacks):
    solved(crowd[0], ben, crowd[1:4])
    drain()
    title = CreatorTitle.objects.get(key="contributor")
    page = f"/admin/gamification/creatortitle/{title.pk}/change/"
    assert "different people who found it helpful" in sign_in(dario).get(page).content.decode()
    title.criteria.filter(measure="readers").update(least=4)
    look_at_all(now=NOW)
    assert Creator.objects.get(person=ben).kept_until is not None
    assert sign_in(ben).get(page).status_code == 302
