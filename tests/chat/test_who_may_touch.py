"""Every door of a conversation for everybody who may not use it: blocked, gone, removed, of a closed group, a stranger.

The doors are the services, the API, the page and the socket. A door that isn't listed here fails the last tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.cards.models import Card, CardStep
from apps.chat.cards.services import make_card
from apps.chat.conversation_page.api import ConversationViewSet
from apps.chat.conversation_page.views import ACTIONS
from apps.chat.conversations.services import open_group_conversation
from apps.chat.live import members
from apps.chat.messages.api import MessageViewSet
from apps.chat.models import Conversation, Message, Participant, Reaction, StageProposal
from apps.chat.participants.services import hand_over, remove_participant
from apps.chat.pins.services import set_pinned_message
from apps.chat.sending.services import new_client_id, question_about, send_message
from apps.chat.stages.services import set_stage
from apps.matching.facts.services import approve_fact
from apps.realtime.registry import commands
from tests.contracts.access import SOCKET_COMMANDS
from tests.contracts.access_to_events import SALON_COMMANDS
from tests.people import RecruiterFactory
from tests.realtime.client import Socket

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Scene:
    """`ben` tries the doors; `his` is a message of his own, `hers` one of Ana's."""

    conversation: Conversation
    ben: User
    ana: User
    his: Message
    hers: Message
    pinned: Message
    colleague: User
    card: int
    other_card: int


def picture() -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    return SimpleUploadedFile("dot.png", data.getvalue(), "image/png")


def api(method: str, path: str, body: Callable[[Scene], dict[str, Any]], *, is_file: bool = False) -> Any:
    def knock(scene: Scene, client: Client) -> int:
        url = f"/api/v1/{path.format(c=scene.conversation.pk, his=scene.his.pk, hers=scene.hers.pk, card=scene.card)}"
        more = {} if is_file else {"content_type": "application/json"}
        return getattr(client, method)(url, body(scene), **more).status_code

    return knock


def page(action: str, value: str) -> Any:
    def knock(scene: Scene, client: Client) -> int:
        return client.post(f"/inbox/{scene.conversation.pk}/do/{action}/", {"value": value}).status_code

    return knock


def page_message(scene: Scene, client: Client) -> int:
    return client.post(f"/inbox/{scene.conversation.pk}/", {"body": "By the page"}).status_code


def page_hand_over(scene: Scene, client: Client) -> int:
    return client.post(f"/inbox/{scene.conversation.pk}/do/hand-over/", {"to": scene.colleague.pk}).status_code


def page_decline(scene: Scene, client: Client) -> int:
    return client.post(f"/inbox/{scene.conversation.pk}/do/decline/", {"words": "Thank you, no."}).status_code


def page_decline_sheet(scene: Scene, client: Client) -> int:
    return client.post(f"/inbox/{scene.conversation.pk}/decline/", {"words": "Thank you, no."}).status_code


def page_card(scene: Scene, client: Client) -> int:
    return client.post(f"/inbox/{scene.conversation.pk}/cards/", {"type": "job_card"}).status_code


def page_card_act(scene: Scene, client: Client) -> int:
    return client.post(f"/inbox/{scene.conversation.pk}/cards/{scene.other_card}/do/withdraw/").status_code


def page_unpin(scene: Scene, client: Client) -> int:
    return client.post(f"/inbox/{scene.conversation.pk}/do/unpin-message/", {"value": scene.pinned.pk}).status_code


FOR_A_PERSON = {
    "api": api("post", "conversations/{c}/ask-a-person/", lambda s: {}),
    "page": page("ask-person", ""),
}

