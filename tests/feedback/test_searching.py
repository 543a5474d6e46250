"""The console finds one of a million tickets: by parts of its text, by who told us, by its number."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse

from apps.feedback.calls.services import log_call
from apps.feedback.models import Ticket
from apps.feedback.tickets import searching

pytestmark = pytest.mark.django_db
TICKETS, CALLS = reverse("admin:feedback_ticket_changelist"), reverse("admin:feedback_call_changelist")


def found(client, path=TICKETS, **query) -> set[int]:
    page = client.get(path, query)
    assert page.status_code == 200
    return {row.pk for row in page.context["cl"].result_list}


def test_tickets_are_found_by_parts_of_words_in_both_languages_by_reporter_and_by_number(ana, ben, mei, tell, sign_in):
    upload, chinese = tell(ana, "The re-upload of my CV hangs."), tell(ben, "简历上传以后一直转圈")
    client = sign_in(mei)
    for words in ("load", "cv UPLOAD", f"#{upload.pk}", str(upload.pk), ana.email, ana.name):
        assert found(client, q=words) == {upload.pk}, words
    for words in ("上传", "圈", "简历 转圈", "传以后"):
        assert found(client, q=words) == {chinese.pk}, words
    for words in ("上简", "nowhere", "upload 简历", "%", "#9999999999999999999", "'"):
        assert found(client, q=words) == set(), words
    assert found(client, q="   ") == {upload.pk, chinese.pk}
    assert found(client, q="load", status="solved") == set()


def test_calls_are_found_by_the_callers_number(mei, tell, ana, sign_in):
    tell(ana, "I called +31 20 7946 0000 in vain.")
    said = {"operator": mei, "body": "Can't sign in.", "name": "Lin", "language": "en", "email": "", "answer": ""}
    call = log_call(client_id=uuid4(), phone="+31 20 794 6001", **said)
    assert found(sign_in(mei), CALLS, q="7946001") == {call.pk}
    assert found(sign_in(mei), CALLS, q="vain") == set()


def test_what_very_many_say_is_read_from_the_newest_on_and_what_few_said_is_found_however_old(
    ana, mei, tell, sign_in, monkeypatch
):
    monkeypatch.setattr(searching, "OFTEN", 2)
    monkeypatch.setattr(searching, "FREQUENT_AMONG", 3)
    rare, old, *_other, newer, newest = [
        tell(ana, body) for body in ("A zebra.", "Login again.", "Login.", "A picture.", "Login, too.", "My login.")
    ]
    client = sign_in(mei)
    assert found(client, q="zebra") == {rare.pk}
    assert old.pk not in found(client, q="login")
    assert {newer.pk, newest.pk} <= found(client, q="login")


@pytest.mark.postgres
@pytest.mark.parametrize("word", ["zanzibar", "桑给", "桑", "z"])
def test_the_text_is_looked_up_in_the_index_however_short_the_word(word):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        plan = Ticket.objects.filter(searching._says([word])).order_by("-pk").explain()
    assert "ticket_pairs" in plan, plan
