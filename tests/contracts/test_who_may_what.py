"""The whole surface, person by person: nobody gets in where they don't belong, and what isn't theirs isn't there."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import orjson
import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from apps.accounts.models import User
from apps.chat.cards.services import act, make_card
from apps.chat.greeting.services import greet
from apps.chat.groups.joining import bring_in
from apps.chat.groups.services import open_group
from apps.chat.models import (
    Attachment,
    Conversation,
    GroupInvitation,
    Interview,
    Message,
    Preset,
    StageProposal,
    Suggestion,
    Upload,
)
from apps.chat.sending.services import new_client_id
from apps.console.rights import GROUPS
from apps.education.models import Article
from apps.feedback.models import Release
from apps.feedback.reports.services import make_report, publish_report
from apps.feedback.tickets.services import open_ticket
from apps.matching.jobs.services import post_job
from apps.matching.resumes.services import open_resume_to, save_resume
from apps.notifications.models import Channel, Notification
from tests.contracts.access import EVERYBODY, ROUTES, Route
from tests.contracts.access_to_events import events
from tests.contracts.routes import routes
from tests.education.posts import a_question_answered
from tests.feedback.beta import invited_to_try, trying
from tests.feedback.incidents import an_incident
from tests.feedback.surveys import invited
from tests.feedback.topics import TopicFactory
from tests.gamification.shops import give_coins, make_reward, order_for
from tests.gamification.taken import appealed, held, taken_back
from tests.people import CandidateFactory, OperatorFactory, RecruiterFactory

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FORM = "application/x-www-form-urlencoded"
REFUSED = {401, 403, 404, 405}


@pytest.fixture
def world(db: None, ana: Any, ben: Any, olga: Any) -> dict[str, Any]:
    people = {
        "ana": ana,
        "ben": ben,
        "olga": olga,
        "cara": CandidateFactory(name="Cara"),
        "colleague": RecruiterFactory(name="Colleague", company=ben.company),
        "admin": OperatorFactory(name="Admin", is_superuser=True),
    }
    for name in GROUPS:
        people[name] = OperatorFactory(name=name)
        people[name].groups.add(Group.objects.get(name=name))
    resume = save_resume(owner=ana, title="Nurse", skills=["Python", "SQL", "Docker"], visibility="contacted")
    job = post_job(poster=ben, title="Data engineer", skills_required=["Python"])
    draft = post_job(poster=ben, title="A draft", publish_now=False)
    conversation = greet(sender=ana, job=job, candidate=ana, body="Hello Ben", client_id=new_client_id())
    open_resume_to(candidate=ana, company=ben.company)
    exchange = make_card(
        conversation=conversation,
        author=ana,
        type="phone_exchange",
        facts={"contact": "13800000000"},
        client_id=uuid4(),
    )
    act(card=exchange, actor=ben, action="accept", data={"contact": "13900000000"}, client_id=uuid4())
    card = make_card(conversation=conversation, author=ben, type="job_card", facts={}, client_id=uuid4())
    interview = invited_to_an_interview(conversation, ben)
    question = Message.objects.filter(conversation=conversation, sender=ana, kind=Message.Kind.TEXT).latest("seq")
    suggestion = Suggestion.objects.create(
        conversation=conversation,
        question=question,
        person=ben,
        place=0,
        text="Yes",
        source="card",
        shown_at=timezone.now(),
    )
    stage_proposal = StageProposal.objects.create(
        conversation=conversation, seq=question.seq, stage="interview", sureness=0.9, proposed_at=timezone.now()
    )
    group = open_group(by=ben, title="Hiring")
    bring_in(by=ben, conversation_id=group.pk, people=[people["colleague"].pk, ana.pk])
    give_coins(ana, 100)
    reward = make_reward()
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    message = Message.objects.get(conversation=conversation, sender=ana, kind=Message.Kind.TEXT)
    attachment = Attachment.objects.create(
        conversation=conversation,
        uploader=ana,
        message=message,
        name="a.png",
        content_type="image/png",
        size=100,
        width=4,
        height=4,
        file=ContentFile(picture.getvalue(), name="a.png"),
        thumbnail=ContentFile(picture.getvalue(), name="b.png"),
    )
    post, answer = a_question_answered(ana, ben)
    return people | {
        **events(ana, ben),
        "people": people,
        "post": post,
        "answer": answer,
        "resume": resume,
        "job": job,
        "draft": draft,
        "conversation": conversation,
        "message": message,
        "card": card,
        "suggestion": suggestion,
        "stage_proposal": stage_proposal,
        "exchange": exchange,
        "interview": interview,
        "group": group,
        "group_invitation": GroupInvitation.objects.get(conversation=group, person=ana),
        "attachment": attachment,
        "upload": Upload.objects.create(conversation=conversation, uploader=ana, name="a.zip", size=100),
        "preset": Preset.objects.create(owner=ben, scope=Preset.Scope.PERSONAL, title_en="Mine", body_en="Hello"),
        "reward": reward,
        "order": order_for(ana, reward),
        "taken_award": taken_back(ana),
        "award_appeal": appealed(ben),
        "held_award": held(ben, ana),
        "article": Article.objects.filter(is_published=True).first(),
        "ticket": open_ticket(reporter=ana, body="The page is slow", client_id=uuid4()),
        "survey": invited(ana),
        "topic": TopicFactory(),
        "incident": an_incident(),
        "beta_invitation": invited_to_try(ana),
        "beta_accepted": trying(ana),
        "improvement_report": publish_report(
            report_id=make_report(by=ana, since=date(2026, 1, 1), until=date(2026, 1, 31)).pk
        ),
        "release": Release.objects.create(version="1", title_en="One", title_zh="一", published_at=timezone.now()),
        "supported_topic": TopicFactory(supported_by=ana, is_shipped=True),
        "notification": Notification.objects.create(
            person=ana,
            kind="ticket_answered",
            cause="test",
            channel=Channel.IN_APP,
            sent_at=timezone.now(),
            url="/",
            facts={"number": 1},
        ),
    }


def invited_to_an_interview(conversation: Conversation, ben: User) -> Interview:
    """A time had been agreed, and others are on offer."""
    start = timezone.now() + timedelta(days=3)
    facts = {"slots": [start.isoformat()]}
    card = make_card(conversation=conversation, author=ben, type="interview", facts=facts, client_id=uuid4())
    Interview.objects.filter(pk=card.pk).update(starts_at=start, ends_at=start + timedelta(minutes=45))
    return Interview.objects.select_related("card").get(pk=card.pk)


def named_routes() -> Iterator[str]:
    """Every named route outside the console; unnamed ones are redirects that allauth keeps for old addresses."""
    return (route.name for route in routes() if route.name and not route.namespace.startswith("admin:"))


def test_every_route_is_listed():
    assert sorted(set(named_routes()) - set(ROUTES)) == []


def test_every_listed_route_exists():
    assert sorted(set(ROUTES) - set(named_routes())) == []


@pytest.mark.either
@pytest.mark.usefixtures("plain_refusals")
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_every_route_lets_in_only_whom_it_should(world: dict[str, Any], settings: Any, who: str):
    settings.ACCOUNT_RATE_LIMITS = False
    client = _client(world["people"].get(who))
    wrong = []
    for name, route in ROUTES.items():
        address = reverse(name, kwargs=route.kwargs(world))
        for method in METHODS if route.is_ours else METHODS[:2]:
            status = _status(client, method, address, route.body(world), as_form=route.as_form)
            if not _as_it_should(route, method, who, status, api="/api/v1/" in address):
                wrong.append(f"{name}: {method} gives {status}")
    assert wrong == [], "\n".join(wrong)


def _client(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _status(client: Client, method: str, address: str, body: Mapping[str, Any], *, as_form: bool) -> int:
    """The answer's status; what the request did is undone. A redirect to sign-in counts as 401."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        if as_form:
            response = client.generic(method, address, urlencode(body), content_type=FORM)
        else:
            response = client.generic(method, address, orjson.dumps(dict(body)), content_type="application/json")
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code == 302 and response["Location"].startswith("/account/login/"):
        return 401
    return response.status_code


def _as_it_should(route: Route, method: str, who: str, status: int, *, api: bool) -> bool:
    if status >= 500:
        return False
    if method not in route.methods:
        return status in REFUSED
    if who in route.methods[method]:
        return status not in REFUSED
    if not route.is_ours and who != "visitor":
        return True
    if who == "visitor":
        return status == 401 or (not api and status in REFUSED)
    if who in route.seen_by:
        return status in {403, 404}
    return status == 404 if route.is_about_an_object else status in {401, 403, 404}
