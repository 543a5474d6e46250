"""Times for an interview are offered by keyboard without passing by each half hour of a day."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_hours_of_a_day_are_one_stop_and_arrows_move_among_them(ben, conversation, open_as):
    page = open_as(ben)
    page.goto(f"/inbox/{conversation.pk}/cards/")
    page.locator("details", has_text="Interview invitation").locator("summary").first.click()
    day = page.locator(".times-pick:not([disabled])").nth(2)
    day.focus()
    day.press("Space")
    hours = page.get_by_role("toolbar").get_by_role("checkbox")
    page.keyboard.press("Tab")
    expect(hours.nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(hours.nth(2)).to_be_focused()
    expect(hours.nth(2)).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator(".times-others summary")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(hours.nth(2)).to_be_focused()
