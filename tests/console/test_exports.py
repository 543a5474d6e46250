"""An export says why it was made and leaves its trace; what a cell holds stays text."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from apps.console.exports import harmless
from apps.exports import lists
from tests.people import CandidateFactory, OperatorFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/export/"


@pytest.fixture
def admin_client(sign_in) -> Client:
    return sign_in(OperatorFactory(is_superuser=True, name="Ada", email="ada@rapport.example"))


def test_without_a_reason_nothing_is_exported(admin_client: Client):
    CandidateFactory(email="secret@rapport.example")
    for reason in ({}, {"reason": ""}, {"reason": "   "}):
        answer = admin_client.post(PEOPLE, {"format": 0, **reason})
        assert "Content-Disposition" not in answer.headers
        assert b"secret@rapport.example" not in answer.content
        assert answer.context["form"].errors["reason"]
    assert not LogEntry.objects.exists()


def test_an_export_is_logged_with_who_what_how_many_and_why(admin_client: Client):
    CandidateFactory.create_batch(3)
    answer = admin_client.post(PEOPLE, {"format": 0, "reason": "Audit of the data officer"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.content.decode().count("@rapport.example") == 4
    page = admin_client.get(reverse("admin:admin_logentry_changelist")).content.decode()
    assert "4 rows exported: Audit of the data officer" in page
    entry = LogEntry.objects.get()
    assert (entry.user.name, entry.content_type.model) == ("Ada", "user")


def test_a_list_that_is_too_long_is_to_be_filtered_first(admin_client: Client, monkeypatch):
    CandidateFactory.create_batch(3)
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
    answer = admin_client.post(PEOPLE, {"format": 0, "reason": "Audit"})
    assert "Content-Disposition" not in answer.headers
    assert "More than 2 rows: filter the list first." in answer.content.decode()
    assert not LogEntry.objects.exists()
    filtered = admin_client.post(f"{PEOPLE}?is_staff__exact=1", {"format": 0, "reason": "Audit"})
    assert filtered.headers["Content-Disposition"].startswith("attachment")


def test_a_refused_export_leaves_neither_file_nor_entry(sign_in):
    client = sign_in(OperatorFactory())
    assert client.post(PEOPLE, {"format": 0, "reason": "Curiosity"}).status_code == 403
    assert not LogEntry.objects.exists()


def test_the_log_is_not_for_groups(sign_in):
    person = OperatorFactory()
    person.groups.set(Group.objects.all())
    assert sign_in(person).get(reverse("admin:admin_logentry_changelist")).status_code == 403


def test_the_form_and_the_log_speak_chinese(sign_in):
    client = sign_in(OperatorFactory(is_superuser=True, language="zh-hans"))
    assert "原因" in client.get(PEOPLE).content.decode()
    client.post(PEOPLE, {"format": 0, "reason": "审计"})
    assert "导出 1 行：审计" in client.get(reverse("admin:admin_logentry_changelist")).content.decode()


@pytest.mark.parametrize("blank", ["", " ", "\v", "\u00a0", "\u3000", "\u2003"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula_also_behind_blanks(blank: str, sign: str):
    assert harmless(f"{blank}{sign}1+1") == f"'{blank}{sign}1+1"


@pytest.mark.parametrize("divider", [";", "\t", ';"', "; ", ";\u00a0'", "\n", "\r\n "])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_no_part_of_a_cell_begins_as_one_where_semicolons_divide(divider: str, sign: str):
    assert harmless(f"Ana{divider}{sign}1+1") == f"Ana{divider}'{sign}1+1"
    assert harmless(f"\t{sign}1+1") == f"'\t'{sign}1+1"


@pytest.mark.parametrize("number", ["-0.537", "+3", "-12", "1e-05", "-1.5E+10"])
def test_a_number_stays_a_number(number: str):
    assert harmless(number) == number


def test_a_spreadsheet_reads_chinese_names(sign_in):
    client = sign_in(OperatorFactory(is_superuser=True, name="周岚"))
    content = client.post(PEOPLE, {"format": 0, "reason": "Audit"}).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert "周岚" in content.decode("utf-8-sig")


ORDINARY = ["Ana", " Ana", "a=b", "Python; SQL", "a - b; c-d", 3, None]


def test_ordinary_words_stay_as_they_are():
    assert [harmless(value) for value in ORDINARY] == ORDINARY
