"""Chat's pages: who sees what, and what the menus do."""

import json
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Block, User
from apps.chat.messages.services import recall_message
from apps.chat.models import Conversation, Message, Participant
from apps.chat.reading.services import mark_read
from apps.chat.sending.services import send_message
from apps.chat.stages.services import set_stage
from tests.people import RecruiterFactory

Signed = Client


def say(person: User, conversation: Conversation, body: str, **fields: object) -> int:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=uuid4(), **fields)
    return sent.id


def data_of(html: str) -> dict:
    return json.loads(re.search(r'id="conversation-data" type="application/json">(.*?)</script>', html, re.S).group(1))


@pytest.mark.parametrize("name", ["conversation", "open", "around", "line"])
def test_an_outsider_finds_no_conversation(conversation: Conversation, olga: User, sign_in, name: str):
    assert sign_in(olga).get(reverse(f"chat:{name}", args=[conversation.pk])).status_code == 404


@pytest.mark.parametrize("action", ["mute", "pin", "archive", "unread", "snooze", "stage", "promise", "block", "leave"])
def test_an_outsider_can_do_nothing_with_it(conversation: Conversation, olga: User, sign_in, action: str):
    response = sign_in(olga).post(reverse("chat:act", args=[conversation.pk, action]), {"value": "on"})
    assert response.status_code == 404
    assert not Block.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client: Client, conversation: Conversation):
    for url in (reverse("chat:inbox"), reverse("chat:conversation", args=[conversation.pk]), reverse("chat:presets")):
        assert client.get(url).headers["Location"].startswith(reverse("account_login"))


def test_the_page_shows_the_messages_and_hands_them_to_its_script(
    conversation: Conversation, ana: User, ben: User, sign_in
):
    say(ben, conversation, "Hi Ana, it's open.")
    html = sign_in(ana).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert "Hello Ben, is the role still open?" in html
    data = data_of(html)
    assert [message["body"] for message in data["messages"]][-1] == "Hi Ana, it&#x27;s open.".replace("&#x27;", "'")
    assert (data["head_seq"], data["read_seq"], data["me"]) == (2, 0, ana.pk)
    assert {person["id"] for person in data["people"]} == {ana.pk, ben.pk}


def test_what_people_write_is_only_text(conversation: Conversation, ana: User, ben: User, sign_in):
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    say(ana, conversation, evil)
    html = sign_in(ben).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html


def test_a_recalled_message_leaves_nothing_on_the_page(conversation: Conversation, ana: User, ben: User, sign_in):
    number = say(ana, conversation, "my secret number")
    recall_message(by=ana, message_id=number)
    html = sign_in(ben).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert "my secret number" not in html
    assert "Ana recalled this message." in html


def test_the_unread_divider_stands_before_the_first_unread_message(
    conversation: Conversation, ana: User, ben: User, sign_in
):
    mark_read(user=ben, conversation_id=conversation.pk, seq=1)
    say(ana, conversation, "One more question")
    html = sign_in(ben).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    log = html.split('role="log"')[1]
    assert log.index("is the role still open") < log.index("divider-unread") < log.index("One more question")


def test_the_list_groups_what_waits_for_me_first(conversation: Conversation, ana: User, ben: User, sign_in):
    html = sign_in(ben).get(reverse("chat:inbox")).content.decode()
    assert 'data-group="new"' in html
    assert "Waiting for you since" in html
    html = sign_in(ana).get(reverse("chat:inbox")).content.decode()
    assert 'data-group="theirs"' in html
    assert "Waiting for Ben since" in html


def test_the_list_is_searched_by_name_job_and_company(conversation: Conversation, ana: User, sign_in):
    for query, found in [
        ("ben", True),
        ("ｂｅｎ", True),
        ("backend", True),
        ("Harbour eng", True),
        ("ana", False),
        ("zzz", False),
    ]:
        html = sign_in(ana).get(reverse("chat:lines"), {"q": query}).content.decode()
        assert (f'data-line="{conversation.pk}"' in html) is found, query


def test_nonsense_in_the_address_is_ignored(conversation: Conversation, ana: User, sign_in):
    for query in ({"section": "'; --"}, {"offset": "-1"}, {"offset": "9" * 40}, {"q": "%_\\"}, {"open": "x"}):
        html = sign_in(ana).get(reverse("chat:lines"), query).content.decode()
        is_found = "q" not in query
        assert (f'data-line="{conversation.pk}"' in html) is is_found, query


def test_a_message_can_be_sent_without_script(conversation: Conversation, ben: User, sign_in):
    url = reverse("chat:conversation", args=[conversation.pk])
    assert sign_in(ben).post(url, {"body": "Yes, it is."}).headers["Location"] == url
    assert Message.objects.get(sender=ben).body == "Yes, it is."


def test_menus_change_only_ones_own_view(conversation: Conversation, ana: User, ben: User, sign_in):
    client = sign_in(ana)
    for action in ("mute", "pin", "archive"):
        assert client.post(reverse("chat:act", args=[conversation.pk, action]), {"value": "on"}).status_code == 200
    mine, theirs = (Participant.objects.get(user=person) for person in (ana, ben))
    assert (mine.is_muted, mine.is_pinned, mine.archived_at is not None) == (True, True, True)
    assert (theirs.is_muted, theirs.is_pinned, theirs.archived_at) == (False, False, None)
    client.post(reverse("chat:act", args=[conversation.pk, "mute"]), {"value": "off"})
    mine.refresh_from_db()
    assert mine.is_muted is False


