"""What is written once is sealed each night: whoever changes it in the database, past its guards, is found out."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Seal, SealCheck
from apps.accounts.seals.guards import LOG, SEALS
from apps.accounts.seals.registry import sealed_tables
from apps.accounts.seals.services import check_seals, seal_new_rows
from apps.append_only.guards import remove
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db
NIGHT = timedelta(days=1)


@pytest.fixture
def lines(ana: Any) -> list[LogEntry]:
    return [
        LogEntry.objects.create(user=ana, object_id=str(n), object_repr="Ben", action_flag=CHANGE, change_message="did")
        for n in range(5)
    ]


@pytest.fixture
def sealed(lines: list[LogEntry]) -> list[LogEntry]:
    now = timezone.now()
    check_seals(now=now - NIGHT)
    seal_new_rows(now=now)
    assert Seal.objects.get(table_name="django_admin_log").rows == 5
    return lines


def without_guards(sql: str, *values: Any) -> None:
    """As somebody does who administers the database."""
    with connection.cursor() as cursor:
        remove(SimpleNamespace(connection=connection, execute=cursor.execute), [LOG, SEALS])
        cursor.execute(sql, values)


def broken() -> list[tuple[str, int, str]]:
    check = check_seals(now=timezone.now(), most_rows=None)
    return [(each["table"], each["number"], each["why"]) for each in check.broken]


@pytest.mark.parametrize("change", [{"action_flag": 1}, {"object_id": "7"}, {"object_repr": "Olga"}])
def test_the_database_refuses_to_change_a_line_of_the_log(lines: list[LogEntry], change: dict[str, Any]):
    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.filter(pk=lines[0].pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        lines[0].delete()


def test_erased_words_still_fit_their_seal(sealed: list[LogEntry]):
    LogEntry.objects.filter(pk=sealed[0].pk).update(object_repr="", change_message="")

    assert broken() == []
    call_command("check_seals")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE django_admin_log SET action_flag = 3 WHERE id = %s",
        "DELETE FROM django_admin_log WHERE id = %s",
        "UPDATE django_admin_log SET id = id + 100 WHERE id = %s",
    ],
)
def test_a_row_changed_behind_the_guards_is_found_and_told(sealed: list[LogEntry], sign_in: Any, sql: str):
    without_guards(sql, sealed[2].pk)

    assert broken() == [("django_admin_log", 1, "rows")]
    with pytest.raises(CommandError, match="django_admin_log, seal 1"):
        call_command("check_seals")
    console = sign_in(OperatorFactory(is_superuser=True))
    assert "Lines that are written once were changed" in console.get(reverse("admin:index")).content.decode()
    page = reverse("admin:accounts_sealcheck_change", args=[SealCheck.objects.first().pk])
    assert "django_admin_log 1: rows were changed" in console.get(page).content.decode()


def test_a_seal_made_to_fit_the_changed_row_lacks_the_key(sealed: list[LogEntry], settings: Any):
    without_guards("UPDATE django_admin_log SET action_flag = 3 WHERE id = %s", sealed[0].pk)
    without_guards("DELETE FROM accounts_seal")
    key, settings.SECRET_KEY = settings.SECRET_KEY, "somebody else's"
    seal_new_rows(now=timezone.now())
    settings.SECRET_KEY = key

    assert broken() == [("django_admin_log", 1, "signature")]


def test_a_seal_taken_out_is_missed(sealed: list[LogEntry]):
    assert broken() == []
    without_guards("DELETE FROM accounts_seal WHERE table_name = 'django_admin_log'")

    assert broken() == [("django_admin_log", 1, "missing")]


def test_the_key_may_be_changed(sealed: list[LogEntry], settings: Any):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"

    assert broken() == []


def test_what_is_being_written_is_sealed_a_night_later(sealed: list[LogEntry], ana: Any):
    LogEntry.objects.create(user=ana, object_id="9", object_repr="Ben", action_flag=CHANGE, change_message="did")
    now = timezone.now()
    check_seals(now=now)

    assert seal_new_rows(now=now) == 0
    assert seal_new_rows(now=now + NIGHT) == 1
    assert (Seal.objects.first().number, Seal.objects.first().rows) == (2, 1)
    assert broken() == []


def test_a_long_check_goes_on_the_next_night(sealed: list[LogEntry], ana: Any):
    LogEntry.objects.create(user=ana, object_id="9", object_repr="Ben", action_flag=CHANGE, change_message="did")
    check_seals(now=timezone.now())
    seal_new_rows(now=timezone.now() + NIGHT)

    assert [check_seals(now=timezone.now(), most_rows=3).rows for _ in range(3)] == [5, 1, 5]


def test_what_was_promised_and_which_classifier_judged_is_sealed_as_coins_are():
    written_once = {"feedback_clockevent", "feedback_classifierswitch", "gamification_cointransaction"}
    assert written_once <= set(sealed_tables())
