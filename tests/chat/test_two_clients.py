"""Two pages of the same conversation, whose connections lose, double and reorder frames and break off: whatever people
did, both end where the server is.

The pages' own `timeline.js` runs in node, the server's own services and selectors answer it.
"""

import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.accounts.models import User
from apps.chat.conversations.selectors import participants_of
from apps.chat.conversations.services import open_conversation
from apps.chat.messages.rendering import message_dict
from apps.chat.messages.selectors import with_details
from apps.chat.messages.services import edit_message, react, recall_message
from apps.chat.models import Conversation, Message
from apps.chat.reading import catching_up
from apps.chat.reading.catching_up import changes
from apps.chat.reading.pointers import Move, move
from apps.chat.sending.delivery import ack
from apps.chat.sending.services import send_message
from apps.realtime import hub as hub_module
from tests.machine import BASE_DIR
from tests.skips import skip
from tests.tiers import amount

SEQUENCES = amount(1000, smoke=50)
DEEDS = {"send": 4, "edit": 2, "recall": 1, "react": 2, "unreact": 1, "read": 1, "break off": 2, "return": 1}
"""What people do, and how often."""
EMOJIS = ["👍", "🎉"]
MANY_CHANGES = 4
"""So few are too many here: the answer is then a fresh page."""

Frame = dict[str, Any]


class Node:
    """The process that holds all timelines."""

    def __init__(self) -> None:
        command = ["node", str(BASE_DIR / "tests" / "js" / "timelines.js")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def tell(self, client: str, deed: str, argument: object = None) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps([client, deed, argument]) + "\n")

    def ask(self, client: str, deed: str) -> Any:
        self.tell(client, deed)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def node() -> Iterator[Node]:
    if shutil.which("node") is None:
        skip("node")
    node = Node()
    yield node
    node.end()


