"""Cards at two browsers: made by one tap, answered by one tap, hidden at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from apps.accounts.models import User
from apps.chat.models import Conversation
from tests.browser.chatting import Chatter

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture
def two(open_as: Open, ana: User, ben: User, conversation: Conversation) -> tuple[Chatter, Chatter]:
    chatters = Chatter(open_as(ana), conversation), Chatter(open_as(ben), conversation)
    yield chatters
    for chatter in chatters:
        assert chatter.errors == []


def send_card(chatter: Chatter, title: str) -> None:
    chatter.page.get_by_label("Send a card").click()
    chatter.page.locator("#sheet-body").get_by_text(title).click()


def test_a_job_card_is_laid_and_answered(two: tuple[Chatter, Chatter]):
    ana, ben = two
    send_card(ben, "Job")
    hers = ana.page.locator(".card-job_card")
    expect(hers).to_contain_text("Backend engineer")
    expect(ben.page.locator("#sheet")).not_to_be_visible()
    hers.get_by_role("button", name="I'm interested").click()
    expect(hers).to_contain_text("Interested")
    expect(hers.get_by_role("button")).to_have_count(0)
    expect(ben.page.locator(".card-job_card")).to_contain_text("Interested")
    ben.sees("I'm interested in this job.")


def test_a_number_that_is_taken_back_leaves_the_others_screen_at_once(two: tuple[Chatter, Chatter]):
    ana, ben = two
    send_card(ana, "Exchange phone numbers")
    ana.page.locator("#sheet-body").get_by_label("Your phone number").fill("139 8765 4321")
    ana.page.locator("#sheet-body details[open]").get_by_role("button", name="Send").click()
    his, hers = ben.page.locator(".card-phone_exchange"), ana.page.locator(".card-phone_exchange")
    his.get_by_label("Your phone number").fill("12")
    his.get_by_role("button", name="Exchange").click()
    expect(his.get_by_role("alert")).to_contain_text("Write a phone number")
    his.get_by_label("Your phone number").fill("18612345678")
    his.get_by_role("button", name="Exchange").click()
    his.get_by_role("button", name="Show it").click()
    expect(his).to_contain_text("13987654321")
    hers.get_by_role("button", name="Hide both again").click()
    expect(his).not_to_contain_text("13987654321", timeout=1000)
    expect(his).to_contain_text("Hidden again")
