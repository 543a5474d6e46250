"""The API of chat: what one may do with one's conversations, and that nobody else finds them."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from apps.accounts.models import User
from apps.chat.models import Conversation, Message, Participant, Preset
from tests.matching.factories import JobFactory
from tests.people import RecruiterFactory

JSON = "application/json"


def url(conversation: Conversation, rest: str = "") -> str:
    return f"/api/v1/conversations/{conversation.pk}/{rest}"


@pytest.mark.parametrize(
    ("method", "rest", "body"),
    [
        ("get", "", None),
        ("get", "changes/?after_rev=0", None),
        ("get", "messages/", None),
        ("post", "messages/", {"body": "x"}),
        ("post", "read/", {"seq": 1}),
        ("post", "delivered/", {"seq": 1}),
        ("patch", "state/", {"is_muted": True}),
        ("post", "stage/", {"stage": "closed"}),
        ("post", "promise/", {}),
        ("post", "leave/", {}),
        ("post", "hand-over/", {"to": 1}),
        ("get", "chips/", None),
        ("get", "presets/", None),
    ],
)
def test_for_an_outsider_it_does_not_exist(olga: User, conversation: Conversation, sign_in, method, rest, body):
    answer = getattr(sign_in(olga), method)(url(conversation, rest), body, content_type=JSON)
    assert answer.status_code == 404
    conversation.refresh_from_db()
    assert (conversation.head_rev, conversation.stage) == (1, "greeting")
    answer = getattr(Client(), method)(url(conversation, rest), body, content_type=JSON)
    assert answer.status_code == 401


def test_the_inbox_shows_each_side_its_part(ana: User, ben: User, olga: User, conversation: Conversation, sign_in):
    his = sign_in(ben).get("/api/v1/conversations/").json()["results"][0]
    assert (his["section"], his["unread"], his["waiting_for"]) == ("new", 1, ben.pk)
    assert his["last_message"]["body"] == "Hello Ben, is the role still open?"
    hers = sign_in(ana).get("/api/v1/conversations/").json()["results"][0]
    assert (hers["section"], hers["unread"]) == ("theirs", 0)
    assert sign_in(olga).get("/api/v1/conversations/").json()["count"] == 0


def test_the_inbox_takes_a_fixed_number_of_queries(
    ana: User, ben: User, conversation: Conversation, sign_in, django_assert_max_num_queries, django_assert_num_queries
):
    client = sign_in(ben)
    with django_assert_max_num_queries(9) as once:
        client.get("/api/v1/conversations/")
    asked = len(once)
    for _number in range(5):
        other = JobFactory(company=ben.company, posted_by=ben)
        answer = sign_in(ana).post(
            "/api/v1/conversations/", {"job": other.pk, "body": f"Hello about {other.title}"}, content_type=JSON
        )
        assert answer.status_code == 201
    with django_assert_num_queries(asked):
        assert client.get("/api/v1/conversations/").json()["count"] == 6


def test_a_message_by_the_api_is_idempotent(ana: User, conversation: Conversation, sign_in):
    client, body = sign_in(ana), {"body": "Once", "client_id": str(uuid4())}
    first = client.post(url(conversation, "messages/"), body, content_type=JSON)
    again = client.post(url(conversation, "messages/"), body, content_type=JSON)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    other = client.post(url(conversation, "messages/"), body | {"body": "Twice"}, content_type=JSON)
    assert (other.status_code, other.json()["errors"][0]["code"]) == (409, "client_id_reused")


def test_an_idempotency_key_stands_for_a_client_id(ana: User, conversation: Conversation, sign_in):
    client, headers = sign_in(ana), {"Idempotency-Key": "order-7"}
    answers = [
        client.post(url(conversation, "messages/"), {"body": "Once"}, content_type=JSON, headers=headers).json()
        for _try in range(2)
    ]
    assert answers[0] == answers[1]
    other = client.post(url(conversation, "messages/"), {"body": "Twice"}, content_type=JSON, headers=headers)
    assert other.status_code == 409


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_store_one_message(ana: User, conversation: Conversation, sign_in):
    clients, body = [sign_in(ana) for _n in range(8)], {"body": "Once", "client_id": str(uuid4())}

    def post(number: int) -> tuple[int, dict]:
        try:
            answer = clients[number % 8].post(url(conversation, "messages/"), body, content_type=JSON)
            return answer.status_code, answer.json()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(50)))
    assert {status for status, _body in answers} == {201}
    assert all(answer == answers[0][1] for _status, answer in answers)
    assert Message.objects.filter(body="Once").count() == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [("a\x00b", "unusable_text"), ("x" * 8001, "too_long"), ("", "empty"), ("\ud800", "unusable_text")],
)
def test_text_that_cannot_be_stored_is_refused_in_words(ana: User, conversation: Conversation, sign_in, body, code):
    answer = sign_in(ana).post(url(conversation, "messages/"), {"body": body}, content_type=JSON)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)


def test_pages_of_messages_go_backwards(ana: User, conversation: Conversation, sign_in):
    client = sign_in(ana)
    for number in range(2, 8):
        client.post(url(conversation, "messages/"), {"body": f"{number}"}, content_type=JSON)
    page = client.get(url(conversation, "messages/?limit=3")).json()
    assert ([m["seq"] for m in page["messages"]], page["has_more"]) == ([5, 6, 7], True)
    page = client.get(url(conversation, "messages/?limit=4&before_seq=5")).json()
    assert ([m["seq"] for m in page["messages"]], page["has_more"]) == ([1, 2, 3, 4], False)


@pytest.mark.parametrize(
    ("place", "seqs", "has_more", "has_later"),
    [
        ("around_seq=6", [5, 6, 7], True, True),
        ("around_seq=1", [1, 2], False, True),
        ("around_seq=12", [10, 11, 12], True, False),
        ("around_seq=500", [10, 11, 12], True, False),
        ("after_seq=7", [8, 9, 10], True, True),
        ("after_seq=10", [11, 12], True, False),
        ("after_seq=12", [], False, False),
    ],
)
def test_pages_begin_anywhere_and_go_on_to_the_newest(
    ana: User, conversation: Conversation, sign_in, place, seqs, has_more, has_later
):
    client = sign_in(ana)
    for number in range(2, 13):
        client.post(url(conversation, "messages/"), {"body": f"{number}"}, content_type=JSON)
    page = client.get(url(conversation, f"messages/?limit=3&{place}")).json()
    assert [m["seq"] for m in page["messages"]] == seqs
    assert (page["has_more"], page["has_later"]) == (has_more, has_later)


def test_a_page_is_asked_for_at_one_place(ana: User, olga: User, conversation: Conversation, sign_in):
    assert sign_in(ana).get(url(conversation, "messages/?after_seq=1&before_seq=3")).status_code == 400
    assert sign_in(olga).get(url(conversation, "messages/?around_seq=1")).status_code == 404


def test_changes_hold_what_was_touched_after_a_revision(ana: User, ben: User, conversation: Conversation, sign_in):
    hers, his = sign_in(ana), sign_in(ben)
    first = Message.objects.get()
    his.post(url(conversation, "messages/"), {"body": "Yes"}, content_type=JSON)
    hers.put(f"/api/v1/messages/{first.pk}/reaction/", {"emoji": "🎉", "on": True}, content_type=JSON)
    changes = hers.get(url(conversation, "changes/?after_rev=1")).json()
    assert [(m["seq"], m["rev"]) for m in changes["messages"]] == [(1, 3), (2, 2)]
    assert (changes["head_rev"], changes["limited"]) == (3, False)
    assert {p["user"] for p in changes["participants"]} == {ana.pk, ben.pk}
    changes = hers.get(url(conversation, "changes/?after_rev=3")).json()
    assert changes["messages"] == []


def test_too_many_changes_become_a_fresh_page(ana: User, conversation: Conversation, sign_in, settings):
    settings.CHAT_MESSAGES_PER_MINUTE = 0
    client = sign_in(ana)
    for number in range(201):
        client.post(url(conversation, "messages/"), {"body": f"{number}"}, content_type=JSON)
    changes = client.get(url(conversation, "changes/?after_rev=1")).json()
    assert (changes["limited"], len(changes["messages"]), changes["messages"][-1]["seq"]) == (True, 50, 202)


def test_changed_since_tells_what_changed_and_what_one_left(ben: User, conversation: Conversation, sign_in):
    client = sign_in(ben)
    entry = client.get("/api/v1/conversations/?changed_since=0").json()
    assert ([e["id"] for e in entry["results"]], entry["removed"]) == ([conversation.pk], [])
    colleague = RecruiterFactory(company=ben.company)
    client.post(url(conversation, "leave/"), {"to": colleague.pk}, content_type="application/json")
    entry = client.get("/api/v1/conversations/?changed_since=0").json()
    assert (entry["results"], entry["removed"]) == ([], [conversation.pk])
    assert client.get("/api/v1/conversations/?changed_since=never").status_code == 400


def test_unread_is_counted_from_the_read_pointer(ana: User, ben: User, conversation: Conversation, sign_in):
    hers, his = sign_in(ana), sign_in(ben)
    for _number in range(3):
        hers.post(url(conversation, "messages/"), {"body": "More"}, content_type=JSON)
    his.post(url(conversation, "messages/"), {"body": "Mine"}, content_type=JSON)
    assert his.get(url(conversation)).json()["unread"] == 4
    his.post(url(conversation, "read/"), {"seq": 2}, content_type=JSON)
    assert his.get(url(conversation)).json()["unread"] == 2
    his.post(url(conversation, "read/"), {"seq": 1}, content_type=JSON)
    assert his.get("/api/v1/unread/").json() == {"count": 2}
    his.patch(url(conversation, "state/"), {"is_muted": True}, content_type=JSON)
    assert his.get("/api/v1/unread/").json() == {"count": 0}


def test_personal_state_is_ones_own(ana: User, ben: User, conversation: Conversation, sign_in):
    state = {"is_pinned": True, "marked_unread": True, "draft": "  Dear Ana ", "snoozed_until": "2030-01-01T10:00:00Z"}
    answer = sign_in(ben).patch(url(conversation, "state/"), state, content_type=JSON).json()
    assert (answer["section"], answer["state"]["draft"], answer["state"]["is_pinned"]) == (
        "snoozed",
        "  Dear Ana ",
        True,
    )
    hers = sign_in(ana).get(url(conversation)).json()["state"]
    assert (hers["draft"], hers["is_pinned"], hers["snoozed_until"]) == ("", False, None)
    assert Participant.objects.get(user=ana).draft == ""


def test_archived_comes_back_with_the_next_message(ana: User, ben: User, conversation: Conversation, sign_in):
    his = sign_in(ben)
    assert (
        his.patch(url(conversation, "state/"), {"is_archived": True}, content_type=JSON).json()["section"] == "archived"
    )
    sign_in(ana).post(url(conversation, "messages/"), {"body": "One more thing"}, content_type=JSON)
    assert his.get(url(conversation)).json()["section"] == "new"


def test_a_colleague_takes_over_and_the_candidate_sees_who(ana: User, ben: User, olga: User, conversation, sign_in):
    cleo = RecruiterFactory(name="Cleo", company=ben.company)
    his = sign_in(ben)
    assert his.post(url(conversation, "hand-over/"), {"to": olga.pk}, content_type=JSON).status_code == 404
    answer = his.post(url(conversation, "hand-over/"), {"to": cleo.pk}, content_type=JSON).json()
    assert (answer["recruiter"], answer["waiting_for"]) == (cleo.pk, cleo.pk)
    hers = sign_in(ana).get(url(conversation)).json()
    assert {p["name"] for p in hers["participants"]} == {"Ana", "Ben", "Cleo"}
    assert sign_in(cleo).get(url(conversation)).json()["section"] == "new"


def test_presets_are_filled_in_and_ones_own(ana: User, ben: User, olga: User, conversation: Conversation, sign_in):
    his = sign_in(ben)
    made = his.post(
        "/api/v1/presets/",
        {"title": "Times", "body": "{candidate.name|there}, does {?time} suit you for {job.title}?"},
        content_type=JSON,
    )
    assert made.status_code == 201
    found = his.get(url(conversation, "presets/?q=times")).json()
    assert (found[0]["text"], found[0]["prompts"]) == ("Ana, does {?time} suit you for Backend engineer?", ["time"])
    address = f"/api/v1/presets/{made.json()['id']}/"
    hers = sign_in(olga)
    assert hers.get(address).status_code == hers.delete(address).status_code == 404
    assert hers.put(address, {"title": "x", "body": "x"}, content_type=JSON).status_code == 404
    bad = his.post("/api/v1/presets/", {"title": "x", "body": "{password}"}, content_type=JSON)
    assert bad.status_code == 400
    system = Preset.objects.filter(scope="system", audience="recruiter").first()
    assert his.delete(f"/api/v1/presets/{system.pk}/").status_code == 403
    assert his.delete(address).status_code == 204
    assert sign_in(ana).get("/api/v1/presets/").status_code == 200


def test_a_preset_is_told_from_one_made_ones_own(ben: User, conversation: Conversation, sign_in):
    his = sign_in(ben)
    preset = his.post(
        "/api/v1/presets/", {"title": "Yes", "body": "Hi {candidate.name}, yes it is."}, content_type=JSON
    ).json()["id"]
    for body, origin in [("Hi Ana,  yes it is.", "preset"), ("Hi Ana, yes, until Friday.", "preset_edited")]:
        sent = his.post(
            url(conversation, "messages/"), {"body": body, "preset": preset, "origin": "typed"}, content_type=JSON
        ).json()
        assert Message.objects.get(pk=sent["id"]).origin == origin


@pytest.mark.parametrize("query", ["limit=abc", "before_seq=-1", "before_seq=1e3", "before_seq=99999999999999999999"])
def test_nonsense_in_the_address_is_refused(ana: User, conversation: Conversation, sign_in, query: str):
    assert sign_in(ana).get(url(conversation, f"messages/?{query}")).status_code == 400


@pytest.mark.parametrize("pk", ["x", "0", "99999999999999999999999", "-1", "1%00"])
def test_an_id_that_cannot_be_is_not_found(ana: User, conversation: Conversation, sign_in, pk: str):
    assert sign_in(ana).get(f"/api/v1/conversations/{pk}/").status_code == 404
