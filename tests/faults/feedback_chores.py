"""The chores of feedback; see `chores`."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core import mail
from django.utils import timezone

from apps.feedback.hooks.formats import Said
from apps.feedback.hooks.incoming import take_message
from apps.feedback.hooks.outgoing import answer_by_hook
from apps.feedback.letters.services import tell_as_visitor
from apps.feedback.models import (
    ClassifierVersion,
    ClockEvent,
    ClusteredTicket,
    HookMessage,
    Incident,
    Letter,
    SampledTicket,
    SurveyInvitation,
    Team,
    Ticket,
    TicketCluster,
    WebhookSource,
)
from apps.feedback.routing.services import route_ticket
from apps.feedback.tickets.services import open_ticket
from apps.feedback.triage.services import triage_ticket
from apps.feedback.work.services import assign_ticket
from apps.notifications.models import Channel, Notification
from tests.faults.arranging import Hands, Look, ago, chore
from tests.feedback.surveys import survey_that_runs
from tests.feedback.topics import TopicFactory
from tests.people import CandidateFactory, OperatorFactory

SAME = "The voice message stops after a second."


@chore("feedback.send_letters", waiting=0, doubled=False)
def _(hands: Hands) -> tuple[list[Any], Look]:
    for number in range(2):
        tell_as_visitor(body=f"Help {number}", address="lin@mail.example", client_id=uuid4(), language="en")
    waiting = Letter.objects.filter(sent_at=None)

    def look() -> dict[str, Any]:
        ids = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
        return {"waiting": waiting.count(), "doubled": len(ids) != len(set(ids))}

    return [], look


@chore("feedback.send_hook_messages", waiting=0, untried=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Answers for which there is no address are put off."""
    source = WebhookSource.objects.create(name="Forum", format="own")
    for number in range(2):
        said = Said(key=f"m{number}", sender=f"lin{number}", text="Help me, please.")
        ticket = take_message(source=source, said=said, once="", now=ago(hours=1))
        answer_by_hook(entry_id=ticket.entries.get().pk, about="received", now=ago(minutes=5))
    ours = HookMessage.objects.filter(is_ours=True)
    return [], lambda: {
        "waiting": ours.filter(sent_at=None, due_at__lte=timezone.now()).count(),
        "untried": ours.filter(tries=0).count(),
    }


@chore("feedback.watch_clocks", warned=1, late=1, told=2)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """One ticket is due soon, another was: its own worker keeps it where no team stands above."""
    operator = OperatorFactory(name="Iris", email="iris@rapport.example")
    for hours in (40, 60):
        ticket = open_ticket(reporter=hands.ana, body=f"It hangs {hours}", client_id=uuid4(), now=ago(hours=hours))
        assign_ticket(ticket_id=route_ticket(ticket_id=ticket.pk).pk, operator=operator, to=operator)
    events, told = ClockEvent.objects.filter, Notification.objects.filter(person=operator, channel=Channel.IN_APP)
    return [], lambda: {
        "warned": events(kind="warned").count(),
        "late": events(kind="late").count(),
        "told": told.count(),
    }


@chore("feedback.train_classifier", failed=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """What was labelled is erased by now."""
    version = ClassifierVersion.objects.create(asked_at=timezone.now())
    return [version.pk], lambda: {"failed": ClassifierVersion.objects.filter(state="failed").count()}


@chore("feedback.keep_ledger", sampled=3, failed=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    for number in range(3):
        at = timezone.now() - timedelta(days=7)
        told = open_ticket(reporter=hands.ana, body=f"It hangs {number}", client_id=uuid4(), now=at)
        Ticket.objects.filter(pk=told.pk).update(triaged_at=at)
    ClassifierVersion.objects.create(asked_at=ago(hours=1))
    failed = ClassifierVersion.objects.filter(state="failed")
    return [], lambda: {"sampled": SampledTicket.objects.count(), "failed": failed.count()}


@chore("feedback.follow_trends", grouped=3, shown=1, told=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    for person in (hands.ana, hands.ben, CandidateFactory()):
        ticket = open_ticket(reporter=person, body=SAME, client_id=uuid4(), now=ago(hours=1))
        triage_ticket(ticket_id=ticket.pk)
    return [], lambda: {
        "grouped": ClusteredTicket.objects.count(),
        "shown": TicketCluster.objects.shown().count(),
        "told": Notification.objects.filter(kind="trends_emerged").count(),
    }


@chore("feedback.follow_incidents", opened=1, told=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """One topic that nobody reported for two months, and then five people did."""
    topic, team = TopicFactory(), Team.objects.create(name_en="Support", name_zh="客服")
    team.members.add(OperatorFactory())
    open_ticket(reporter=hands.ana, body="It was slow.", client_id=uuid4(), now=ago(days=70))
    for person in [hands.ana, hands.ben, *(CandidateFactory() for _ in range(3))]:
        ticket = open_ticket(reporter=person, body=SAME, client_id=uuid4(), now=ago(minutes=1))
        Ticket.objects.filter(pk=ticket.pk).update(topic=topic, category="functional")
    told = Notification.objects.filter(kind="incident_opened", channel="in_app")
    return [], lambda: {"opened": Incident.objects.count(), "told": told.count()}


@chore("feedback.ask_people", asked=[1, 1], told=2)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Two surveys want the same people, who are asked by one of them."""
    for kind in ("nps", "ces"):
        survey_that_runs(kind=kind)
    invitations = SurveyInvitation.objects.filter

    def look() -> dict[str, Any]:
        asked = [invitations(person=person).count() for person in (hands.ana, hands.ben)]
        return {"asked": asked, "told": Notification.objects.filter(kind="survey_asked", channel="in_app").count()}

    return [], look
