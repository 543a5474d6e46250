"""The live socket: what reaches whom when people write, type, read and come and go."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async

from apps.accounts.models import User
from apps.accounts.people.services import block, change_settings, unblock
from apps.chat.conversations.selectors import participants_of
from apps.chat.live.socket import TYPING_EVERY_SECONDS
from apps.chat.models import Conversation, Message
from tests.realtime.client import Socket

pytestmark = pytest.mark.django_db(transaction=True)


async def socket_of(person: User) -> Socket:
    return await sync_to_async(Socket, thread_sensitive=True)(person=person)


async def hears_that_somebody_is(socket: Socket, state: str, *, within: float = 5) -> None:
    async with asyncio.timeout(within):
        while (await socket.receive("presence"))["state"] != state:
            pass


async def test_a_message_reaches_everybody_but_the_socket_that_sent_it(
    ana: User, ben: User, olga: User, conversation: Conversation
):
    async with (
        await socket_of(ana) as phone,
        await socket_of(ana) as laptop,
        await socket_of(ben) as bens,
        await socket_of(olga) as olgas,
    ):
        key = str(uuid4())
        await phone.send(type="message.send", client_id=key, conversation=conversation.pk, body="你好 👋")
        ack = await phone.receive("message.ack")
        stored = await Message.objects.aget(pk=ack["id"])
        assert (ack["client_id"], ack["seq"], ack["rev"], stored.body) == (key, 2, 2, "你好 👋")
        new = await bens.receive("message.new")
        assert new["message"]["body"] == "你好 👋"
        assert new["message"]["client_id"] == key
        assert (await laptop.receive("message.ack"))["id"] == ack["id"]
        assert (await laptop.receive("message.new"))["message"] == new["message"]
        await phone.nothing_of("message.new")
        await olgas.nothing_of()


async def test_the_frame_holds_exactly_what_the_api_gives(ana: User, ben: User, conversation: Conversation, sign_in):
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        await hers.send(type="message.send", client_id=str(uuid4()), conversation=conversation.pk, body="Same")
        message = (await his.receive("message.new"))["message"]
    client = await sync_to_async(sign_in)(ben)
    answer = await sync_to_async(client.get)(f"/api/v1/conversations/{conversation.pk}/messages/")
    assert answer.json()["messages"][-1] == message


async def test_a_repeated_client_id_gets_the_original_ack_and_nobody_hears_of_it(
    ana: User, ben: User, conversation: Conversation
):
    frame = {"type": "message.send", "client_id": str(uuid4()), "conversation": conversation.pk, "body": "Once"}
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        await hers.send(**frame)
        first = await hers.receive("message.ack")
        await his.receive("message.new")
        await hers.send(**frame)
        assert await hers.receive("message.ack") == first
        await his.nothing_of("message.new", after=[hers])
        await hers.send(**frame | {"body": "Twice", "request_id": "r1"})
        error = await hers.receive("error")
        assert (error["code"], error["client_id"], error["request_id"]) == (
            "client_id_reused",
            frame["client_id"],
            "r1",
        )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"body": "x" * 8001}, "too_long"),
        ({"body": "a\x00b"}, "unusable_text"),
        ({"body": "   "}, "empty"),
        ({"body": 7}, "invalid_frame"),
        ({"client_id": "no"}, "invalid_frame"),
        ({"conversation": "12"}, "invalid_frame"),
        ({"conversation": True}, "invalid_frame"),
        ({"conversation": 10**30}, "invalid_frame"),
        ({"conversation": 10**12}, "not_a_participant"),
        ({"reply_to": 10**12}, "unknown_reply"),
        ({"attachments": [10**12]}, "unknown_attachment"),
        ({"origin": "auto"}, "invalid_frame"),
        ({"confirm": 1}, "invalid_frame"),
    ],
)
async def test_what_is_wrong_is_said_with_its_code(ana: User, conversation: Conversation, change: dict, code: str):
    frame = {"type": "message.send", "client_id": str(uuid4()), "conversation": conversation.pk, "body": "x"}
    async with await socket_of(ana) as hers:
        await hers.send(**frame | change)
        error = await hers.receive("error", "message.ack")
        assert error.get("code") == code
        await hers.send(type="ping")
        await hers.receive("pong")


async def test_a_lone_surrogate_is_no_json(ana: User, conversation: Conversation):
    async with await socket_of(ana) as hers:
        await hers.send_text('{"type":"message.send","body":"\\ud800"}')
        assert (await hers.receive("error"))["code"] == "invalid_frame"


async def test_the_outsider_is_not_a_participant(olga: User, ana: User, conversation: Conversation):
    async with await socket_of(olga) as hers, await socket_of(ana) as anas:
        for frame in (
            {"type": "message.send", "client_id": str(uuid4()), "conversation": conversation.pk, "body": "x"},
            {"type": "typing", "conversation": conversation.pk},
        ):
            await hers.send(**frame)
            assert (await hers.receive("error"))["code"] == "not_a_participant"
        first = await Message.objects.afirst()
        for frame in (
            {"type": "message.edit", "message": first.pk, "body": "x"},
            {"type": "message.recall", "message": first.pk},
            {"type": "message.react", "message": first.pk, "emoji": "👍", "on": True},
        ):
            await hers.send(**frame)
            assert (await hers.receive("error"))["code"] in ("not_a_participant", "not_found")
        await hers.send(type="read", conversation=conversation.pk, seq=1)
        await anas.nothing_of("typing", "receipt", "message.changed", after=[hers])


async def test_receipts_grow_and_only_grow(ana: User, ben: User, conversation: Conversation):
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        await his.send(type="delivered", conversation=conversation.pk, seq=1)
        receipt = await hers.receive("receipt")
        assert (receipt["user"], receipt["delivered"], receipt["read"]) == (ben.pk, 1, 0)
        await his.send(type="read", conversation=conversation.pk, seq=99)
        receipt = await hers.receive("receipt")
        assert (receipt["delivered"], receipt["read"]) == (1, 1)
        assert (await his.receive("unread")) == {"type": "unread", "conversation": conversation.pk, "count": 0}
        await his.send(type="delivered", conversation=conversation.pk, seq=1)
        await hers.nothing_of("receipt", after=[his])


@pytest.mark.parametrize("off", ["ana", "ben"])
async def test_read_receipts_are_off_both_ways(ana: User, ben: User, conversation: Conversation, off: str):
    await User.objects.filter(email__startswith=off).aupdate(send_read_receipts=False)
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        await his.send(type="read", conversation=conversation.pk, seq=1)
        assert (await hers.receive("receipt"))["read"] is None
        assert (await his.receive("receipt"))["read"] == 1


async def test_typing_reaches_the_other_unless_blocked_or_invisible(ana: User, ben: User, conversation: Conversation):
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        await hers.send(type="typing", conversation=conversation.pk)
        assert await his.receive("typing") == {"type": "typing", "conversation": conversation.pk, "user": ana.pk}
        await hers.nothing_of("typing")


async def test_a_blocked_person_learns_no_more_than_that_it_is_not_accepted(
    ana: User, ben: User, conversation: Conversation
):
    await database_sync_to_async(block)(blocker=ana, blocked=ben)
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        await his.send(type="message.send", client_id=str(uuid4()), conversation=conversation.pk, body="x")
        assert (await his.receive("error"))["code"] == "not_accepting"
        await his.send(type="typing", conversation=conversation.pk)
        await hers.nothing_of("typing", "message.new", after=[his])
        await his.send(type="presence.watch", users=[ana.pk])
        await his.nothing_of("presence")


async def test_presence_is_told_to_who_shares_a_conversation(
    ana: User, ben: User, olga: User, conversation: Conversation
):
    async with await socket_of(ben) as his, await socket_of(olga) as olgas:
        await his.send(type="presence.watch", users=[ana.pk, olga.pk])
        assert await his.receive("presence") == {"type": "presence", "user": ana.pk, "state": "away"}
        await olgas.send(type="presence.watch", users=[ana.pk])
        async with await socket_of(ana):
            assert (await his.receive("presence"))["state"] == "online"
            await olgas.nothing_of("presence")


async def test_who_is_invisible_seems_away(ana: User, ben: User, conversation: Conversation):
    await User.objects.filter(pk=ana.pk).aupdate(is_invisible=True)
    async with await socket_of(ben) as his, await socket_of(ana) as hers:
        await his.send(type="presence.watch", users=[ana.pk])
        assert (await his.receive("presence"))["state"] == "away"
        await hers.send(type="typing", conversation=conversation.pk)
        await his.nothing_of("typing", after=[hers])


async def test_hiding_and_showing_again_hold_within_a_second(
    ana: User, ben: User, conversation: Conversation, drain: Callable[[], None]
):
    change = database_sync_to_async(change_settings)
    relay = database_sync_to_async(drain)
    async with await socket_of(ben) as his, await socket_of(ana) as hers:
        await his.send(type="presence.watch", users=[ana.pk])
        await hears_that_somebody_is(his, "online")
        await hers.send(type="typing", conversation=conversation.pk)
        await his.receive("typing")

        await change(person=ana, changes={"is_invisible": True})
        await relay()
        await hears_that_somebody_is(his, "away", within=1)
        await hers.send(type="typing", conversation=conversation.pk)
        await hers.send(type="read", conversation=conversation.pk, seq=1)
        await his.nothing_of("typing", "receipt", after=[hers])

        await asyncio.sleep(TYPING_EVERY_SECONDS)
        await change(person=ana, changes={"is_invisible": False})
        await relay()
        await hears_that_somebody_is(his, "online", within=1)
        await hers.send(type="typing", conversation=conversation.pk)
        await his.receive("typing", seconds=1)


async def test_who_is_blocked_sees_no_more_signs_of_life_and_after_it_sees_them_again(
    ana: User, ben: User, conversation: Conversation, drain: Callable[[], None]
):
    relay = database_sync_to_async(drain)
    async with await socket_of(ben) as his, await socket_of(ana) as hers:
        await his.send(type="presence.watch", users=[ana.pk])
        await hears_that_somebody_is(his, "online")
        await hers.send(type="typing", conversation=conversation.pk)
        await his.receive("typing")

        await database_sync_to_async(block)(blocker=ana, blocked=ben)
        await relay()
        await hears_that_somebody_is(his, "away", within=1)
        await asyncio.sleep(TYPING_EVERY_SECONDS)
        await hers.send(type="typing", conversation=conversation.pk)
        await his.nothing_of("typing", after=[hers])

        await database_sync_to_async(unblock)(blocker=ana, blocked=ben)
        await relay()
        await hears_that_somebody_is(his, "online", within=1)


async def test_edit_recall_and_reaction_reach_all_as_the_whole_message(
    ana: User, ben: User, conversation: Conversation
):
    first = await Message.objects.afirst()
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        await his.send(type="message.react", message=first.pk, emoji="👍", on=True)
        changed = (await hers.receive("message.changed"))["message"]
        assert (changed["rev"], changed["reactions"]) == (2, [{"emoji": "👍", "users": [ben.pk]}])
        await his.send(type="message.react", message=first.pk, emoji="👍", on=True)
        await hers.send(type="message.edit", message=first.pk, body="Better")
        changed = (await hers.receive("message.changed"))["message"]
        assert (changed["rev"], changed["body"], bool(changed["edited_at"])) == (3, "Better", True)
        await hers.send(type="message.recall", message=first.pk)
        changed = (await hers.receive("message.changed"))["message"]
        assert (changed["rev"], changed["body"], changed["reactions"]) == (4, "", [])
        assert changed["recalled_at"]


async def test_the_cursor_of_pong_moves_when_something_changed(ana: User, ben: User, conversation: Conversation):
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        before = his.hello["cursor"]
        await his.send(type="ping")
        assert (await his.receive("pong"))["cursor"] == before
        await hers.send(type="message.send", client_id=str(uuid4()), conversation=conversation.pk, body="x")
        await hers.receive("message.ack")
        await his.send(type="ping")
        assert (await his.receive("pong"))["cursor"] > before


async def test_who_is_invisible_reads_without_being_seen(ana: User, ben: User, conversation: Conversation):
    await User.objects.filter(pk=ben.pk).aupdate(is_invisible=True)
    await ben.arefresh_from_db()
    async with await socket_of(ana) as hers, await socket_of(ben) as his, await socket_of(ben) as bens_phone:
        await his.send(type="read", conversation=conversation.pk, seq=1)
        assert (await bens_phone.receive("receipt"))["read"] == 1
        await hers.nothing_of("receipt")
    people = await sync_to_async(participants_of)(conversation, ana)
    assert [(one["delivered"], one["read"]) for one in people if one["user"] == ben.pk] == [(0, None)]


async def test_a_block_hides_how_far_one_has_read(ana: User, ben: User, conversation: Conversation):
    await sync_to_async(block)(blocker=ben, blocked=ana)
    async with await socket_of(ana) as hers, await socket_of(ben) as his:
        await his.send(type="read", conversation=conversation.pk, seq=1)
        await his.receive("receipt")
        await hers.nothing_of("receipt")
