"""Groups: who comes in and how, who may do what, and what everybody is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.conversations.errors import NotAccepting
from apps.chat.conversations.sections import Section
from apps.chat.conversations.selectors import participants_of
from apps.chat.groups import joining, selectors
from apps.chat.groups.errors import ForAdmins, ForOwner, GroupFull, InvitationOver, LinkOver
from apps.chat.groups.models import GroupInvitation
from apps.chat.groups.services import open_group, remove_member, rename_group, set_role
from apps.chat.inbox.selectors import entry_for
from apps.chat.inbox.services import set_archived
from apps.chat.messages.wording import system_text
from apps.chat.models import Answer, Conversation, Message, Participant
from apps.chat.participants.services import leave_conversation
from apps.chat.personal_data import erase
from apps.chat.reading.selectors import unread_counts
from apps.chat.sending.services import send_message
from apps.errors import NotAllowed, NotFound, RateLimited
from apps.notifications.models import Notification
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(ben: User) -> User:
    return RecruiterFactory(name="Cleo", company=ben.company)


@pytest.fixture
def group(ben: User, colleague: User, conversation: Conversation) -> Conversation:
    """Ben's, with his colleague in it and Ana asked."""
    opened = open_group(by=ben, title="  Front-end\n hiring ")
    joining.bring_in(by=ben, conversation_id=opened.pk, people=[colleague.pk, conversation.candidate_id])
    opened.refresh_from_db()
    return opened


def say(person: User, group: Conversation, body: str = "Hello all") -> Message:
    sent = send_message(sender=person, conversation_id=group.pk, body=body, client_id=uuid4())
    return Message.objects.get(pk=sent.id)


def roles(group: Conversation) -> dict[str, str]:
    present = Participant.objects.filter(conversation=group, left_at=None)
    return dict(present.values_list("user__name", "role"))


def told(group: Conversation) -> list[str]:
    """What the product said in it, for a reader who is called by no name of theirs."""
    return [
        system_text(facts, {})
        for facts in Message.objects.filter(conversation=group, kind="system")
        .order_by("seq")
        .values_list("facts", flat=True)
    ]


def accept(person: User, group: Conversation) -> None:
    invitation = GroupInvitation.objects.get(conversation=group, person=person, state="open")
    joining.answer_invitation(person=person, invitation_id=invitation.pk, accepts=True)


def test_colleagues_join_at_once_and_others_are_asked_first(group: Conversation, ana: User, ben: User):
    assert group.title == "Front-end hiring"
    assert roles(group) == {"Ben": "owner", "Cleo": "member"}
    assert Notification.objects.filter(person=ana, kind="group_invitation", channel="in_app").count() == 1
    with pytest.raises(NotAllowed):
        say(ana, group)
    accept(ana, group)
    assert roles(group)["Ana"] == "member"
    assert say(ana, group).seq == say(ben, group).seq - 1
    assert told(group) == [
        "Ben opened this group.",
        "Cleo joined the conversation.",
        "Ana joined the conversation.",
    ]
    with translation.override("zh-hans"):
        assert told(group)[0] == "Ben 建了这个群。"


def test_an_invitation_is_answered_once_and_a_decline_is_told_to_nobody(group: Conversation, ana: User, ben: User):
    invitation = GroupInvitation.objects.get(person=ana)
    before = told(group)
    for _again in range(2):
        assert joining.answer_invitation(person=ana, invitation_id=invitation.pk, accepts=False) is None
    with pytest.raises(InvitationOver):
        joining.answer_invitation(person=ana, invitation_id=invitation.pk, accepts=True)
    joining.bring_in(by=ben, conversation_id=group.pk, people=[ana.pk])
    assert told(group) == before
    assert GroupInvitation.objects.filter(person=ana).count() == 1, "who declined isn't asked again within a week"
    later = timezone.now() + timedelta(days=8)
    joining.bring_in(by=ben, conversation_id=group.pk, people=[ana.pk], now=later)
    assert GroupInvitation.objects.filter(person=ana, state="open").count() == 1


def test_accepting_twice_joins_once(group: Conversation, ana: User):
    invitation = GroupInvitation.objects.get(person=ana)
    for _again in range(2):
        assert joining.answer_invitation(person=ana, invitation_id=invitation.pk, accepts=True) == group
    assert told(group).count("Ana joined the conversation.") == 1


def test_nobody_brings_in_a_stranger_or_whom_a_block_parts(group: Conversation, ana: User, ben: User, olga: User):
    with pytest.raises(NotFound):
        joining.bring_in(by=ben, conversation_id=group.pk, people=[olga.pk])
    remove_member(by=ben, conversation_id=group.pk, person_id=ana.pk)
    block(blocker=ana, blocked=ben)
    with pytest.raises(NotFound):
        joining.bring_in(by=ben, conversation_id=group.pk, people=[ana.pk])
    assert roles(group) == {"Ben": "owner", "Cleo": "member"}


