"""The API of feedback: everything the pages can do, and nobody else's tickets."""

import json
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from apps.feedback.models import ConversationRating, Ticket
from apps.feedback.work.services import add_note, answer_ticket, move_ticket

TICKETS, RATINGS = "/api/v1/tickets/", "/api/v1/ratings/"


@pytest.fixture
def api():
    def client_of(person) -> APIClient:
        client = APIClient()
        client.force_authenticate(person)
        return client

    return client_of


def test_a_visitor_is_asked_to_sign_in(db):
    assert APIClient().get(TICKETS).status_code == 401
    assert APIClient().post(TICKETS, {"body": "x"}).status_code == 401


def test_telling_gives_the_ticket_with_its_timeline(api, ana):
    answer = api(ana).post(TICKETS, {"body": "The list is empty.", "page": "/jobs/?q=1"})
    assert answer.status_code == 201
    told = answer.json()
    assert (told["body"], told["status"], told["channel"], told["page"]) == (
        "The list is empty.",
        "new",
        "api",
        "/jobs/",
    )
    assert [entry["kind"] for entry in told["entries"]] == ["opened"]


def test_the_same_client_id_gives_the_same_ticket_and_another_text_a_conflict(api, ana):
    client_id = str(uuid4())
    one, two = (api(ana).post(TICKETS, {"body": "Empty.", "client_id": client_id}).json() for _time in range(2))
    assert one == two == api(ana).get(f"{TICKETS}{one['id']}/").json()
    answer = api(ana).post(TICKETS, {"body": "Full.", "client_id": client_id})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["code"] == "client_id_reused"


@pytest.mark.parametrize("body", ["", "   ", "x" * 8001, "😀" * 10_000, "a\x00b", "a\ud800b", None, ["x"], {"a": 1}])
def test_unusable_text_has_one_error_form_and_names_the_field(api, ana, body):
    answer = api(ana).post(TICKETS, json.dumps({"body": body}), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "body"
    assert not Ticket.objects.exists()


def test_an_outsider_finds_nothing(api, ana, olga, tell):
    ticket = tell(ana)
    client = api(olga)
    assert client.get(TICKETS).json()["results"] == []
    assert client.get(f"{TICKETS}{ticket.pk}/").status_code == 404
    assert client.post(f"{TICKETS}{ticket.pk}/reply/", {"body": "x"}).status_code == 404
    assert client.post(f"{TICKETS}{ticket.pk}/confirm/", {"fixed": True}).status_code == 404
    assert ticket.entries.count() == 1


def test_internal_notes_stay_inside(api, ana, mei, sorted_ticket):
    add_note(ticket_id=sorted_ticket.pk, operator=mei, body="Looks like the old bug.")
    answer = api(ana).get(f"{TICKETS}{sorted_ticket.pk}/")
    assert "old bug" not in answer.content.decode()


def test_the_list_is_filtered_by_status(api, ana, mei, tell):
    solved, _open = tell(ana), tell(ana)
    move_ticket(ticket_id=solved.pk, operator=mei, to="solved")
    found = api(ana).get(TICKETS, {"status": ["solved", "declined"]}).json()["results"]
    assert [ticket["id"] for ticket in found] == [solved.pk]
    assert api(ana).get(TICKETS, {"status": "purple"}).status_code == 400


def test_the_list_takes_as_many_queries_for_many_tickets(api, ana, tell, django_assert_num_queries):
    for _time in range(5):
        tell(ana)
    client = api(ana)
    with django_assert_num_queries(1):
        client.get(TICKETS)


def test_replying_and_confirming(api, ana, mei, sorted_ticket):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Please try again.")
    answer = api(ana).post(f"{TICKETS}{sorted_ticket.pk}/reply/", {"body": "It still does nothing."})
    assert answer.status_code == 201
    assert answer.json()["status"] == "reopened"
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="And now?", to="solved")
    answer = api(ana).post(f"{TICKETS}{sorted_ticket.pk}/confirm/", {"fixed": True})
    assert answer.json()["is_fixed_for_reporter"] is True


def test_confirming_what_nobody_answered_is_a_conflict(api, ana, sorted_ticket):
    answer = api(ana).post(f"{TICKETS}{sorted_ticket.pk}/confirm/", {"fixed": True})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["code"] == "nothing_to_confirm"


def test_too_much_is_answered_with_when_to_come_again(api, ana, tell, settings):
    settings.FEEDBACK_TICKETS_PER_HOUR = 1
    tell(ana)
    answer = api(ana).post(TICKETS, {"body": "One more."})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_rating_a_conversation(api, ana, conversation):
    answer = api(ana).post(RATINGS, {"conversation": conversation.pk, "stars": 5, "comment": "Quick and kind."})
    assert answer.status_code == 201
    assert api(ana).get(RATINGS).json()["results"][0]["stars"] == 5


def test_a_low_rating_names_its_case(api, ana, conversation):
    told = api(ana).post(RATINGS, {"conversation": conversation.pk, "stars": 1}).json()
    assert told["ticket"] == Ticket.objects.get(reporter=ana).pk


def test_an_outsider_cannot_rate(api, olga, conversation):
    assert api(olga).post(RATINGS, {"conversation": conversation.pk, "stars": 1}).status_code == 404
    assert not ConversationRating.objects.exists()


@pytest.mark.parametrize("stars", [0, 6, -1, "many", None, 2.5])
def test_only_one_to_five_stars(api, ana, conversation, stars):
    assert api(ana).post(RATINGS, {"conversation": conversation.pk, "stars": stars}).status_code == 400


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+08:00", "2026-02-30", "上周"])
def test_a_moment_outside_the_calendar_is_refused_by_its_name(api, ana, moment):
    for name in ("created_from", "created_before"):
        answer = api(ana).get(TICKETS, {name: moment})
        assert answer.status_code == 400
        assert [error["attr"] for error in answer.json()["errors"]] == [name]


def test_a_moment_of_long_ago_is_compared(api, ana, tell):
    ticket = tell(ana)
    long_ago = "1092-11-23T19:05:44+19:31"
    assert [row["id"] for row in api(ana).get(TICKETS, {"created_from": long_ago}).json()["results"]] == [ticket.pk]
    assert api(ana).get(TICKETS, {"created_before": long_ago}).json()["results"] == []


def test_tickets_are_filtered_by_their_moment(api, ana, tell):
    ticket = tell(ana)
    moment = ticket.created_at.isoformat()
    assert [row["id"] for row in api(ana).get(TICKETS, {"created_from": moment}).json()["results"]] == [ticket.pk]
    assert api(ana).get(TICKETS, {"created_before": moment}).json()["results"] == []
