"""Badges follow what counts of people's awards, up and down; a new one is told once, with the rest."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.events.long_work import SILENT_FOR, TakenOver
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.badges.models import Badge, BadgeHeld, BadgeRun, BadgeSeries
from apps.gamification.badges.selectors import badges_of
from apps.gamification.badges.services import ask_run, run_over_all
from apps.gamification.badges.tasks import run_badges, sweep
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Award, Member
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed
from tests.people import CandidateFactory


def answer(ben, person, number=1, **more):
    judge(answer_deed(ben, person, key=f"message:{number}", **more))
    settle(ben, f"message:{number}")


def held(person):
    return set(BadgeHeld.objects.filter(person=person, revoked_at=None).values_list("badge__key", "grade"))


def test_twenty_two_badges_in_four_series_come_along_in_both_languages(db):
    assert (Badge.objects.count(), BadgeSeries.objects.count()) == (23, 4)
    assert not Badge.objects.filter(name_zh="").exists()
    assert Badge.objects.filter(is_secret=True).count() == 3
    assert not Badge.objects.filter(grades=None).exists()


def test_a_badge_comes_when_the_award_settles(ana, ben):
    judge(answer_deed(ben, ana))
    assert held(ben) == set()
    settle(ben)
    assert ("first-word", 1) in held(ben)
    assert held(ana) == set()


def test_a_new_badge_is_told_once_with_the_points(ana, ben, heard):
    judge(answer_deed(ben, ana))
    frames = [frame for frame in heard(ben, lambda: settle(ben)) if frame["type"] == "award"]
    assert len(frames) == 1
    assert "Badge: First word" in frames[0]["body"]
    award = Award.objects.get()
    reverse_award(award=award, reason="copied", operator=None, now=NOON)
    again = heard(ben, lambda: restore_award(award=award, operator=None, now=NOON))
    assert [frame for frame in again if frame["type"] == "award"] == []


def test_a_reversal_revokes_the_badge_and_a_restoration_brings_it_back(ana, ben):
    answer(ben, ana)
    award = Award.objects.get()
    reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert held(ben) == set()
    assert BadgeHeld.objects.filter(person=ben, badge__key="first-word").exclude(revoked_at=None).exists()
    restore_award(award=award, operator=None, now=NOON)
    assert ("first-word", 1) in held(ben)


def test_grades_ask_for_different_people(ben):
    for number, person in enumerate(CandidateFactory.create_batch(5)):
        answer(ben, person, number)
    assert ("many-voices", 1) in held(ben)
    assert ("many-voices", 2) not in held(ben)
    assert ("keeps-answering", 1) not in held(ben)


def test_only_quick_answers_are_quick(ben):
    for number, person in enumerate(CandidateFactory.create_batch(5)):
        answer(ben, person, number, waited_hours=0.5 if number else 3)
    assert ("within-the-hour", 1) not in held(ben)
    answer(ben, CandidateFactory(), 9, waited_hours=0.5)
    assert ("within-the-hour", 1) in held(ben)


def test_a_window_counts_what_was_done_in_it(ana, ben):
    badge = Badge.objects.get(key="early-days")
    Badge.objects.filter(pk=badge.pk).update(starts_at=NOON + timedelta(days=1), ends_at=NOON + timedelta(days=3))
    answer(ben, ana, 1)
    assert ("early-days", 1) not in held(ben)
    answer(ben, CandidateFactory(), 2, at=NOON + timedelta(days=2))
    assert ("early-days", 1) in held(ben)


def test_a_new_badge_finds_who_earned_it_before_silently(ana, ben, heard):
    answer(ben, ana)
    badge = Badge.objects.create(
        series=BadgeSeries.objects.first(), key="new", name_en="New", name_zh="新", measure="awards"
    )
    badge.grades.create(grade=1, least=1)
    run = ask_run()
    assert heard(ben, lambda: run_badges(run.pk)) == []
    assert ("new", 1) in held(ben)
    run.refresh_from_db()
    assert (run.done, run.total, run.given, run.revoked) == (Member.objects.count(), run.total, 1, 0)
    assert run.finished_at
    run_badges(ask_run().pk)
    assert BadgeRun.objects.latest("pk").given == 0


def test_a_run_is_one_worker_s_and_what_they_leave_is_done_by_the_next(ana, ben):
    answer(ben, ana)
    BadgeHeld.objects.all().delete()
    run, now = ask_run(), timezone.now()
    dead = BadgeRun.objects.claim(run.pk, now=now)
    run_over_all(run_id=run.pk, now=now)
    assert held(ben) == set(), "whoever has it delivered again leaves it to the first"
    BadgeRun.objects.update(requested_at=now - timedelta(minutes=9), beat_at=now - 2 * SILENT_FOR)
    sweep()
    run.refresh_from_db()
    assert (run.starts, run.done, bool(run.finished_at)) == (2, run.total, True)
    assert ("first-word", 1) in held(ben)
    with pytest.raises(TakenOver):
        dead.go_on(done=1)


def test_the_page_keeps_secrets_and_shows_the_way(sign_in, ana, ben, olga):
    answer(ben, ana)
    shown = sign_in(ben).get("/badges/").content.decode()
    assert "First word" in shown
    assert "1 of 10" in shown
    assert "A whole village" not in shown
    assert shown.count("A secret") == 3
    assert "They come by themselves" in sign_in(olga).get("/badges/").content.decode()
    ben.language = "zh-hans"
    ben.save()
    assert "第一句话" in sign_in(ben).get("/badges/").content.decode()


def test_who_hides_all_of_it_sees_no_badges(sign_in, ben):
    set_visibility(person=ben, hides_all=True, hides_popups=False)
    assert "Hidden, as you wished" in sign_in(ben).get("/badges/").content.decode()


def test_the_api_tells_no_secret(sign_in, ana, ben):
    answer(ben, ana)
    found = sign_in(ben).get("/api/v1/badges/").json()
    by_key = {row["key"]: row for row in found}
    assert (by_key["first-word"]["grade"], by_key["keeps-answering"]["value"]) == (1, 1)
    assert "five-hundred" not in by_key
    assert len([row for row in found if row["key"] == "" and row["name"] == ""]) == 3


def test_an_operator_changes_a_badge_and_everybody_is_looked_at(sign_in, dario, monkeypatch):
    monkeypatch.setattr("apps.gamification.badges.tasks.run_badges.apply_async", lambda **kwargs: None)
    badge = Badge.objects.get(key="first-word")
    page = reverse("admin:gamification_badge_change", args=[badge.pk])
    fields = ("series_id", "position", "name_en", "name_zh", "about_en", "about_zh", "measure", "deed")
    data = {name.removesuffix("_id"): getattr(badge, name) for name in fields} | {"is_live": "on"}
    grade = badge.grades.get()
    data |= {"grades-TOTAL_FORMS": 1, "grades-INITIAL_FORMS": 1, "grades-0-id": grade.pk, "grades-0-badge": badge.pk}
    answer = sign_in(dario).post(page, data | {"grades-0-grade": 1, "grades-0-least": 2, "name_en": "First words"})
    assert answer.status_code == 302
    badge.refresh_from_db()
    assert (badge.name_en, badge.grades.get().least, BadgeRun.objects.count()) == ("First words", 2, 1)


def test_the_page_asks_no_more_for_more_badges(sign_in, ben, django_assert_max_num_queries):
    for number, person in enumerate(CandidateFactory.create_batch(3)):
        answer(ben, person, number)
    client = sign_in(ben)
    client.get("/badges/")
    with django_assert_max_num_queries(18):
        assert sum(len(group.badges) for group in badges_of(ben)) == 22
