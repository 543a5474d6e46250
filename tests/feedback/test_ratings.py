"""Rating a conversation: each side once, changeable for a day; a low one opens a case."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.errors import InvalidInput, NotFound
from apps.events.models import OutboxEvent
from apps.feedback.models import ConversationRating, RoutingRule, Team, Ticket
from apps.feedback.ratings.errors import RatingClosed
from apps.feedback.ratings.services import rate_conversation
from apps.feedback.routing.services import route_ticket, route_tickets
from apps.feedback.tickets import wording
from apps.feedback.tickets.errors import NoHelpToRate, UnusableTicketText
from apps.feedback.tickets.services import open_ticket, rate_help
from apps.feedback.triage.services import triage_ticket
from apps.feedback.work.services import answer_ticket, move_ticket, say_cause
from apps.notifications.models import Notification
from tests.people import OperatorFactory


def ago(**time: int) -> datetime:
    return timezone.now() - timedelta(**time)


def test_each_side_rates_once(ana, ben, conversation):
    for person, stars in ((ana, 5), (ben, 4), (ana, 3)):
        rate_conversation(rater=person, conversation_id=conversation.pk, stars=stars)
    assert dict(ConversationRating.objects.values_list("rater__name", "stars")) == {"Ana": 3, "Ben": 4}
    assert OutboxEvent.objects.filter(kind="feedback.conversation_rated").count() == 2


def test_it_can_be_changed_for_a_day(ana, conversation):
    now = timezone.now()
    rate_conversation(rater=ana, conversation_id=conversation.pk, stars=4, now=now)
    rate_conversation(rater=ana, conversation_id=conversation.pk, stars=3, now=now + timedelta(hours=23))
    with pytest.raises(RatingClosed):
        rate_conversation(rater=ana, conversation_id=conversation.pk, stars=5, now=now + timedelta(hours=25))
    assert ConversationRating.objects.get().stars == 3


@pytest.mark.parametrize("stars", [1, 2])
def test_a_low_rating_opens_one_case_for_a_person(ana, conversation, stars):
    now = timezone.now()
    for comment in ("He never answered my question.", "He never answered me at all."):
        rate_conversation(rater=ana, conversation_id=conversation.pk, stars=stars, comment=comment, now=now)
    case = Ticket.objects.get()
    assert (case.reporter, case.channel, case.needs_person, case.due_at) == (
        ana,
        "rating",
        True,
        now + timedelta(days=2),
    )
    assert (case.body, case.conversation) == ("He never answered my question.", conversation)
    assert case.rating.comment == "He never answered me at all."


def test_a_case_without_a_comment_is_sorted_too_and_keeps_its_person(ana, conversation):
    rate_conversation(rater=ana, conversation_id=conversation.pk, stars=1)
    case = Ticket.objects.get()
    triage_ticket(ticket_id=case.pk)
    case.refresh_from_db()
    assert (case.status, case.category, case.area, case.needs_person) == ("triaged", "experience", "chat", True)


def test_a_good_rating_opens_nothing(ana, conversation):
    rate_conversation(rater=ana, conversation_id=conversation.pk, stars=3)
    assert not Ticket.objects.exists()


def test_an_outsider_and_one_who_left_cannot_rate(ana, olga, conversation):
    conversation.participants.filter(user=ana).update(left_at=timezone.now())
    for person in (ana, olga):
        with pytest.raises(NotFound):
            rate_conversation(rater=person, conversation_id=conversation.pk, stars=5)


@pytest.mark.parametrize("stars", [0, 6, -3])
def test_only_one_to_five_stars(ana, conversation, stars):
    with pytest.raises(InvalidInput):
        rate_conversation(rater=ana, conversation_id=conversation.pk, stars=stars)


def test_an_unusable_comment_stores_nothing(ana, conversation):
    with pytest.raises(UnusableTicketText):
        rate_conversation(rater=ana, conversation_id=conversation.pk, stars=5, comment="x" * 2001)
    assert not ConversationRating.objects.exists()


def test_a_low_score_has_an_owner_a_due_time_and_before_it_is_settled_a_cause(ana, conversation, sign_in):
    busy, free = OperatorFactory(), OperatorFactory()
    team = Team.objects.create(name_en="Support", name_zh="客服")
    team.members.add(busy, free)
    RoutingRule.objects.create(place=0, team=team, answer_hours=4)
    Ticket.objects.create(
        reporter=ana, body="Slow", client_id=uuid4(), assigned_to=busy, created_at=ago(hours=1), last_public_at=ago()
    )
    rating = rate_conversation(rater=ana, conversation_id=conversation.pk, stars=1, comment="No answer.")
    case = route_ticket(ticket_id=rating.ticket.pk)
    assert (case.assigned_to, case.due_at) == (free, rating.created_at + timedelta(days=2))
    assert Notification.objects.filter(kind="case_opened", person=free).exists()
    with pytest.raises(InvalidInput, match="cause"):
        move_ticket(ticket_id=case.pk, operator=free, to="solved")
    say_cause(ticket_id=case.pk, operator=free, cause="silence")
    answer_ticket(ticket_id=case.pk, operator=free, body="We spoke with them; they will answer today.")
    page = sign_in(ana).get(reverse("feedback:rate", args=[conversation.pk])).content.decode()
    assert "they will answer today" in page
    assert sign_in(ana).get("/api/v1/ratings/").json()["results"][0]["case_status"] == "answered"


def test_who_rates_the_help_with_a_low_score_opens_no_further_case(ana, conversation, mei):
    case = rate_conversation(rater=ana, conversation_id=conversation.pk, stars=1).ticket
    answer_ticket(ticket_id=case.pk, operator=mei, body="Sorry. We wrote to them.")
    rate_help(reporter=ana, ticket_id=case.pk, stars=1)
    answer_ticket(ticket_id=case.pk, operator=mei, body="We looked again.")
    with pytest.raises(NoHelpToRate):
        rate_help(reporter=ana, ticket_id=case.pk, stars=2)
    assert Ticket.objects.get() == case


def test_a_cause_is_said_of_a_low_score_only(ana, conversation):
    ticket = open_ticket(reporter=ana, body="It is slow", client_id=uuid4())
    with pytest.raises(InvalidInput):
        say_cause(ticket_id=ticket.pk, operator=OperatorFactory(), cause="silence")


def test_cases_that_come_together_are_given_to_different_people(ana, ben, olga, tell):
    team = Team.objects.create(name_en="Care", name_zh="关怀")
    team.members.add(*OperatorFactory.create_batch(3))
    cases = [tell(person) for person in (ana, ben, olga)]
    Ticket.objects.update(stars=1, team=team, needs_person=True)
    route_tickets(ticket_ids=[case.pk for case in cases])
    assert Ticket.objects.values("assigned_to").distinct().count() == 3
    entry = cases[0].entries.get(kind="assigned")
    assert (
        wording.team_lines(cases[0], [entry])[0].title == "Given to one of its team, since a low score needs an owner"
    )
