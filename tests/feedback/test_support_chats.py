"""A person waits in the chat with support, and is answered there from the console."""

import re
from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Conversation, Message
from apps.chat.sending.services import new_client_id, send_message
from apps.chat.support.services import open_support_conversation
from apps.errors import DomainError
from apps.feedback.desk.services import look_at
from apps.feedback.models import Ticket
from apps.feedback.support_chats.errors import ColleagueAnswered
from apps.feedback.support_chats.models import SupportChat
from apps.feedback.support_chats.services import answer_chat
from tests.people import CandidateFactory, OperatorFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LIST = "/admin/feedback/supportchat/"


def of_support(name: str) -> User:
    person = OperatorFactory(name=name)
    person.groups.add(Group.objects.get(name="support"))
    return person


@pytest.fixture
def irene(db: None) -> User:
    return of_support("Irene")


@pytest.fixture
def ask(drain):
    """`ask(ana, "How …?")` brings her question to support and gives its row of the console."""

    def asked(person: User, text: str) -> SupportChat:
        conversation = open_support_conversation(person=person, opening=text, history=["Asked the help: how"])
        drain()
        return SupportChat.objects.get(conversation=conversation)

    return asked


def at(chat: SupportChat, step: str = "change") -> str:
    return reverse(f"admin:feedback_supportchat_{step}", args=[chat.pk])


def write(sender: User, chat: SupportChat, body: str) -> None:
    send_message(sender=sender, conversation_id=chat.conversation_id or 0, body=body, client_id=new_client_id())


def filled(client: Client, chat: SupportChat, body: str, query: str = "") -> dict[str, str]:
    """The form as its page brings it."""
    page = client.get(at(chat) + query).content.decode()
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', page)
    sent = re.search(r'name="client_id" value="([^"]+)"', page)
    assert seen
    assert sent
    return {"body": body, "seen": seen[1], "client_id": sent[1]}


def test_who_waited_longest_stands_first_with_who_looks(irene, ana, sign_in, ask):
    first = ask(ana, "Where do I change my address?")
    second = ask(CandidateFactory(name="Cara"), "The page is blank.")
    look_at(operator=of_support("Noor"), ticket_id=second.pk)

    page = sign_in(irene).get(LIST).content.decode()

    assert page.index("Where do I change") < page.index("The page is blank")
    assert "Noor has it open" in page
    assert f"{at(first)}" in page
    assert page.count("waits 0") == 2