def test_the_link_lets_in_who_has_it_until_somebody_is_removed(
    group: Conversation, ben: User, olga: User, colleague: User
):
    link = joining.make_link(by=ben, conversation_id=group.pk)
    for _again in range(2):
        joining.join_by_link(person=olga, token=link.token)
    assert told(group).count("Olga joined the conversation.") == 1
    remove_member(by=ben, conversation_id=group.pk, person_id=olga.pk)
    assert told(group)[-1] == "Olga was taken out of the group."
    with pytest.raises(LinkOver):
        joining.join_by_link(person=olga, token=link.token)
    again = joining.make_link(by=ben, conversation_id=group.pk)
    with pytest.raises(LinkOver):
        joining.join_by_link(person=olga, token=again.token, now=timezone.now() + timedelta(days=8))
    block(blocker=olga, blocked=ben)
    with pytest.raises(NotAccepting):
        joining.join_by_link(person=olga, token=again.token)


def test_who_joins_reads_what_was_said_and_has_nothing_unread(group: Conversation, ana: User, ben: User):
    for number in range(3):
        say(ben, group, f"Line {number}")
    accept(ana, group)
    assert unread_counts([(group.pk, ana.pk)]) == {(group.pk, ana.pk): 0}
    say(ben, group)
    assert unread_counts([(group.pk, ana.pk)]) == {(group.pk, ana.pk): 1}


def test_the_owner_alone_names_admins_and_admins_remove_members_alone(
    group: Conversation, ana: User, ben: User, colleague: User, olga: User
):
    accept(ana, group)
    for deed in (
        lambda: remove_member(by=ana, conversation_id=group.pk, person_id=colleague.pk),
        lambda: rename_group(by=ana, conversation_id=group.pk, title="Mine"),
        lambda: joining.bring_in(by=ana, conversation_id=group.pk, people=[ben.pk]),
        lambda: joining.make_link(by=ana, conversation_id=group.pk),
        lambda: set_role(by=ana, conversation_id=group.pk, person_id=ana.pk, role="owner"),
    ):
        with pytest.raises(ForAdmins):
            deed()
    set_role(by=ben, conversation_id=group.pk, person_id=colleague.pk, role="admin")
    with pytest.raises(ForOwner):
        set_role(by=colleague, conversation_id=group.pk, person_id=ana.pk, role="admin")
    with pytest.raises(NotAllowed):
        remove_member(by=colleague, conversation_id=group.pk, person_id=ben.pk)
    rename_group(by=colleague, conversation_id=group.pk, title="Team")
    assert told(group)[-1] == "Cleo renamed the group:\nTeam"
    remove_member(by=colleague, conversation_id=group.pk, person_id=ana.pk)
    assert roles(group) == {"Ben": "owner", "Cleo": "admin"}
    with pytest.raises(NotAllowed) as refusal:
        rename_group(by=olga, conversation_id=group.pk, title="Hers")
    assert refusal.value.status == 404


def test_an_owner_who_leaves_passes_the_group_on(group: Conversation, ana: User, ben: User, colleague: User):
    accept(ana, group)
    leave_conversation(user=ben, conversation_id=group.pk, to=ana)
    assert roles(group) == {"Ana": "owner", "Cleo": "member"}
    leave_conversation(user=ana, conversation_id=group.pk)
    assert roles(group) == {"Cleo": "owner"}
    assert told(group)[-2:] == ["Cleo owns the group now.", "Ana left the conversation."]
    leave_conversation(user=colleague, conversation_id=group.pk)
    assert roles(group) == {}


def test_the_database_allows_no_second_owner(group: Conversation, colleague: User):
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(conversation=group, user=colleague).update(role="owner")


