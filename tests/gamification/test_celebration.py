"""What reaches an open page as it happens, in whose language, and whom it leaves alone."""

import pytest

from apps.gamification.awards.corrections import reverse_award
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Award
from apps.gamification.recognition.services import recognise
from apps.notifications.models import Notification
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed


def award_frames(frames):
    return [frame for frame in frames if frame["type"] == "award"]


def test_an_answer_is_named_and_said_to_be_pending(heard, ana, ben):
    (frame,) = award_frames(heard(ben, lambda: judge(answer_deed(ben, ana, waited_hours=0.3))))
    assert (frame["title"], frame["body"]) == ("+10 points · +5 coins, pending", "You answered Ana within 18 minutes")
    assert (frame["state"], frame["points"], frame["total"], frame["level"]) == ("pending", 10, 0, 1)
    assert frame["url"] == "/points/"


def test_a_settled_award_brings_the_new_balance(heard, ana, ben):
    judge(answer_deed(ben, ana))
    frames = heard(ben, lambda: settle(ben))
    assert {"type": "balance", "points": 10, "level": 1} in frames
    (frame,) = award_frames(frames)
    assert (frame["title"], frame["total"]) == ("+10 points · +5 coins", 10)


def test_nobody_else_hears_of_it(heard, ana, ben, olga):
    assert heard(olga, lambda: judge(answer_deed(ben, ana))) == []
    assert heard(ana, lambda: settle(ben)) == []


def test_the_same_deed_again_is_silent(heard, ana, ben):
    judge(answer_deed(ben, ana))
    assert heard(ben, lambda: judge(answer_deed(ben, ana))) == []


@pytest.mark.parametrize("choice", ["hides_all", "hides_popups"])
def test_who_wants_no_pop_ups_gets_the_balance_alone(heard, ana, ben, choice):
    set_visibility(person=ben, **({"hides_all": False, "hides_popups": False} | {choice: True}))
    frames = heard(ben, lambda: (judge(answer_deed(ben, ana)), settle(ben)))
    assert [frame["type"] for frame in frames] == ["balance"]


def test_what_one_deed_brought_is_told_in_one_moment(heard, ben):
    deed = answer_deed(ben, ben)
    frames = award_frames(heard(ben, lambda: recognise(deed)))
    (frame,) = frames
    assert frame["title"] == "+10 points · +5 coins, pending"
    assert frame["body"].startswith("You answered Ben within 60 minutes · Done: ")


def test_a_step_alone_says_how_far_one_is(heard, ana):
    frames = heard(ana, lambda: recognise(Deed(kind=GREETED, key="conversation:1", person_id=ana.pk, done_at=NOON)))
    (frame,) = award_frames(frames)
    assert (frame["state"], frame["url"]) == ("step", "/missions/")
    assert frame["body"].startswith("1 of 5 steps in")


def test_a_reversal_is_told_with_its_reason_and_without_a_toast_of_joy(heard, ana, ben):
    judge(answer_deed(ben, ana))
    settle(ben)
    award = Award.objects.get(person=ben)
    act = lambda: reverse_award(award=award, reason="copied", operator=None, now=NOON)  # noqa: E731
    frames = heard(ben, act)
    assert award_frames(frames) == []
    assert {"type": "balance", "points": 0, "level": 1} in frames
    (told,) = [frame for frame in frames if frame["type"] == "notification"]
    assert told["body"].startswith("No longer yours: 10 points, 5 coins. The text had been sent elsewhere too.")


def test_who_hides_all_of_it_is_not_told_of_a_reversal_either(ana, ben):
    set_visibility(person=ben, hides_all=True, hides_popups=False)
    judge(answer_deed(ben, ana))
    reverse_award(award=Award.objects.get(person=ben), reason="copied", operator=None, now=NOON)
    assert not Notification.objects.filter(person=ben).exists()
