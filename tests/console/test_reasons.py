"""What an operator does to an account says why, and the history keeps who and why."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse

from apps.accounts.models import Block, Company, User
from tests.people import CompanyFactory, OperatorFactory

pytestmark = pytest.mark.django_db
PEOPLE = reverse("admin:accounts_user_changelist")


def do(client, action: str, *people: User, **more: str):
    chosen = [person.pk for person in people]
    return client.post(PEOPLE, {"action": action, "_selected_action": chosen} | more, follow=True)


def test_an_account_is_closed_only_with_a_reason_which_its_history_keeps(ana: User, sign_in):
    operator = OperatorFactory(is_superuser=True)
    client, hers = sign_in(operator), sign_in(ana)
    page = do(client, "deactivate_people", ana)
    assert "Deactivate accounts" in page.content.decode()
    assert hers.get("/settings/").status_code == 200

    do(client, "deactivate_people", ana, reason=" ")
    assert User.objects.get(pk=ana.pk).is_active

    do(client, "deactivate_people", ana, reason="Asked others for fees")
    assert hers.get("/settings/").status_code == 302
    entry = User.history.filter(id=ana.pk).first()
    assert (entry.history_change_reason, entry.history_user, entry.is_active) == (
        "Asked others for fees",
        operator,
        False,
    )
    history = client.get(reverse("admin:accounts_user_history", args=[ana.pk])).content.decode()
    assert "Asked others for fees" in history

    do(client, "reactivate_people", ana, reason="It was somebody else")
    assert User.history.filter(id=ana.pk).first().history_change_reason == "It was somebody else"
    assert User.objects.get(pk=ana.pk).is_active


def test_it_asks_in_chinese(ana: User, sign_in):
    client = sign_in(OperatorFactory(is_superuser=True, language="zh-hans"))
    assert "停用账号" in do(client, "deactivate_people", ana).content.decode()


@pytest.mark.parametrize("group", ["content", "incentives", "analyst", None])
def test_a_group_that_may_not_change_people_closes_nobody(ana: User, sign_in, group: str | None):
    operator = OperatorFactory()
    if group:
        operator.groups.add(Group.objects.get(name=group))
    do(sign_in(operator), "deactivate_people", ana, reason="Because")
    assert User.objects.get(pk=ana.pk).is_active


@pytest.fixture
def support() -> User:
    operator = OperatorFactory(name="Irene")
    operator.groups.add(Group.objects.get(name="support"))
    return operator


def act_on_companies(client, action: str, *companies: Company, **more: str):
    chosen = [company.pk for company in companies]
    address = reverse("admin:accounts_company_changelist")
    return client.post(address, {"action": action, "_selected_action": chosen} | more, follow=True)


def test_support_verifies_an_employer_and_takes_it_back_each_with_a_reason(support: User, sign_in):
    company, client = CompanyFactory(verified_at=None), sign_in(support)
    assert "Reason" in act_on_companies(client, "verify", company).content.decode()
    company.refresh_from_db()
    assert company.verified_at is None
    act_on_companies(client, "verify", company, reason="Called the number of the register")
    act_on_companies(client, "verify", company, reason="Twice")
    entry = Company.history.filter(id=company.pk).first()
    assert (entry.history_change_reason, entry.history_user) == ("Called the number of the register", support)
    assert entry.verified_at is not None
    act_on_companies(client, "withdraw", company, reason="The register struck it off")
    company.refresh_from_db()
    assert company.verified_at is None
    assert Company.history.filter(id=company.pk).first().history_change_reason == "The register struck it off"


@pytest.mark.parametrize("group", ["content", "incentives", "analyst", None])
def test_no_other_group_verifies_anybody(ana: User, sign_in, group: str | None):
    company, operator = CompanyFactory(verified_at=None), OperatorFactory()
    if group:
        operator.groups.add(Group.objects.get(name=group))
    client = sign_in(operator)
    act_on_companies(client, "verify", company, reason="Because")
    do(client, "confirm_addresses", ana, reason="Because")
    company.refresh_from_db()
    assert company.verified_at is None
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_support_confirms_the_address_of_whom_no_letter_reaches(ana: User, support: User, sign_in):
    client = sign_in(support)
    do(client, "confirm_addresses", ana)
    assert not EmailAddress.objects.filter(user=ana, verified=True).exists()
    do(client, "confirm_addresses", ana, reason="Showed her badge at our desk")
    assert EmailAddress.objects.get(user=ana, verified=True).email == ana.email
    entry = User.history.filter(id=ana.pk).first()
    assert (entry.history_change_reason, entry.history_user) == ("Showed her badge at our desk", support)


def test_an_address_that_somebody_else_confirmed_stays_theirs(ana: User, ben: User, support: User, sign_in):
    EmailAddress.objects.create(user=ben, email=ana.email, verified=True)
    do(sign_in(support), "confirm_addresses", ana, reason="Because")
    assert not EmailAddress.objects.filter(user=ana, verified=True).exists()


def test_support_sees_who_blocked_whom_and_lifts_nothing(ana: User, ben: User, support: User, sign_in):
    block = Block.objects.create(blocker=ana, blocked=ben)
    client = sign_in(support)
    page = client.get(reverse("admin:accounts_block_changelist")).content.decode()
    assert ana.name in page
    assert ben.name in page
    client.post(reverse("admin:accounts_block_delete", args=[block.pk]), {"post": "yes"})
    assert Block.objects.filter(pk=block.pk).exists()
