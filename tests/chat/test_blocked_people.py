"""The people whom one has blocked: a page and the API, for oneself alone."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Block, User
from apps.accounts.people.services import block, unblock
from apps.chat.conversations.places import mend_places
from apps.chat.conversations.sections import Section
from apps.chat.groups.services import open_group
from apps.chat.inbox.page import Line, inbox_page
from apps.chat.inbox.queue import Wanted
from apps.chat.messages.events import SentItem
from apps.chat.missed.pushing import push_missed
from apps.chat.missed.services import missed_by
from apps.chat.models import Conversation, InboxPlace, Participant
from apps.chat.sending.services import send_message
from apps.chat.team.selectors import unanswered
from apps.notifications.models import Notification, PushSubscription
from tests.people import CandidateFactory

PAGE = "/settings/blocked/"
API = "/api/v1/blocks/"


def test_whom_i_blocked_stands_on_a_page_and_is_let_in_again_there(conversation: Conversation, ana, ben, sign_in):
    block(blocker=ana, blocked=ben)
    client = sign_in(ana)
    assert PAGE in client.get(reverse("accounts:settings")).content.decode()
    html = client.get(PAGE).content.decode()
    assert "Ben" in html
    assert "Harbour Labs" in html
    for _twice in range(2):
        response = client.post(reverse("chat:unblock", args=[ben.pk]), follow=True)
        assert response.status_code == 200
    assert not Block.objects.exists()
    assert "Nobody is blocked" in client.get(PAGE).content.decode()


def test_who_is_blocked_learns_nothing_of_it(conversation: Conversation, ana, ben, olga, sign_in):
    block(blocker=ana, blocked=ben)
    for other in (ben, olga):
        assert "Ana" not in sign_in(other).get(PAGE).content.decode()
        assert sign_in(other).get(API).json()["results"] == []
        sign_in(other).post(reverse("chat:unblock", args=[ben.pk]))
        assert sign_in(other).delete(f"{API}{ben.pk}/").status_code == 404
    assert Block.objects.filter(blocker=ana, blocked=ben).exists()


def test_the_api_blocks_people_of_my_conversations_and_no_others(conversation: Conversation, ana, ben, olga, sign_in):
    client = sign_in(ana)
    made = client.post(API, {"person": ben.pk}, content_type="application/json")
    assert (made.status_code, made.json()["name"]) == (201, "Ben")
    again = client.post(API, {"person": ben.pk}, content_type="application/json")
    assert (again.status_code, Block.objects.count()) == (201, 1)
    for stranger in (olga.pk, ana.pk, 10**12):
        assert client.post(API, {"person": stranger}, content_type="application/json").status_code == 404
    assert client.delete(f"{API}{ben.pk}/").status_code == 204
    assert client.delete(f"{API}{ben.pk}/").status_code == 404


def test_a_long_list_has_pages_and_asks_no_more_of_the_database(
    conversation: Conversation, ana: User, sign_in, django_assert_max_num_queries
):
    for _ in range(27):
        block(blocker=ana, blocked=CandidateFactory())
    client = sign_in(ana)
    with django_assert_max_num_queries(20):
        html = client.get(PAGE).content.decode()
    assert "Page 1 of 2" in html
    assert client.get(f"{PAGE}?page=2").content.decode().count("/unblock/") == 2


def lines_of(person: User) -> list[Line]:
    return [line for group in inbox_page(person, Wanted(), now=timezone.now()).groups for line in group.lines]


def test_nothing_waits_for_an_answer_after_a_block(conversation: Conversation, ana: User, ben: User, sign_in):
    assert [line.section for line in lines_of(ben)] == ["new"]
    block(blocker=ben, blocked=ana)
    assert [(line.section, line.why, line.due) for line in lines_of(ben)] == [("closed", "Closed", "")]
    assert sign_in(ben).get("/api/v1/conversations/").json()["results"][0]["section"] == "closed"
    assert not unanswered(ben).exists()
    unblock(blocker=ben, blocked=ana)
    block(blocker=ana, blocked=ben)
    assert [(line.section, line.why, line.due) for line in lines_of(ben)] == [("theirs", "", "")], "and isn't told"
    assert [line.section for line in lines_of(ana)] == ["closed"]
    assert not unanswered(ben).exists()
    unblock(blocker=ana, blocked=ben)
    assert [line.section for line in lines_of(ben)] == ["new"]
    assert unanswered(ben).exists()


def test_a_large_inbox_follows_a_block(conversation: Conversation, ana: User, ben: User, drain):
    mend_places(user_id=ben.pk)
    for act, section in ((block, Section.CLOSED), (unblock, Section.NEW)):
        act(blocker=ben, blocked=ana)
        drain()
        assert InboxPlace.objects.get(user=ben).rank // 2 == Section.values.index(section)


def test_what_the_blocked_write_in_a_group_reaches_nobody_who_is_away(ana: User, ben: User, olga: User):
    group = open_group(by=ben, title="Alumni")
    for person in (ana, olga):
        Participant.objects.create(conversation=group, user=person, role="member")
    block(blocker=ben, blocked=ana)
    said = send_message(sender=ana, conversation_id=group.pk, body="Who is in?", client_id=uuid4())
    for person in (ben, olga):
        PushSubscription.objects.create(person=person, endpoint=f"https://push.example.org/{person.pk}")
    push_missed([SentItem(said.id, group.pk, ana.pk, said.seq, "typed")], now=timezone.now())
    assert [one.person for one in Notification.objects.filter(channel="push")] == [olga]
    assert ([one.count for one in missed_by(olga)], missed_by(ben)) == ([1], [])
