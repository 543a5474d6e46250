"""What a page fetches once it is needed: a slow network delays it, a broken one is said, and the next try works."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from apps.accounts.models import User
from apps.chat.models import Conversation
from tests.browser.chatting import Chatter

pytestmark = pytest.mark.browser

Open = Callable[..., Page]

MENU, HTMX, SHEET = "**/messages/message_menu*.js", "**/htmx-2.min*.js", "**/feedback/sheet*.js"


class Held:
    """Requests for a file, none of which is answered before it is let through."""

    def __init__(self, page: Page, files: str) -> None:
        self.routes: list[Route] = []
        self.is_open = False
        page.route(files, lambda route: route.continue_() if self.is_open else self.routes.append(route))

    def let_through(self) -> None:
        self.is_open = True
        for route in self.routes:
            route.continue_()


def ask_for_menu(chatter: Chatter, text: str) -> Locator:
    chatter.bubble(text).hover()
    chatter.bubble(text).locator("[data-part=menu]").click()
    return chatter.page.locator("[data-part=message-menu]")


def test_the_menu_of_a_message_waits_for_its_module(open_as: Open, ben: User, conversation: Conversation):
    page = open_as(ben)
    held = Held(page, MENU)
    bens = Chatter(page, conversation)
    menu = ask_for_menu(bens, "still open?")
    expect(menu).to_be_hidden()
    bens.say("Written meanwhile")
    bens.has_status("sent")
    held.let_through()
    expect(menu).to_be_visible()
    assert bens.errors == []


def test_a_menu_that_doesnt_come_is_said_and_opens_at_the_next_try(
    open_as: Open, ben: User, conversation: Conversation
):
    page = open_as(ben)
    page.route(MENU, lambda route: route.abort())
    bens = Chatter(page, conversation)
    menu = ask_for_menu(bens, "still open?")
    expect(page.locator("#toasts")).to_contain_text("We couldn't reach Rapport")
    page.unroute(MENU)
    page.locator("[data-close-toast]").click()
    ask_for_menu(bens, "still open?")
    expect(menu).to_be_visible()
    menu.get_by_text("Reply").click()
    expect(page.locator("[data-part=context]")).to_contain_text("Ana")
    assert bens.errors == []


def test_a_click_that_comes_before_htmx_is_done_once_it_is_there(open_as: Open, ben: User, conversation: Conversation):
    page = open_as(ben)
    held = Held(page, HTMX)
    bens = Chatter(page, conversation)
    page.get_by_role("button", name="Feedback").first.click()
    held.let_through()
    box = page.locator("#sheet textarea")
    expect(box).to_be_focused()
    box.fill("Kept while I look around")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Feedback").first.click()
    expect(box).to_have_value("Kept while I look around")
    assert bens.errors == []


def test_a_click_that_finds_no_htmx_says_so_and_the_next_works(open_as: Open, ben: User, conversation: Conversation):
    page = open_as(ben)
    page.route(HTMX, lambda route: route.abort())
    bens = Chatter(page, conversation)
    page.locator("summary", has_text="Notifications").click()
    expect(page.locator("#toasts")).to_contain_text("We couldn't reach Rapport")
    page.unroute(HTMX)
    page.locator("[data-close-toast]").click()
    page.get_by_role("button", name="Feedback").first.click()
    expect(page.locator("#sheet textarea")).to_be_focused()
    assert bens.errors == []


def test_a_theme_is_chosen_on_the_page(open_as: Open, ben: User, conversation: Conversation):
    bens = Chatter(open_as(ben), conversation)
    page = bens.page
    page.evaluate("() => { window.isTheSamePage = true; }")
    page.locator(".header details", has=page.locator("[data-theme-switch]")).locator("summary").click()
    page.locator("[data-theme-switch] button[value=dark]").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("() => window.isTheSamePage")
    assert bens.errors == []


def test_a_sheet_closes_by_key_button_and_a_click_beside_it_but_not_by_marking_its_text(open_as: Open, ben: User):
    page = open_as(ben)
    page.goto("/notifications/")
    opener, sheet = page.locator("[data-opens=sheet][data-place=feedback]"), page.locator("#sheet")

    def open_it() -> None:
        opener.press("Enter")
        expect(sheet.locator("textarea").first).to_be_visible()

    open_it()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()
    open_it()
    sheet.locator("[data-closes]").first.press("Enter")
    expect(sheet).to_be_hidden()
    open_it()
    title = sheet.locator(".sheet-title").bounding_box()
    assert title
    page.mouse.move(title["x"] + 5, title["y"] + 5)
    page.mouse.down()
    page.mouse.move(10, title["y"] + 5)
    page.mouse.up()
    expect(sheet).to_be_visible()
    page.mouse.click(10, 300)
    expect(sheet).to_be_hidden()
