"""Tips as they come up: beside their place, out of the way, gone for good."""

import pytest
from playwright.sync_api import expect

from apps.education.models import Tip, TipMeeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1280])
def test_a_tour_waits_for_rest_goes_on_and_back_and_closes_for_good(ana, open_as, width):
    page = open_as(ana, tips=True, viewport={"width": width, "height": 740})
    page.clock.install()
    page.goto("/inbox/")
    expect(page.locator("html[data-live=open]")).to_be_attached()
    page.clock.run_for(4_000)
    page.keyboard.press("Shift")
    page.clock.run_for(4_000)
    card = page.locator(".tip-card")
    expect(card).to_have_count(0)
    page.clock.run_for(4_000)
    expect(card).to_contain_text("What waits for you")
    expect(card).to_contain_text("1 of 2")
    card.get_by_role("button", name="Next").click()
    expect(card).to_contain_text("Tell us")
    card.get_by_role("button", name="Back").click()
    expect(card).to_contain_text("What waits for you")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.reload()
    page.clock.run_for(10_000)
    expect(card).to_have_count(0)
    assert TipMeeting.objects.get(person=ana).dismissed_at is not None


def test_nothing_comes_up_over_what_one_writes(ana, conversation, open_as):
    Tip.objects.exclude(slug="edit-a-message").update(is_published=False)
    page = open_as(ana, tips=True, viewport={"width": 360, "height": 740})
    page.clock.install()
    page.goto(f"/inbox/{conversation.pk}/")
    expect(page.locator("html[data-live=open]")).to_be_attached()
    page.locator(".composer textarea[name=body]").fill("Half a sentence")
    page.clock.run_for(20_000)
    expect(page.locator(".tip-card")).to_have_count(0)
    page.locator(".composer textarea[name=body]").fill("")
    page.clock.run_for(10_000)
    card = page.locator(".tip-card")
    expect(card).to_contain_text("A slip of the pen")
    box, composer = card.bounding_box(), page.locator(".composer").bounding_box()
    assert box["y"] + box["height"] <= composer["y"]
    newest = page.locator("[data-message]").last.bounding_box()
    assert box["y"] + box["height"] <= newest["y"] or box["y"] >= newest["y"] + newest["height"]
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA", "it takes nobody's place"
