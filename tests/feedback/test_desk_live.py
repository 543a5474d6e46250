"""The workspace by keyboard, in a real browser."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from apps.feedback.models import Ticket
from apps.feedback.routing.services import route_ticket
from apps.feedback.tickets.services import open_ticket
from tests.people import OperatorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT_ONCE = """
document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
  window.walksBack = true;
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "k", bubbles: true}));
}), {once: true})
"""
"""Walks back as soon as the next ticket is there."""


def test_an_agent_answers_with_a_macro_and_walks_on_by_keys_alone(ana, open_as):
    tickets = [open_ticket(reporter=ana, body=body, client_id=uuid4()) for body in ("First", "Second", "Third")]
    for ticket in tickets:
        Ticket.objects.filter(pk=ticket.pk).update(status="triaged", severity="high", language="en")
        route_ticket(ticket_id=ticket.pk)
    page = open_as(OperatorFactory(is_superuser=True, name="Mei"), viewport={"width": 1400, "height": 900})
    page.goto("/admin/feedback/desk/")
    page.evaluate("window.stays = true")
    page.keyboard.press("/")
    page.keyboard.type("one detail")
    page.keyboard.press("Enter")
    expect(page.locator("[data-desk-reply]")).to_have_value(re.compile(f"^Hello {ana.name},"))
    page.keyboard.press("Control+Enter")
    expect(page.locator(f'[data-desk-open="{tickets[1].pk}"]')).to_be_visible()
    expect(page.locator(f'[data-desk-item="{tickets[0].pk}"]')).to_have_count(0)
    page.keyboard.press("j")
    expect(page.locator(f'[data-desk-open="{tickets[2].pk}"]')).to_be_visible()
    expect(page.locator(f'[data-desk-item="{tickets[2].pk}"][aria-current=true]')).to_be_visible()
    page.keyboard.press("k")
    expect(page.locator(f'[data-desk-open="{tickets[1].pk}"]')).to_be_visible()
    page.evaluate(AT_ONCE)
    page.keyboard.press("j")
    page.wait_for_function("window.walksBack || !window.stays")
    expect(page.locator(f'[data-desk-open="{tickets[1].pk}"]')).to_be_visible()
    assert page.evaluate("window.stays"), "no page was loaded between the tickets"
    tickets[0].refresh_from_db()
    assert (tickets[0].status, tickets[0].assigned_to.name) == ("answered", "Mei")
