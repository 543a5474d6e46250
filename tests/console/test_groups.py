"""Who finds what in the console: each group only its own work, outsiders nothing."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db

LISTS = {
    "support": {
        "feedback.ticket",
        "feedback.classification",
        "feedback.blindlabel",
        "feedback.ticketcluster",
        "feedback.betaprogramme",
        "feedback.incident",
        "feedback.clusterweek",
        "feedback.classifierversion",
        "feedback.duplicatelink",
        "feedback.conversationrating",
        "feedback.topic",
        "feedback.desk",
        "feedback.supportchat",
        "feedback.release",
        "feedback.improvementreport",
        "feedback.macro",
        "feedback.routingrule",
        "feedback.team",
        "feedback.workcalendar",
        "feedback.clock",
        "feedback.call",
        "feedback.webhooksource",
        "feedback.hookmessage",
        "feedback.correspondent",
        "feedback.survey",
        "feedback.ticketfile",
        "education.question",
        "education.article",
        "events.faileddelivery",
        "chat.application",
        "chat.attachment",
        "chat.report",
        "chat.bulkdecline",
        "chat.card",
        "chat.conversation",
        "chat.interview",
        "chat.message",
        "chat.messageoriginal",
        "chat.previewrules",
        "chat.scamrule",
        "chat.scamwarning",
        "notifications.careshown",
        "notifications.digestchoice",
        "notifications.dueitem",
        "notifications.inboundmail",
        "notifications.mailstop",
        "education.consultation",
        "education.circle",
        "education.post",
        "education.expert",
        "education.salon",
        "education.experttopic",
        "accounts.user",
        "accounts.company",
        "accounts.block",
        "accounts.joinrequest",
        "notifications.notification",
        "notifications.notificationpreference",
        "notifications.otheraddress",
        "notifications.pushsubscription",
        "matching.readingnotice",
        "exports.listexport",
    },
    "content": {
        "notifications.letterwording",
        "exports.listexport",
        "experiments.experiment",
        "accounts.legaltext",
        "education.article",
        "education.circle",
        "education.course",
        "education.post",
        "education.rehearsal",
        "education.rehearsalturn",
        "education.salon",
        "education.tip",
        "education.pushed",
        "education.assistanttone",
        "education.consultation",
        "education.expert",
        "education.experttopic",
        "education.question",
        "chat.declinereason",
        "chat.preset",
        "chat.quizquestion",
        "chat.stageproposal",
        "chat.suggestion",
        "matching.job",
        "matching.jobfact",
        "matching.screeningquestion",
        "matching.topic",
        "matching.resume",
        "matching.skill",
        "matching.skillalias",
        "matching.importrun",
        "matching.importdefect",
        "gamification.mission",
        "gamification.campaign",
    },
    "incentives": {
        "gamification.rulecost",
        "accounts.segment",
        "experiments.experiment",
        "gamification.rule",
        "gamification.ruledecision",
        "gamification.formrecord",
        "gamification.formdraw",
        "gamification.award",
        "gamification.badge",
        "gamification.badgeseries",
        "gamification.badgeheld",
        "gamification.badgerun",
        "gamification.streak",
        "gamification.kudos",
        "gamification.honour",
        "gamification.ballot",
        "gamification.creatortitle",
        "gamification.creator",
        "gamification.appeal",
        "gamification.grant",
        "gamification.memberstory",
        "gamification.referral",
        "gamification.board",
        "gamification.boardrow",
        "gamification.order",
        "gamification.reward",
        "gamification.cointransaction",
        "gamification.coinaccount",
        "gamification.ledgerproof",
        "gamification.level",
        "gamification.mission",
        "gamification.campaign",
    },
    "analyst": {
        "exports.listexport",
        "gamification.rulecost",
        "gamification.formrecord",
        "accounts.segment",
        "experiments.experiment",
        "chat.application",
        "chat.stageproposal",
        "chat.suggestion",
        "feedback.ticket",
        "feedback.clock",
        "feedback.incident",
        "feedback.ticketcluster",
        "feedback.clusterweek",
        "feedback.classifierversion",
        "feedback.conversationrating",
        "gamification.rule",
        "gamification.award",
        "matching.job",
    },
}
TILES = {
    "support": {"care", "open_tickets", "outbox"},
    "content": {"articles_to_look_at"},
    "incentives": {"points_given", "coins", "orders", "award_appeals"},
    "analyst": {"reply_rate", "first_reply", "two_sided_depth", "open_tickets", "points_given"},
}


def lists() -> dict[str, str]:
    """Address of the list of every registered model."""
    return {
        model._meta.label_lower: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    }


@pytest.fixture
def operator_of(sign_in):
    def client_of(group: str) -> Client:
        person = OperatorFactory(name=group)
        person.groups.add(Group.objects.get(name=group))
        return sign_in(person)

    return client_of


@pytest.mark.parametrize("group", LISTS)
def test_a_group_opens_its_lists_and_no_others(operator_of, group: str):
    client = operator_of(group)
    opened = {label: client.get(address).status_code for label, address in lists().items()}
    assert opened == {label: 200 if label in LISTS[group] else 403 for label in opened}


@pytest.mark.parametrize("group", LISTS)
def test_first_page_and_sidebar_show_only_what_the_group_may_see(operator_of, group: str):
    page = operator_of(group).get("/admin/").content.decode()
    assert set(re.findall(r'data-tile="(\w+)"', page)) == TILES[group]
    assert ("<canvas" in page) == (group == "analyst")
    linked = {label for label, address in lists().items() if f'href="{address}' in page}
    assert linked <= LISTS[group]
    assert linked


def test_a_superuser_sees_every_tile_and_the_schedule(sign_in):
    page = sign_in(OperatorFactory(is_superuser=True)).get("/admin/").content.decode()
    assert set(re.findall(r'data-tile="(\w+)"', page)) == set.union(*TILES.values()) | {
        "outbox",
        "seals",
        "second_steps",
    }
    assert lists()["django_celery_beat.periodictask"] in page


def test_a_visitor_is_sent_to_the_one_sign_in_and_back(client: Client):
    address = lists()["feedback.ticket"]
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[-1][0] == f"/account/login/?next={address}"


def test_signing_in_leads_to_the_list_that_was_wanted(sign_in):
    client = sign_in(OperatorFactory(is_superuser=True))
    assert client.get("/admin/login/?next=/admin/accounts/user/").url == "/admin/accounts/user/"
    assert client.get("/admin/login/?next=https://elsewhere.example/").url == "/admin/"


def test_there_is_no_second_form_to_sign_in_or_change_a_password(sign_in, client: Client):
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 405
    operator = sign_in(OperatorFactory(is_superuser=True))
    assert operator.get("/admin/password_change/").url == reverse("account_change_password")


@pytest.mark.parametrize("who", ["ana", "ben", "olga"])
def test_for_members_there_is_no_console(sign_in, request: pytest.FixtureRequest, who: str):
    person: User = request.getfixturevalue(who)
    client = sign_in(person)
    for address in ("/admin/", lists()["feedback.ticket"]):
        assert client.get(address, follow=True).status_code == 404


def test_an_operator_without_a_group_finds_an_empty_first_page(sign_in):
    page = sign_in(OperatorFactory()).get("/admin/")
    assert page.status_code == 200
    assert b"data-tile" not in page.content


def test_the_console_has_a_policy_of_its_own_and_the_product_keeps_the_strict_one(sign_in):
    client = sign_in(OperatorFactory(is_superuser=True))
    console = client.get("/admin/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in console
    assert "object-src 'none'" in console
    assert "frame-ancestors 'none'" in console
    assert "'unsafe-eval'" in console
    assert "unsafe" not in client.get("/settings/").headers["Content-Security-Policy"]