def test_archiving_offers_to_take_it_back(conversation: Conversation, ana: User, sign_in):
    html = sign_in(ana).post(reverse("chat:act", args=[conversation.pk, "archive"]), {"value": "on"}).content.decode()
    assert "A new message brings it back" in html
    assert "Undo" in html


def test_a_recruiter_moves_the_stage_and_a_candidate_can_only_close(
    conversation: Conversation, ana: User, ben: User, sign_in
):
    url = reverse("chat:act", args=[conversation.pk, "stage"])
    assert sign_in(ben).post(url, {"value": "interview"}).status_code == 200
    conversation.refresh_from_db()
    assert conversation.stage == "interview"
    assert sign_in(ana).post(url, {"value": "offer"}).status_code == 403
    assert sign_in(ana).post(url, {"value": "closed"}).status_code == 200
    conversation.refresh_from_db()
    assert conversation.stage == "closed"


def test_the_stage_is_told_in_each_readers_words(conversation: Conversation, ana: User, ben: User, sign_in):
    set_stage(by=ben, conversation_id=conversation.pk, stage="interview")
    page = reverse("chat:conversation", args=[conversation.pk])
    assert "Ben set the stage to: interview" in sign_in(ana).get(page).content.decode()
    assert "You set the stage to: interview" in sign_in(ben).get(page).content.decode()


def test_a_promise_goes_out_once_and_its_button_goes_away(conversation: Conversation, ana: User, ben: User, sign_in):
    client = sign_in(ben)
    page, url = reverse("chat:around", args=[conversation.pk]), reverse("chat:act", args=[conversation.pk, "promise"])
    assert url in client.get(page).content.decode()
    for _attempt in range(2):
        assert client.post(url).status_code == 200
    assert Message.objects.filter(sender=ben, origin="promise").count() == 1
    assert url not in client.get(page).content.decode()
    say(ana, conversation, "Tonight is fine.")
    assert url in client.get(page).content.decode()


def test_blocking_is_undone_where_it_was_done(conversation: Conversation, ana: User, ben: User, sign_in):
    client, url = sign_in(ana), reverse("chat:act", args=[conversation.pk, "block"])
    html = client.post(url, {"value": "on"}).content.decode()
    assert Block.objects.filter(blocker=ana, blocked=ben).exists()
    assert "You blocked Ben" in html
    assert "You blocked" not in sign_in(ben).get(reverse("chat:around", args=[conversation.pk])).content.decode()
    client.post(url, {"value": "off"})
    assert not Block.objects.exists()


def test_unknown_actions_and_values_are_refused(conversation: Conversation, ana: User, sign_in):
    client = sign_in(ana)
    assert client.post(reverse("chat:act", args=[conversation.pk, "explode"])).status_code == 404
    for action, value in [("mute", "maybe"), ("snooze", "never"), ("stage", "married")]:
        response = client.post(reverse("chat:act", args=[conversation.pk, action]), {"value": value})
        assert response.status_code in (400, 403), action
    assert client.get(reverse("chat:act", args=[conversation.pk, "mute"])).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_talk(
    conversation: Conversation, ana: User, ben: User, sign_in, django_assert_max_num_queries
):
    client = sign_in(ana)
    for number in range(30):
        earlier = say(ben if number % 2 else ana, conversation, f"message {number}")
        say(ana, conversation, f"reply {number}", reply_to_id=earlier)
    with django_assert_max_num_queries(51):
        assert client.get(reverse("chat:conversation", args=[conversation.pk])).status_code == 200
    with django_assert_max_num_queries(23):
        assert client.get(reverse("chat:inbox")).status_code == 200


def test_a_talk_of_four_turns_may_be_rated_beside_it(conversation: Conversation, ana: User, ben: User, sign_in):
    page, rate = reverse("chat:conversation", args=[conversation.pk]), 'hx-trigger="intersect once"'
    for person in (ben, ana):
        say(person, conversation, "Go on")
    assert rate not in sign_in(ana).get(page).content.decode()
    say(ben, conversation, "And one more")
    assert rate in sign_in(ana).get(page).content.decode()


def test_only_who_leaves_a_colleague_behind_is_offered_to_leave(ben: User, conversation: Conversation, sign_in):
    client, url = sign_in(ben), reverse("chat:conversation", args=[conversation.pk])
    leave = reverse("chat:act", args=[conversation.pk, "leave"])
    assert leave not in client.get(url).content.decode()
    colleague = RecruiterFactory(company=ben.company)
    handed = client.post(reverse("chat:act", args=[conversation.pk, "hand-over"]), {"to": colleague.pk})
    assert colleague.name in handed.content.decode()
    assert leave in client.get(url).content.decode()


def test_an_answer_from_the_card_is_called_one_and_says_its_day_in_words(
    conversation: Conversation, ana: User, ben: User, sign_in
):
    facts = {"type": "from_card", "topic": "salary", "approved": "2026-03-03"}
    say(ben, conversation, "On leave until Monday", origin="auto")
    assert "Auto-reply: </span>On leave until Monday" in sign_in(ben).get(reverse("chat:inbox")).content.decode()
    say(ben, conversation, "18-25K", origin="job_card", facts=facts)
    assert "From the job card: </span>18-25K" in sign_in(ben).get(reverse("chat:inbox")).content.decode()
    html = sign_in(ana).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert '<time data-part="approved">3 Mar 2026</time>' in html