class Page:
    """One person's open conversation: what its connection does to frames, and what the page asks for."""

    def __init__(
        self, person: User, conversation: Conversation, start: dict[str, Any], node: Node, chance: random.Random
    ) -> None:
        self.person, self.conversation, self.node, self.chance = person, conversation, node, chance
        self.name = f"{conversation.pk}:{person.pk}"
        self.is_connected = True
        self.on_the_way: list[Frame] = []
        node.tell(self.name, "open", {"me": person.pk} | start)

    def is_sent(self, frame: Frame) -> None:
        if self.is_connected:
            self.on_the_way.append(frame)

    def hears(self, *, all_of_it: bool = False) -> None:
        """Some of what is on the way arrives, in any order; some twice, some never."""
        while self.on_the_way and (all_of_it or self.chance.random() < 0.6):
            frame = self.on_the_way.pop(self.chance.randrange(len(self.on_the_way)))
            for _time in range(self.chance.choice([0, 1, 1, 1, 1, 2])):
                self.node.tell(self.name, "hear", frame)

    def breaks_off(self) -> None:
        self.is_connected = False
        self.on_the_way.clear()

    def writes(self, body: str) -> None:
        """A bubble, whose command may never reach the server."""
        bubble = {
            "client_id": str(uuid4()),
            "conversation": self.conversation.pk,
            "body": body,
            "created_at": "2026-03-09T10:00:00Z",
        }
        self.node.tell(self.name, "send", bubble)
        if self.is_connected and self.chance.random() < 0.9:
            self.sends(bubble)

    def sends(self, bubble: dict[str, Any]) -> None:
        sent = send_message(
            sender=self.person,
            conversation_id=self.conversation.pk,
            body=bubble["body"],
            client_id=UUID(bubble["client_id"]),
        )
        if sent.is_repeat:
            self.is_sent(ack(sent))

    def catches_up(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Asks until nothing is missing; each answer is overtaken by what happens while it is on its way."""
        after = self.node.ask(self.name, "rev")
        while after is not None:
            self.conversation.refresh_from_db()
            answer = changes(self.conversation, self.person, after_rev=after).as_dict()
            meanwhile()
            self.hears()
            self.node.tell(self.name, "changes", [answer, after])
            after = self.node.ask(self.name, "missing")


class Talk:
    """One random sequence of what ana and ben do to their conversation."""

    def __init__(self, *, seed: int, ana: User, ben: User, node: Node, capture: Callable[..., Any]) -> None:
        self.chance, self.node, self.capture = random.Random(seed), node, capture
        self.conversation = open_conversation(
            kind=Conversation.Kind.GROUP, opened_by=ana, roles={ana: "member", ben: "member"}
        )
        for number in range(self.chance.randrange(3)):
            send_message(sender=ben, conversation_id=self.conversation.pk, body=f"before {number}", client_id=uuid4())
        self.conversation.refresh_from_db()
        start = {
            "messages": server_messages(self.conversation),
            "headRev": self.conversation.head_rev,
            "headSeq": self.conversation.head_seq,
            "participants": participants_of(self.conversation, ana),
        }
        self.pages = {person.pk: Page(person, self.conversation, start, node, self.chance) for person in (ana, ben)}
        self.done: Counter[str] = Counter()

    def deliver(self, people: Iterable[int], text: str) -> None:
        for person in people:
            if person in self.pages:
                self.pages[person].is_sent(json.loads(text))

    def goes_on(self) -> None:
        for _step in range(self.chance.randint(3, 7)):
            self.something(DEEDS)
            for page in self.pages.values():
                page.hears()

    def something(self, deeds: dict[str, int]) -> None:
        (deed,) = self.chance.choices(list(deeds), list(deeds.values()))
        page = self.chance.choice(list(self.pages.values()))
        if deed == "return":
            self.connects(page)
            page.catches_up(lambda: self.something({"send": 1, "edit": 1, "react": 1, "nothing": 7}))
            self.done["return"] += 1
        else:
            with self.capture(execute=True):
                self.does(page, deed)

    def does(self, page: Page, deed: str) -> None:
        chance, person = self.chance, page.person
        if deed == "break off":
            page.breaks_off()
        elif deed == "send":
            page.writes(f"text {chance.random()}")
        elif deed == "read":
            move([Move(self.conversation.pk, person.pk, delivered=0, read=chance.randint(1, 9))])
        elif deed != "nothing":
            texts = Message.objects.filter(conversation=self.conversation, kind="text", recalled_at=None)
            texts = list(texts.filter(sender=person) if deed in ("edit", "recall") else texts)
            if not texts:
                return
            message = chance.choice(texts)
            if deed == "edit":
                edit_message(by=person, message_id=message.pk, body=f"edited {chance.random()}")
            elif deed == "recall":
                recall_message(by=person, message_id=message.pk)
            else:
                react(by=person, message_id=message.pk, emoji=chance.choice(EMOJIS), on=deed == "react")
        self.done[deed] += 1

    def connects(self, page: Page) -> None:
        """And sends what was never acknowledged."""
        page.is_connected = True
        with self.capture(execute=True):
            for bubble in self.node.ask(page.name, "unsent"):
                page.sends(bubble)

    def ends(self) -> None:
        """Everybody's connection is good at last."""
        for page in self.pages.values():
            self.connects(page)
        for page in self.pages.values():
            page.hears(all_of_it=True)
            self.connects(page)
        for page in self.pages.values():
            page.catches_up()

    def on_the_server(self) -> Callable[[Page], dict[str, Any]]:
        """What each page must show."""
        self.conversation.refresh_from_db()
        messages, rev = server_messages(self.conversation), self.conversation.head_rev
        seats = {seat["user"]: seat for seat in participants_of(self.conversation, self.conversation.opened_by)}
        receipts = {
            str(user): {"read": seat["read"], "delivered": max(seat["delivered"], seat["read"])}
            for user, seat in seats.items()
        }

        def shown_to(page: Page) -> dict[str, Any]:
            me = page.person.pk
            unread = sum(one["seq"] > seats[me]["read"] and one["sender"] != me for one in messages)
            return {"messages": messages, "receipts": receipts, "rev": rev, "unread": unread, "unsent": 0}

        return shown_to


def server_messages(conversation: Conversation) -> list[Frame]:
    found = with_details(Message.objects.filter(conversation=conversation).order_by("seq"))
    return [message_dict(message) for message in found]


@pytest.mark.timeout(600)
def test_after_a_thousand_random_sequences_both_pages_show_what_the_server_has(
    ana: User, ben: User, node: Node, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.CHAT_MESSAGES_PER_MINUTE = settings.CHAT_CHANGES_PER_MINUTE = 0
    done: Counter[str] = Counter()
    for seed in range(SEQUENCES):
        monkeypatch.setattr(catching_up, "MAX_CHANGES", MANY_CHANGES if seed % 3 == 0 else 200)
        talk = Talk(seed=seed, ana=ana, ben=ben, node=node, capture=django_capture_on_commit_callbacks)
        monkeypatch.setattr(hub_module.hub, "deliver_soon", talk.deliver)
        talk.goes_on()
        talk.ends()
        shown_to = talk.on_the_server()
        for page in talk.pages.values():
            assert node.ask(page.name, "state") == shown_to(page), f"sequence {seed}, {page.person.name}"
        done += talk.done
    assert all(done[deed] > SEQUENCES / 10 for deed in DEEDS), done
