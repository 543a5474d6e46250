"""Every POST of the API, sent twice with one `Idempotency-Key`: one effect, one answer; another body is refused."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.companies import joining
from apps.accounts.models import User
from apps.api.models import IdempotentRequest
from apps.chat.cards.services import make_card
from apps.chat.greeting.services import greet
from apps.chat.groups.services import open_group
from apps.chat.models import Message, StageProposal, Suggestion
from apps.chat.sending.services import new_client_id, send_message
from apps.education.assistant.handing_over import hand_over
from apps.education.models import Consultation, Pushed, Question, Rehearsal
from apps.education.rehearsals.services import begin
from apps.feedback.models import Ticket
from apps.feedback.tickets.services import open_ticket
from apps.matching.jobs.services import close_job, post_job
from apps.matching.resumes.services import save_resume
from apps.uploads.limits import QUOTAS, Quota
from tests.contracts.posts import POSTS_ABOUT_PEOPLE, Post, World, of, text_file
from tests.contracts.posts_at_events import POSTS_AT_EVENTS
from tests.contracts.posts_at_trials import POSTS_AT_TRIALS
from tests.contracts.posts_in_groups import POSTS_IN_GROUPS
from tests.contracts.posts_in_talks import POSTS_IN_TALKS
from tests.contracts.routes import routes
from tests.education.experts import PAY, ExpertFactory
from tests.feedback.beta import invited_to_try, trying
from tests.feedback.incidents import an_incident
from tests.feedback.surveys import invited
from tests.feedback.topics import TopicFactory
from tests.gamification.shops import give_coins, make_reward, order_for
from tests.gamification.taken import appealed, held, taken_back
from tests.gamification.talks import first_answer
from tests.notifications.browsers import as_sent
from tests.people import PASSWORD, CandidateFactory, OperatorFactory, RecruiterFactory

pytestmark = pytest.mark.django_db

TOLD_ONCE = {
    "api-token": "a secret, of which only the digest is kept, and nobody is signed in yet",
    "api-socket-ticket": "a secret that lasts for a minute",
    "api-invitations": "a secret that is told once",
    "message-translation": "a translation is asked for once whatever the key, and is there with an endpoint alone",
    "conversation-card-contact": "a contact, of which no copy may be kept; showing it again is logged again",
}
"""What can't be answered a second time, because what was answered isn't kept."""

BY_CLIENT_ID = {"conversation-list", "conversation-messages", "conversation-cards", "conversation-card-act"}
"""Their repetition is recognised by the message or the card itself, also over the socket."""


def _begin_rehearsal(world: World) -> None:
    begin(rehearsal=Rehearsal.objects.get(slug="hurry"), person=world["ana"])


def _consultation(world: World) -> Consultation:
    """Ana's question to the experts, asked when it is first needed."""
    found = Consultation.objects.first()
    return found or Consultation.objects.get(conversation=hand_over(person=world["ana"], text=PAY))


def _asked_the_help(world: World) -> Question:
    found = Question.objects.filter(text="And the rank?").first()
    return found or Question.objects.create(person=world["ana"], text="And the rank?", language="en", outcome="unsure")


def _of_consultation(world: World) -> dict[str, Any]:
    return {"consultation_id": _consultation(world).pk}


def _pushed(world: World) -> dict[str, Any]:
    fields = {"segment": "candidate", "topic": "course-say-no", "kind": "lesson", "item": "say-no:1", "propensity": 1}
    found, _new = Pushed.objects.get_or_create(
        person=world["ana"], **fields, defaults={"pushed_at": timezone.now(), "url": "/help/", "reason": "said"}
    )
    return {"pushed_id": found.pk}


def _answer(world: World) -> None:
    consultation, expert = _consultation(world), world["expert"]
    assert consultation.conversation is not None
    send_message(sender=expert, conversation_id=consultation.conversation.pk, body="A range.", client_id=uuid4())
    world["drain"]()
    expert.user_permissions.add(Permission.objects.get(codename="add_article"))


CSV = "title,company\nNurse,Kontor\n"

