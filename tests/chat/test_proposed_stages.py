"""The stage is proposed from what was said; somebody of the company's side accepts it, or leaves it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from apps.chat.models import Conversation, Message, StageProposal
from apps.chat.sending.services import send_message
from apps.chat.stages.proposing import answer_proposal, propose_stage
from apps.chat.stages.services import set_stage
from apps.errors import NotFound

pytestmark = pytest.mark.django_db
INVITED = "您看周三下午三点方便来公司面试吗？地址是解放路12号5楼"


@pytest.fixture
def say(conversation: Conversation):
    def send(sender, body: str) -> None:
        send_message(sender=sender, conversation_id=conversation.pk, body=body, client_id=uuid4())
        conversation.refresh_from_db()

    return send


@pytest.fixture
def proposal(conversation, ana, ben, say) -> StageProposal:
    say(ben, INVITED)
    say(ana, "可以的，准时到面试")
    proposed = propose_stage(conversation, ben)
    assert proposed is not None
    return proposed


def test_an_interview_that_is_agreed_on_is_proposed_and_not_set(conversation, ana, ben, proposal):
    assert (proposal.stage, proposal.answer) == ("interview", "")
    assert proposal.sureness >= 0.6
    conversation.refresh_from_db()
    assert conversation.stage == "clarify"
    assert propose_stage(conversation, ana) is None, "it is the company's side that says where it stands"
    assert propose_stage(conversation, ben).pk == proposal.pk


def test_accepted_it_moves_and_everybody_sees_by_whom(conversation, ben, proposal):
    for _time in range(2):
        answer_proposal(by=ben, proposal_id=proposal.pk, accepts=True)
    conversation.refresh_from_db()
    assert conversation.stage == "interview"
    moves = Message.objects.filter(conversation=conversation, facts__type="stage")
    assert [move.facts["user"] for move in moves] == [ben.pk]
    assert propose_stage(conversation, ben) is None


def test_dismissed_it_is_not_made_again_until_something_new_is_said(conversation, ana, ben, say, proposal):
    answer_proposal(by=ben, proposal_id=proposal.pk, accepts=False)
    conversation.refresh_from_db()
    assert conversation.stage == "clarify"
    assert propose_stage(conversation, ben) is None
    say(ana, "好的，周三下午三点面试，我准时到")
    assert propose_stage(conversation, ben) is None, "the same, said again, isn't asked again"
    say(ben, "恭喜您，面试通过了，我们决定录用您，offer已发送")
    say(ana, "太好了，谢谢！什么时候入职？")
    again = propose_stage(conversation, ben)
    assert again is not None
    assert again.stage == "offer"


def test_a_stage_set_by_hand_is_not_argued_with(conversation, ben, proposal):
    set_stage(by=ben, conversation_id=conversation.pk, stage="offer")
    conversation.refresh_from_db()
    assert propose_stage(conversation, ben) is None


def test_strangers_and_the_candidate_cannot_answer_it(conversation, ana, olga, proposal):
    for person in (ana, olga):
        with pytest.raises(NotFound):
            answer_proposal(by=person, proposal_id=proposal.pk, accepts=True)


def test_the_page_answers_it_in_one_tap(conversation, ben, olga, proposal, sign_in):
    browser = sign_in(ben)
    assert "Yes, move it" in browser.get(reverse("chat:hints", args=[conversation.pk])).text
    address = reverse("chat:act", args=[conversation.pk, "proposal"])
    assert browser.post(address, {"value": "on", "proposal": proposal.pk}).status_code == 200
    conversation.refresh_from_db()
    assert conversation.stage == "interview"
    assert sign_in(olga).post(address, {"value": "on", "proposal": proposal.pk}).status_code == 404


def test_the_api_says_and_answers_it(conversation, ben, olga, proposal, sign_in):
    browser = sign_in(ben)
    address = f"/api/v1/conversations/{conversation.pk}/stage-proposal/"
    assert [one["stage"] for one in browser.get(address).json()["results"]] == ["interview"]
    answer = f"/api/v1/stage-proposals/{proposal.pk}/answer/"
    assert sign_in(olga).post(answer, {"accepts": True}, content_type="application/json").status_code == 404
    done = browser.post(answer, {"accepts": False}, content_type="application/json")
    assert done.json()["answer"] == "dismissed"
    assert browser.get(address).json()["results"] == []
