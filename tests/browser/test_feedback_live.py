"""Feedback in a real browser: told from any page, followed live."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from apps.feedback.models import Ticket
from apps.feedback.tickets.services import open_ticket
from apps.feedback.work.services import answer_ticket
from tests.people import OperatorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_click_tells_us_and_nothing_written_is_lost(ana, open_as):
    page = open_as(ana)
    page.goto("/feedback/")
    page.locator("header [data-opens=sheet]").click()
    page.locator("#id_body").fill("x" * 8001)
    page.locator("#sheet-body button[type=submit]").click()
    expect(page.locator("#sheet-body .errorlist")).to_contain_text("8,001")
    assert len(page.locator("#id_body").input_value()) == 8001
    page.locator("#id_body").fill("The list is empty.")
    page.reload()
    page.locator("header [data-opens=sheet]").click()
    expect(page.locator("#id_body")).to_have_value("The list is empty.")
    page.locator("#sheet-body button[type=submit]").click()
    expect(page.locator("[data-feedback-sent]")).to_be_visible()
    assert Ticket.objects.get().body == "The list is empty."


def test_an_answer_appears_while_the_ticket_is_being_read(ana, open_as):
    ticket = open_ticket(reporter=ana, body="The list is empty.", client_id=uuid4())
    page = open_as(ana)
    page.goto(f"/feedback/{ticket.pk}/")
    expect(page.locator("html[data-live=open]")).to_be_attached()
    page.locator("textarea[name=body]").fill("half a reply")
    answer_ticket(ticket_id=ticket.pk, operator=OperatorFactory(name="Mei"), body="Please reload the page.")
    expect(page.locator("#ticket")).to_contain_text("Please reload the page.")
    expect(page.locator("textarea[name=body]")).to_have_value("half a reply")


def test_what_one_person_writes_pushes_nothing_off_the_console(ana, open_as):
    for body in ("W" * 500, "Zalgo" + "\u0301\u0316" * 300 + " speaks", "An ordinary report."):
        open_ticket(reporter=ana, body=body, client_id=uuid4())
    page = open_as(OperatorFactory(is_superuser=True), viewport={"width": 1280, "height": 900})
    page.goto("/admin/feedback/ticket/")
    row = page.locator("#result_list tbody tr").first
    last = row.locator("td").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 1280
    heights = [box["height"] for line in page.locator("#result_list tbody tr").all() if (box := line.bounding_box())]
    assert max(heights) <= 200, "some ninety of the widest letters, and no more"


def test_the_bell_follows_what_is_read_on_the_open_page(ana, open_as):
    ticket = open_ticket(reporter=ana, body="The list is empty.", client_id=uuid4())
    page = open_as(ana)
    page.goto(f"/feedback/{ticket.pk}/")
    expect(page.locator("html[data-live=open]")).to_be_attached()
    answer_ticket(ticket_id=ticket.pk, operator=OperatorFactory(name="Mei"), body="Please reload the page.")
    expect(page.locator("#ticket")).to_contain_text("Please reload the page.")
    expect(page.locator("[data-badge=bell]").first).to_be_hidden()
