"""Interests: what somebody says of topics, what they are told of and why, and what they want less of."""

from collections import Counter
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.education.circles.services import join
from apps.education.courses.services import finish_lesson
from apps.education.interests.due import EVERY, plan_push
from apps.education.interests.models import Interest, Pushed
from apps.education.interests.selectors import pushed_to
from apps.education.interests.services import note_opening, push_one, set_interest
from apps.education.models import Circle, Course, Lesson, Post
from apps.education.posts.services import write_post
from apps.education.salons.registering import register
from apps.education.salons.services import call_off
from apps.experiments.drawing import Record, draw
from apps.notifications.deciding.preferences import choose
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.chat.test_concurrency import together
from tests.education.salons import a_salon
from tests.people import OperatorFactory

PAGE = "/help/interests/"


@pytest.fixture
def software(ana: User, ben: User) -> Circle:
    """Ana joined it, and Ben wrote something there."""
    circle = Circle.objects.get(slug="software")
    join(circle=circle, person=ana)
    join(circle=circle, person=ben)
    words = {"kind": "knowledge", "title": "What our code reviews look for", "body": "Names first, then tests."}
    write_post(author=ben, circle=circle, client_id=uuid4(), **words)
    return circle


def test_what_they_do_and_what_they_say_each_lead_to_something_with_its_why(ana: User, software: Circle) -> None:
    post = push_one(person=ana, now=timezone.now())
    assert post is not None
    assert (post.kind, post.topic, post.reason) == ("post", "field-software", "group")
    assert push_one(person=ana, now=timezone.now()) is None, "nothing twice"
    set_interest(person=ana, topic="course-say-no", stance="more")
    lesson = push_one(person=ana, now=timezone.now())
    assert lesson is not None
    assert (lesson.kind, lesson.reason, lesson.propensity) == ("lesson", "said", 1.0)
    told = Notification.objects.filter(person=ana, kind="worth_a_look", channel="in_app")
    assert told.count() == 2


def test_what_is_known_already_is_not_told(ana: User, ben: User, software: Circle) -> None:
    assert push_one(person=ben, now=timezone.now()) is None, "his own post"
    finish_lesson(lesson=Lesson.objects.get(course__slug="say-no", position=1), person=ben)
    pushed = push_one(person=ben, now=timezone.now())
    assert pushed is not None
    assert pushed.item == "say-no:2"


def test_less_of_this_counts_at_once(ana: User, ben: User, software: Circle, sign_in: Any) -> None:
    question = {"kind": "question", "title": "Who reads them?", "body": "All of the team?"}
    write_post(author=ben, circle=software, client_id=uuid4(), **question)
    pushed, other = (push_one(person=ana, now=timezone.now()) for _time in range(2))
    assert pushed is not None
    assert other is not None
    page = sign_in(ana).post(f"{PAGE}{pushed.pk}/less/", follow=True).content.decode()
    assert "Nothing of this topic comes any more." in page
    assert Interest.objects.get(person=ana).stance == "less"
    assert not Notification.objects.filter(person=ana, kind="worth_a_look", read_at=None).exists()
    words = {"kind": "question", "title": "Tabs?", "body": "Or spaces?"}
    write_post(author=ben, circle=software, client_id=uuid4(), **words)
    assert push_one(person=ana, now=timezone.now()) is None


def test_an_event_of_their_topic_comes_while_there_is_a_seat_and_before_what_stays(
    ana: User, ben: User, olga: User
) -> None:
    now, topic = timezone.now(), "course-say-no"
    salon = a_salon(topic=topic, seats=1)
    for person in (ana, ben, salon.host):
        set_interest(person=person, topic=topic, stance="more")
    pushed = push_one(person=ana, now=now)
    assert pushed is not None
    assert (pushed.kind, pushed.item, pushed.reason) == ("event", str(salon.pk), "said")
    assert push_one(person=olga, now=now) is None, "she never said that it interests her"
    hosts = push_one(person=salon.host, now=now)
    register(salon=salon, person=olga)
    bens = push_one(person=ben, now=now)
    assert hosts is not None
    assert bens is not None
    assert (hosts.kind, bens.kind) == ("lesson", "lesson"), "the host's own, and for Ben there is no seat"
    call_off(salon=salon, by=salon.host, reason="Ill")
    assert not Notification.objects.filter(person=ana, kind="worth_a_look", read_at=None).exists()


def test_what_was_withdrawn_is_not_in_the_list_and_an_old_link_to_it_says_so(
    ana: User, ben: User, software: Circle, sign_in: Any
) -> None:
    now, topic = timezone.now(), "course-say-no"
    salon = a_salon(topic=topic)
    set_interest(person=ana, topic=topic, stance="more")
    told = [push_one(person=ana, now=now) for _time in range(3)]
    assert {one.kind for one in told if one} == {"event", "lesson", "post"}
    assert set(pushed_to(ana)) == set(told)
    call_off(salon=salon, by=salon.host, reason="Ill")
    assert "event" not in pushed_to(ana).values_list("kind", flat=True)
    Post.objects.update(state=Post.State.REMOVED)
    Course.objects.update(is_published=False)
    assert not pushed_to(ana).exists()
    client = sign_in(ana)
    assert "Nothing yet." in client.get(PAGE).content.decode()
    for one in told:
        assert one is not None
        page = client.get(f"{PAGE}{one.pk}/", follow=True).content.decode()
        assert f"“{one.title}” isn't there any more." in unescape(page)


