"""The toast and the pages of recognition in a real browser: told at once, refreshed in place, silent where asked."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.members.services import set_visibility
from apps.gamification.recognition.services import recognise
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed

pytestmark = pytest.mark.browser


def opened(page: Page, path: str) -> Page:
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("data-live", "open")
    return page


def test_a_step_ticks_itself_off_on_the_open_page_and_is_celebrated(open_as, ana):
    page = opened(open_as(ana), "/missions/")
    expect(page.get_by_text("0 of 5 done")).to_be_visible()
    recognise(Deed(kind=GREETED, key="conversation:1", person_id=ana.pk, done_at=timezone.now()))
    toast = page.locator("#toasts [data-toast]").filter(has_text="Done: Greet a recruiter")
    expect(toast).to_be_visible()
    expect(page.get_by_text("1 of 5 done")).to_be_visible()


def test_an_award_enters_the_open_ledger_without_motion_where_none_is_wanted(open_as, ana, ben):
    page = opened(open_as(ben, reduced_motion="reduce"), "/points/")
    judge(answer_deed(ben, ana, at=timezone.now()))
    expect(page.locator("#toasts [data-toast]").filter(has_text="+10 points · +5 coins, pending")).to_be_visible()
    expect(page.locator(".ledger-row")).to_have_count(1)
    duration = page.locator(".level-card").evaluate("card => parseFloat(getComputedStyle(card).animationDuration)")
    assert duration < 0.01


def test_who_wants_no_pop_ups_sees_none(open_as, ana, ben):
    set_visibility(person=ben, hides_all=False, hides_popups=True)
    page = opened(open_as(ben), "/points/")
    judge(answer_deed(ben, ana, at=timezone.now()))
    page.reload()
    expect(page.locator(".ledger-row")).to_have_count(1)
    expect(page.locator("#toasts [data-toast]")).to_have_count(0)


@pytest.mark.parametrize("path", ["/points/", "/points/rules/", "/missions/", "/points/preferences/"])
def test_phones_need_no_sideways_scroll(open_as, ana, ben, path):
    judge(answer_deed(ben, ana, at=timezone.now()))
    page = opened(open_as(ben, viewport={"width": 360, "height": 740}), path)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
