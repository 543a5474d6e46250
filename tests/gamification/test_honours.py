"""Awards of the month: nominated by real deeds, voted in secret, once a person, given through awards like any other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from apps.accounts.models import User
from apps.errors import DomainError, InvalidInput, NotFound
from apps.gamification.honours.selectors import as_shown
from apps.gamification.honours.services import (
    NotForOwn,
    NoVoteForYou,
    VoteOver,
    cancel_ballot,
    cast_vote,
    close_ballot,
    decide_ballot,
    hold_votes,
    open_ballot,
)
from apps.gamification.members.services import set_visibility
from apps.gamification.models import Award, BadgeHeld, Ballot, Honour, HonourVote, Member, RingMember
from apps.gamification.streaks.services import look_at
from apps.notifications.models import Notification
from tests.gamification.crowds import people
from tests.gamification.judging import judge, settle
from tests.gamification.talks import NOON, answer_deed
from tests.gamification.test_console import CONFIRMED
from tests.people import CandidateFactory, RecruiterFactory

PAGE, API = "/honours/", "/api/v1/honours/"
MONTH = date(2026, 3, 1)
FOURTH = datetime(2026, 4, 4, 9, tzinfo=UTC)


def answered(recruiter: User, how_many: int) -> None:
    """First answers in March that count, each to somebody else."""
    for number in range(how_many):
        key = f"message:{recruiter.pk}{number}"
        judge(answer_deed(recruiter, CandidateFactory(), key=key, at=NOON + timedelta(hours=number)))
        settle(recruiter, key, by=None, now=NOON + timedelta(days=1))


def named(person: User, name: str) -> User:
    set_visibility(person=person, hides_all=False, hides_popups=False, ranking_as="nickname", nickname=name)
    return person


@pytest.fixture
def voters(db) -> list[User]:
    """Four of as many companies, each of whom let somebody not wait in March."""
    found = people(4, 0)[0]
    for person in found:
        answered(person, 1)
    return found


@pytest.fixture
def rivals(db) -> list[User]:
    """Two who let three and two people not wait, and one who did so too but is unnamed on rankings."""
    found = people(3, 0)[0]
    for person, how_many in zip(found, (3, 2, 5), strict=True):
        answered(person, how_many)
    for person, name in zip(found[:2], ("Heron", "Otter"), strict=True):
        named(person, name)
    return found


@pytest.fixture
def ballot(rivals, voters) -> Ballot:
    hold_votes(now=FOURTH)
    return Ballot.objects.get(honour__key="ear-for-others")


def nominee(ballot: Ballot, person: User):
    return ballot.nominees.get(person=person)


def vote(ballot: Ballot, voter: User, person: User, *, now: datetime = FOURTH):
    return cast_vote(voter=voter, ballot_id=ballot.pk, nominee_id=nominee(ballot, person).pk, now=now)


def test_who_helped_the_most_different_people_is_nominated_where_they_show_a_name(ballot, rivals):
    assert [(one.person, one.people) for one in ballot.nominees.all()] == [(rivals[0], 3), (rivals[1], 2)]
    assert ballot.closes_at == datetime(2026, 4, 11, tzinfo=UTC)
    assert hold_votes(now=FOURTH + timedelta(hours=1)) == (0, 0), "opened once"


def test_who_leaves_the_rankings_meanwhile_is_neither_shown_nor_voted_for(ballot, rivals, voters):
    set_visibility(person=rivals[0], hides_all=False, hides_popups=False, hides_rankings=True)

    [shown] = as_shown([ballot], voters[0], now=FOURTH)
    assert [one.name for one in shown.candidates] == ["Otter"]
    with pytest.raises(NotFound):
        vote(ballot, voters[0], rivals[0])


def test_the_vote_is_secret_until_it_is_closed_then_the_winner_has_award_badge_and_notice(
    ballot, rivals, voters, sign_in, time_machine
):
    time_machine.move_to(FOURTH, tick=False)
    first, second, _unnamed = rivals
    browser = sign_in(voters[0])
    for one in (second, first):
        browser.post(f"{PAGE}{ballot.pk}/vote/", {"candidate": nominee(ballot, one).pk})
    vote(ballot, voters[1], first)
    vote(ballot, voters[2], second)
    assert HonourVote.objects.filter(ballot=ballot).count() == 3, "one a person, the last one counts"
    shown = browser.get(API).json()["open"][0]
    assert {one["votes"] for one in shown["candidates"]} == {None}
    assert shown["my_vote"] == nominee(ballot, first).pk
    assert "Heron" in browser.get(PAGE).content.decode()
    time_machine.move_to(ballot.closes_at + timedelta(minutes=5), tick=False)
    assert hold_votes(now=ballot.closes_at)[1] == 1
    assert hold_votes(now=ballot.closes_at)[1] == 0
    shown = browser.get(API).json()["results"][0]
    assert [(one["name"], one["votes"], one["has_won"]) for one in shown["candidates"]] == [
        ("Heron", 2, True),
        ("Otter", 1, False),
    ]
    award = Award.objects.get(deed=f"honour:{ballot.pk}")
    assert (award.person, award.points, award.rewards) == (first, 30, {"coins": 30})
    assert BadgeHeld.objects.filter(person=first, badge__key="person-of-the-month").exists()
    assert Notification.objects.filter(person=first, kind="honoured").count() == 1
    with pytest.raises(VoteOver):
        vote(ballot, voters[3], first, now=ballot.closes_at)


def test_equal_votes_win_together_and_too_few_win_nothing(ballot, rivals, voters):
    vote(ballot, voters[0], rivals[0])
    vote(ballot, voters[1], rivals[1])
    for number, one in enumerate((rivals[0], rivals[1]), start=2):
        vote(ballot, voters[number], one)
    assert close_ballot(ballot=ballot, now=FOURTH)
    assert ballot.nominees.filter(has_won=True).count() == 2
    other = open_ballot(honour=Honour.objects.get(key="ear-for-others"), month=date(2026, 3, 9), now=FOURTH)
    assert other == ballot, "one vote a month"
    Ballot.objects.filter(pk=ballot.pk).delete()
    lonely = open_ballot(honour=Honour.objects.get(key="ear-for-others"), month=MONTH, now=FOURTH)
    vote(lonely, voters[0], rivals[0])
    close_ballot(ballot=lonely, now=FOURTH)
    assert not lonely.nominees.filter(has_won=True).exists()


def test_neither_for_oneself_nor_a_colleague_nor_by_a_fresh_or_idle_account(ballot, rivals, voters, olga, sign_in):
    first, second, _unnamed = rivals
    colleague = RecruiterFactory(company=first.company)
    for voter, person in ((first, first), (colleague, first)):
        with pytest.raises(NotForOwn):
            vote(ballot, voter, person)
    idle, fresh = people(0, 1)[1][0], voters[0]
    User.objects.filter(pk=fresh.pk).update(date_joined=FOURTH - timedelta(days=3))
    unconfirmed = voters[1]
    EmailAddress.objects.filter(user=unconfirmed).update(verified=False)
    for voter in (olga, idle, User.objects.get(pk=fresh.pk), unconfirmed):
        with pytest.raises(NoVoteForYou):
            vote(ballot, voter, second)
    refused = sign_in(olga).put(
        f"{API}{ballot.pk}/vote/", {"candidate": nominee(ballot, second).pk}, content_type="application/json"
    )
    assert refused.status_code == 409, "by the calendar it is long over"
    assert sign_in(olga).put(f"{API}999/vote/", {"candidate": 1}, content_type="application/json").status_code == 404


def test_a_ring_and_two_who_vote_for_each_other_count_nothing(ballot, rivals, voters):
    first, second, _unnamed = rivals
    for person in (first, voters[0], voters[1]):
        RingMember.objects.create(person=person, ring=1, found_at=FOURTH)
    vote(ballot, voters[0], first)
    vote(ballot, voters[1], first)
    vote(ballot, first, second)
    vote(ballot, second, first)
    close_ballot(ballot=ballot, now=FOURTH)
    assert set(ballot.nominees.values_list("votes", flat=True)) == {0}
    assert not Award.objects.filter(deed=f"honour:{ballot.pk}").exists()


def test_an_operator_decides_otherwise_with_a_reason_and_back_again(ballot, rivals, voters, dario, sign_in):
    first, second, _unnamed = rivals
    for voter in voters[:2]:
        vote(ballot, voter, first)
    sign_in(dario).post(reverse("admin:gamification_ballot_close_now", args=[ballot.pk]), CONFIRMED)
    assert nominee(ballot, first).has_won
    with pytest.raises(InvalidInput):
        decide_ballot(ballot=ballot, nominee_id=nominee(ballot, second).pk, operator=dario, why=" ", now=FOURTH)
    page = f"/admin/gamification/ballot/{ballot.pk}/"
    assert "Heron" not in sign_in(dario).get(f"{page}change/").content.decode(), "by their own names"
    form = CONFIRMED | {"nominee": nominee(ballot, second).pk, "why": "The texts were copied."}
    sign_in(dario).post(reverse("admin:gamification_ballot_decide", args=[ballot.pk]), form)
    assert nominee(ballot, second).has_won
    for winner in (second, first):
        decide_ballot(
            ballot=ballot,
            nominee_id=nominee(ballot, winner).pk,
            operator=dario,
            why="The texts were copied.",
            now=FOURTH,
        )
    points = dict(Member.objects.filter(person__in=rivals).values_list("person", "points"))
    states = {one.person: one.entries.last().kind for one in Award.objects.filter(deed=f"honour:{ballot.pk}")}
    assert states == {first: "restored", second: "reversed"}
    assert points[first.pk] == Award.objects.counting().filter(person=first).points()
    assert "The texts were copied." in sign_in(first).get(PAGE).content.decode()
    with pytest.raises(DomainError):
        cancel_ballot(ballot=ballot, operator=dario, why="Once more", now=FOURTH)


def test_what_is_given_by_vote_makes_no_day_of_a_streak(ballot, rivals, voters):
    for voter in voters[:2]:
        vote(ballot, voter, rivals[0])
    before = look_at([Member.objects.get(person=rivals[0])], now=FOURTH)[rivals[0].pk].current
    close_ballot(ballot=ballot, now=FOURTH)
    assert look_at([Member.objects.get(person=rivals[0])], now=FOURTH)[rivals[0].pk].current == before