def test_the_list_that_renews_itself_still_marks_what_is_open_and_what_is_overdue(irene, ana, sign_in, ask):
    chat, client = ask(ana, "Where do I change my address?"), sign_in(irene)
    Ticket.objects.filter(pk=chat.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    alone, beside = client.get(LIST, headers=HTMX), client.get(f"{LIST}?page=1&open={chat.pk}", headers=HTMX)
    assert "overdue" in alone.content.decode()
    assert ["aria-current" in page.content.decode() for page in (alone, beside)] == [False, True]
    assert client.get(f"{LIST}?open=x", headers=HTMX).status_code == 200


def test_an_answer_reaches_the_person_and_ends_the_wait(
    irene, ana, sign_in, ask, drain, django_capture_on_commit_callbacks
):
    chat = ask(ana, "Where do I change my address?")
    client = sign_in(irene)
    page = client.get(at(chat)).content.decode()
    assert "Asked the help: how" in page
    assert "Where do I change my address?" in page
    assert LogEntry.objects.filter(user=irene, change_message="Read this conversation with support.").exists()

    form = filled(client, chat, "Under Settings, Sign-in.")
    answer = client.post(at(chat, "answer"), form, headers=HTMX)
    assert "Under Settings, Sign-in." in answer.content.decode()
    client.post(at(chat, "answer"), form)

    said = Message.objects.get(conversation=chat.conversation, body="Under Settings, Sign-in.")
    assert said.sender == irene
    inbox = sign_in(ana).get(f"/inbox/{chat.conversation_id}/").content.decode()
    assert "Rapport support" in inbox
    assert "Under Settings, Sign-in." in inbox
    drain()
    ticket = Ticket.objects.get(pk=chat.pk)
    assert (ticket.status, ticket.needs_person, ticket.channel) == ("answered", False, "support")
    assert ticket.first_response_at == said.created_at
    assert "Nothing waits here" in client.get(LIST).content.decode()


def test_their_next_word_begins_another_wait_but_thanks_doesnt(irene, ana, ask, drain):
    chat = ask(ana, "Where do I change my address?")
    write(irene, chat, "Under Settings.")
    write(ana, chat, "Thanks!")
    drain()
    assert not Ticket.objects.get(pk=chat.pk).needs_person
    write(ana, chat, "It isn't there, I only see my name.")
    drain()
    ticket = Ticket.objects.get(pk=chat.pk)
    assert (ticket.status, ticket.needs_person) == ("reopened", True)
    assert ticket.waits_since == chat.conversation.messages.order_by("-seq").first().created_at


def test_however_often_they_ask_there_is_one_ticket(irene, ana, ask):
    first = ask(ana, "Where do I change my address?")
    assert ask(ana, "And my picture?") == first
    assert first.body == "Where do I change my address?"


def test_new_messages_come_and_what_is_known_doesnt(irene, ana, sign_in, ask):
    chat = ask(ana, "Where do I change my address?")
    client = sign_in(irene)
    rev = Conversation.objects.get(pk=chat.conversation_id).head_rev
    assert client.get(at(chat, "thread"), {"rev": rev}, headers=HTMX).status_code == 204
    write(ana, chat, "On the phone, I mean.")
    assert "On the phone" in client.get(at(chat, "thread"), {"rev": rev}, headers=HTMX).content.decode()


def test_who_comes_later_reads_what_a_colleague_wrote_first_and_keeps_their_words(irene, ana, sign_in, ask):
    chat, client = ask(ana, "Where do I change my address?"), sign_in(irene)
    form = filled(client, chat, "In your profile.")
    write(ana, chat, "Hello?")
    write_as = of_support("Noor")
    other = sign_in(write_as)
    other.post(at(chat, "answer"), filled(other, chat, "Under Settings."))

    held = client.post(at(chat, "answer"), form, headers=HTMX)

    assert held.status_code == 422
    assert "Noor answered meanwhile" in held.content.decode()
    assert "In your profile.</textarea>" in held.content.decode()
    assert chat.conversation.messages.filter(kind="text", sender=irene).count() == 0
    again = form | {"seen": str(Conversation.objects.get(pk=chat.conversation_id).head_seq)}
    assert client.post(at(chat, "answer"), again).status_code == 302


def test_who_turned_back_to_older_messages_has_read_no_further_than_before(irene, ana, sign_in, ask):
    chat, client = ask(ana, "Where do I change my address?"), sign_in(irene)
    seen = Conversation.objects.get(pk=chat.conversation_id).head_seq
    noor = sign_in(of_support("Noor"))
    noor.post(at(chat, "answer"), filled(noor, chat, "Under Settings."))
    for older in (f"?before={seen}&seen={seen}", f"?before={seen}"):
        form = filled(client, chat, "In your profile.", older)
        assert int(form["seen"]) <= seen
        held = client.post(at(chat, "answer"), form, headers=HTMX)
        assert "Noor answered meanwhile" in held.content.decode()


def test_what_was_sent_is_sent_once_whoever_wrote_before_its_browser_asked_again(irene, ana, sign_in, ask):
    chat, client = ask(ana, "Where do I change my address?"), sign_in(irene)
    form = filled(client, chat, "In your profile.")
    client.post(at(chat, "answer"), form)
    noor = sign_in(of_support("Noor"))
    noor.post(at(chat, "answer"), filled(noor, chat, "Under Settings."))
    assert client.post(at(chat, "answer"), form).status_code == 302
    assert chat.conversation.messages.filter(sender=irene, kind="text").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_the_same_moment_one_reads_the_other_first(irene, ana, ask):
    chat = ask(ana, "Where do I change my address?")
    people, seen = [irene, of_support("Noor")], Conversation.objects.get(pk=chat.conversation_id).head_seq
    refused: list[DomainError] = []
    ready = Barrier(2)

    def answer(operator: User) -> None:
        ready.wait(10)
        try:
            answer_chat(
                operator=operator,
                conversation_id=chat.conversation_id or 0,
                body=f"{operator.name} says so.",
                client_id=uuid4(),
                seen_seq=seen,
            )
        except DomainError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=answer, args=[operator]) for operator in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [type(error) for error in refused] == [ColleagueAnswered]
    assert Message.objects.filter(conversation=chat.conversation_id, body__endswith="says so.").count() == 1


@pytest.mark.parametrize("group", ["content", "analyst", None])
def test_operators_of_other_groups_neither_read_nor_answer(ana, irene, sign_in, ask, group):
    chat = ask(ana, "Where do I change my address?")
    other = OperatorFactory()
    if group:
        other.groups.add(Group.objects.get(name=group))
    client = sign_in(other)
    assert client.get(LIST).status_code == 403
    for step in ("change", "thread", "look", "answer"):
        assert client.get(at(chat, step)).status_code == 403
        assert client.post(at(chat, step), {"body": "Me!", "client_id": uuid4(), "seen": 99}).status_code == 403
    assert not chat.conversation.messages.filter(body="Me!").exists()
    assert sign_in(ana).get(at(chat)).status_code == 302


def test_nobody_answers_themselves_and_other_tickets_are_no_chats(irene, ana, sign_in, ask):
    own = ask(irene, "I can't see the queue.")
    client = sign_in(irene)
    assert client.get(at(own)).status_code == 404
    assert client.post(at(own, "answer"), {"body": "Me!"}).status_code == 404
    chat = ask(ana, "Where?")
    Ticket.objects.filter(pk=chat.pk).update(conversation=None)
    assert client.get(at(chat)).status_code == 404
    assert client.get(f"{LIST}9999999/change/").status_code == 404
