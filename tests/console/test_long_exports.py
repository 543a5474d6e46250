"""A long list is written by a worker: with progress, for whoever asked alone, and not for longer than needed."""

import csv
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.privacy.services import GRACE, close_account, erase_account
from apps.events.long_work import MOST_STARTS, SILENT_FOR
from apps.exports import lists, writing
from apps.exports.models import ListExport
from apps.exports.services import forget_expired, write_list
from apps.matching.models import Job
from tests.matching.factories import JobFactory
from tests.people import PASSWORD, CandidateFactory, OperatorFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/export/"


@pytest.fixture(autouse=True)
def _short_pieces(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(writing, "PIECE", 2)


@pytest.fixture
def ada() -> User:
    return OperatorFactory(is_superuser=True, name="Ada", email="ada@rapport.example")


@pytest.fixture
def client_of_ada(sign_in, ada: User) -> Client:
    return sign_in(ada)


def ask(client: Client, address: str = PEOPLE) -> ListExport:
    answer = client.post(address, {"format": 0, "reason": "Audit"})
    assert answer.status_code == 302, answer.content.decode()
    return ListExport.objects.get(pk=int(answer.url.split("/")[-3]))


def page_of(export: ListExport) -> str:
    return f"/admin/exports/listexport/{export.pk}/change/"


def file_of(export: ListExport) -> str:
    return f"/admin/exports/listexport/{export.pk}/download/"


def test_the_file_holds_the_filtered_list_and_every_cell_is_harmless(client_of_ada: Client):
    CandidateFactory.create_batch(4)
    CandidateFactory(name="=1+1", headline="周岚")
    export = ask(client_of_ada, f"{PEOPLE}?role__exact=candidate")
    assert "0 of 5 rows" in client_of_ada.get(page_of(export)).content.decode()
    assert client_of_ada.get(file_of(export)).status_code == 404
    write_list(export_id=export.pk, now=timezone.now())
    answer = client_of_ada.get(file_of(export))
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert len(rows) == 5
    assert {row["role"] for row in rows} == {"candidate"}
    assert "'=1+1" in {row["name"] for row in rows}
    assert "no-store" in answer.headers["Cache-Control"]
    assert file_of(export).rsplit("/", 2)[0].split("/")[-1] in client_of_ada.get(page_of(export)).content.decode()


def test_it_is_logged_when_it_is_asked_for_with_who_what_how_many_and_why(client_of_ada: Client, ada: User):
    CandidateFactory.create_batch(4)
    ask(client_of_ada)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.content_type.model) == (ada, "user")
    assert "5 rows exported: Audit" in client_of_ada.get("/admin/admin/logentry/").content.decode()


def test_progress_is_seen_while_it_is_written(client_of_ada: Client, monkeypatch):
    CandidateFactory.create_batch(5)
    export = ask(client_of_ada)
    seen = []
    original = writing.write_csv

    def look(file, of, *, went_on):
        return original(file, of, went_on=lambda rows: [seen.append(rows), went_on(rows)][1])

    monkeypatch.setattr("apps.exports.services.write_csv", look)
    write_list(export_id=export.pk, now=timezone.now())
    assert seen == [2, 4, 6]
    export.refresh_from_db()
    assert (export.percent, export.is_ready) == (100, True)


def test_nobody_else_finds_it_whatever_they_may(client_of_ada: Client, sign_in):
    CandidateFactory.create_batch(4)
    export = ask(client_of_ada)
    write_list(export_id=export.pk, now=timezone.now())
    other = OperatorFactory(is_superuser=True)
    assert sign_in(other).get(file_of(export)).status_code == 404
    assert "Audit" not in sign_in(other).get("/admin/exports/listexport/").content.decode()
    for person in (OperatorFactory(), CandidateFactory()):
        assert sign_in(person).get(file_of(export)).status_code in (302, 403, 404)
    assert Client().get(file_of(export)).status_code == 302


