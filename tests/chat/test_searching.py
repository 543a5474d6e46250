"""Finding what was said, and what else is one's own: who finds what, from when on, and until when."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.conversations import places
from apps.chat.groups.joining import bring_in
from apps.chat.groups.services import open_group
from apps.chat.inbox.services import set_archived
from apps.chat.messages.services import edit_message, recall_message
from apps.chat.models import Conversation, Message, Participant, SearchBacklog, SearchedMessage
from apps.chat.participants.services import leave_conversation
from apps.chat.personal_data import erase
from apps.chat.search import messages as finding
from apps.chat.search.messages import find_messages
from apps.chat.search.selectors import find_in_all, wanted_of
from apps.chat.search.services import begin_backlog, index_messages, work_off_backlog
from apps.chat.search.snippets import snippet
from apps.chat.sending.services import send_message
from apps.errors import InvalidInput
from apps.language.searching import sought
from apps.matching.jobs.search import tokens_column
from apps.matching.models import Job
from tests.matching.factories import JobFactory
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db


def say(person: User, conversation: Conversation, body: str) -> Message:
    sent = send_message(sender=person, conversation_id=conversation.pk, body=body, client_id=uuid4())
    return Message.objects.get(pk=sent.id)


def said(person: User, query: str, **how: object) -> list[str]:
    return [message.body for message in find_messages(person, wanted_of(query, limit=20, **how)).messages]


def test_chinese_is_found_anywhere_and_english_in_all_its_forms(
    ana: User, ben: User, conversation: Conversation, drain: Callable[[], None]
):
    say(ana, conversation, "我家在上海东边")
    say(ben, conversation, "Two interviews on Thursday? 面试在三楼")
    drain()
    for query in ("上海", "海", "上海东"):
        assert said(ben, query) == ["我家在上海东边"]
    for query in ("interview", "INTERVIEWING", "面试 interviewed"):
        assert said(ana, query) == ["Two interviews on Thursday? 面试在三楼"]
    assert said(ana, "海上") == []
    assert said(ana, "!!") == []


def test_the_newest_stands_first_and_pages_leave_nothing_out(
    ana: User, conversation: Conversation, drain: Callable[[], None]
):
    for number in range(7):
        say(ana, conversation, f"Berlin {number}")
    drain()
    seen: list[str] = []
    after = ""
    for _page in range(4):
        hits = find_messages(ana, wanted_of("berlin", after=after, limit=3))
        seen += [message.body for message in hits.messages]
        if hits.next is None:
            break
        after = hits.next
    assert seen == [f"Berlin {number}" for number in reversed(range(7))]


def test_who_is_not_in_it_finds_nothing(
    ana: User, ben: User, olga: User, conversation: Conversation, drain: Callable[[], None]
):
    say(ana, conversation, "a secret word")
    drain()
    assert said(ben, "secret") == ["a secret word"]
    assert said(olga, "secret") == []
    assert said(olga, "secret", conversation=conversation.pk) == []


def test_who_left_finds_nothing_any_more_and_who_joined_finds_what_was_said_before(
    ben: User, drain: Callable[[], None]
):
    colleague, late = RecruiterFactory(company=ben.company), RecruiterFactory(company=ben.company)
    group = open_group(by=ben, title="Hiring")
    bring_in(by=ben, conversation_id=group.pk, people=[colleague.pk])
    say(ben, group, "the budget is agreed")
    bring_in(by=ben, conversation_id=group.pk, people=[late.pk])
    drain()
    assert said(colleague, "budget") == said(late, "budget") == ["the budget is agreed"]
    leave_conversation(user=colleague, conversation_id=group.pk)
    assert said(colleague, "budget") == []


def test_what_was_recalled_edited_away_or_erased_is_gone_at_once(
    ana: User, ben: User, conversation: Conversation, drain: Callable[[], None]
):
    recalled, edited, erased = (say(ana, conversation, f"harbour {number}") for number in range(3))
    drain()
    recall_message(by=ana, message_id=recalled.pk)
    edit_message(by=ana, message_id=edited.pk, body="a bridge")
    assert said(ben, "harbour") == ["harbour 2"]
    drain()
    assert said(ben, "bridge") == ["a bridge"]
    assert not SearchedMessage.objects.filter(message=recalled).exists()
    erase(ana)
    assert said(ben, "harbour") == said(ben, "bridge") == []
    assert not SearchedMessage.objects.filter(message__in=[edited, erased]).exists()


def test_what_arrives_twice_is_found_once(ana: User, conversation: Conversation, drain: Callable[[], None]):
    message = say(ana, conversation, "harbour")
    drain()
    index_messages([message.pk, message.pk])
    assert said(ana, "harbour") == ["harbour"]


def test_archived_and_blocked_conversations_are_found_as_they_are_read(
    ana: User, ben: User, conversation: Conversation, drain: Callable[[], None]
):
    say(ana, conversation, "harbour")
    drain()
    set_archived(user=ben, conversation_id=conversation.pk, on=True)
    block(blocker=ben, blocked=ana)
    assert said(ben, "harbour") == said(ana, "harbour") == ["harbour"]
    (section,) = [one for one in find_in_all(ben, "harbour") if one.source.key == "messages"]
    assert section.results.found[0].is_archived


def test_everything_of_mine_is_found_by_kind(
    ana: User, ben: User, olga: User, conversation: Conversation, drain: Callable[[], None]
):
    JobFactory(company=ben.company, posted_by=ben, title="Backend draft", status="draft")
    Job.objects.update(search_tokens=tokens_column("Backend"))
    say(ana, conversation, "I like backend work")
    drain()
    kinds = {section.source.key: section.results.found for section in find_in_all(ben, "backend")}
    assert [one.title for one in kinds["conversations"]] == ["Ana"]
    assert {one.title for one in kinds["jobs"]} == {"Backend engineer", "Backend draft"}
    assert kinds["messages"][0].seq
    theirs = {section.source.key: section.results.found for section in find_in_all(olga, "backend")}
    assert {one.title for one in theirs["jobs"]} == {"Backend engineer"}
    assert "conversations" not in theirs
    assert "messages" not in theirs


def test_messages_of_before_come_in_by_the_command(ana: User, conversation: Conversation, drain: Callable[[], None]):
    say(ana, conversation, "harbour")
    drain()
    SearchedMessage.objects.all().delete()
    assert said(ana, "harbour") == []
    begin_backlog()
    call_command("index_messages")
    assert said(ana, "harbour") == ["harbour"]
    assert not SearchBacklog.objects.exists()
    assert work_off_backlog(seconds=1) is None
    call_command("index_messages", again=True)
    assert said(ana, "harbour") == ["harbour"]


@pytest.mark.either
@pytest.mark.parametrize("is_frequent", [True, False])
def test_a_large_inbox_is_searched_either_way(
    ana: User,
    ben: User,
    conversation: Conversation,
    drain: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    is_frequent: bool,
):
    """By walking the conversations where the word is frequent, by the index where it is rare; in pages of both."""
    monkeypatch.setattr(places, "LARGE", 2)
    monkeypatch.setattr(finding, "STEPS", (1, 1))
    monkeypatch.setattr(finding, "RARE", -1 if is_frequent else 10**9)
    monkeypatch.setattr(finding, "RARE_SHARE", 0)
    groups = [open_group(by=ben, title=f"Group {number}") for number in range(4)]
    for number, group in enumerate([*groups, conversation]):
        say(ben, group, f"harbour {number}")
    Conversation.objects.filter(pk=groups[0].pk).update(last_message_at=timezone.now() - timedelta(days=1))
    drain()
    places.has_places(ben.pk)
    seen: list[str] = []
    after = ""
    for _page in range(9):
        hits = find_messages(ben, wanted_of("harbour", after=after, limit=2))
        seen += [message.body for message in hits.messages]
        if hits.next is None:
            break
        after = hits.next
    assert sorted(seen) == [f"harbour {number}" for number in range(5)]
    assert seen[:2] == ["harbour 4", "harbour 3"]


@pytest.mark.parametrize("after", ["x", "w-1-2", "w-1-2-3-x", "i--1-2-3", "w-99999999999999999999-1-1-1", "q-1-1-1-1"])
def test_a_cursor_that_can_be_none_is_refused(ana: User, after: str):
    with pytest.raises(InvalidInput):
        find_messages(ana, wanted_of("word", after=after))


def test_a_cursor_of_a_walk_is_refused_where_none_is_walked(ana: User, conversation: Conversation):
    with pytest.raises(InvalidInput):
        find_messages(ana, wanted_of("word", after="w-0-0-0-0", conversation=conversation.pk))


def test_a_hit_stands_in_about_two_lines():
    text = "word " * 100 + "the harbour\nof Hamburg " + "word " * 100
    pieces = snippet(text, sought("harbour").spans(text))
    assert [piece.text for piece in pieces if piece.hit] == ["harbour"]
    shown = "".join(piece.text for piece in pieces)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "harbour of Hamburg" in shown
    assert len(shown) <= 162
    assert [piece.text for piece in snippet("short", [])] == ["short"]


def test_the_page_shows_marked_hits_that_lead_to_the_message(
    ana: User, ben: User, conversation: Conversation, drain: Callable[[], None], sign_in
):
    message = say(ana, conversation, "<b>上海</b> harbour")
    drain()
    page = sign_in(ben).get(reverse("chat:search"), {"q": "上海"}).text
    assert "&lt;b&gt;<mark>上海</mark>&lt;/b&gt; harbour" in page
    assert f"/inbox/{conversation.pk}/?at={message.seq}" in page
    assert "<mark>" not in sign_in(ben).get(reverse("chat:search_found"), {"q": "上海", "kind": "jobs"}).text
    within = sign_in(ben).get(reverse("chat:search"), {"q": "上海", "in": conversation.pk})
    assert "Only in the conversation with Ana." in within.text
    assert "<mark>上海</mark>" in within.text
    assert "Nothing found" in sign_in(ben).get(reverse("chat:search"), {"q": "zzyzzyva"}).text
    assert "There is no word in this" in sign_in(ben).get(reverse("chat:search"), {"q": "!!"}).text
    assert sign_in(ben).get(reverse("chat:search")).status_code == 200


def test_the_outsider_cannot_search_a_conversation(olga: User, conversation: Conversation, sign_in):
    assert sign_in(olga).get(reverse("chat:search"), {"q": "a", "in": conversation.pk}).status_code == 404
    answer = sign_in(olga).get(reverse("search-results"), {"q": "a", "conversation": conversation.pk})
    assert answer.status_code == 404


def test_the_api_says_the_same_in_pages(
    ana: User, ben: User, conversation: Conversation, drain: Callable[[], None], sign_in
):
    for number in range(3):
        say(ana, conversation, f"harbour {number}")
    drain()
    his = sign_in(ben)
    first = his.get(reverse("search-results"), {"q": "harbours", "page_size": 2}).json()
    assert [one["pieces"][1] for one in first["results"]] == [{"text": "harbour", "hit": True}] * 2
    second = his.get(reverse("search-results"), {"q": "harbours", "page_size": 2, "after": first["next"]}).json()
    assert (len(second["results"]), second["next"]) == (1, None)
    assert second["results"][0]["conversation"] == conversation.pk
    sections = his.get(reverse("search"), {"q": "harbour"}).json()
    assert "messages" in [section["kind"] for section in sections]
    for bad in ({}, {"q": " "}, {"q": "a", "kind": "x"}, {"q": "a", "after": "x"}, {"q": "a", "conversation": "x"}):
        assert his.get(reverse("search-results"), bad).status_code == 400
    assert his.get(reverse("search-results"), {"q": "a", "kind": "jobs", "conversation": "1"}).status_code == 400
    assert his.get(reverse("search")).status_code == 400


def test_a_page_around_a_message_shows_it(ana: User, ben: User, conversation: Conversation, sign_in):
    for number in range(56):
        say(ana, conversation, f"line {number}.")
    Participant.objects.filter(user=ben).update(read_seq=57, delivered_seq=57)
    assert "line 3." not in sign_in(ben).get(reverse("chat:conversation", args=[conversation.pk])).text
    address = reverse("chat:conversation", args=[conversation.pk])
    shown = sign_in(ben).get(address, {"at": 5}).text
    assert ">line 3.<" in shown
    assert '"at": 5' in shown
    assert sign_in(ben).get(address, {"at": "x"}).status_code == 200
    assert sign_in(ben).get(address, {"at": "999999"}).status_code == 200
