"""Cards on the page without a script, in the list, in search and on paper, and what the API says of them."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.privacy.registry import owners
from apps.chat.cards.models import Card
from apps.chat.cards.services import act, make_card
from apps.chat.models import Conversation
from tests.chat.test_contact_exchange import everything_stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(conversation: Conversation, ben: User) -> Card:
    return make_card(conversation=conversation, author=ben, type="job_card", facts={}, client_id=uuid4())


def do(card: Card, person: User, action: str) -> Card:
    return act(card=card, actor=person, action=action, data={}, client_id=uuid4())


def test_without_a_script_a_card_is_answered_by_its_form(card: Card, ana: User, sign_in):
    browser, page = sign_in(ana), f"/inbox/{card.conversation_id}/"
    assert 'class="card-face card-job_card"' in browser.get(page).text
    answer = browser.post(f"{page}cards/{card.pk}/do/interested/")
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#message-{card.pk}")
    shown = browser.get(page).text
    assert "I&#x27;m interested in this job." in shown
    assert "/do/" not in shown[shown.index("card-job_card") : shown.index("card-step")]


def test_without_a_script_a_card_is_sent_from_a_page_of_its_own(conversation: Conversation, ben: User, sign_in):
    browser, page = sign_in(ben), f"/inbox/{conversation.pk}/cards/"
    assert "Back to the conversation" in browser.get(page).text
    assert browser.post(page, {"type": "job_card"}).status_code == 302
    refused = browser.post(page, {"type": "phone_exchange", "contact": "my number"})
    assert refused.status_code == 400
    assert 'value="my number"' in refused.text
    assert "Write a phone number" in refused.text


def test_who_was_slower_reads_on_the_card_how_it_stands(card: Card, ana: User, ben: User, sign_in):
    do(card, ben, "withdraw")
    address = f"/inbox/{card.conversation_id}/cards/{card.pk}/do/interested/"
    answer = sign_in(ana).post(address, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Somebody was faster" in answer.text
    assert "Taken back" in answer.text


@pytest.mark.parametrize(("language", "line"), [("en", "Job: Backend engineer"), ("zh-hans", "职位：Backend engineer")])
def test_the_list_names_it_in_the_readers_language(language: str, line: str, card: Card, ana: User, sign_in):
    ana.language = language
    ana.save()
    browser = sign_in(ana)
    browser.cookies["django_language"] = language
    assert line in browser.get("/inbox/").text


def test_a_step_is_unread_to_the_other_side_and_gives_them_the_turn(card: Card, ana: User, ben: User, sign_in):
    conversation = Conversation.objects.get(pk=card.conversation_id)
    assert conversation.waiting_for_id == ana.pk
    do(card, ana, "pass")
    conversation.refresh_from_db()
    assert conversation.waiting_for_id == ben.pk
    (entry,) = sign_in(ben).get("/api/v1/conversations/").json()["results"]
    assert entry["unread"] == 2


def test_it_has_no_recall_and_no_edit(card: Card, ben: User, sign_in):
    browser = sign_in(ben)
    assert browser.post(f"/api/v1/messages/{card.pk}/recall/").status_code == 403
    edited = browser.patch(f"/api/v1/messages/{card.pk}/", {"body": "No"}, content_type="application/json")
    assert edited.status_code == 409


def test_the_api_lists_a_page_of_cards_with_what_one_may_do(card: Card, ana: User, ben: User, sign_in):
    address = f"/api/v1/conversations/{card.conversation_id}/cards/"
    (hers,) = sign_in(ana).get(address).json()["results"]
    assert [action["name"] for action in hers["actions"]] == ["interested", "pass"]
    (his,) = sign_in(ben).get(address).json()["results"]
    assert [action["name"] for action in his["actions"]] == ["withdraw"]
    types = {one["key"] for one in sign_in(ana).get(address.replace("cards", "card-types")).json()}
    assert "job_card" not in types
    assert {"resume_share", "phone_exchange", "two_truths"} <= types


def test_many_cards_cost_no_more_queries_than_one(
    card: Card, conversation: Conversation, ana: User, ben: User, sign_in, django_assert_max_num_queries
):
    browser, page = sign_in(ana), f"/inbox/{conversation.pk}/"
    browser.get(page)

    def queries() -> int:
        with django_assert_max_num_queries(200) as counted:
            browser.get(page)
        return len(counted)

    one = queries()
    for _number in range(8):
        make_card(conversation=conversation, author=ben, type="job_card", facts={}, client_id=uuid4())
    assert queries() <= one


def test_what_leads_to_an_interview_is_offered_before_games(conversation: Conversation, ana: User, ben: User, sign_in):
    address = f"/api/v1/conversations/{conversation.pk}/card-types/"
    assert [one["key"] for one in sign_in(ben).get(address).json()][:2] == ["interview", "resume_request"]
    assert sign_in(ana).get(address).json()[0]["key"] == "resume_share"


def test_what_may_lie_there_once_isnt_offered_again(conversation: Conversation, ana: User, ben: User, sign_in):
    address = f"/api/v1/conversations/{conversation.pk}/card-types/"
    assert "work_style" in {one["key"] for one in sign_in(ana).get(address).json()}
    game = make_card(conversation=conversation, author=ben, type="work_style", facts={}, client_id=uuid4())
    assert "work_style" not in {one["key"] for one in sign_in(ana).get(address).json()}
    do(game, ana, "decline")
    assert "work_style" in {one["key"] for one in sign_in(ana).get(address).json()}


def test_who_is_erased_leaves_no_word_on_any_card(conversation: Conversation, ana: User, ben: User, sign_in, drain):
    hers, his = ({"first": f"{who} sails", "second": f"{who} skis", "third": "c", "lie": 1} for who in ("kanarie", "b"))
    played = make_card(conversation=conversation, author=ben, type="two_truths", facts=his, client_id=uuid4())
    act(card=played, actor=ana, action="guess", data={"guess": 2}, client_id=uuid4())
    act(card=played, actor=ana, action="write", data=hers, client_id=uuid4())
    do(played, ana, "stop")
    make_card(conversation=conversation, author=ana, type="two_truths", facts=hers, client_id=uuid4())
    drain()
    for _twice in range(2):
        for owner in reversed(owners()):
            owner.erase(ana)
    assert [row for row in everything_stored() if "kanarie" in row] == []
    page = sign_in(ben).get(f"/inbox/{conversation.pk}/")
    assert "b sails" in page.text
    assert not Card.objects.filter(made_by=ana, closed_at=None).exists()
