"""Who reported the same hears what becomes of it; who says that it is broken again is heard."""

import pytest
from django.urls import reverse

from apps.errors import NotFound
from apps.feedback.models import DuplicateLink, Ticket
from apps.feedback.tickets.services import confirm_fixed, reply_to_ticket
from apps.feedback.topics.duplicates import decide_duplicate, tell_duplicates
from apps.feedback.work.services import answer_ticket, move_ticket
from apps.notifications.models import Notification
from tests.people import CandidateFactory


@pytest.fixture
def three(ana, olga, tell, mei):
    """Ana's ticket, and two that were confirmed to say the same: olga's of ana's, cai's of olga's."""
    root, second, third = (
        tell(ana, "The list is empty."),
        tell(olga, "列表是空的"),
        tell(CandidateFactory(), "Empty list!"),
    )
    for ticket, other in ((second, root), (third, second)):
        link = DuplicateLink.objects.create(ticket=ticket, other=other, score=0.9)
        decide_duplicate(link_id=link.pk, operator=mei, is_duplicate=True)
    return root, second, third


def kinds(ticket: Ticket) -> list[str]:
    return list(ticket.entries.filter(is_public=True).order_by("pk").values_list("kind", flat=True))


def told(ticket: Ticket, kind: str) -> int:
    return Notification.objects.filter(person=ticket.reporter, kind=kind, channel="in_app").count()


def test_all_hear_that_it_is_solved_and_are_asked(three, mei, drain):
    root, second, third = three
    move_ticket(ticket_id=root.pk, operator=mei, to="solved")
    drain()
    for ticket in (second, third):
        ticket.refresh_from_db()
        assert ticket.status == "solved"
        assert told(ticket, "ticket_solved") == 1
    confirm_fixed(reporter=third.reporter, ticket_id=third.pk, is_fixed=False)
    third.refresh_from_db()
    assert third.status == "reopened"


def test_an_answer_goes_to_all_only_where_the_operator_says_so(three, mei, drain):
    root, second, _third = three
    answer_ticket(ticket_id=root.pk, operator=mei, body="Dear Ana, we look at it.")
    drain()
    assert "reply" not in kinds(second)
    answer_ticket(ticket_id=root.pk, operator=mei, body="Please reload the page.", with_duplicates=True)
    drain()
    second.refresh_from_db()
    assert second.status == "answered"
    assert second.entries.get(kind="reply").body == "Please reload the page."


def test_told_again_it_changes_nothing(three, mei, drain):
    root, second, _third = three
    entry = answer_ticket(ticket_id=root.pk, operator=mei, body="Please reload the page.", with_duplicates=True)
    drain()
    assert tell_duplicates(entry_id=entry.pk, with_words=True) == 0
    assert second.entries.filter(kind="reply").count() == 1
    assert told(second, "ticket_answered") == 1


def test_one_confirmed_after_the_solution_hears_it_too(ana, olga, tell, mei, drain):
    root, late = tell(ana, "The list is empty."), tell(olga, "An empty list")
    move_ticket(ticket_id=root.pk, operator=mei, to="solved")
    link = DuplicateLink.objects.create(ticket=late, other=root, score=0.9)
    decide_duplicate(link_id=link.pk, operator=mei, is_duplicate=True)
    drain()
    late.refresh_from_db()
    assert late.status == "solved"


def test_a_dismissed_one_hears_nothing(ana, olga, tell, mei, drain):
    root, other = tell(ana, "The list is empty."), tell(olga, "My résumé is empty.")
    link = DuplicateLink.objects.create(ticket=other, other=root, score=0.5)
    decide_duplicate(link_id=link.pk, operator=mei, is_duplicate=False)
    move_ticket(ticket_id=root.pk, operator=mei, to="solved")
    drain()
    other.refresh_from_db()
    assert other.status != "solved"
    assert kinds(other) == ["opened"] or "status" not in kinds(other)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Others told us the same"), ("zh-hans", "还有其他人反馈了同样的问题")]
)
def test_the_reporter_reads_that_others_said_the_same_and_nothing_of_theirs(three, sign_in, language, words):
    root, second, _third = three
    second.reporter.language = language
    second.reporter.save(update_fields=["language"])
    page = sign_in(second.reporter).get(second.get_absolute_url()).content.decode()
    assert words in page
    assert root.get_absolute_url() not in page
    assert root.body not in page


@pytest.mark.parametrize("status", ["answered", "solved", "declined"])
def test_a_reply_opens_any_ended_ticket_again_and_puts_it_before_a_person(sorted_ticket, ana, mei, status):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Reload the page.", to=status)
    reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body="It's broken again.")
    sorted_ticket.refresh_from_db()
    assert (sorted_ticket.status, sorted_ticket.needs_person) == ("reopened", True)
    assert sorted_ticket.is_fixed_for_reporter is None


def test_thanks_opens_nothing(sorted_ticket, ana, mei):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Reload the page.", to="solved")
    reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body="Thanks!")
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.status == "solved"


def test_who_confirmed_can_say_on_the_page_that_it_is_broken_again(sorted_ticket, ana, olga, mei, sign_in):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Reload the page.", to="solved")
    confirm_fixed(reporter=ana, ticket_id=sorted_ticket.pk, is_fixed=True)
    browser = sign_in(ana)
    assert "s broken again" in browser.get(sorted_ticket.get_absolute_url()).content.decode()
    browser.post(reverse("feedback:confirm", args=[sorted_ticket.pk]), {"fixed": "no"})
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.status == "reopened"
    with pytest.raises(NotFound):
        confirm_fixed(reporter=olga, ticket_id=sorted_ticket.pk, is_fixed=False)


def test_what_a_reporter_said_again_waits_in_the_queue(sorted_ticket, ana, mei, sign_in):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Reload the page.", to="solved")
    reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body="It's broken again.")
    page = sign_in(mei).get("/admin/feedback/ticket/?queue=us").content.decode()
    assert f"#{sorted_ticket.pk} " in page


def test_a_notification_says_what_it_is_about(sorted_ticket, ana, mei):
    answer_ticket(ticket_id=sorted_ticket.pk, operator=mei, body="Reload the page.")
    told = Notification.objects.get(person=ana, kind="ticket_answered", channel="in_app")
    assert told.facts["about"] == "The send button does nothing."


def test_the_console_offers_to_answer_all_where_there_are_others_and_does(three, mei, sign_in, drain):
    root, second, third = three
    console = sign_in(mei)
    page = reverse("admin:feedback_ticket_change", args=[root.pk])
    assert 'name="for_all"' in console.get(page).content.decode()
    assert (
        'name="for_all"' not in console.get(reverse("admin:feedback_ticket_change", args=[third.pk])).content.decode()
    )
    console.post(page, {"reply": "Please reload the page.", "for_all": "on", "to": "", "note": ""})
    drain()
    assert second.entries.get(kind="reply").body == "Please reload the page."


def test_without_the_tick_only_the_reporter_reads_the_answer(three, mei, sign_in, drain):
    root, second, _third = three
    page = reverse("admin:feedback_ticket_change", args=[root.pk])
    sign_in(mei).post(page, {"reply": "Dear Ana, please reload.", "to": "", "note": ""})
    drain()
    assert root.entries.filter(kind="reply").exists()
    assert not second.entries.filter(kind="reply").exists()