DOORS = {
    "api send": api("post", "conversations/{c}/messages/", lambda s: {"body": "Hello"}),
    "api edit": api("patch", "messages/{his}/", lambda s: {"body": "Something else"}),
    "api recall": api("post", "messages/{his}/recall/", lambda s: {}),
    "api react": api("put", "messages/{hers}/reaction/", lambda s: {"emoji": "👍", "on": True}),
    "api pin": api("put", "messages/{hers}/pin/", lambda s: {"on": True}),
    "page unpin": page_unpin,
    "api stage": api("post", "conversations/{c}/stage/", lambda s: {"stage": "interview"}),
    "api promise": api("post", "conversations/{c}/promise/", lambda s: {}),
    "api hand over": api("post", "conversations/{c}/hand-over/", lambda s: {"to": s.colleague.pk}),
    "api upload": api(
        "post", "attachments/", lambda s: {"conversation": s.conversation.pk, "file": picture()}, is_file=True
    ),
    "api upload in parts": api(
        "post", "uploads/", lambda s: {"conversation": s.conversation.pk, "name": "a.zip", "size": 100}
    ),
    "api card": api("post", "conversations/{c}/cards/", lambda s: {"type": "job_card"}),
    "api card act": api("post", "conversations/{c}/cards/{card}/act/", lambda s: {"action": "withdraw"}),
    "page card": page_card,
    "page card act": page_card_act,
    "page send": page_message,
    "page stage": page("stage", "interview"),
    "page decline": page_decline,
    "page decline sheet": page_decline_sheet,
    "api decline": api("post", "conversations/{c}/decline/", lambda s: {"words": "Thank you, no."}),
    "api take back": api("delete", "conversations/{c}/decline/", lambda s: {}),
    "page promise": page("promise", "on"),
    "page hand over": page_hand_over,
}


def frames(scene: Scene) -> dict[str, dict[str, Any]]:
    number = scene.conversation.pk
    return {
        "card.act": {"message": scene.card, "action": "withdraw"},
        "message.send": {"conversation": number, "client_id": str(uuid4()), "body": "By the socket"},
        "message.edit": {"message": scene.his.pk, "body": "Something else"},
        "message.recall": {"message": scene.his.pk},
        "message.react": {"message": scene.hers.pk, "emoji": "👍", "on": True},
        "typing": {"conversation": number},
        "read": {"conversation": number, "seq": 1},
        "delivered": {"conversation": number, "seq": 1},
        "presence.watch": {"users": [scene.ana.pk]},
    }


SILENT = {"read", "delivered", "presence.watch"}
"""Commands that answer nobody; what they changed is looked at."""


@pytest.fixture
def scene(ana: User, ben: User, conversation: Conversation) -> Scene:
    members._members.clear()
    his = send_message(sender=ben, conversation_id=conversation.pk, body="It is.", client_id=new_client_id())
    hers = send_message(sender=ana, conversation_id=conversation.pk, body="When?", client_id=new_client_id())
    cards = [
        make_card(conversation=conversation, author=ben, type="job_card", facts={}, client_id=new_client_id()).pk
        for _number in range(2)
    ]
    return Scene(
        conversation=conversation,
        ben=ben,
        ana=ana,
        his=Message.objects.get(pk=his.id),
        hers=Message.objects.get(pk=hers.id),
        pinned=set_pinned_message(by=ana, message_id=his.id, on=True),
        colleague=RecruiterFactory(company=ben.company),
        card=cards[0],
        other_card=cards[1],
    )


def he_is_blocked(scene: Scene, olga: User) -> User:
    block(blocker=scene.ana, blocked=scene.ben)
    return scene.ben


def he_blocked(scene: Scene, olga: User) -> User:
    block(blocker=scene.ben, blocked=scene.ana)
    return scene.ben


def he_left(scene: Scene, olga: User) -> User:
    hand_over(by=scene.ben, conversation_id=scene.conversation.pk, to=scene.colleague)
    scene.conversation.refresh_from_db()
    remove_participant(conversation=scene.conversation, user=scene.ben)
    return scene.ben


def he_was_removed_long_ago(scene: Scene, olga: User) -> User:
    Participant.objects.filter(user=scene.ben).delete()
    return scene.ben


