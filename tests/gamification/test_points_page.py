"""The points page: where one stands, and a ledger in plain words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.chat.models import Participant
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.awards.services import lapse_awards
from apps.gamification.deeds.types.first_answers import of_first_answer
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Award
from tests.gamification.judging import judge, settle
from tests.gamification.talks import answer_deed, first_answer
from tests.people import CandidateFactory


@pytest.fixture
def now():
    return timezone.now()


def page_of(client, query=""):
    return client.get(f"/points/{query}").content.decode()


def earn(answer):
    judge(of_first_answer(answer))
    return Award.objects.get(deed=f"message:{answer.message_id}")


def test_an_award_is_a_sentence_with_a_link_to_its_conversation(sign_in, ana, ben, now):
    answer = first_answer(ana, ben, waited=timedelta(minutes=20), at=now)
    earn(answer)
    page = page_of(sign_in(ben))
    assert f'<a href="/inbox/{answer.conversation_id}/">You answered Ana within 20 minutes</a>' in page
    assert "Settles when Ana answers you in earnest, until" in page
    assert "10 pending" in page


def test_the_link_is_gone_for_who_left_the_conversation(sign_in, ana, ben, now):
    answer = first_answer(ana, ben, at=now)
    earn(answer)
    Participant.objects.filter(user=ben).update(left_at=now)
    page = page_of(sign_in(ben))
    assert "You answered Ana within 60 minutes" in page
    assert f"/inbox/{answer.conversation_id}/" not in page


def test_it_speaks_chinese(sign_in, ana, ben, now):
    ben.language = "zh-hans"
    ben.save()
    earn(first_answer(ana, ben, waited=timedelta(minutes=20), at=now))
    page = page_of(sign_in(ben))
    assert "初来乍到" in page


def test_each_state_says_what_happened(sign_in, ana, ben, now):
    kai, rui, mei = CandidateFactory.create_batch(3)
    settled = earn(first_answer(ana, ben, at=now))
    settle(ben, settled.deed, now=now)
    earn(first_answer(kai, ben, at=now - timedelta(days=20)))
    lapse_awards(now=now)
    taken = earn(first_answer(rui, ben, at=now))
    reverse_award(award=taken, reason="arranged", operator=None, now=now)
    judge(of_first_answer(first_answer(mei, ben, waited=timedelta(hours=30), at=now)))
    page = page_of(sign_in(ben))
    for words in (
        "Settled",
        "Lapsed",
        "That isn&#x27;t a fault of yours.",
        "Taken back",
        "The conversation looked arranged for the points.",
        "Ask us to look again",
        "<s>10</s>",
        "The rule counts what meets this: Within 24 hours.",
    ):
        assert words in page, words
    assert "10 settled points" in page


def test_a_capped_try_gives_the_limit_as_its_reason(sign_in, ben, now):
    for number, person in enumerate(CandidateFactory.create_batch(11)):
        judge(answer_deed(ben, person, key=f"message:{number}", at=now))
    assert "At most 10 a day (UTC)." in page_of(sign_in(ben), "?show=none")


@pytest.mark.parametrize(("show", "count"), [("all", 3), ("pending", 1), ("settled", 1), ("none", 1), ("rubbish", 3)])
def test_the_list_can_be_narrowed(sign_in, ana, ben, now, show, count):
    kai, rui = CandidateFactory.create_batch(2)
    judge(answer_deed(ben, ana, key="message:1", at=now))
    judge(answer_deed(ben, kai, key="message:2", at=now))
    judge(answer_deed(ben, rui, key="message:3", at=now, waited_hours=48))
    settle(ben, "message:1", now=now)
    assert page_of(sign_in(ben), f"?show={show}").count("ledger-row") == count


def test_nobody_sees_anothers_points(sign_in, ana, ben, olga, now):
    earn(first_answer(ana, ben, at=now))
    for person in (olga, ana):
        page = page_of(sign_in(person))
        assert "You answered" not in page
        assert "Nothing here yet" in page


def test_twenty_a_page(sign_in, ben, now):
    for number, person in enumerate(CandidateFactory.create_batch(23)):
        judge(answer_deed(ben, person, key=f"message:{number}", at=now - timedelta(days=number)))
    client = sign_in(ben)
    assert page_of(client).count("ledger-row") == 20
    assert page_of(client, "?page=2").count("ledger-row") == 3
    assert page_of(client, "?page=nonsense").count("ledger-row") == 20


def test_the_page_takes_as_many_queries_for_many_entries(sign_in, ana, ben, now, django_assert_max_num_queries):
    earn(first_answer(ana, ben, at=now))
    client = sign_in(ben)
    page_of(client)
    for person in CandidateFactory.create_batch(8):
        earn(first_answer(person, ben, at=now))
    with django_assert_max_num_queries(21):
        assert page_of(client).count("ledger-row") == 9


def test_an_erased_person_is_somebody_who_has_left(sign_in, ana, ben, now):
    judge(answer_deed(ben, ana, at=now))
    ana.delete()
    assert "You answered someone who has left within 60 minutes" in page_of(sign_in(ben))


def test_visitors_are_asked_to_sign_in(client, db):
    for path in ("/points/", "/points/preferences/"):
        assert client.get(path)["Location"].startswith("/account/login/")


def test_hiding_all_of_it_hides_it_and_loses_nothing(sign_in, ana, ben, now):
    client = sign_in(ben)
    earn(first_answer(ana, ben, at=now))
    client.post("/points/preferences/", {"hides_all": "on"})
    page = page_of(client)
    assert "Hidden, as you wished" in page
    assert "You answered" not in page
    assert 'href="/points/"' not in page
    client.post("/points/preferences/", {})
    assert "You answered Ana" in page_of(client)


def test_the_preferences_show_what_was_chosen(sign_in, ben):
    set_visibility(person=ben, hides_all=False, hides_popups=True)
    page = sign_in(ben).get("/points/preferences/").content.decode()
    popups, everything = (page.split(f'name="{name}"')[1].split(">")[0] for name in ("hides_popups", "hides_all"))
    assert "checked" in popups
    assert "checked" not in everything
