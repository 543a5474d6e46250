"""What the demo's people said about conversations and about the product, and what was answered. Sorting the new tickets
is left to the worker, which does it within seconds of the first start."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Conversation
from apps.feedback.calls.services import log_call
from apps.feedback.correspondents.services import correspondent_at
from apps.feedback.hooks.formats import Said
from apps.feedback.hooks.incoming import take_message
from apps.feedback.models import (
    Release,
    RoutingRule,
    Team,
    Ticket,
    Topic,
    TopicStatus,
    WebhookSource,
    WorkCalendar,
)
from apps.feedback.ratings.services import rate_conversation
from apps.feedback.releases.services import agree_to_credit, publish_release
from apps.feedback.reports.services import make_report, publish_report
from apps.feedback.routing.services import route_ticket
from apps.feedback.tickets.files import read_files
from apps.feedback.tickets.labels import Area
from apps.feedback.tickets.lifecycle import Status
from apps.feedback.tickets.services import open_ticket
from apps.feedback.topics.services import link_topic, support_topic
from apps.feedback.work.services import answer_ticket, move_ticket
from config.demo.talk import ago

OPERATOR = "irene"


def create_ratings(
    cast: dict[str, Any], *, users: dict[str, User], conversations: Sequence[Conversation], now: datetime
) -> None:
    for entry, conversation in zip(cast["conversations"], conversations, strict=True):
        if rating := entry.get("rating"):
            rate_conversation(
                rater=users[rating["by"]],
                conversation_id=conversation.pk,
                stars=rating["stars"],
                comment=rating["comment"],
                now=now - ago(entry["messages"][-1]["ago"]) + timedelta(minutes=5),
            )


def create_tickets(cast: dict[str, Any], *, users: dict[str, User], now: datetime) -> None:
    _create_teams(users)
    reports = []
    for entry in cast["feedback"]:
        at = now - ago(entry["ago"])
        ticket = open_ticket(
            reporter=users[entry["by"]], body=entry["body"], client_id=uuid4(), page=entry.get("page", ""), now=at
        )
        route_ticket(ticket_id=ticket.pk)
        reports.append(ticket)
        answered_at = at + (now - at) / 4
        status = entry["status"]
        if reply := entry.get("operator_reply"):
            answer_ticket(ticket_id=ticket.pk, operator=users[OPERATOR], body=reply, to=status, now=answered_at)
        elif status not in {Status.NEW, Status.TRIAGED}:
            move_ticket(ticket_id=ticket.pk, operator=users[OPERATOR], to=status, now=answered_at)
    _create_letters(cast, users, now)
    _create_elsewhere(cast, users, now)
    _create_topics(cast, reports, users)
    _create_release(cast["release"], users)
    today = timezone.localdate(now, timezone.get_default_timezone())
    made = make_report(by=users[OPERATOR], since=today - timedelta(days=28), until=today - timedelta(days=1), now=now)
    publish_report(report_id=made.pk)


def _create_letters(cast: dict[str, Any], users: dict[str, User], now: datetime) -> None:
    """From people who have no account, or couldn't get into it."""
    for entry in cast["letters"]:
        at = now - ago(entry["ago"])
        files = [SimpleUploadedFile(name, text.encode()) for name, text in entry.get("files", {}).items()]
        ticket = open_ticket(
            reporter=correspondent_at(address=entry["address"], name=entry["name"], language=entry["language"], now=at),
            body=entry["body"],
            client_id=uuid4(),
            channel=entry["channel"],
            page=entry.get("page", ""),
            files=read_files(files, member=None),
            now=at,
        )
        if reply := entry.get("operator_reply"):
            answer_ticket(ticket_id=ticket.pk, operator=users[OPERATOR], body=reply, now=at + (now - at) / 4)


def _create_elsewhere(cast: dict[str, Any], users: dict[str, User], now: datetime) -> None:
    """A message from another platform, and a call that was written down."""
    entry = cast["elsewhere"]
    source = WebhookSource(name=entry["source"], format=WebhookSource.Format.WECHAT)
    source.put_secret("")
    source.app_id = entry["app_id"]
    source.put_aes_key(token_hex(22)[:43], now=now)
    source.save()
    said = Said(key="demo", sender=entry["sender"], name=entry["name"], text=entry["body"])
    take_message(source=source, said=said, once="", now=now - ago(entry["ago"]))
    call = cast["call"]
    words = {name: call[name] for name in ("name", "phone", "language", "body", "answer")}
    log_call(operator=users[OPERATOR], client_id=uuid4(), now=now - ago(call["ago"]), **words)


def _create_topics(cast: dict[str, Any], reports: Sequence[Ticket], users: dict[str, User]) -> None:
    for entry in cast["topics"]:
        words = {key: entry[key] for key in ("title_en", "title_zh", "summary_en", "summary_zh", "status")}
        topic = Topic.objects.create(is_published=True, **words)
        for place in entry["reports"]:
            link_topic(ticket_id=reports[place].pk, topic=topic)
        for name in entry["supporters"]:
            support_topic(person=users[name], topic_id=topic.pk)


def _create_teams(users: dict[str, User]) -> None:
    """Two tiers; what is about accounts goes to the second at once."""
    first = Team.objects.create(name_en="First answers", name_zh="一线答复", tier=1)
    second = Team.objects.create(name_en="Accounts and safety", name_zh="账号与安全", tier=2)
    for team in (first, second):
        team.members.add(users[OPERATOR])
    weekdays = WorkCalendar.objects.first()
    RoutingRule.objects.create(place=15, area=Area.ACCOUNT, team=second, answer_hours=12, calendar=weekdays)
    RoutingRule.objects.filter(team=None).update(team=first)
    RoutingRule.objects.filter(place__gt=20).update(calendar=weekdays)


def _create_release(entry: dict[str, Any], users: dict[str, User]) -> None:
    """What came, for whom, and who agreed to be thanked for it."""
    words = {key: entry[key] for key in ("version", "title_en", "title_zh", "text_en", "text_zh")}
    topic = Topic.objects.create(is_published=True, status=TopicStatus.IN_PROGRESS, **entry["topic"])
    for name in entry["supporters"]:
        support_topic(person=users[name], topic_id=topic.pk)
    for name, nickname in entry["thanks"].items():
        agree_to_credit(person=users[name], nickname=nickname)
    release = Release.objects.create(**words)
    release.topics.add(topic)
    publish_release(release_id=release.pk)