def the_group_is_closed(scene: Scene, olga: User) -> User:
    group = open_group_conversation(by=scene.ben, title="Design", members=[scene.ana, scene.colleague])
    his = send_message(sender=scene.ben, conversation_id=group.pk, body="Hi all", client_id=new_client_id())
    hers = send_message(sender=scene.ana, conversation_id=group.pk, body="Hi Ben", client_id=new_client_id())
    scene.pinned = set_pinned_message(by=scene.ben, message_id=his.id, on=True)
    set_stage(by=scene.ana, conversation_id=group.pk, stage="closed")
    scene.conversation = Conversation.objects.get(pk=group.pk)
    scene.his, scene.hers = Message.objects.get(pk=his.id), Message.objects.get(pk=hers.id)
    scene.card, scene.other_card = [
        Card.objects.create(
            message=message,
            conversation=group,
            type="job_card",
            state="open",
            made_by=scene.ben,
            created_at=message.created_at,
        ).pk
        for message in (scene.his, scene.hers)
    ]
    return scene.ben


def she_was_removed(scene: Scene, olga: User) -> User:
    Participant.objects.filter(user=scene.ana).delete()
    return scene.ana


def he_is_a_stranger(scene: Scene, olga: User) -> User:
    return olga


STATES = [he_is_blocked, he_blocked, he_left, he_was_removed_long_ago, the_group_is_closed, he_is_a_stranger]
MAY_READ = {he_is_blocked, he_blocked, the_group_is_closed}
"""Who still takes part sees the conversation, so a refusal may say why; for all others it doesn't exist."""


def everything(scene: Scene) -> object:
    """All that the others could notice."""
    number = scene.conversation.pk
    conversation = Conversation.objects.get(pk=number)
    return (
        list(
            Message.objects.filter(conversation=number).order_by("pk").values_list("pk", "rev", "body", "recalled_at")
        ),
        CardStep.objects.filter(card__conversation=number).count(),
        list(Reaction.objects.filter(message__conversation=number).values_list("pk", "emoji")),
        (conversation.stage, conversation.head_rev, conversation.recruiter_id, conversation.waiting_for_id),
        sorted(
            Participant.objects.filter(conversation=number).values_list("user_id", "left_at", "rev", "role"),
            key=lambda row: row[0],
        ),
    )


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
@pytest.mark.parametrize("door", DOORS)
def test_a_door_stays_shut(door: str, state: Any, scene: Scene, olga: User, sign_in):
    person = state(scene, olga)
    before = everything(scene)
    status = DOORS[door](scene, sign_in(person))
    assert status in ({403, 409} if state in MAY_READ else {404}), (door, status)
    assert everything(scene) == before


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_socket_stays_shut(state: Any, scene: Scene, olga: User):
    person = state(scene, olga)
    before = everything(scene)
    pointers = pointers_of(scene)
    # Reading goes on in a closed group, so there the others see how far.
    unheard = ["typing", "message.new", "message.changed"] + ["receipt"] * (state is not the_group_is_closed)
    answers = async_to_sync(talk)(person, scene, unheard)
    assert everything(scene) == before
    expected = {"not_accepting", "conversation_closed"} if state in MAY_READ else {"not_a_participant", "not_found"}
    for command, code in answers.items():
        if command in SILENT or (command == "typing" and state in MAY_READ):
            assert code is None, command
        else:
            assert code in expected, command
    if state not in MAY_READ:
        assert pointers_of(scene) == pointers


def pointers_of(scene: Scene) -> object:
    rows = Participant.objects.filter(conversation=scene.conversation).order_by("pk")
    return list(rows.values_list("user_id", "read_seq", "delivered_seq"))


async def talk(person: User, scene: Scene, unheard: list[str]) -> dict[str, str | None]:
    """With which error each command was answered, None without one; Ana hears nothing of what is `unheard`."""
    answers: dict[str, str | None] = {}
    asked = await sync_to_async(frames)(scene)
    async with await sync_to_async(Socket)(person=person) as his, await sync_to_async(Socket)(person=scene.ana) as hers:
        for command, fields in asked.items():
            await his.send(type=command, request_id=command, **fields)
            answers[command] = await answer_to(command, his)
        await hers.nothing_of(*unheard)
    return answers


