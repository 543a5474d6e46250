"""Invitations pay only when somebody real has arrived: puppets, whatever they do with each other, bring nothing."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.sessions.places import place_digest
from apps.events.models import OutboxEvent
from apps.gamification.models import Award, InviteLink, Member, Referral, RingMember, Rule
from apps.gamification.referrals.services import link_of, look_again_who_arrived, look_who_arrived, take_up_invitation
from apps.gamification.rules.services import publish_rule
from tests.gamification.crowds import people
from tests.gamification.talks import first_answer
from tests.people import CandidateFactory, RecruiterFactory

NOW = timezone.now()
pytestmark = pytest.mark.real_people


@pytest.fixture(autouse=True)
def _live(db):
    version = Rule.objects.get(key="invited-somebody").versions.get()
    publish_rule(version=version, operator=None, now=NOW - timedelta(days=60))


@pytest.fixture
def inviter(db):
    return people(1, 0)[0][0]


def old(person: User, *, days: int = 40) -> User:
    User.objects.filter(pk=person.pk).update(date_joined=NOW - timedelta(days=days))
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    person.refresh_from_db()
    return person


def joined(inviter: User, *, place: str = "", days: int = 10) -> User:
    newcomer = old(CandidateFactory(), days=days)
    take_up_invitation(newcomer_id=newcomer.pk, code=link_of(inviter).code, place=place, now=NOW)
    return newcomer


def talked(candidate: User, recruiter: User, *, days_ago: float = 1) -> None:
    first_answer(candidate, recruiter, at=NOW - timedelta(days=days_ago), confirmed_after=timedelta(hours=1))
    look_who_arrived([candidate.pk, recruiter.pk], now=NOW)


def established() -> User:
    """A recruiter who has talked with two others."""
    recruiter = old(RecruiterFactory())
    for _number in range(2):
        talked(old(CandidateFactory()), recruiter, days_ago=5)
    return recruiter


def points(person: User) -> int:
    return Member.objects.filter(person=person).values_list("points", flat=True).first() or 0


def test_a_real_newcomer_counts_once_after_the_first_real_talk(inviter, after_holds):
    newcomer = joined(inviter)
    assert not Award.objects.filter(person=inviter).exists()
    for partner in (established(), established()):
        talked(newcomer, partner)
    after_holds()
    assert (points(inviter), Award.objects.filter(person=inviter).count()) == (20, 1)


def test_talking_with_the_inviter_or_their_colleague_is_no_arrival(inviter):
    newcomer = joined(inviter)
    talked(newcomer, inviter)
    talked(newcomer, old(RecruiterFactory(company=inviter.company)))
    assert not Award.objects.filter(person=inviter).exists()


def test_puppets_bring_nothing(inviter, after_holds):
    """Two by the same link, who talk with each other and with fresh accounts, from one place, unconfirmed."""
    one, other = joined(inviter), joined(inviter)
    recruiter = old(RecruiterFactory())
    take_up_invitation(newcomer_id=recruiter.pk, code=link_of(inviter).code, place="", now=NOW)
    for puppet in (one, other):
        talked(puppet, recruiter)
        talked(puppet, old(RecruiterFactory(), days=1))
        talked(puppet, old(RecruiterFactory()))
    at_home = joined(inviter, place="")
    for person in (inviter, at_home):
        UserSession.objects.create(user=person, ip="203.0.113.7", user_agent="", session_key=f"key-{person.pk}")
    talked(at_home, established())
    from_home = joined(inviter, place=place_digest("203.0.113.7"))
    talked(from_home, established())
    unconfirmed = joined(inviter)
    EmailAddress.objects.filter(user=unconfirmed).update(verified=False)
    talked(unconfirmed, established())
    look_again_who_arrived(now=NOW)
    assert not Award.objects.filter(person=inviter).exists()
    in_a_ring = joined(inviter)
    talked(in_a_ring, established())
    RingMember.objects.bulk_create(RingMember(person=one, ring=1, found_at=NOW) for one in (inviter, in_a_ring))
    after_holds()
    assert points(inviter) == 0


def test_who_turns_out_to_be_the_inviter_before_it_settles_brings_nothing(inviter, after_holds):
    newcomer = joined(inviter)
    for partner in (established(), established()):
        talked(newcomer, partner)
    for person in (inviter, newcomer):
        UserSession.objects.create(user=person, ip="203.0.113.7", user_agent="", session_key=f"key-{person.pk}")
    after_holds()
    assert (points(inviter), Award.objects.get(person=inviter).entries.last().kind) == (0, "lapsed")


def test_the_link_leads_through_sign_up_and_the_inviter_reads_no_names(inviter, olga, sign_in, drain):
    address = sign_in(inviter).get("/api/v1/invite/").json()["address"]
    path = "/invite/" + address.rstrip("/").rpartition("/")[2] + "/"
    visitor = Client()
    assert inviter.name in visitor.get(path).content.decode()
    form = {"email": "nell@rapport.example", "password1": "a-long-strange-phrase", "role": "candidate", "name": "Nell"}
    visitor.post("/account/signup/", form | {"agreed": "on"})
    assert OutboxEvent.objects.filter(kind="accounts.signed_up").count() == 1
    drain()
    assert Referral.objects.get().newcomer.name == "Nell"
    mine = sign_in(inviter)
    assert [one["state"] for one in mine.get("/api/v1/invite/").json()["results"]] == ["joined"]
    page = mine.get("/invitations/").content.decode()
    assert "Has joined" in page
    assert "Nell" not in page
    assert sign_in(olga).get("/api/v1/invite/").json()["count"] == 0
    assert visitor.get("/invite/no-such-code/").status_code == 404


def test_one_is_invited_once_and_never_by_oneself(inviter, olga):
    newcomer = joined(inviter)
    take_up_invitation(newcomer_id=newcomer.pk, code=link_of(olga).code, place="", now=NOW)
    take_up_invitation(newcomer_id=olga.pk, code=link_of(olga).code, place="", now=NOW)
    assert list(Referral.objects.values_list("inviter", "newcomer")) == [(inviter.pk, newcomer.pk)]
    assert InviteLink.objects.count() == 2