POSTS = (
    POSTS_ABOUT_PEOPLE
    | POSTS_AT_EVENTS
    | POSTS_IN_GROUPS
    | POSTS_AT_TRIALS
    | POSTS_IN_TALKS
    | {
        "api-company": Post(
            "newcomer", lambda world: {"company_name": "A new company"}, lambda world: {"company_name": "Another"}
        ),
        "api-join-request": Post(
            "ben",
            lambda world: {"accept": True},
            lambda world: {"accept": False},
            kwargs=of("join_request", "request_id"),
        ),
        "api-accept-invitation": Post(
            "invited", lambda world: {"token": world["invitation"]}, lambda world: {"token": "another"}
        ),
        "rehearsal-begin": Post("ana", kwargs=lambda world: {"slug": "hurry"}),
        "rehearsal-reply": Post(
            "ana",
            lambda world: {"step": 0, "text": "I don't pay a deposit"},
            lambda world: {"step": 0, "text": "Send the code"},
            kwargs=lambda world: {"slug": "hurry"},
            arrange=_begin_rehearsal,
        ),
        "expert-take": Post("other_expert", kwargs=_of_consultation),
        "expert-pass": Post("expert", kwargs=_of_consultation),
        "expert-draft": Post("expert", kwargs=_of_consultation, arrange=_answer),
        "asked-verdict": Post(
            "ana",
            lambda world: {"helped": "yes"},
            lambda world: {"helped": "no"},
            kwargs=lambda world: {"token": _consultation(world).token},
            arrange=_answer,
        ),
        "course-lesson-done": Post("ana", kwargs=lambda world: {"slug": "say-no", "position": 1}),
        "pushed-opened": Post("ana", kwargs=_pushed),
        "pushed-less": Post("ana", kwargs=_pushed),
        "tip-seen": Post("ana", kwargs=lambda world: {"slug": "presets"}),
        "tip-dismissed": Post("ana", kwargs=lambda world: {"slug": "presets"}),
        "api-data-exports": Post("ana"),
        "api-close-account": Post(
            "cara", lambda world: {"password": world["password"]}, lambda world: {"password": "no"}
        ),
        "api-push": Post("ana", lambda world: as_sent("one"), lambda world: as_sent("two")),
        "api-notifications-mark-read": Post("ana", lambda world: {}, lambda world: {"ids": [1]}),
        "job-import": Post(
            "admin",
            lambda world: {"file": text_file(CSV, "jobs.csv"), "company": world["ben"].company_id, "source": "one"},
            lambda world: {"file": text_file(CSV, "jobs.csv"), "company": world["ben"].company_id, "source": "two"},
            with_files=True,
        ),
        "resume-import": Post(
            "admin",
            lambda world: {"file": text_file("title,skills\nNurse,Python\n", "people.csv"), "source": "one"},
            lambda world: {"file": text_file("title,skills\nNurse,Python\n", "people.csv"), "source": "two"},
            with_files=True,
        ),
        "my-resume-upload": Post(
            "ana",
            lambda world: {"file": text_file("Ana Ruiz\nNurse, 5 years of experience\nSkills: Python")},
            lambda world: {"file": text_file("Somebody else")},
            with_files=True,
        ),
        "job-list": Post("ben", lambda world: {"title": "Data engineer"}, lambda world: {"title": "Another"}),
        "job-close": Post("ben", kwargs=of("job")),
        "job-reopen": Post("ben", kwargs=of("closed_job")),
        "job-facts": Post(
            "ben",
            lambda world: {"topic": "salary", "value": "25-40K"},
            lambda world: {"topic": "salary", "value": "10K"},
            kwargs=of("job", "job_id"),
        ),
        "api-thanks": Post(
            "ana",
            lambda world: {"to": world["ben"].pk, "reason": "kind"},
            arrange=lambda world: first_answer(world["ana"], world["ben"], confirmed_after=timedelta(hours=1)),
        ),
        "api-incentives-release": Post(
            "admin",
            lambda world: {"reason": "checked"},
            lambda world: {"reason": "our_hold"},
            kwargs=lambda world: {"award_id": held(world["ben"], world["ana"]).pk},
        ),
        "api-incentives-decide": Post(
            "admin",
            lambda world: {"gives_back": True},
            lambda world: {"gives_back": False, "words": "No."},
            kwargs=lambda world: {"appeal_id": appealed(world["ben"]).pk},
        ),
        "api-award-appeal": Post(
            "ana",
            lambda world: {"text": "I did it"},
            lambda world: {"text": "Really"},
            kwargs=of("taken_award", "award_id"),
        ),
        "api-orders": Post(
            "ana",
            lambda world: {"reward": world["reward"].pk},
            lambda world: {"reward": world["other_reward"].pk},
        ),
        "api-cancel-order": Post("ana", kwargs=of("order", "order_id")),
        "ticket-list": Post("ana", lambda world: {"body": "The page is slow"}, lambda world: {"body": "Another"}),
        "ticket-confirm": Post(
            "ana", lambda world: {"fixed": True}, lambda world: {"fixed": False}, kwargs=of("solved")
        ),
        "ticket-rate": Post("ana", lambda world: {"stars": 5}, lambda world: {"stars": 1}, kwargs=of("solved")),
        "survey-answer": Post(
            "ana",
            lambda world: {"answers": [{"question": 1, "number": 9}]},
            lambda world: {"answers": [{"question": 1, "number": 1}]},
            kwargs=of("survey"),
        ),
        "survey-skip": Post(
            "ana", lambda world: {"reason": "no_time"}, lambda world: {"reason": "too_many"}, kwargs=of("survey")
        ),
        "topic-support": Post("ana", kwargs=of("topic")),
        "topic-confirm": Post(
            "ana", lambda world: {"fixed": True}, lambda world: {"fixed": False}, kwargs=of("supported_topic")
        ),
        "ticket-reply": Post("ana", lambda world: {"body": "Still"}, lambda world: {"body": "No"}, kwargs=of("ticket")),
        "rating-list": Post(
            "ana",
            lambda world: {"conversation": world["conversation"].pk, "stars": 5},
            lambda world: {"conversation": world["conversation"].pk, "stars": 1},
        ),
        "help-ask": Post("ana", lambda world: {"question": "How do I block?"}, lambda world: {"question": "Why?"}),
        "help-choose": Post(
            "ana",
            lambda world: {"article": "levels"},
            lambda world: {"article": "badges"},
            kwargs=lambda world: {"token": _asked_the_help(world).token},
        ),
        "help-solved": Post(
            "ana",
            lambda world: {"solved": True},
            lambda world: {"solved": False},
            kwargs=lambda world: {"token": _asked_the_help(world).token},
        ),
        "help-hand-over": Post("ana", lambda world: {"text": "Help me"}, lambda world: {"text": "Another"}),
    }
)


