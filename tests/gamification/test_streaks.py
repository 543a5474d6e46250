"""A streak is worked out from what counts, by the person's own days: whatever is heard late, twice or taken back comes
to the same."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse

from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.badges.models import BadgeHeld
from apps.gamification.badges.services import look_at as look_at_badges
from apps.gamification.members.services import lock_members, set_visibility
from apps.gamification.models import Award, Streak, StreakZone
from apps.gamification.streaks.kinds import AT_RISK
from apps.gamification.streaks.selectors import BEGINNING, walk_of
from apps.gamification.streaks.services import look_at, look_at_due
from apps.gamification.streaks.walking import Period, forgiven_days, local_day, next_midnight, walk
from apps.notifications.models import DueItem, Notification
from apps.notifications.reminders.running import run_due
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed
from tests.people import CandidateFactory

D = date(2026, 3, 1)


def days(*numbers, units=1):
    return {D + timedelta(days=number): units for number in numbers}


def on(number):
    return D + timedelta(days=number)


def test_days_in_a_row_count_and_today_may_still_come():
    assert walk(days(0, 1, 2), today=on(2)).current == 3
    walked = walk(days(0, 1, 2), today=on(3))
    assert (walked.current, walked.today_counts, walked.freezes) == (3, False, 2)


def test_two_freezes_hold_two_missed_days_and_one_comes_back_after_seven():
    walked = walk(days(0, 1, 4), today=on(4))
    assert (walked.current, walked.freezes, sorted(walked.frozen)) == (3, 0, [on(2), on(3)])
    assert walk(days(0, 1, 4, 5, 6, 7, 8), today=on(8)).freezes == 1
    assert walk(days(0, 1), today=on(4)).current == 2
    assert walk(days(0, 1), today=on(4)).freezes == 0


def test_missed_days_beyond_the_freezes_are_won_back_by_doing_more():
    lost = walk(days(0, 1), today=on(5))
    assert (lost.current, lost.lost, lost.needed) == (0, 2, 2)
    assert walk(days(0, 1) | days(5), today=on(5)).current == 1
    won = walk(days(0, 1) | days(5, units=2), today=on(5))
    assert (won.current, won.freezes, sorted(won.won_back)) == (3, 0, [on(4)])
    assert walk(days(0, 1), today=on(7)).lost == 0


def test_winning_back_works_once_in_thirty_days():
    assert walk(days(0, 1) | days(5, units=2) | days(7, units=9), today=on(7)).current == 1
    later = days(0, 1) | days(5, units=2) | {on(number): 1 for number in range(6, 36)}
    assert walk(later | days(39, units=2), today=on(39)).current == 34


def test_a_broken_streak_leaves_the_longest():
    walked = walk(days(0, 1, 2, 3) | days(20), today=on(20))
    assert (walked.current, walked.longest) == (1, 4)


def test_a_day_of_23_hours_is_a_day():
    new_york = [Period("America/New_York", BEGINNING)]
    before, after = datetime(2026, 3, 8, 4, 59, tzinfo=UTC), datetime(2026, 3, 8, 5, 1, tzinfo=UTC)
    assert (local_day(before, new_york), local_day(after, new_york)) == (date(2026, 3, 7), date(2026, 3, 8))
    assert next_midnight(after, new_york) - next_midnight(before, new_york) == timedelta(hours=23)
    assert local_day(datetime(2026, 3, 9, 3, 59, tzinfo=UTC), new_york) == date(2026, 3, 8)


@pytest.mark.parametrize(("old", "new"), [("Pacific/Honolulu", "Pacific/Kiritimati"), ("UTC", "Asia/Shanghai")])
def test_a_move_to_the_east_cuts_no_streak(old, new):
    since = datetime(2026, 3, 10, 20, tzinfo=UTC)
    periods = [Period(old, BEGINNING), Period(new, since)]
    units = {}
    for number in range(20):
        at = datetime(2026, 3, 1, 19, tzinfo=UTC) + timedelta(days=number)
        units[local_day(at, periods)] = 1
    today = local_day(datetime(2026, 3, 20, 19, tzinfo=UTC), periods)
    walked = walk(units, today=today, forgiven=forgiven_days(periods))
    assert (walked.current, walked.freezes) == (len(units), 2)


def test_a_move_to_the_west_forgives_nothing():
    assert forgiven_days([Period("Asia/Shanghai", BEGINNING), Period("UTC", NOON)]) == set()


def looked(person, now):
    with transaction.atomic():
        return look_at([lock_members(person.pk)[person.pk]], now=now)[person.pk]


def answer(ben, number, at, *, is_settled=True):
    judge(answer_deed(ben, CandidateFactory(), key=f"message:{number}", at=at))
    if is_settled:
        settle(ben, f"message:{number}", now=at)


def test_what_is_held_counts_and_what_lapses_or_is_taken_back_does_not(ben):
    for number in range(3):
        answer(ben, number, NOON + timedelta(days=number), is_settled=number != 1)
    now = NOON + timedelta(days=2)
    assert looked(ben, now).current == 3
    award = Award.objects.get(deed="message:1")
    reverse_award(award=award, reason="copied", operator=None, now=now)
    assert Streak.objects.get(person=ben).longest == 2
    assert walk_of(ben, now=now).frozen == {date(2026, 3, 5)}
    restore_award(award=award, operator=None, now=now)
    assert Streak.objects.get(person=ben).longest == 3


def test_twice_and_out_of_order_come_to_the_same(ben):
    deeds = [
        answer_deed(ben, CandidateFactory(), key=f"message:{n}", at=NOON + timedelta(days=n)) for n in range(4)
    ] * 2
    Random(3).shuffle(deeds)
    for deed in deeds:
        judge(deed)
    walked = looked(ben, NOON + timedelta(days=3))
    assert (walked.current, walked.longest) == (4, 4)
    assert looked(ben, NOON + timedelta(days=3)) == walked
    assert Streak.objects.filter(person=ben).count() == 1


def test_two_things_on_one_day_are_one_day(ben):
    answer(ben, 1, NOON)
    answer(ben, 2, NOON + timedelta(hours=1))
    assert looked(ben, NOON + timedelta(hours=2)).current == 1


def test_a_moved_time_zone_takes_a_week_to_count_and_may_be_taken_back(ben):
    answer(ben, 1, NOON)
    ben.time_zone = "Asia/Shanghai"
    ben.save()
    looked(ben, NOON)
    zones = StreakZone.objects.filter(person=ben).values_list("zone", "since")
    assert list(zones) == [("UTC", BEGINNING), ("Asia/Shanghai", NOON + timedelta(days=7))]
    looked(ben, NOON + timedelta(days=1))
    assert zones.all().count() == 2
    late = datetime(2026, 3, 5, 20, tzinfo=UTC)
    answer(ben, 2, late)
    assert walk_of(ben, now=late).last_day == date(2026, 3, 5)
    ben.time_zone = "UTC"
    ben.save()
    looked(ben, NOON + timedelta(days=2))
    assert list(zones.all()) == [("UTC", BEGINNING)]


def test_midnight_uses_a_freeze_and_breaks_a_streak_by_itself(ben):
    for number in range(3):
        answer(ben, number, NOON + timedelta(days=number))
    looked(ben, NOON + timedelta(days=2))
    assert look_at_due(now=NOON + timedelta(days=2)) == 0
    assert look_at_due(now=NOON + timedelta(days=4)) == 1
    assert Streak.objects.get(person=ben).freezes == 1
    look_at_due(now=NOON + timedelta(days=9))
    assert Streak.objects.get(person=ben).current == 0
    assert Streak.objects.get(person=ben).look_again_at is None


def three_days(ben):
    for number in range(3):
        answer(ben, number, NOON + timedelta(days=number))
    looked(ben, NOON + timedelta(days=2))


EVENING = datetime(2026, 3, 7, 19, 1, tzinfo=UTC)


def test_a_streak_at_risk_is_reminded_of_once_in_the_evening(ben):
    three_days(ben)
    assert DueItem.objects.get(kind=AT_RISK, person=ben).due_at == datetime(2026, 3, 7, 19, tzinfo=UTC)
    run_due(now=EVENING)
    run_due(now=EVENING + timedelta(minutes=1))
    told = Notification.objects.get(person=ben, kind="streak_at_risk")
    assert told.facts == {"days": 3, "freezes": 2}
    looked(ben, datetime(2026, 3, 8, 0, 6, tzinfo=UTC))
    assert DueItem.objects.get(kind=AT_RISK, person=ben).due_at == datetime(2026, 3, 8, 19, tzinfo=UTC)


def test_nobody_is_reminded_whose_day_counts_or_who_hides_all_of_it(ben, ana):
    three_days(ben)
    judge(answer_deed(ben, ana, key="message:9", at=datetime(2026, 3, 7, 15, tzinfo=UTC)))
    run_due(now=EVENING)
    assert not Notification.objects.filter(kind="streak_at_risk").exists()
    set_visibility(person=ben, hides_all=True, hides_popups=False)
    looked(ben, datetime(2026, 3, 8, 0, 6, tzinfo=UTC))
    run_due(now=datetime(2026, 3, 8, 19, 1, tzinfo=UTC))
    assert not Notification.objects.filter(kind="streak_at_risk").exists()


def test_days_in_a_row_bring_a_badge_which_goes_with_a_reversal(ben):
    for number in range(7):
        answer(ben, number, NOON + timedelta(days=number))
    badge = BadgeHeld.objects.get(person=ben, badge__key="in-a-row")
    assert (badge.grade, badge.revoked_at) == (1, None)
    for award in Award.objects.filter(deed__in=["message:2", "message:3", "message:4", "message:5"]):
        reverse_award(award=award, reason="copied", operator=None, now=NOON)
    badge.refresh_from_db()
    assert badge.revoked_at
    assert look_at_badges([ben.pk], now=NOON) == ([], 0)


def test_the_page_and_the_api_say_how_it_stands_in_both_languages(sign_in, ben, olga, time_machine):
    three_days(ben)
    time_machine.move_to(NOON + timedelta(days=3), tick=False)
    client = sign_in(ben)
    shown = client.get("/streak/").content.decode()
    assert "3 days in a row" in shown
    assert "Nothing has counted today yet." in shown
    told = client.get("/api/v1/streak/").json()
    assert (told["current"], told["freezes"], told["today_counts"], len(told["days"])) == (3, 2, False, 35)
    assert "No streak yet" in sign_in(olga).get("/streak/").content.decode()
    ben.language = "zh-hans"
    ben.save()
    assert "连续 3 天" in sign_in(ben).get("/streak/").content.decode()
    set_visibility(person=ben, hides_all=True, hides_popups=False)
    assert "连续 3 天" not in sign_in(ben).get("/streak/").content.decode()


def test_an_operator_sees_streaks_and_their_zones(sign_in, dario, ben, ana):
    three_days(ben)
    shown = sign_in(dario).get(reverse("admin:gamification_streak_changelist")).content.decode()
    assert ben.name in shown
    assert ana.name not in shown
