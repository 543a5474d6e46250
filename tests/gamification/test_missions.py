"""Newcomers' missions: recognised from what was really done, on a page that shows the way."""

import re

import pytest
from django.utils import timezone

from apps.gamification.awards.selectors import progress
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Award, Member, Mission, StepDone
from apps.gamification.quests.selectors import missions_of
from apps.gamification.recognition.services import recognise
from tests.gamification.judging import do_step
from tests.gamification.talks import NOON
from tests.people import OperatorFactory


def do(person, kind, *, key="deed:1"):
    return do_step(Deed(kind=kind, key=key, person_id=person.pk, done_at=NOON))


def do_all(person):
    for number, step in enumerate(Mission.objects.get(role=person.role, kind="newcomer").steps.all()):
        recognise(Deed(kind=step.deed, key=f"deed:{number}", person_id=person.pk, done_at=timezone.now()))


def card_on(answer) -> str:
    """The mission's card on a page; empty where there is none."""
    found = re.search(r'<section class="[^"]*mission-card.*?</section>', answer.content.decode(), re.S)
    return found[0] if found else ""


def menu_on(answer) -> str:
    """What stands above the entries in the menu behind one's picture."""
    return re.search(r'<div class="menu-head">.*?</div>', answer.content.decode(), re.S)[0]


def test_a_deed_ticks_its_step_once(ana):
    assert len(do(ana, GREETED)) == 1
    assert do(ana, GREETED, key="deed:2") == []
    (state,) = missions_of(ana)
    assert (state.done, state.total, state.is_complete) == (1, 5, False)


def test_a_deed_ticks_nothing_of_another_role(ana, ben):
    do(ana, "job_posted")
    assert not StepDone.objects.exists()
    do(ben, "job_posted")
    assert StepDone.objects.get().person == ben


def test_a_mission_that_is_not_live_ticks_nothing(ana):
    Mission.objects.update(state="draft")
    assert do(ana, GREETED) == []
    assert missions_of(ana) == []


@pytest.mark.parametrize("role", ["ana", "ben"])
def test_the_last_step_brings_the_points_of_the_mission_once(request, role):
    person = request.getfixturevalue(role)
    do_all(person)
    do_all(person)
    assert Award.objects.filter(person=person, rule__deed="mission_completed").count() == 1
    assert progress(person).points >= 20


def test_the_page_shows_what_is_done_and_where_to_do_the_rest(sign_in, ana):
    do(ana, GREETED)
    page = sign_in(ana).get("/missions/").content.decode()
    assert "Your first week: from résumé to answer" in page
    assert "1 of 5 done" in page
    assert page.count("Done, ") == 1
    assert 'href="/inbox/"' in page
    assert "posting to conversation" not in page


def test_the_page_congratulates_whoever_did_it_all(sign_in, ana):
    do_all(ana)
    page = sign_in(ana).get("/missions/").content.decode()
    assert "mission-done" in page
    assert "Well done!" in page


def test_the_page_speaks_chinese(sign_in, ana):
    ana.language = "zh-hans"
    ana.save()
    page = sign_in(ana).get("/missions/").content.decode()
    assert "第一周：从简历到回音" in page


def test_who_has_no_missions_is_told_so(sign_in, db):
    assert "No missions for you" in sign_in(OperatorFactory()).get("/missions/").content.decode()


def test_visitors_are_asked_to_sign_in(client, db):
    answer = client.get("/missions/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")


@pytest.mark.parametrize(
    ("role", "path"), [("ana", "/inbox/"), ("ana", "/jobs/"), ("ben", "/inbox/"), ("ben", "/jobs/mine/")]
)
def test_a_newcomer_meets_the_next_step_wherever_they_land_until_all_is_done(request, sign_in, role, path):
    person = request.getfixturevalue(role)
    client = sign_in(person)
    first = Mission.objects.get(role=person.role, kind="newcomer").steps.first()
    card = card_on(client.get(path))
    assert first.title in card
    assert "0 of 5 done" in card
    do_all(person)
    assert card_on(client.get(path)) == ""


def test_the_card_has_no_button_to_where_one_already_is(sign_in, ana):
    do(ana, "resume_completed")
    client = sign_in(ana)
    assert "Go there" not in card_on(client.get("/jobs/"))
    assert 'href="/jobs/"' in card_on(client.get("/inbox/"))


def test_the_card_and_the_page_leave_alone_whoever_hides_all_of_it(sign_in, ana):
    set_visibility(person=ana, hides_all=True, hides_popups=False)
    client = sign_in(ana)
    assert card_on(client.get("/inbox/")) == ""
    assert card_on(client.get("/jobs/")) == ""
    page = client.get("/missions/").content.decode()
    assert "Hidden, as you wished" in page
    assert not re.search(r'href="/missions/"', page), "the navigation hides it too"


def test_all_missions_take_as_many_queries_as_one(ana, django_assert_num_queries):
    with django_assert_num_queries(7):
        assert missions_of(ana)[0].next_step


def test_the_menu_names_ones_level_from_the_second_on(sign_in, ana):
    client = sign_in(ana)
    assert "Level 2" not in menu_on(client.get("/settings/"))
    Member.objects.update_or_create(person=ana, defaults={"level_number": 2})
    assert "Level 2" in menu_on(client.get("/settings/"))
    set_visibility(person=ana, hides_all=True, hides_popups=False)
    assert "Level 2" not in menu_on(client.get("/settings/"))


def test_a_step_without_a_page_has_no_button(sign_in, ana):
    Mission.objects.get(role="candidate", kind="newcomer").steps.update(url_name="nowhere:at-all")
    page = sign_in(ana).get("/missions/").content.decode()
    assert "Go there" not in page