def posts_of_the_api() -> Iterator[tuple[str, Any]]:
    """The name of each route under `/api/` that takes a POST, and what handles it."""
    for route in routes():
        view = route.view_class
        if view is None or not route.address.startswith("api/"):
            continue
        actions = getattr(route.pattern.callback, "actions", None)
        name = actions.get("post") if actions else "post"
        if name and hasattr(view, name):
            yield str(route.pattern.name), getattr(view, name)


@pytest.fixture
def world(settings: Any, tmp_path: Any, ana: User, ben: User, drain: Callable[[], None]) -> World:
    settings.MEDIA_ROOT = tmp_path
    save_resume(owner=ana, title="Nurse", skills=["Python"])
    job = post_job(poster=ben, title="Data engineer", skills_required=["Python"])
    closed = post_job(poster=ben, title="Was open")
    close_job(job=closed, closer=ben)
    conversation = greet(sender=ana, job=job, candidate=ana, body="Hello Ben, is it open?", client_id=new_client_id())
    send_message(sender=ben, conversation_id=conversation.pk, body="Yes, it is.", client_id=uuid4())
    last = send_message(sender=ana, conversation_id=conversation.pk, body="When could I come?", client_id=uuid4())
    stranger = RecruiterFactory(name="Stranger")
    asking = RecruiterFactory(name="Asking", company=None)
    joining.say_where_one_works(person=asking, company_name=ben.company.name)
    solved = open_ticket(reporter=ana, body="It was slow", client_id=uuid4())
    Ticket.objects.filter(pk=solved.pk).update(status="solved", first_response_at=timezone.now())
    card = make_card(conversation=conversation, author=ben, type="job_card", facts={}, client_id=uuid4())
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
    give_coins(ana, 100)
    expert, other_expert = ExpertFactory(), ExpertFactory()
    reward = make_reward()
    drain()
    return {
        "reward": reward,
        "other_reward": make_reward(),
        "order": order_for(ana, reward),
        "taken_award": taken_back(ana),
        "drain": drain,
        "expert": expert.person,
        "other_expert": other_expert.person,
        "ana": ana,
        "ben": ben,
        "cara": CandidateFactory(name="Cara"),
        "colleague": RecruiterFactory(name="Colleague", company=ben.company),
        "newcomer": RecruiterFactory(name="Newcomer", company=None),
        "invited": RecruiterFactory(name="Invited", company=None),
        "admin": OperatorFactory(name="Admin", is_superuser=True),
        "invitation": joining.invite(by=ben, now=timezone.now()),
        "join_request": apps.get_model("accounts.JoinRequest").objects.get(person=asking),
        "job": job,
        "closed_job": closed,
        "other_job": post_job(poster=stranger, title="Another job"),
        "conversation": conversation,
        "group": open_group(by=ben, title="Hiring"),
        "card": card,
        "suggestion": suggestion,
        "stage_proposal": stage_proposal,
        "message": Message.objects.get(pk=last.id),
        "ticket": open_ticket(reporter=ana, body="The page is slow", client_id=uuid4()),
        "survey": invited(ana),
        "topic": TopicFactory(),
        "incident": an_incident(),
        "beta_invitation": invited_to_try(ana),
        "beta_accepted": trying(ana),
        "supported_topic": TopicFactory(supported_by=ana, is_shipped=True),
        "solved": solved,
        "password": PASSWORD,
    }


