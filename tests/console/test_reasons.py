"""What an operator does to an account says why, and the history keeps who and why."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from apps.accounts.models import User
from tests.people import OperatorFactory

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