async def answer_to(command: str, socket: Socket) -> str | None:
    """A socket's frames are dealt with in order, so the pong says that no answer is left; a message's comes later."""
    if command == "message.send":
        frame = await socket.receive("error", "message.ack")
    else:
        await socket.send(type="ping")
        frame = await socket.receive("error", "pong")
        if frame["type"] == "error":
            await socket.receive("pong")
    return frame["code"] if frame["type"] == "error" else None


def test_whoever_takes_part_comes_in_by_every_door(scene: Scene, sign_in):
    client = sign_in(scene.ben)
    refused = {}
    for name, door in DOORS.items():
        status = door(scene, client)
        if status >= 400:
            refused[name] = status
        if "decline" in name:
            # Each of these doors closes the conversation, and only an open one can be declined.
            assert DOORS["api take back"](scene, client) == 204
    assert refused == {}


@pytest.mark.parametrize("state", [None, he_is_blocked, he_blocked, she_was_removed])
@pytest.mark.parametrize("door", FOR_A_PERSON)
def test_only_a_candidate_who_may_write_asks_for_a_person(
    door: str, state: Any, scene: Scene, ana: User, ben: User, olga: User, sign_in, drain
):
    """The one door that is the candidate's alone."""
    approve_fact(job=scene.conversation.job, topic="salary", value="25–40K a month", approver=ben)
    send_message(
        sender=ana,
        conversation_id=scene.conversation.pk,
        body="What does it pay?",
        client_id=new_client_id(),
        facts=question_about("salary"),
    )
    drain()
    if state is not None:
        state(scene, olga)
    before = everything(scene)
    for person in (ben, olga):
        assert FOR_A_PERSON[door](scene, sign_in(person)) == 404
    assert everything(scene) == before
    status = FOR_A_PERSON[door](scene, sign_in(ana))
    assert status in ({200, 201} if state is None else {403} if state in MAY_READ else {404})
    assert (everything(scene) == before) == (state is not None)


@pytest.mark.parametrize("state", [he_is_blocked, he_blocked, he_left, he_was_removed_long_ago, he_is_a_stranger])
@pytest.mark.parametrize("way", ["api", "page"])
def test_a_proposed_stage_is_no_way_around(way: str, state: Any, scene: Scene, olga: User, sign_in):
    """Only conversations about a job have one, so there is none in a group."""
    proposal = StageProposal.objects.create(
        conversation=scene.conversation, seq=1, stage="interview", sureness=0.9, proposed_at=timezone.now()
    )
    person = state(scene, olga)
    before = everything(scene)
    if way == "api":
        address, body = f"/api/v1/stage-proposals/{proposal.pk}/answer/", {"accepts": True}
    else:
        address, body = f"/inbox/{scene.conversation.pk}/do/proposal/", {"value": "on", "proposal": proposal.pk}
    more = {"content_type": "application/json"} if way == "api" else {}
    status = sign_in(person).post(address, body, **more).status_code
    assert status in ({403, 409} if state in MAY_READ else {404})
    assert everything(scene) == before
    proposal.refresh_from_db()
    assert proposal.answer == ""


def test_every_command_of_the_socket_is_tried_and_has_its_people(scene: Scene):
    assert set(commands) - SALON_COMMANDS == set(SOCKET_COMMANDS) == set(frames(scene))


def test_every_way_to_change_a_conversation_is_tried():
    """Of the API's actions and the page's, those that aren't doors concern the person's own view alone."""
    own = {"read", "delivered", "state", "leave", "messages", "chips", "presets", "changes", "history"}
    actions = {action.url_name for view in (ConversationViewSet, MessageViewSet) for action in view.get_extra_actions()}
    assert actions - own == {"stage", "promise", "hand-over", "ask-a-person", "recall", "reaction"}
    of_the_jobs_card = {"add-fact", "no-fact"}
    doors = {"stage", "decline", "promise", "hand-over", "proposal", "ask-person", "unpin-message"}
    assert set(ACTIONS) - doors - of_the_jobs_card == {
        "mute",
        "pin",
        "archive",
        "unread",
        "snooze",
        "block",
        "leave",
    }