def test_who_lost_the_permission_gets_neither_rows_nor_file(sign_in):
    JobFactory.create_batch(3)
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name="analyst"))
    client = sign_in(operator)
    first, address = ask(client, "/admin/matching/job/export/"), "/admin/matching/job/export/"
    write_list(export_id=first.pk, now=timezone.now())
    second = ask(client, address)
    operator.groups.clear()
    operator.user_permissions.add(Permission.objects.get(codename="view_listexport"))
    write_list(export_id=second.pk, now=timezone.now())
    second.refresh_from_db()
    assert (second.failed_at is None, second.file.name) == (False, "")
    assert client.get(file_of(first)).status_code == 404


def test_asking_twice_makes_one_file(client_of_ada: Client):
    CandidateFactory.create_batch(4)
    ask(client_of_ada)
    again = client_of_ada.post(PEOPLE, {"format": 0, "reason": "Audit"})
    assert "You&#x27;re having this list exported already" in again.content.decode()
    assert (ListExport.objects.count(), LogEntry.objects.count()) == (1, 1)


def test_what_somebody_writes_is_left_to_them_until_they_are_silent_and_in_the_end_given_up(client_of_ada: Client):
    CandidateFactory.create_batch(4)
    export, now = ask(client_of_ada), timezone.now()
    later = now + SILENT_FOR + timedelta(seconds=1)
    ListExport.objects.update(beat_at=now, starts=1, requested_at=now - timedelta(hours=1))
    write_list(export_id=export.pk, now=now)
    assert ListExport.objects.left_over(now=now) == []
    assert ListExport.objects.left_over(now=later) == [export.pk]
    ListExport.objects.update(starts=MOST_STARTS)
    write_list(export_id=export.pk, now=later)
    export.refresh_from_db()
    assert export.failed_at
    assert "wasn't finished" in client_of_ada.get(page_of(export)).content.decode()


def test_a_file_is_gone_after_a_day_and_its_row_says_so(client_of_ada: Client, tmp_path):
    CandidateFactory.create_batch(4)
    export = ask(client_of_ada)
    write_list(export_id=export.pk, now=timezone.now())
    assert len(list(tmp_path.rglob("*.csv"))) == 1
    forget_expired(now=timezone.now() + timedelta(days=1, minutes=1))
    assert list(tmp_path.rglob("*.csv")) == []
    assert client_of_ada.get(file_of(export)).status_code == 404
    assert "The file was deleted" in client_of_ada.get(page_of(export)).content.decode()


@pytest.mark.parametrize("when", ["before", "while it is written"])
def test_no_file_outlives_the_account_of_somebody_who_stands_in_it(client_of_ada: Client, tmp_path, monkeypatch, when):
    CandidateFactory.create_batch(4)
    ana = CandidateFactory(name="Ana Kanarie")
    export = ask(client_of_ada)

    def erase() -> None:
        close_account(person=ana, password=PASSWORD)
        erase_account(person_id=ana.pk, now=timezone.now() + GRACE)

    if when == "before":
        write_list(export_id=export.pk, now=timezone.now())
        assert "Kanarie" in next(tmp_path.rglob("*.csv")).read_text()
        erase()
    else:
        original = writing.write_csv

        def write(file, of, *, went_on):
            rows = original(file, of, went_on=went_on)
            erase()
            return rows

        monkeypatch.setattr("apps.exports.services.write_csv", write)
        write_list(export_id=export.pk, now=timezone.now())
    assert list(tmp_path.rglob("*.csv")) == []
    assert client_of_ada.get(file_of(export)).status_code == 404


def test_every_list_that_can_be_exported_can_be_written_by_a_worker(client_of_ada: Client, ada: User):
    JobFactory.create_batch(3)
    for label in (
        "accounts.user", "matching.job", "matching.resume", "matching.skill", "feedback.ticket",
        "feedback.conversationrating", "chat.application",
    ):  # fmt: skip
        export = ListExport.objects.create(requested_by=ada, model=label, reason="Audit", rows=5)
        write_list(export_id=export.pk, now=timezone.now())
        export.refresh_from_db()
        assert export.is_ready, label
    assert Job.objects.count() == 3
