"""The workspace: an agent works through the queue without a list between two tickets."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.chat.models import Message
from apps.feedback.desk.models import Look, SavedView
from apps.feedback.desk.queue import View, neighbours, queue_page
from apps.feedback.macros.models import Macro, MacroAction
from apps.feedback.models import Ticket
from apps.feedback.routing.models import RoutingRule, Team
from apps.feedback.routing.services import give_to_team, route_ticket
from apps.feedback.surveys.services import answer_survey
from apps.feedback.tickets.labels import Severity
from apps.feedback.tickets.services import open_ticket, reply_to_ticket
from apps.feedback.topics.services import link_topic, support_topic
from apps.feedback.triage.services import override_classification, triage_ticket
from apps.feedback.work.services import add_note, answer_ticket, assign_ticket
from apps.notifications.models import Notification
from tests.feedback.surveys import invited
from tests.feedback.topics import TopicFactory
from tests.people import CandidateFactory, OperatorFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def irene(db: None) -> User:
    person = OperatorFactory(name="Irene", email="irene@rapport.example")
    person.groups.add(Group.objects.get(name="support"))
    return person


def at_desk(ticket: Ticket | int, step: str = "change") -> str:
    return reverse(f"admin:feedback_desk_{step}", args=[getattr(ticket, "pk", ticket)])


def text_of(answer) -> str:
    return answer.content.decode()


def waiting(reporter: User, body: str, **sorted_as: str) -> Ticket:
    """A ticket that was sorted and routed."""
    ticket = open_ticket(reporter=reporter, body=body, client_id=uuid4(), now=sorted_as.pop("now", None))
    Ticket.objects.filter(pk=ticket.pk).update(status="triaged", triaged_at=timezone.now(), **sorted_as)
    return route_ticket(ticket_id=ticket.pk)


def test_the_queue_stands_by_turn_and_says_why(ana, irene, sign_in):
    mild = waiting(ana, "The colours are dull.", severity="low", category="experience")
    grave = waiting(ana, "I was charged money twice.", severity="critical", category="functional")

    page = text_of(sign_in(irene).get("/admin/feedback/desk/"))

    assert page.index(f"#{grave.pk} I was") < page.index(f"#{mild.pk} The")
    assert "Rule “Critical”: within 4 h" in page
    assert f'data-desk-open="{grave.pk}"' in page


def test_what_concerns_many_has_its_turn_sooner(ana, irene):
    ticket = waiting(ana, "Search finds nothing.", severity="normal", category="functional")
    alone = ticket.turn_at
    topic = TopicFactory(is_published=True)
    for _number in range(3):
        support_topic(person=CandidateFactory(), topic_id=topic.pk)
    link_topic(ticket_id=ticket.pk, topic=topic)
    ticket = route_ticket(ticket_id=ticket.pk)
    assert ticket.turn_parts["people"] == 4
    assert ticket.turn_at - ticket.waits_since == (alone - ticket.waits_since) / 3
    assert ticket.due_at - ticket.waits_since == timedelta(hours=48)


def test_nothing_that_comes_later_pushes_a_turn_back(ana, irene):
    first = waiting(ana, "A small wish.", severity="low", category="feature_request")
    turn = first.turn_at
    for number in range(5):
        waiting(CandidateFactory(), f"Everything is broken {number}", severity="critical")
    assert route_ticket(ticket_id=first.pk).turn_at == turn


def test_a_due_time_stays_as_it_was_set_when_a_rule_changes(ana):
    ticket = waiting(ana, "It hangs.", severity="high", category="functional")
    due = ticket.due_at
    RoutingRule.objects.update(answer_hours=1)
    assert route_ticket(ticket_id=ticket.pk).due_at == due


def test_an_answer_ends_the_wait_and_a_new_word_begins_another(ana, irene):
    ticket = waiting(ana, "It hangs.", severity="high", category="functional")
    answer_ticket(ticket_id=ticket.pk, operator=irene, body="Please reload.")
    ticket.refresh_from_db()
    assert ticket.due_at is None
    later = timezone.now() + timedelta(days=3)
    reply_to_ticket(reporter=ana, ticket_id=ticket.pk, body="It still hangs.", now=later)
    ticket = route_ticket(ticket_id=ticket.pk)
    assert ticket.due_at == later + timedelta(hours=12)


def test_the_first_rule_that_fits_gives_the_team(ana, irene, django_user_model):
    team = Team.objects.create(name_en="Payments", name_zh="支付组", tier=2)
    team.members.add(irene)
    RoutingRule.objects.create(place=1, area="account", team=team, answer_hours=8)
    ticket = waiting(ana, "I can't sign in.", area="account", severity="critical")
    assert (ticket.team, ticket.due_at - ticket.waits_since) == (team, timedelta(hours=8))
    other = waiting(ana, "The search is slow.", area="search", severity="critical")
    assert other.team is None
    assert list(View(queue="team").tickets(irene, now=timezone.now())) == [ticket]


def test_answering_opens_the_next_without_a_list(ana, irene, sign_in):
    grave = waiting(ana, "I was charged money twice.", severity="critical")
    mild = waiting(ana, "The colours are dull.", severity="low")
    client = sign_in(irene)

    answer = client.post(at_desk(grave, "answer"), {"reply": "You get it back today."}, headers=HTMX)

    assert answer.headers["HX-Push-Url"] == at_desk(mild)
    page = text_of(answer)
    assert f'data-desk-open="{mild.pk}"' in page
    assert f'data-desk-item="{grave.pk}"' not in page
    grave.refresh_from_db()
    assert grave.status == "answered"
    last = client.post(at_desk(mild, "answer"), {"reply": "Thank you."}, headers=HTMX)
    assert last.headers["HX-Redirect"] == "/admin/feedback/desk/"
    assert "Well done" in text_of(client.get("/admin/feedback/desk/"))


def test_without_scripts_the_same_forms_lead_to_the_next_ticket(ana, irene, sign_in):
    grave, mild = waiting(ana, "Charged twice.", severity="critical"), waiting(ana, "Dull.", severity="low")
    answer = sign_in(irene).post(at_desk(grave, "answer"), {"reply": "You get it back.", "queue_query": "queue=us"})
    assert answer.status_code == 302
    assert answer.url == at_desk(mild)


def test_a_second_answer_waits_until_the_first_was_read_and_keeps_its_words(ana, irene, mei, sign_in):
    ticket = waiting(ana, "Charged twice.", severity="critical")
    client = sign_in(irene)
    seen = client.get(at_desk(ticket)).context["answer"]["seen"].value()
    answer_ticket(ticket_id=ticket.pk, operator=mei, body="You get it back.")

    held = client.post(at_desk(ticket, "answer"), {"reply": "Please wait.", "seen": seen}, headers=HTMX)

    assert held.status_code == 422
    assert "Mei answered: You get it back." in text_of(held)
    assert "Please wait.</textarea>" in text_of(held)
    again = {"reply": "Please wait.", "seen": held.context["answer"]["seen"].value()}
    assert client.post(at_desk(ticket, "answer"), again).status_code == 302
    assert ticket.entries.filter(kind="reply").count() == 2


def test_sorting_does_only_what_was_changed_here(ana, irene, mei, sign_in):
    ticket = waiting(ana, "Charged twice.", severity="normal", category="question", area="other")
    client = sign_in(irene)
    form = client.get(at_desk(ticket)).context["sort"]
    sent = {name: shown for _field, name, shown in form.rows} | {field.name: shown for field, _name, shown in form.rows}
    override_classification(ticket_id=ticket.pk, operator=mei, field="severity", value="critical")
    assign_ticket(ticket_id=ticket.pk, operator=mei, to=mei)

    assert client.post(at_desk(ticket, "sort"), sent | {"category": "functional"}).status_code == 302

    ticket.refresh_from_db()
    assert (ticket.category, ticket.severity, ticket.assigned_to) == ("functional", "critical", mei)
    refused = client.post(at_desk(ticket, "sort"), sent | {"severity": "low"})
    assert refused.status_code == 422
    assert "A colleague set this to “Critical” meanwhile" in text_of(refused)


def test_a_macro_brings_its_answer_in_the_reporters_language_and_does_the_rest(ana, irene, sign_in):
    ticket = waiting(ana, "被收了两次钱", severity="normal", language="zh")
    macro = Macro.objects.create(
        name_en="Refund", name_zh="退款", reply_en="Hello {name}", reply_zh="{name}，你好，#{number} 已退款。"
    )
    team = Team.objects.create(name_en="Payments", name_zh="支付组")
    for kind, value in (("status", "solved"), ("severity", "high"), ("team", str(team.pk)), ("take", "")):
        MacroAction.objects.create(macro=macro, kind=kind, value=value)
    client = sign_in(irene)

    form = client.get(f"{at_desk(ticket)}?macro={macro.pk}").context["answer"]
    assert form["reply"].value() == f"{ana.name}，你好，#{ticket.pk} 已退款。"
    assert form["to"].value() == "solved"
    sent = {name: form[name].value() for name in ("reply", "to", "macro", "seen")}
    assert client.post(at_desk(ticket, "answer"), sent).status_code == 302

    ticket.refresh_from_db()
    assert (ticket.status, ticket.severity, ticket.assigned_to, ticket.team) == ("solved", "high", irene, team)


@pytest.mark.parametrize("place", ["{nmae}", "{姓名}", "｛name｝", "{number"])
def test_a_macro_with_a_place_that_nothing_fills_is_refused(mei, sign_in, place):
    page = reverse("admin:feedback_macro_add")
    sent = {"name_en": "A", "name_zh": "甲", "actions-TOTAL_FORMS": 0, "actions-INITIAL_FORMS": 0}
    answer = sign_in(mei).post(page, sent | {"reply_en": "Hello {name}", "reply_zh": f"{place} 你好"})
    assert f"{place} can't be filled here. There is: {{name}}, {{number}}." in unescape(text_of(answer))
    assert not Macro.objects.filter(name_en="A").exists()
    shows_braces = {"reply_en": "Hello {name}, write {candidate.name|there} into your preset", "reply_zh": "#{number}"}
    assert sign_in(mei).post(page, sent | shows_braces).status_code == 302


def test_a_macro_whose_value_means_nothing_is_refused(mei, sign_in):
    page = reverse("admin:feedback_macro_add")
    prefix = "actions-0-"
    sent = {"name_en": "A", "name_zh": "甲", "is_active": "on", "actions-TOTAL_FORMS": 1, "actions-INITIAL_FORMS": 0}
    answer = sign_in(mei).post(page, sent | {f"{prefix}kind": "severity", f"{prefix}value": "urgent"})
    assert answer.status_code == 200
    assert ", ".join(str(label) for label in Severity.labels) in text_of(answer)


def test_what_a_macro_sets_is_read_and_written_by_its_name(mei, sign_in):
    page = reverse("admin:feedback_macro_add")
    row = {"actions-TOTAL_FORMS": 1, "actions-INITIAL_FORMS": 0, "actions-0-kind": "status"}
    sign_in(mei).post(page, {"name_en": "A", "name_zh": "甲", "actions-0-value": "pineapple"} | row)
    assert not MacroAction.objects.filter(macro__name_en="A").exists(), "that is none"
    sign_in(mei).post(page, {"name_en": "A", "name_zh": "甲", "actions-0-value": "Answered"} | row)
    action = MacroAction.objects.get(macro__name_en="A")
    assert action.value == "answered"
    page = text_of(sign_in(mei).get(reverse("admin:feedback_macro_change", args=[action.macro_id])))
    assert 'value="Answered"' in page
    assert 'value="answered"' not in page


def test_the_message_is_read_with_its_neighbours_and_that_is_logged(ana, ben, irene, conversation, sign_in):
    message = Message.objects.filter(conversation=conversation).order_by("seq").first()
    ticket = open_ticket(
        reporter=ben, body="This is odd.", client_id=uuid4(), conversation_id=conversation.pk, message_id=message.pk
    )
    client = sign_in(irene)
    assert "is the role still open" not in text_of(client.get(at_desk(ticket)))
    assert not LogEntry.objects.exists()
    assert "is the role still open" in text_of(client.get(at_desk(ticket, "message"), headers=HTMX))
    assert LogEntry.objects.get().user == irene


def test_the_timeline_holds_what_the_person_said_over_all_channels(ana, ben, irene, mei, tell, sign_in):
    earlier, topic = tell(ana, "The picture doesn't load."), TopicFactory(title_en="Dark mode", is_published=True)
    answer_ticket(ticket_id=earlier.pk, operator=mei, body="It does now.")
    support_topic(person=ana, topic_id=topic.pk)
    answer_survey(invitation_id=invited(ana).pk, values={1: 7})
    tell(ben, "Something of Ben's")
    page = text_of(sign_in(irene).get(at_desk(tell(ana, "And now the sound."))))
    side = page[page.index("desk-side") :]
    assert "The picture doesn&#x27;t load." in side
    assert "It does now." in side
    assert "Dark mode" in side
    assert "Answered “Recommend us?” with 7 of 10" in side
    assert "Something of Ben" not in side


def test_a_similar_solved_ticket_lends_its_answer(ana, ben, irene, mei, tell, sign_in):
    solved = tell(ben, "The send button does nothing when I tap it on my phone.")
    triage_ticket(ticket_id=solved.pk)
    answer_ticket(ticket_id=solved.pk, operator=mei, body="Clear the cache once.", to="solved")
    ticket = tell(ana, "Tapping the send button on my phone does nothing.")
    triage_ticket(ticket_id=ticket.pk)
    client = sign_in(irene)
    assert "Clear the cache once." in text_of(client.get(at_desk(ticket, "similar"), headers=HTMX))
    entry = solved.entries.get(kind="reply")
    assert "Clear the cache once.</textarea>" in text_of(client.get(f"{at_desk(ticket)}?insert={entry.pk}"))


def test_who_else_looks_is_said_and_forgotten(ana, irene, mei, tell, sign_in):
    ticket = tell(ana)
    sign_in(mei).post(at_desk(ticket, "look"), {"writes": "1"}, headers=HTMX)
    client = sign_in(irene)
    assert "Mei is writing an answer" in text_of(client.get(at_desk(ticket)))
    Look.objects.filter(person=mei).update(at=timezone.now() - timedelta(minutes=1))
    assert "Mei" not in text_of(client.post(at_desk(ticket, "look"), headers=HTMX))
    assert Look.objects.count() == 2


def test_who_is_mentioned_in_a_note_is_told_once(ana, irene, mei, tell, sign_in):
    ticket = tell(ana)
    add_note(ticket_id=ticket.pk, operator=irene, body="@Mei could you look? @Ana said so. @Irene")
    told = Notification.objects.get(kind="ticket_mentioned")
    assert told.person == mei
    empty = sign_in(irene).post(at_desk(ticket, "note"), {"note": " "}, headers=HTMX)
    assert empty.status_code == 422
    assert "Please write a few words first." in text_of(empty)


def test_a_view_is_kept_shared_and_deleted_by_its_owner_alone(ana, irene, mei, tell, sign_in):
    ticket, client = tell(ana), sign_in(irene)
    sent = {"queue_query": "queue=nobody&severity=critical&area=nonsense", "name": "Grave", "shared": "on"}
    for _twice in range(2):
        client.post(at_desk(ticket, "keep_view"), sent)
    kept = SavedView.objects.get()
    assert kept.query == "queue=nobody&severity=critical"
    other = sign_in(mei)
    assert "Grave · shared" in text_of(other.get(at_desk(ticket)))
    assert other.post(at_desk(ticket, "forget_view"), {"view": kept.pk}).status_code == 404
    client.post(at_desk(ticket, "forget_view"), {"view": kept.pk})
    assert not SavedView.objects.exists()


def test_the_queue_comes_in_parts_that_lose_nothing(ana, irene):
    moment = timezone.now()
    numbers = [
        Ticket.objects.create(
            reporter=ana, client_id=uuid4(), body="x", created_at=moment, last_public_at=moment, turn_at=moment
        ).pk
        for _number in range(60)
    ]
    found, after = [], ""
    while True:
        page = queue_page(View(), irene, after=after, now=moment)
        found += [ticket.pk for ticket in page.tickets]
        after = page.more
        if not after:
            break
    assert found == numbers
    middle = Ticket.objects.get(pk=numbers[30])
    assert neighbours(View(), irene, middle, now=moment) == (numbers[29], numbers[31])
    assert len(queue_page(View(), irene, after="nonsense-x", now=moment).tickets) == 25


def test_the_page_asks_the_same_of_the_database_however_much_waits(ana, irene, sign_in, django_assert_max_num_queries):
    client = sign_in(irene)
    first = waiting(ana, "One", severity="high")
    client.get(at_desk(first))
    for number in range(30):
        waiting(CandidateFactory(), f"Report {number}", severity="high")
    with django_assert_max_num_queries(45):
        assert client.get(at_desk(first)).status_code == 200
    with django_assert_max_num_queries(38):
        assert client.get(at_desk(first), headers=HTMX).status_code == 200


def test_others_find_no_workspace(ana, ben, tell, sign_in):
    ticket = tell(ana)
    analyst = OperatorFactory(name="Andy", email="andy@rapport.example")
    analyst.groups.add(Group.objects.get(name="analyst"))
    for person, status in ((ana, 302), (ben, 302), (analyst, 403)):
        client = sign_in(person)
        for step in ("change", "message", "similar"):
            assert client.get(at_desk(ticket, step)).status_code == status
        for step in ("answer", "note", "sort", "look"):
            assert client.post(at_desk(ticket, step), {"reply": "x", "note": "x"}).status_code == status
    assert not ticket.entries.filter(kind__in=["reply", "note"]).exists()


def test_a_ticket_handed_to_a_team_leaves_its_person(ana, irene, mei, tell):
    ticket, team = tell(ana), Team.objects.create(name_en="Second", name_zh="二线", tier=2)
    assign_ticket(ticket_id=ticket.pk, operator=mei, to=mei)
    for _twice in range(2):
        give_to_team(ticket_id=ticket.pk, operator=irene, team_id=team.pk)
    ticket.refresh_from_db()
    assert (ticket.team, ticket.assigned_to) == (team, None)
    assert ticket.entries.filter(facts__team=team.pk).count() == 1