def test_every_post_takes_a_key_or_says_why_not():
    handlers = dict(posts_of_the_api())
    assert sorted(set(handlers) - set(POSTS) - set(TOLD_ONCE)) == [], "POSTs that nobody has tried to send twice"
    assert sorted((set(POSTS) | set(TOLD_ONCE)) - set(handlers)) == []
    without = [name for name in POSTS if not getattr(handlers[name], "is_idempotent", False)]
    assert sorted(set(without) - BY_CLIENT_ID) == []


def rows() -> dict[str, int]:
    """How many there are of everything, but for the answers that are kept."""
    counted = [model for model in apps.get_models() if model is not IdempotentRequest and model._meta.managed]
    return {model._meta.label: model._default_manager.count() for model in counted if not model._meta.proxy}


def said(answer: Any) -> Any:
    """What an answer says: databases keep a stored one with its keys in an order of their own."""
    return answer.json() if answer.content else None


@pytest.mark.parametrize("name", POSTS)
def test_the_same_key_again_has_one_effect_and_the_same_answer(world: World, sign_in: Any, name: str):
    post, key = POSTS[name], str(uuid4())
    post.arrange(world)
    address = reverse(name, kwargs=post.kwargs(world))

    def send(client: Client, body: dict[str, Any]) -> Any:
        how = {} if post.with_files else {"content_type": "application/json"}
        return client.post(address, body, headers={"Idempotency-Key": key}, **how)

    client = sign_in(world[post.who])
    first = send(client, post.body(world))
    assert first.status_code < 400, first.content
    before = rows()
    if name == "api-close-account":
        assert send(client, post.body(world)).status_code == 401, "who is gone sends nothing any more"
        return
    second = send(client, post.body(world))
    assert second.status_code == first.status_code
    assert said(second) == said(first)
    assert rows() == before
    assert send(client, post.other(world)).status_code == 409
    assert rows() == before


@pytest.mark.parametrize("name", ["attachment-upload", "my-resume-upload"])
def test_a_refused_file_counts_also_when_it_comes_with_a_key(
    world: World, sign_in: Any, monkeypatch: pytest.MonkeyPatch, name: str
):
    for kind in QUOTAS:
        monkeypatch.setitem(QUOTAS, kind, Quota(an_hour=2, a_day=5))
    client = sign_in(world["ana"])
    answers = []
    for _again in range(3):
        body = {"conversation": world["conversation"].pk, "file": SimpleUploadedFile("cv.pdf", b"%PDF-nonsense")}
        answers.append(client.post(reverse(name), body, headers={"Idempotency-Key": str(uuid4())}).status_code)
    assert answers == [400, 400, 429]
