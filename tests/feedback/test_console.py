"""The console of feedback: answering, correcting, assigning in bulk, exporting; and who may."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from apps.feedback.models import Classification, DuplicateLink, Ticket
from apps.feedback.ratings.services import rate_conversation
from apps.feedback.triage.services import triage_ticket
from apps.feedback.work.services import add_note, move_ticket
from apps.notifications.models import Notification
from apps.ui import paging
from tests.people import OperatorFactory

LIST = "/admin/feedback/ticket/"


@pytest.fixture
def console(sign_in, mei):
    return sign_in(mei)


def change_page(ticket: Ticket) -> str:
    return reverse("admin:feedback_ticket_change", args=[ticket.pk])


def work(ticket: Ticket, **said: object) -> dict[str, object]:
    """What the form sends when only `said` was changed."""
    kept = {name: getattr(ticket, name) for name in ("category", "severity", "area", "language", "spam")}
    return kept | {"reply": "", "to": "", "promised_day": "", "note": "", "assigned_to": "", "topic": ""} | said


def test_the_page_of_a_ticket_shows_everything(console, sorted_ticket, mei):
    add_note(ticket_id=sorted_ticket.pk, operator=mei, body="Looks like the old bug.")
    page = console.get(change_page(sorted_ticket)).content.decode()
    for part in (sorted_ticket.body, "Looks like the old bug.", "category-"):
        assert part in page


def test_an_answer_reaches_the_reporter(console, sorted_ticket, ana, mei):
    answer = console.post(change_page(sorted_ticket), work(sorted_ticket, reply="Please reload the page."))
    assert answer.status_code == 302
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.status == "answered"
    entry = sorted_ticket.entries.get(kind="reply")
    assert (entry.body, entry.author, entry.is_public) == ("Please reload the page.", mei, True)
    assert Notification.objects.filter(person=ana, kind="ticket_answered", channel="in_app").count() == 1


def test_an_answer_with_a_promise_and_work_in_progress(console, sorted_ticket):
    said = work(sorted_ticket, reply="We could repeat it.", to="in_progress", promised_day="2031-05-14")
    assert console.post(change_page(sorted_ticket), said).status_code == 302
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, str(sorted_ticket.promised_for)) == ("in_progress", "2031-05-14")


@pytest.mark.parametrize(
    "said",
    [
        {"to": "declined"},
        {"to": "answered", "reply": "  "},
        {"to": "triaged"},
        {"to": "reopened"},
        {"reply": "x" * 8001},
        {"promised_day": "2031-05-14"},
        {"category": ""},
        {"category": "nonsense"},
        {"language": "fr"},
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_happens(console, sorted_ticket, said):
    before = sorted_ticket.entries.count()
    answer = console.post(change_page(sorted_ticket), work(sorted_ticket, note="A note.", **said))
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert sorted_ticket.entries.count() == before


def test_a_status_that_somebody_else_changed_meanwhile_is_refused(console, sorted_ticket, mei):
    said = work(sorted_ticket, to="in_progress")
    move_ticket(ticket_id=sorted_ticket.pk, operator=mei, to="solved")
    assert console.post(change_page(sorted_ticket), said).status_code == 200
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.status == "solved"


def test_corrections_assignment_and_note(console, sorted_ticket, mei):
    said = work(sorted_ticket, category="question", assigned_to=mei.pk, note="Looks like the old bug.")
    console.post(change_page(sorted_ticket), said)
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.category, sorted_ticket.assigned_to) == ("question", mei)
    assert Classification.objects.get(ticket=sorted_ticket, source="person").by == mei
    assert list(sorted_ticket.entries.filter(is_public=False).values_list("kind", flat=True)) == [
        "corrected",
        "assigned",
        "note",
    ]
    assert sorted_ticket.history.first().history_user == mei


def test_the_raw_text_is_no_field(console, sorted_ticket):
    console.post(change_page(sorted_ticket), work(sorted_ticket, body="Something else"))
    assert Ticket.objects.get(pk=sorted_ticket.pk).body == sorted_ticket.body


def test_a_bulk_action_says_what_worked_and_why_the_rest_did_not(console, ana, mei, tell):
    good, solved = tell(ana), tell(ana)
    move_ticket(ticket_id=solved.pk, operator=mei, to="solved")
    answer = console.post(LIST, {"action": "mark_solved", "_selected_action": [good.pk, solved.pk]}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert said[0] == "Done for 1."
    assert said[1].startswith("Not done for 1: ")
    good.refresh_from_db()
    assert good.status == "solved"


@pytest.mark.parametrize("action", ["take_on", "start_work"])
def test_taking_on_and_starting(console, ana, mei, tell, action):
    ticket = tell(ana)
    console.post(LIST, {"action": action, "_selected_action": [ticket.pk]})
    ticket.refresh_from_db()
    assert ticket.assigned_to == mei if action == "take_on" else ticket.status == "in_progress"


@pytest.mark.parametrize(
    ("query", "is_listed"),
    [
        ("queue=us", True),
        ("queue=mine", False),
        ("queue=nobody", True),
        ("queue=overdue", False),
        ("queue=closed", False),
        ("older_than=day", False),
        ("older_than=nonsense", True),
        ("status__exact=new", False),
        ("needs_person__exact=1", False),
        ("q=send", True),
        ("q=999999", False),
        ("q=%E5%8F%91%E9%80%81", False),
        ("o=1.-2", True),
        ("p=99", True),
    ],
)
def test_the_list_is_filtered_and_searched(console, sorted_ticket, query, is_listed):
    page = console.get(f"{LIST}?{query}", follow=True).content.decode()
    assert (change_page(sorted_ticket) in page) is is_listed


def test_the_list_takes_as_many_queries_for_many_tickets(console, ana, tell, django_assert_max_num_queries):
    for _time in range(12):
        tell(ana)
    with django_assert_max_num_queries(14):
        console.get(LIST)


def test_the_list_counts_no_further_than_anybody_turns_pages_and_says_so(console, ana, tell, monkeypatch):
    for number in range(6):
        tell(ana, f"Nothing is found, number {number}")
    assert re.search(r"\b6\s+tickets", console.get(LIST).content.decode())
    monkeypatch.setattr(paging, "MOST_COUNTED", 5)
    page = console.get(LIST).content.decode()
    assert re.search(r"\b5\+\s+tickets", page)
    assert "number 5" in page


def test_the_export_runs_no_formula(console, ana, tell):
    for text in ("=HYPERLINK(1)", "＝1+1", "plain"):
        tell(ana, text)
    form = console.get(f"{LIST}export/").context["form"]
    chosen = {name: "on" for name in form.fields if name.startswith("ticketresource_")}
    csv_number = next(number for number, name in form.fields["format"].choices if name == "csv")
    answer = console.post(f"{LIST}export/", chosen | {"format": csv_number, "resource": "", "reason": "Weekly review"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sorted(row["body"] for row in rows) == ["'=HYPERLINK(1)", "'＝1+1", "plain"]


def test_what_nobody_decided_stands_first_among_likely_duplicates(console, ana, tell):
    texts = {True: "The list of jobs is empty.", None: "My photo is upside down.", False: "The search finds nobody."}
    other = tell(ana, "It is broken.")
    for decided, text in texts.items():
        DuplicateLink.objects.create(ticket=tell(ana, text), other=other, score=0.9, confirmed=decided)
    page = console.get(reverse("admin:feedback_duplicatelink_changelist")).content.decode()
    assert sorted(texts.values(), key=page.index) == [texts[None], texts[True], texts[False]]


def test_suggested_duplicates_are_decided_in_bulk(console, ana, olga, tell):
    for person in (ana, olga):
        triage_ticket(ticket_id=tell(person, "The photo I sent shows as a grey box.").pk)
    link = Ticket.objects.get(reporter=olga).duplicates.get()
    console.post("/admin/feedback/duplicatelink/", {"action": "confirm", "_selected_action": [link.pk]})
    link.refresh_from_db()
    assert link.confirmed is True


@pytest.mark.parametrize(("group", "may_read", "may_work"), [("support", True, True), ("content", False, False)])
def test_groups_see_their_own_work_only(sign_in, sorted_ticket, group, may_read, may_work):
    operator = OperatorFactory()
    operator.groups.add(Group.objects.get(name=group))
    client = sign_in(operator)
    assert client.get(LIST).status_code == (200 if may_read else 403)
    answer = client.post(change_page(sorted_ticket), work(sorted_ticket, note="Seen."))
    assert answer.status_code == (302 if may_work else 403)


def test_those_who_may_only_read_cannot_answer(sign_in, sorted_ticket):
    analyst = OperatorFactory()
    analyst.groups.add(Group.objects.get(name="analyst"))
    client = sign_in(analyst)
    assert client.get(change_page(sorted_ticket)).status_code == 200
    assert client.post(change_page(sorted_ticket), work(sorted_ticket, reply="Hello")).status_code == 403
    client.post(LIST, {"action": "mark_solved", "_selected_action": [sorted_ticket.pk]})
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.status == "triaged"


def test_an_outsider_is_sent_away(sign_in, olga, sorted_ticket):
    assert sign_in(olga).get(LIST).status_code in {302, 404}
    assert sign_in(olga).get(change_page(sorted_ticket)).status_code in {302, 404}


@pytest.mark.parametrize("model", ["classification", "duplicatelink", "conversationrating", "topic", "ticket"])
def test_every_list_opens_and_ledgers_are_read_only(console, sorted_ticket, conversation, ana, model):
    rate_conversation(rater=ana, conversation_id=conversation.pk, stars=2)
    assert console.get(f"/admin/feedback/{model}/").status_code == 200
    assert console.get(f"/admin/feedback/{model}/add/").status_code == (200 if model == "topic" else 403)


def test_labels_show_names_and_never_keys(console, sorted_ticket):
    Ticket.objects.update(status="declined", severity="low")
    page = console.get(LIST).content.decode()
    assert re.search(r">\s*Declined\s*<", page)
    assert re.search(r">\s*Low\s*<", page)
    assert not re.search(r">\s*(declined|low)\s*<", page)
