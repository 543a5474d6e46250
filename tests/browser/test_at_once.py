"""Who is quicker than a screen isn't ignored: what was swapped in answers from its first moment."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from tests.matching.factories import JobFactory, ResumeFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT_ONCE = """
document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
  const reason = document.querySelector("#sheet-body select[name=reason]");
  reason.value = "filled";
  reason.dispatchEvent(new Event("change", {bubbles: true}));
}), {once: true})
"""


def test_a_choice_in_a_sheet_that_has_just_come_counts(open_as: Callable[..., Page], ana: User, ben: User):
    job = JobFactory(company=ben.company, posted_by=ben, title="Backend engineer")
    ResumeFactory(owner=ana)
    greet(sender=ana, job=job, candidate=ana, body="Is it open?", client_id=uuid4())
    page = open_as(ben)
    page.goto("/inbox/")
    page.locator("[data-part=select]").click()
    page.locator("[data-part=select-all]").click()
    page.evaluate(AT_ONCE)
    page.locator("[data-part=selecting] [data-url*=decline]").click()
    expect(page.locator("#sheet-body textarea[name^=text-]")).to_be_visible()
