"""People who use the product as it stands: by keyboard alone, or with a finger on a phone.

With `SCREENSHOTS=folder` in the environment each step leaves a picture there.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, Locator, Page, expect

PASSWORD = "correct-horse-battery"
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
LONG_PRESS_MS = 600
# What stands out at the side; said of each page that loads on a phone, and by `look` of all.
WIDER = """(() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return "";
  const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > room);
  return `${location.pathname} scrolls sideways: ${out.map((one) => `${one.tagName}.${one.className}`)}`;
})()"""
COMPLAIN_OF_WIDTH = f"""addEventListener("load", () => {{
  const said = {WIDER};
  if (said) console.error(said);
}})"""


class Person:
    """One person at one browser. They find things by the words that they read."""

    def __init__(self, browser: Browser, url: str, name: str, *, language: str, on_phone: bool) -> None:
        self.name, self.language, self.on_phone = name, language, on_phone
        self.email = f"{name.lower()}@rapport.example"
        locale = "zh-CN" if language == "zh-hans" else "en-GB"
        self.context = browser.new_context(base_url=url, locale=locale, **(PHONE if on_phone else DESK))
        self.context.set_default_timeout(20_000)
        if on_phone:
            self.context.add_init_script(COMPLAIN_OF_WIDTH)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on(
            "console", lambda line: line.type == "error" and self.complaints.append(f"{line.text} {line.location}")
        )

    # Words

    def words(self, text: str, **values: object) -> str:
        """The text as this person reads it."""
        with translation.override(self.language):
            return gettext(text) % values if values else gettext(text)

    def words_for(self, context: str, text: str) -> str:
        with translation.override(self.language):
            return pgettext(context, text)

    # Hands

    def press(self, target: Locator) -> None:
        """A tap; by keyboard the focus and Enter."""
        if self.on_phone:
            target.click()
        else:
            target.focus()
            expect(target).to_be_focused()
            self.page.keyboard.press("Enter")

    def choose(self, control: Locator) -> None:
        """A radio button or a box to tick."""
        if self.on_phone:
            control.locator("xpath=ancestor::label[1]").click()
        else:
            control.focus()
            self.page.keyboard.press("Space")
        expect(control).to_be_checked()

    def write(self, field: Locator, text: str) -> None:
        """Over whatever stands there."""
        field.focus()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def add(self, field: Locator, text: str) -> None:
        """At the end of what stands there."""
        field.focus()
        self.page.keyboard.press("ControlOrMeta+End")
        self.page.keyboard.insert_text(text)

    def attach(self, button: Locator, file: Any) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.press(button)
        chooser.value.set_files(file)

    # Eyes

    def button(self, text: str, **where: Any) -> Locator:
        return self.page.get_by_role("button", name=self.words(text), exact=True, **where)

    def link(self, text: str) -> Locator:
        return self.page.get_by_role("link", name=self.words(text), exact=True)

    def field(self, text: str) -> Locator:
        return self.page.get_by_label(self.words(text), exact=True)

    def reads(self, text: str, within: Locator | None = None) -> None:
        expect(within or self.page.locator("main")).to_contain_text(text)

    def fits(self) -> None:
        """Nothing on the page is wider than the window."""
        self.page.wait_for_load_state()
        wider = self.page.evaluate(WIDER)
        assert not wider, wider

    def look(self, step: str) -> None:
        self.fits()
        if folder := os.environ.get("SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{self.language}-{step}-{self.name}.png")

    # Ways

    def go(self, place: str) -> None:
        """To a place of the navigation."""
        navigation = self.page.get_by_role("navigation", name=self.words("Main"), exact=True)
        link = navigation.get_by_role("link", name=self.words(place))
        address = link.get_attribute("href")
        self.press(link)
        self.page.wait_for_url(f"**{address}")

    def go_by_menu(self, place: str) -> None:
        """To a place behind one's own picture."""
        menu = self.page.locator("header .menu", has_text=self.words("My menu"))
        self.press(menu.locator("summary"))
        self.press(menu.get_by_role("link", name=self.words(place), exact=True))

    def is_live(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-live", "open")

    @contextmanager
    def without_reload(self) -> Iterator[None]:
        """What happens meanwhile happens on the page that is open."""
        self.is_live()
        self.page.evaluate("window.stays = true")
        yield
        assert self.page.evaluate("window.stays"), "the page was loaded anew"

    def hears(self, title: str) -> Locator:
        toast = self.page.locator("#toasts").get_by_text(title, exact=True).first
        expect(toast).to_be_visible()
        return toast


class Talker(Person):
    """What one does in a conversation."""

    @property
    def box(self) -> Locator:
        return self.page.locator("textarea[name=body].composer-input")

    def open_conversation(self, other: str) -> None:
        self.press(self.page.locator(".line-link", has_text=other))
        expect(self.page.locator(".conversation-name")).to_have_text(other)

    def leave_conversation(self) -> None:
        """Back to the list; on a desk it's there all the time, so by the navigation."""
        if self.on_phone:
            self.press(self.page.locator("[data-part=back]"))
        else:
            self.go("Inbox")
        expect(self.page.locator("[data-conversation]")).to_have_count(0)
        self.is_live()

    def bubble(self, text: str) -> Locator:
        return self.page.locator("[data-message]", has_text=text)

    def sees(self, text: str) -> Locator:
        bubble = self.bubble(text)
        expect(bubble).to_have_count(1)
        return bubble

    def say(self, text: str) -> None:
        self.box.focus()
        self.page.keyboard.insert_text(text)
        self.send()

    def send(self) -> None:
        if self.on_phone:
            self.page.locator("[data-part=send]").click()
        else:
            self.page.keyboard.press("Enter")

    def knows_it_is(self, status: str, text: str) -> None:
        """`status` as it stands below the message."""
        words = self.words_for("message status", status) if status == "Read" else self.words(status)
        expect(self.bubble(text).locator("[data-part=status]")).to_contain_text(words)

    def act_on(self, text: str, action: str) -> None:
        """Opens the menu of a message and does something with it."""
        bubble = self.sees(text)
        self._touch_long(bubble) if self.on_phone else self._reach(bubble)
        menu = self.page.get_by_role("menu", name=self.words("What to do with this message"))
        expect(menu).to_be_visible()
        item = menu.get_by_role("menuitem", name=self.words(action), exact=True)
        if self.on_phone:
            item.click()
            return
        for _step in range(20):
            if item.evaluate("element => element === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        expect(item).to_be_focused()
        self.page.keyboard.press("Enter")

    def from_menu(self, action: str) -> None:
        """Something to do with the whole conversation."""
        menu = self.page.locator(".conversation-head .menu", has_text=self.words("What to do with this conversation"))
        self.press(menu.locator("summary"))
        self.press(menu.get_by_role("button", name=self.words(action), exact=True))

    def _reach(self, bubble: Locator) -> None:
        """By Tab into the log, by arrows to the message, by Enter into its menu."""
        focused = "document.activeElement.matches('[data-message]')"
        self.box.focus()
        for _step in range(30):
            if self.page.evaluate(focused):
                break
            self.page.keyboard.press("Shift+Tab")
        assert self.page.evaluate(focused), "Tab doesn't lead to the messages"
        self.page.keyboard.press("End")
        for _step in range(30):
            if bubble.evaluate("element => element === document.activeElement"):
                break
            self.page.keyboard.press("ArrowUp")
        expect(bubble).to_be_focused()
        self.page.keyboard.press("Enter")

    def _touch_long(self, bubble: Locator) -> None:
        part = bubble.locator("[data-part=body]")
        part.click(trial=True)
        box = part.bounding_box()
        assert box
        point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        session = self.context.new_cdp_session(self.page)
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        self.page.wait_for_timeout(LONG_PRESS_MS)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
