"""Phone and WeChat change hands only between two who both agree, are hidden at once, and are written nowhere else."""

import json
import logging
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.apps import apps
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.accounts.privacy.registry import owners
from apps.chat.cards.contacts import ContactHidden, reveal
from apps.chat.cards.errors import CardAlreadyOpen, NotYourPart
from apps.chat.cards.models import Card, ContactReveal, SharedContact
from apps.chat.cards.services import act, make_card
from apps.chat.conversations.errors import NotAccepting
from apps.chat.models import Conversation
from apps.chat.participants.services import add_participant
from apps.sealing import seal, unseal
from tests.people import RecruiterFactory
from tests.realtime.client import Socket

CANARY = "13987654321"
HIS = "18612345678"

pytestmark = pytest.mark.django_db


def offer(conversation: Conversation, ana: User) -> Card:
    facts = {"contact": f"+86 {CANARY}"}
    return make_card(conversation=conversation, author=ana, type="phone_exchange", facts=facts, client_id=uuid4())


def do(card: Card, person: User, action: str, **data: str) -> Card:
    return act(card=card, actor=person, action=action, data=data, client_id=uuid4())


@pytest.fixture
def exchanged(conversation: Conversation, ana: User, ben: User) -> Card:
    return do(offer(conversation, ana), ben, "accept", contact=HIS)


def address(card: Card) -> str:
    return f"/inbox/{card.conversation_id}/cards/{card.pk}/contact/"


def test_nobody_sees_anything_before_both_agree(conversation: Conversation, ana: User, ben: User, sign_in):
    card = offer(conversation, ana)
    for person in (ana, ben):
        with pytest.raises(ContactHidden):
            reveal(card=card, viewer=person)
        browser = sign_in(person)
        assert browser.post(address(card)).status_code == 409
        assert CANARY not in browser.get(f"/inbox/{conversation.pk}/").text


def test_each_sees_the_others_by_a_tap_that_is_logged(exchanged: Card, ana: User, ben: User, sign_in):
    assert CANARY in sign_in(ben).post(address(exchanged)).text
    assert HIS in sign_in(ana).post(address(exchanged)).text
    logged = set(ContactReveal.objects.values_list("viewer_id", "owner_id"))
    assert logged == {(ben.pk, ana.pk), (ana.pk, ben.pk)}
    sign_in(ben).post(f"/api/v1/conversations/{exchanged.conversation_id}/cards/{exchanged.pk}/contact/")
    assert ContactReveal.objects.filter(viewer=ben).count() == 2


