"""A person at a chat page: what they see and do there."""

import re

from playwright.sync_api import Locator, Page, expect

from apps.chat.models import Conversation


class Chatter:
    """One open page of a conversation."""

    def __init__(self, page: Page, conversation: Conversation) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(f"/inbox/{conversation.pk}/")
        self.wait_until_live()

    def wait_until_live(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-live", "open")

    @property
    def box(self) -> Locator:
        return self.page.locator("textarea[name=body]")

    @property
    def bubbles(self) -> Locator:
        return self.page.locator("[data-message]")

    @property
    def last(self) -> Locator:
        return self.bubbles.last

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-part=status]:not([hidden])").last

    def bubble(self, text: str) -> Locator:
        return self.bubbles.filter(has_text=text)

    def say(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def sees(self, text: str, *, times: int = 1) -> None:
        expect(self.bubble(text)).to_have_count(times)

    def look(self) -> None:
        """Brings the page to the front: only who looks has read."""
        self.page.bring_to_front()

    def has_status(self, status: str) -> None:
        expect(self.status).to_have_attribute("data-status", status)

    def menu_of(self, text: str) -> Locator:
        """Opens the menu of a message."""
        bubble = self.bubble(text)
        bubble.hover()
        bubble.locator("[data-part=menu]").click()
        menu = self.page.locator("[data-part=message-menu]")
        expect(menu).to_be_visible()
        return menu

    def bodies(self) -> list[str]:
        return [re.sub(r"\s+", " ", text) for text in self.page.locator("[data-part=body]").all_inner_texts()]