def test_a_group_has_a_size(group: Conversation, ana: User, ben: User, olga: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("apps.chat.groups.services.MOST_MEMBERS", 3)
    link = joining.make_link(by=ben, conversation_id=group.pk)
    with pytest.raises(GroupFull):
        joining.join_by_link(person=olga, token=link.token)
    accept(ana, group)
    assert len(roles(group)) == 3


def test_groups_and_invitations_of_a_day_are_counted(settings, ben: User, ana: User, group: Conversation, monkeypatch):
    settings.CHAT_NEW_CONVERSATIONS_PER_DAY = 2
    open_group(by=ben, title="Second")
    with pytest.raises(RateLimited) as refusal:
        open_group(by=ben, title="Third")
    assert refusal.value.retry_after > 3600
    monkeypatch.setattr(joining, "INVITATIONS_PER_DAY", 1)
    other = Conversation.objects.get(title="Second")
    with pytest.raises(RateLimited):
        joining.bring_in(by=ben, conversation_id=other.pk, people=[ana.pk])


def test_one_is_found_by_pinyin_and_initials(ben: User):
    wei = RecruiterFactory(name="魏之远", company=ben.company)
    assert wei in selectors.addressable(ben)
    assert all(selectors.matches(wei, words) for words in ("魏", "weizhi", "wzy"))
    assert not selectors.matches(wei, "olga")


def test_what_belongs_to_jobs_keeps_quiet_in_a_group(group: Conversation, ana: User, ben: User, sign_in, drain):
    accept(ana, group)
    answers = Answer.objects.count()
    say(ana, group, "Could you send me the salary and come to an interview on Tuesday at 3pm?")
    say(ben, group, "Tuesday works, the interview is at 3pm.")
    drain()
    group.refresh_from_db()
    assert (group.waiting_for, group.opened_at, group.stage) == (None, None, "greeting")
    assert Answer.objects.count() == answers
    page = sign_in(ana).get(f"/inbox/{group.pk}/").text
    assert "Where this conversation stands" not in page
    assert "Rate this conversation" not in page
    hints = sign_in(ben).get(f"/inbox/{group.pk}/hints/").text
    assert "hx-post" not in hints


def test_the_page_opens_a_group_and_keeps_it_from_outsiders(
    ana: User, ben: User, olga: User, colleague: User, conversation: Conversation, sign_in
):
    bens = sign_in(ben)
    refused = bens.post("/inbox/group/", {"title": " ", "people": [ana.pk]})
    assert refused.status_code == 422
    assert "checked" in refused.text
    answer = bens.post("/inbox/group/", {"title": "设计组", "people": [ana.pk, colleague.pk]})
    group = Conversation.objects.get(title="设计组")
    assert answer.url == f"/inbox/{group.pk}/"
    invitation = GroupInvitation.objects.get(person=ana)
    anas, hers = sign_in(ana), f"/inbox/invitations/{invitation.pk}/"
    assert "Cleo" in anas.get(hers).text
    assert hers in anas.get("/inbox/invitations/").text
    assert "/inbox/invitations/" in anas.get("/inbox/").text
    assert anas.post(hers, {"answer": "yes"}).url == f"/inbox/{group.pk}/"
    people = f"/inbox/{group.pk}/people/"
    assert "Take out of the group" in bens.get(people).text
    assert "Take out of the group" not in anas.get(people).text
    for path in (people, f"/inbox/{group.pk}/", hers):
        assert sign_in(olga).get(path).status_code == 404
    assert sign_in(olga).post(f"{people}rename/", {"title": "Hers"}).status_code == 404
    assert anas.post(f"{people}rename/", {"title": "Hers"}).status_code == 403
    assert bens.post(f"{people}remove/", {"person": ana.pk}).status_code == 302
    assert anas.get(f"/inbox/{group.pk}/").status_code == 404


def test_the_link_shows_no_names_before_one_joins(group: Conversation, ben: User, olga: User, client, sign_in):
    link = joining.make_link(by=ben, conversation_id=group.pk)
    path = f"/inbox/join/{link.token}/"
    assert client.get(path).url.startswith("/account/login/")
    page = sign_in(olga).get(path).text
    assert "Front-end hiring" in page
    assert "Cleo" not in page
    assert sign_in(olga).post(path).url == f"/inbox/{group.pk}/"
    assert sign_in(olga).get("/inbox/join/nonsense/").status_code == 404


def test_a_run_of_bubbles_in_a_group_begins_with_its_author(group: Conversation, ana: User, ben: User, sign_in):
    for _again in range(2):
        say(ben, group)
    accept(ana, group)
    page = sign_in(ana).get(f"/inbox/{group.pk}/").text
    assert page.count('aria-hidden="true">Ben</p>') == 1
    assert "log-group" in page


def test_an_erased_owner_leaves_the_group_to_somebody(group: Conversation, ben: User, colleague: User):
    erase(ben)
    assert roles(group) == {"Cleo": "owner"}
    assert {one["role"] for one in participants_of(group, colleague) if one["left_at"] is None} == {"owner"}


def test_the_same_form_twice_opens_one_group(ben: User, colleague: User, sign_in):
    client, form = sign_in(ben), {"title": "Hiring", "people": [colleague.pk], "client_id": str(uuid4())}
    first = client.post(reverse("chat:group_new"), form)
    remove_member(by=ben, conversation_id=Conversation.objects.get(kind="group").pk, person_id=colleague.pk)
    assert client.post(reverse("chat:group_new"), form).url == first.url
    group = Conversation.objects.get(kind="group")
    assert roles(group) == {"Ben": "owner"}, "who was taken out meanwhile isn't brought in again"


def test_a_group_stands_under_groups_and_waits_for_nobody(group: Conversation, ben: User, colleague: User):
    say(colleague, group)
    entry = entry_for(ben, group.pk)
    assert (entry.section, entry.unread) == (Section.GROUPS, 1)
    set_archived(user=ben, conversation_id=group.pk, on=True)
    assert entry_for(ben, group.pk).section == Section.ARCHIVED