def test_the_log_is_written_once(exchanged: Card, ben: User):
    reveal(card=exchanged, viewer=ben)
    for change in ("UPDATE chat_contactreveal SET owner_id = viewer_id", "UPDATE chat_cardstep SET action = 'x'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_either_hides_both_again(who: str, exchanged: Card, ana: User, ben: User, sign_in):
    do(exchanged, {"ana": ana, "ben": ben}[who], "hide")
    assert not SharedContact.objects.exists()
    for person in (ana, ben):
        with pytest.raises(ContactHidden):
            reveal(card=exchanged, viewer=person)


@pytest.mark.parametrize(("who", "action"), [("ben", "decline"), ("ana", "withdraw")])
def test_what_comes_to_nothing_keeps_nothing(who: str, action: str, conversation: Conversation, ana: User, ben: User):
    do(offer(conversation, ana), {"ana": ana, "ben": ben}[who], action)
    assert not SharedContact.objects.exists()


def test_a_colleague_who_takes_part_isnt_one_of_the_two(exchanged: Card, ben: User):
    colleague = RecruiterFactory(company=ben.company)
    add_participant(conversation=exchanged.conversation, user=colleague, role="recruiter", by=ben)
    for refused in (lambda: reveal(card=exchanged, viewer=colleague), lambda: do(exchanged, colleague, "hide")):
        with pytest.raises(NotYourPart):
            refused()


def test_a_block_hides_it_and_olga_finds_nothing(exchanged: Card, ana: User, ben: User, olga: User, sign_in):
    assert sign_in(olga).post(address(exchanged)).status_code == 404
    block(blocker=ana, blocked=ben)
    with pytest.raises(NotAccepting):
        reveal(card=exchanged, viewer=ben)
    assert not ContactReveal.objects.exists()


def test_phone_and_wechat_are_agreed_on_one_by_one(exchanged: Card, ana: User, ben: User):
    facts = {"contact": "ana_works"}
    other = make_card(
        conversation=exchanged.conversation, author=ana, type="wechat_exchange", facts=facts, client_id=uuid4()
    )
    with pytest.raises(ContactHidden):
        reveal(card=other, viewer=ben)
    with pytest.raises(CardAlreadyOpen):
        offer(exchanged.conversation, ana)


def test_a_new_key_opens_what_the_old_one_sealed(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old", []
    sealed = seal(CANARY)
    assert CANARY not in sealed
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert unseal(sealed) == CANARY
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed) is None


@pytest.mark.parametrize("written", ["+86 139 8765 4321", "139-8765-4321", "(139) 87654321"])
def test_a_number_may_be_written_as_people_do(written: str, conversation: Conversation, ana: User, ben: User):
    card = make_card(
        conversation=conversation, author=ana, type="phone_exchange", facts={"contact": written}, client_id=uuid4()
    )
    do(card, ben, "accept", contact=HIS)
    assert reveal(card=card, viewer=ben).endswith(CANARY)


# Where it must never stand


def everything_stored() -> Iterator[str]:
    """Every row of every table, as text."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for row in model._base_manager.values():
            yield f"{model._meta.label} {json.dumps(row, default=repr)}"


class Everything(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=0)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.exc_info} {record.args}")


@pytest.fixture
def log() -> Iterator[list[str]]:
    """All that is logged, down to the statements of the database."""
    handler, root = Everything(), logging.getLogger()
    loggers = [root, *(logging.getLogger(name) for name in list(logging.root.manager.loggerDict))]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
        if not one.propagate or one is root:
            one.addHandler(handler)
    connection.force_debug_cursor = True
    yield handler.lines
    connection.force_debug_cursor = False
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)
        one.removeHandler(handler)


def cached() -> dict[str, bytes]:
    """What a cache in memory holds; a shared one isn't this test's alone."""
    kept = getattr(cache, "_cache", None)
    return dict(kept) if isinstance(kept, dict) else {}


def live_through(browsers: dict[str, Client], number: int) -> None:
    """An exchange by the pages, with a mistyped number on the way, seen by both and taken back."""
    cards = f"/inbox/{number}/cards/"
    offered = browsers["ana"].post(cards, {"type": "phone_exchange", "contact": f"{CANARY} or so"})
    assert offered.status_code == 400
    browsers["ana"].post(cards, {"type": "phone_exchange", "contact": CANARY})
    card = Card.objects.get(type="phone_exchange")
    browsers["ben"].post(f"{cards}{card.pk}/do/accept/", {"contact": CANARY + "x"})
    browsers["ben"].post(f"{cards}{card.pk}/do/accept/", {"contact": HIS})
    assert CANARY in browsers["ben"].post(address(card)).text


def test_the_number_stands_in_no_table_log_address_or_answer_of_others(
    conversation: Conversation, ana: User, ben: User, olga: User, sign_in, drain, log: list[str]
):
    browsers = {"ana": sign_in(ana), "ben": sign_in(ben)}
    live_through(browsers, conversation.pk)
    drain()
    stored = list(everything_stored())
    assert [row for row in stored if CANARY in row or HIS in row] == []
    assert len(log) > 50, "the log is heard"
    assert [line for line in log if CANARY in line or HIS in line] == []
    for person in (ana, ben):
        for path in ("", "cards/", f"cards/{Card.objects.get().pk}/"):
            for place in (f"/inbox/{conversation.pk}/{path}", f"/api/v1/conversations/{conversation.pk}/{path}"):
                assert CANARY not in sign_in(person).get(place).text, place
        assert CANARY not in sign_in(person).get(f"/api/v1/conversations/{conversation.pk}/messages/").text
    assert [key for key, value in cached().items() if CANARY.encode() in value] == []


def exported(person: User) -> str:
    copy: dict[str, Any] = {}
    for owner in owners():
        copy[owner.key] = {name: list(rows) for name, rows in owner.export(person).items()}
    return json.dumps(copy, default=str)


def test_ones_own_export_has_ones_own_number_alone_and_erasing_leaves_none(exchanged: Card, ana: User, ben: User):
    reveal(card=exchanged, viewer=ben)
    assert CANARY in exported(ana)
    assert HIS not in exported(ana)
    assert CANARY not in exported(ben)
    for owner in reversed(owners()):
        owner.erase(ana)
    with pytest.raises(ContactHidden):
        reveal(card=exchanged, viewer=ben)
    assert not SharedContact.objects.filter(person=ana).exists()


@pytest.mark.django_db(transaction=True)
def test_frames_never_carry_it_and_tell_within_a_second_that_it_is_hidden(exchanged: Card, ana: User, ben: User):
    async def watch() -> list[dict[str, Any]]:
        frames = []
        async with await sync_to_async(Socket)(person=ben) as his:
            await sync_to_async(reveal)(card=exchanged, viewer=ben)
            await sync_to_async(do)(exchanged, ana, "hide")
            frames.append(await his.receive("message.changed", seconds=1))
        return frames

    (frame,) = async_to_sync(watch)()
    assert frame["message"]["card"]["state"] == "hidden"
    assert CANARY not in json.dumps(frame)
    assert HIS not in json.dumps(frame)