def test_opening_leads_on_and_is_its_readers_alone(ana: User, olga: User, software: Circle, sign_in: Any) -> None:
    pushed = push_one(person=ana, now=timezone.now())
    assert pushed is not None
    assert sign_in(olga).get(f"{PAGE}{pushed.pk}/").status_code == 404
    assert sign_in(olga).post(f"{PAGE}{pushed.pk}/less/").status_code == 404
    assert sign_in(ana).get(f"{PAGE}{pushed.pk}/").url == pushed.url
    pushed.refresh_from_db()
    assert pushed.opened_at is not None
    assert pushed.refused_at is None


def test_it_comes_every_few_days_in_waking_hours_and_not_to_who_switched_it_off(ana: User, software: Circle) -> None:
    night = timezone.now().replace(hour=23)
    plan_push(ana, at=night)
    run_due(now=night)
    assert not Pushed.objects.exists()
    morning = night.replace(hour=9) + timedelta(days=1)
    run_due(now=morning)
    run_due(now=morning)
    assert Pushed.objects.count() == 1
    assert DueItem.objects.get(person=ana, kind="education.worth_a_look").due_at == morning + EVERY
    set_interest(person=ana, topic="course-say-no", stance="more")
    choose(person=ana, kind_key="worth_a_look", channel="in_app", is_on=False)
    run_due(now=morning + EVERY)
    assert Pushed.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_once(ana: User, software: Circle) -> None:
    now = timezone.now().replace(hour=12)
    plan_push(ana, at=now)
    together(lambda: run_due(now=now), lambda: run_due(now=now))
    assert Pushed.objects.filter(person=ana).count() == 1


def test_what_is_opened_more_is_drawn_more_and_the_other_still_has_its_chance() -> None:
    rng = np.random.default_rng(7)
    records = {"a": Record(30, 10), "b": Record(10, 30)}
    drawn = Counter(draw({"a": 1.0, "b": 1.0}, records, rng=rng)[0] for _time in range(200))
    assert drawn["a"] > 180
    _topic, propensity = draw({"a": 1.0, "b": 1.0}, {}, rng=rng)
    assert 0.4 < propensity < 0.6, "where nothing is known, either"


def test_programs_read_and_say_the_same(ana: User, software: Circle) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    topics = {one["topic"]: one for one in client.get("/api/v1/interests/").data}
    assert topics["field-software"]["why"] == "You're in this group."
    answer = client.put("/api/v1/interests/field-software/", {"stance": "less"}, format="json")
    assert answer.data["stance"] == "less"
    assert client.put("/api/v1/interests/field-nothing/", {"stance": "less"}, format="json").status_code == 404
    assert client.put("/api/v1/interests/field-software/", {"stance": "hate"}, format="json").status_code == 400
    assert client.put("/api/v1/interests/field-software/", {"stance": ""}, format="json").data["stance"] == ""
    pushed = push_one(person=ana, now=timezone.now())
    assert pushed is not None
    assert client.post(f"/api/v1/interests/pushed/{pushed.pk}/opened/").status_code == 204
    assert client.get("/api/v1/interests/pushed/").data["results"][0]["opened_at"] is not None


def test_operators_see_what_is_taken_up(ana: User, ben: User, software: Circle, sign_in: Any) -> None:
    pushed = push_one(person=ana, now=timezone.now())
    assert pushed is not None
    note_opening(pushed=pushed)
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="content"))
    page = sign_in(operator).get("/admin/education/pushed/report/").content.decode()
    assert "Software development" in page
    assert "1.00" in page
    assert ">Candidate<" in page
    page = sign_in(operator).get("/admin/education/pushed/").content.decode()
    rows = page[page.index("result_list") : page.index("</table>")]
    assert "Software development" in rows
    assert "Candidate" in rows
    assert pushed.segment not in rows
    assert pushed.topic not in rows
    page = sign_in(operator).get(f"/admin/education/pushed/{pushed.pk}/change/").content.decode()
    assert "Software development" in page
    assert sign_in(ben).get("/admin/education/pushed/report/").status_code in (302, 403)


def test_posts_are_found_by_who_may_read_them(ana: User, olga: User, software: Circle, sign_in: Any) -> None:
    def titles(person: User) -> list[str]:
        sections = sign_in(person).get("/api/v1/search/", {"q": "review"}).json()
        return [one["title"] for section in sections for one in section["results"] if section["kind"] == "posts"]

    assert titles(ana) == ["What our code reviews look for"]
    software.is_open = False
    software.save()
    assert titles(olga) == []
