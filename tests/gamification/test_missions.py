"""Newcomers' missions: recognised from what was really done, on a page that shows the way."""

import re

import pytest
from django.utils import timezone

from apps.gamification.deeds import GREETED, Deed
from apps.gamification.models import Award, Mission, StepDone
from apps.gamification.selectors import missions_of, progress
from apps.gamification.services import do_step, recognise, set_visibility
from tests.gamification.talks import NOON
from tests.people import OperatorFactory


def do(person, kind, *, key="deed:1"):
    return do_step(deed=Deed(kind=kind, key=key, person_id=person.pk, done_at=NOON))


def do_all(person):
    for number, step in enumerate(Mission.objects.get(role=person.role).steps.all()):
        recognise(deed=Deed(kind=step.deed, key=f"deed:{number}", person_id=person.pk, done_at=timezone.now()))


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
    Mission.objects.update(is_live=False)
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
    for path in ("/missions/", "/missions/card/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/account/login/")


def test_the_card_shows_the_next_step_and_goes_when_all_is_done(sign_in, ana):
    client = sign_in(ana)
    assert "Complete your résumé" in client.get("/missions/card/").content.decode()
    do_all(ana)
    assert client.get("/missions/card/").content.decode().strip() == ""


def test_the_card_and_the_page_leave_alone_whoever_hides_all_of_it(sign_in, ana):
    set_visibility(person=ana, hides_all=True, hides_popups=False)
    client = sign_in(ana)
    assert client.get("/missions/card/").content.decode().strip() == ""
    page = client.get("/missions/").content.decode()
    assert "Hidden, as you wished" in page
    assert not re.search(r'href="/missions/"', page), "the navigation hides it too"


def test_a_step_without_a_page_has_no_button(sign_in, ana):
    Mission.objects.get(role="candidate").steps.update(url_name="nowhere:at-all")
    page = sign_in(ana).get("/missions/").content.decode()
    assert "Go there" not in page
