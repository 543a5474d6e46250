"""Nobody works for a company by knowing its name: its people or an operator say yes, or somebody was invited."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from apps.accounts.companies.joining import InvitationOver, accept_invitation, invite, say_where_one_works
from apps.accounts.models import Company, Invitation, JoinRequest, User
from apps.notifications.models import Notification
from tests.people import PASSWORD, OperatorFactory, RecruiterFactory

pytestmark = pytest.mark.django_db
PAGE, API = "/company/", "/api/v1/company/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def nora(db: None) -> User:
    """Hires, and has no company here yet."""
    return RecruiterFactory(name="Nora", email="nora@rapport.example", company=None)


def sign_up(client: Client, **answers: str) -> User:
    given = {"role": "recruiter", "name": "Nora", "email": "nora@rapport.example", "password1": PASSWORD}
    client.post("/account/signup/", given | answers)
    return User.objects.get(email="nora@rapport.example")


@pytest.mark.parametrize("spelling", ["Harbour Labs", "harbour labs", "  Harbour   Labs ", "Ｈａｒｂｏｕｒ Labs"])
def test_who_signs_up_with_a_name_that_is_here_waits_for_a_yes(client, ben, spelling: str):
    nora = sign_up(client, company_name=spelling)
    assert nora.company is None
    assert JoinRequest.objects.get().company == ben.company
    assert Company.objects.count() == 1
    client.force_login(nora, backend="django.contrib.auth.backends.ModelBackend")
    assert "Waiting for Harbour Labs" in client.get(PAGE).content.decode()
    assert client.get(API).json()["colleagues"] == []


def test_a_new_name_founds_a_company(client):
    assert sign_up(client, company_name="New Works").company.name == "New Works"
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize("door", ["page", "api"])
def test_a_member_lets_somebody_in_and_both_are_told(nora, ben, sign_in, drain, door: str):
    request = say_where_one_works(person=nora, company_name="Harbour Labs")
    drain()
    told = Notification.objects.filter(person=ben, kind="join_requested", channel="in_app")
    assert told.count() == 1
    client = sign_in(ben)
    assert "Nora" in client.get(PAGE).content.decode()
    if door == "page":
        client.post(f"/company/requests/{request.pk}/", {"accept": "1"})
    else:
        answer = client.post(f"{API}requests/{request.pk}/", {"accept": True}, content_type="application/json")
        assert answer.json()["state"] == "accepted"
    drain()
    nora.refresh_from_db()
    assert nora.company == ben.company
    assert Notification.objects.filter(person=nora, kind="join_accepted", channel="in_app").count() == 1
    assert [one["name"] for one in sign_in(nora).get(API).json()["colleagues"]] == ["Ben", "Nora"]


def test_a_member_declines(nora, ben, sign_in, drain):
    request = say_where_one_works(person=nora, company_name="Harbour Labs")
    sign_in(ben).post(f"/company/requests/{request.pk}/", {"decline": "1"})
    drain()
    nora.refresh_from_db()
    assert nora.company is None
    assert Notification.objects.filter(person=nora, kind="join_declined", channel="in_app").exists()
    assert sign_in(nora).get(API).json()["asked"] is None


def test_nobody_else_decides(nora, ben, olga, ana, sign_in):
    request = say_where_one_works(person=nora, company_name="Harbour Labs")
    for person in (olga, ana, nora):
        client = sign_in(person)
        assert client.post(f"/company/requests/{request.pk}/", {"accept": "1"}).status_code == 404
        answer = client.post(f"{API}requests/{request.pk}/", {"accept": True}, content_type="application/json")
        assert answer.status_code == 404
        assert "Nora" not in client.get(PAGE).content.decode() or person == nora
    nora.refresh_from_db()
    assert nora.company is None


def test_a_second_decision_finds_it_decided(nora, ben, sign_in):
    request = say_where_one_works(person=nora, company_name="Harbour Labs")
    client = sign_in(ben)
    client.post(f"/company/requests/{request.pk}/", {"decline": "1"})
    page = client.post(f"/company/requests/{request.pk}/", {"accept": "1"}, follow=True).content.decode()
    assert "decided about this already" in page
    nora.refresh_from_db()
    assert nora.company is None


def test_an_operator_decides_for_a_company_that_has_nobody(nora, sign_in):
    Company.objects.create(name="Imported Works")
    request = say_where_one_works(person=nora, company_name="Imported Works")
    operator = OperatorFactory(is_superuser=True)
    console = sign_in(operator)
    address = "/admin/accounts/joinrequest/"
    assert "nora@rapport.example" in console.get(address).content.decode()
    console.post(address, {"action": "accept", "_selected_action": [request.pk]})
    nora.refresh_from_db()
    assert nora.company is not None
    assert JoinRequest.objects.get().decided_by == operator


def test_who_names_another_company_withdraws_the_first_request(nora, ben, olga):
    say_where_one_works(person=nora, company_name="Harbour Labs")
    say_where_one_works(person=nora, company_name="Elsewhere Ltd")
    assert list(JoinRequest.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "waiting"]


def link_of(page: str) -> str:
    found = re.search(r"(/join/[^\"]+/)", page)
    assert found
    return found[1]


def test_a_visitor_with_an_invitation_signs_up_into_the_company(client, ben, sign_in):
    link = link_of(sign_in(ben).post("/company/invitations/").content.decode())
    assert "Ben invites you to Harbour Labs" in client.get(link).content.decode()
    assert "You join Harbour Labs" in client.get("/account/signup/").content.decode()
    assert sign_up(client, company_name="").company == ben.company
    assert "has been used" in Client().get(link).content.decode()


@pytest.mark.parametrize("door", ["page", "api"])
def test_who_is_here_already_joins_by_the_link(nora, ben, sign_in, door: str):
    token = invite(by=ben, now=timezone.now())
    client = sign_in(nora)
    if door == "page":
        assert client.post(f"/join/{token}/").status_code == 302
    else:
        answer = client.post(f"{API}invitations/accept/", {"token": token}, content_type="application/json")
        assert answer.json()["company"]["name"] == "Harbour Labs"
    nora.refresh_from_db()
    assert nora.company == ben.company


def test_candidates_and_people_of_other_companies_don_t_join_by_a_link(ana, ben, olga, sign_in):
    token = invite(by=ben, now=timezone.now())
    assert sign_in(ana).post(f"/join/{token}/").status_code == 403
    assert sign_in(olga).post(f"/join/{token}/").status_code == 409
    assert Invitation.objects.get().used_at is None


@pytest.mark.parametrize("ended", ["expired", "withdrawn", "forged", "inviter left", "inviter deactivated"])
def test_an_invitation_that_has_ended_lets_nobody_in(nora, ben, sign_in, ended: str):
    token = invite(by=ben, now=timezone.now())
    now = timezone.now()
    if ended == "expired":
        now += timedelta(days=8)
    elif ended == "withdrawn":
        sign_in(ben).post(f"/company/invitations/{Invitation.objects.get().pk}/withdraw/")
    elif ended == "forged":
        token = token[:-1] + ("a" if token[-1] != "a" else "b")
    elif ended == "inviter left":
        User.objects.filter(pk=ben.pk).update(company=None)
    else:
        User.objects.filter(pk=ben.pk).update(is_active=False)
    with pytest.raises(InvitationOver), time_machine.travel(now, tick=False):
        accept_invitation(token=token, person=nora, now=now)
    assert sign_in(nora).get("/join/nonsense/").status_code == 404


def test_the_outsider_takes_back_no_invitation_of_others(ben, olga, sign_in):
    invite(by=ben, now=timezone.now())
    number = Invitation.objects.get().pk
    assert sign_in(olga).post(f"/company/invitations/{number}/withdraw/").status_code == 404
    assert sign_in(olga).delete(f"{API}invitations/{number}/").status_code == 404
    assert str(number) not in [str(one["id"]) for one in sign_in(olga).get(API).json()["invitations"]]


def test_twenty_open_invitations_are_enough(ben, sign_in):
    for _turn in range(20):
        invite(by=ben, now=timezone.now())
    page = sign_in(ben).post("/company/invitations/", follow=True).content.decode()
    assert "Twenty invitations are open" in page
    assert sign_in(ben).post(f"{API}invitations/").status_code == 409


def test_candidates_have_no_company_page(ana, sign_in):
    assert sign_in(ana).get(PAGE).status_code == 404
    assert PAGE not in sign_in(ana).get("/settings/").content.decode()


def test_the_page_speaks_chinese(ben, sign_in):
    User.objects.filter(pk=ben.pk).update(language="zh-hans")
    assert "邀请同事" in sign_in(ben).get(PAGE).content.decode()


@pytest.mark.django_db(transaction=True)
def test_one_link_lets_in_one_of_many_at_once(ben):
    token = invite(by=ben, now=timezone.now())
    people = [RecruiterFactory(company=None) for _turn in range(8)]
    let_in: list[User] = []

    def follow(person: User) -> None:
        try:
            accept_invitation(token=token, person=person, now=timezone.now())
            let_in.append(person)
        except InvitationOver:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=follow, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let_in) == 1
    assert User.objects.filter(company=ben.company).count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_who_name_the_same_company_at_once_found_one():
    people = [RecruiterFactory(company=None) for _turn in range(8)]
    start = threading.Barrier(len(people))

    def name_it(person: User) -> None:
        start.wait()
        say_where_one_works(person=person, company_name="New Works")
        connection.close()

    threads = [threading.Thread(target=name_it, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Company.objects.filter(name="New Works").count() == 1
    assert User.objects.filter(company__name="New Works").count() == 1
    assert JoinRequest.objects.count() == 7
