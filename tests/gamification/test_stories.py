"""What becomes of an award is a story: each entry answers the one before it, and the last one is what it is worth."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.awards.proof import check_points
from apps.gamification.awards.selectors import progress
from apps.gamification.awards.services import confirm_deed, lapse_awards, settle_held
from apps.gamification.models import Award, AwardEntry, Hold, Member
from apps.notifications.models import Notification
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed


def story(award):
    return [(entry.kind, entry.points) for entry in award.entries.all()]


def test_a_reversal_is_undone_and_can_be_done_again(ana, ben):
    judge(answer_deed(ben, ana))
    settle(ben)
    award = Award.objects.get()
    for step in (reverse_award, restore_award, reverse_award):
        reason = {"reason": "copied"} if step is reverse_award else {}
        assert step(award=award, operator=None, now=NOON, **reason)
        assert not step(award=award, operator=None, now=NOON, **reason)
    assert story(award) == [("held", 10), ("settled", 10), ("reversed", 0), ("restored", 10), ("reversed", 0)]
    assert progress(ben).points == 0
    restore_award(award=award, operator=None, now=NOON)
    assert progress(ben).points == 10
    assert Notification.objects.filter(person=ben, kind="award_restored").count() == 2


def test_what_lapsed_though_it_was_earned_can_be_given(ana, ben):
    judge(answer_deed(ben, ana))
    lapse_awards(now=NOON + timedelta(days=20))
    assert restore_award(award=Award.objects.get(), operator=None, now=NOON)
    assert progress(ben).points == 10


def test_points_wait_for_their_hold_and_longer_on_a_new_account(ana, ben, olga):
    type(ben).objects.filter(pk=ben.pk).update(date_joined=NOON - timedelta(days=100))
    type(olga).objects.filter(pk=olga.pk).update(date_joined=NOON - timedelta(days=1))
    for number, person in enumerate((ben, olga)):
        judge(answer_deed(person, ana, key=f"message:{number}"))
        confirm_deed(deed_key=f"message:{number}", person_id=person.pk, by_id=ana.pk, cause="message:9", now=NOON)
    settle_held(now=NOON + timedelta(hours=47))
    assert (progress(ben).points, progress(olga).points) == (0, 0)
    settle_held(now=NOON + timedelta(hours=49))
    assert (progress(ben).points, progress(olga).points) == (10, 0)
    settle_held(now=NOON + timedelta(hours=145))
    assert progress(olga).points == 10
    assert not Hold.objects.exists()


def test_no_entry_is_answered_twice(ana, ben):
    judge(answer_deed(ben, ana))
    award = Award.objects.get()
    held = award.entries.get()
    fields = {"award": award, "answers": held, "points": 10, "cause": "time", "created_at": NOON}
    AwardEntry.objects.create(sequence=2, kind="settled", **fields)
    for sequence in (2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            AwardEntry.objects.create(sequence=sequence, kind="settled", **fields)


def test_the_nightly_proof_mends_a_balance_that_no_entry_explains(ana, ben):
    judge(answer_deed(ben, ana))
    settle(ben)
    assert check_points() == 0
    Member.objects.filter(person=ben).update(points=5000)
    assert check_points() == 1
    assert progress(ben).points == 10
