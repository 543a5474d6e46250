"""Sentences of the help that no other test has a reason to look at."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.models import get_token_model

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.accounts.sessions.tokens import issue_token
from apps.chat.conversations.errors import NotAccepting
from apps.chat.greeting.services import greet
from apps.chat.groups import joining
from apps.chat.groups.services import open_group
from apps.chat.inbox.services import save_draft
from apps.chat.messages.services import react
from apps.chat.models import Answer, Conversation, Preset
from apps.chat.participants.services import join_conversation
from apps.chat.sending.services import send_message
from apps.education.articles.shipped import shipped_articles
from apps.feedback.tickets.services import open_ticket
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.content.starter import CONTENT
from apps.gamification.models import Award
from apps.notifications.models import Notification
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(ana: User, ben: User) -> Conversation:
    job = JobFactory(company=ben.company, posted_by=ben, title="Backend engineer")
    ResumeFactory(owner=ana)
    return greet(sender=ana, job=job, candidate=ana, body="Hello Ben, is the role still open?", client_id=uuid4())


@pytest.fixture
def colleague(ben: User) -> User:
    return RecruiterFactory(name="Cleo", company=ben.company)


def say(person: User, conversation: Conversation) -> None:
    send_message(sender=person, conversation_id=conversation.pk, body="Are you there?", client_id=uuid4())


def test_a_reaction_answers_nothing(conversation, ben):
    react(by=ben, message_id=conversation.messages.get().pk, emoji="👍", on=True)
    conversation.refresh_from_db()
    assert conversation.waiting_for == ben
    assert not Answer.objects.filter(conversation=conversation).exists()


def test_nobody_in_the_conversation_is_told_of_a_report(conversation, ana, ben, drain):
    message = conversation.messages.get()
    open_ticket(
        reporter=ben, body="This is rude.", client_id=uuid4(), conversation_id=conversation.pk, message_id=message.pk
    )
    drain()
    assert not Notification.objects.filter(person=ana).exists()
    assert conversation.messages.count() == 1


def test_the_other_side_sees_no_address(conversation, ana, ben, sign_in):
    page = sign_in(ben).get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    assert ana.name in page
    assert ana.email not in page


def test_every_shipped_preset_is_there_in_both_languages():
    presets = Preset.objects.filter(scope=Preset.Scope.SYSTEM)
    assert presets.exists()
    assert not [
        preset.key for preset in presets if not all((preset.title_en, preset.title_zh, preset.body_en, preset.body_zh))
    ]


def test_who_gets_points_back_is_told(ana, ben):
    judge(answer_deed(ben, ana))
    award = Award.objects.get(person=ben)
    now = timezone.now()
    reverse_award(award=award, reason="copied", operator=None, now=now)
    assert restore_award(award=award, operator=None, now=now)
    assert Notification.objects.filter(person=ben, kind="award_restored").count() == 1


def test_a_block_parts_nobody_from_a_group_nor_from_a_colleague(conversation, ana, ben, colleague, olga):
    group = open_group(by=colleague, title="Front-end hiring")
    joining.bring_in(by=colleague, conversation_id=group.pk, people=[ben.pk])
    link = joining.make_link(by=colleague, conversation_id=group.pk)
    joining.join_by_link(person=olga, token=link.token)
    block(blocker=ben, blocked=olga)
    say(ben, group)
    say(olga, group)
    block(blocker=ana, blocked=ben)
    with pytest.raises(NotAccepting):
        say(ana, conversation)
    join_conversation(by=colleague, conversation_id=conversation.pk)
    say(ana, conversation)
    with pytest.raises(NotAccepting):
        say(ben, conversation)


def test_a_colleague_reads_nothing_before_they_join_and_everybody_sees_that(conversation, ana, colleague, sign_in):
    page = reverse("chat:conversation", args=[conversation.pk])
    assert "still open" not in sign_in(colleague).get(reverse("chat:team")).text
    assert sign_in(colleague).get(page).status_code == 404
    sign_in(colleague).post(reverse("conversation-join", args=[conversation.pk]), {}, content_type="application/json")
    assert "still open" in sign_in(colleague).get(page).text
    assert "Cleo joined the conversation." in sign_in(ana).get(page).text


def test_what_is_typed_is_shown_to_nobody_else(conversation, ana, ben, sign_in):
    save_draft(user=ana, conversation_id=conversation.pk, text="Half a thought")
    lists = reverse("conversation-list"), reverse("conversation-detail", args=[conversation.pk])
    pages = reverse("chat:inbox"), reverse("chat:conversation", args=[conversation.pk])
    assert "Half a thought" in sign_in(ana).get(lists[1]).text
    assert not [url for url in lists + pages if "Half a thought" in sign_in(ben).get(url).text]


def test_a_token_ends_after_thirty_days_however_it_is_used(ana):
    token, expiry = issue_token(person=ana)
    assert timedelta(days=29) < expiry - timezone.now() <= timedelta(days=30)
    program, me = Client(headers={"authorization": f"Token {token}"}), "/api/v1/me/"
    assert program.get(me).status_code == 200
    assert get_token_model().objects.get().expiry == expiry
    get_token_model().objects.update(expiry=timezone.now())
    assert program.get(me).status_code == 401


def test_the_help_names_the_numbers_that_decide():
    articles, shipped = shipped_articles(), json.loads(CONTENT.read_text())
    versions = {rule["key"]: rule["version"] for rule in shipped["rules"]}
    paid = {key: {one["kind"]: one["amount"] for one in version["rewards"]} for key, version in versions.items()}
    points, week, levels = (articles[slug]["body_en"] for slug in ("how-points-work", "first-week-missions", "levels"))
    assert f"**Recruiters: {paid['recruiter-first-answer']['points']} points**" in points
    assert f"**Candidates: {paid['candidate-first-answer']['points']} points**" in points
    assert f"{paid['mission-completed']['points']} points for the completed first week" in points
    assert f"{paid['conversation-rated']['points']} for rating" in points
    assert f"up to {paid['thanks-received']['points']} for each" in points
    mission = paid["mission-completed"]
    assert f"**{mission['points']} points** and {mission['coins']} coins" in week
    for level in shipped["levels"][1:]:
        assert f"**Level {level['number']}** begins at {level['points']:,} points" in levels
