"""The shell in a real Chromium: live news, menus, dialogs, appearance, and nothing that the content policy refuses."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from apps.accounts.models import User
from apps.notifications.deciding import registry
from apps.notifications.deciding.registry import Kind
from apps.notifications.deciding.services import mark_read, notify

pytestmark = [pytest.mark.browser, pytest.mark.servers]

VISITOR = ["/", "/account/login/", "/account/signup/", "/account/password/reset/", "/nowhere/", "/api/docs/"]
PERSON = ["/settings/", "/notifications/", "/account/email/", "/account/password/change/", "/account/logout/"]


@pytest.fixture
def kind():
    told = Kind(key="tests.live", title="%(who)s wrote", body="<img src=x onerror=alert(1)>")
    registry.register(told)
    yield told
    registry._kinds.pop(told.key)


def connected(page):
    page.wait_for_selector('html[data-live="open"]')


def test_news_arrive_while_one_looks(ana, ben, open_as, kind):
    page, other = open_as(ana), open_as(ben)
    for opened in (page, other):
        opened.goto("/settings/")
        connected(opened)
    notify(person=ana, kind=kind, cause="message:1", facts={"who": "Ben"}, url="/notifications/")
    toast = page.locator(".toast")
    expect(toast).to_contain_text("Ben wrote")
    expect(toast).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator('[data-badge="bell"]')).to_contain_text("1")
    expect(other.locator(".toast")).to_have_count(0)
    toast.get_by_role("link").click()
    page.wait_for_url("**/notifications/")


def test_reading_elsewhere_is_noticed_after_a_reconnection(ana, open_as, kind):
    notify(person=ana, kind=kind, cause="message:1", facts={"who": "Ben"}, url="/notifications/")
    page = open_as(ana)
    page.goto("/settings/")
    connected(page)
    expect(page.locator('[data-badge="bell"]')).to_be_visible()
    mark_read(person=ana)
    page.evaluate("document.dispatchEvent(new CustomEvent('rapport:catch-up', { detail: {} }))")
    expect(page.locator('[data-badge="bell"]')).to_be_hidden()


def test_a_session_that_ends_is_said_so(ana, open_as):
    page = open_as(ana)
    page.goto("/settings/")
    connected(page)
    Session.objects.all().delete()
    expect(page.get_by_text("You were signed out.")).to_be_visible(timeout=8000)
    page.get_by_role("link", name="Sign in again").click()
    page.wait_for_url("**/account/login/?next=/settings/")


def test_the_bell_opens_what_was_told(ana, open_as, kind):
    notify(person=ana, kind=kind, cause="message:1", facts={"who": "Ben"}, url="/notifications/")
    page = open_as(ana)
    page.goto("/settings/")
    page.locator("summary", has_text="Notifications").click()
    expect(page.locator("#bell")).to_contain_text("Ben wrote")


def test_a_menu_is_left_by_escape_and_the_focus_returns(ana, open_as):
    page = open_as(ana)
    page.goto("/settings/")
    summary = page.locator("summary", has_text="My menu")
    summary.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".menu-panel :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()


def test_a_dialog_is_left_by_escape_and_the_focus_returns(ana, open_as):
    User.objects.update(is_staff=True)
    page = open_as(ana)
    page.goto("/style/")
    opener = page.get_by_role("button", name="Dialog", exact=True)
    opener.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_the_appearance_changes_at_once_and_stays(ana, open_as):
    page = open_as(ana, color_scheme="light")
    page.goto("/settings/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("main [data-theme-switch]").get_by_role("button", name="Dark").click()
    expect(page.locator("body")).not_to_have_css("background-color", before)
    page.goto("/notifications/")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_sign_up_learns_the_time_zone(open_as):
    page = open_as(timezone_id="Asia/Tokyo")
    page.goto("/account/signup/?role=candidate")
    expect(page.get_by_label("Company")).to_be_hidden()
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("Email").fill("ana@rapport.example")
    page.get_by_label("Password").fill("correct-horse-battery")
    page.get_by_role("button", name="Create my account").click()
    page.wait_for_url(lambda url: "signup" not in url)
    assert User.objects.get().time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("is_person", [False, True])
def test_nothing_is_refused_by_the_policy_and_nothing_scrolls_sideways(ana, open_as, locale, is_person):
    User.objects.update(language="en" if locale == "en-GB" else "zh-hans", is_staff=True)
    page = open_as(ana if is_person else None, locale=locale, viewport={"width": 360, "height": 740})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Policy" in message.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for url in [*PERSON, "/style/"] if is_person else VISITOR:
        page.goto(url, wait_until="networkidle")
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert url == "/api/docs/" or wider <= 0, url
        assert complaints == [], url


@pytest.mark.parametrize(("width", "most"), [(360, 2), (1280, 3)])
def test_news_leave_a_phone_room_to_read(ana, open_as, kind, width, most):
    page = open_as(ana, viewport={"width": width, "height": 740})
    page.goto("/settings/")
    connected(page)
    for number in range(4):
        notify(person=ana, kind=kind, cause=f"message:{number}", facts={"who": f"Ben {number}"}, url="/notifications/")
    expect(page.locator(".toast").last).to_contain_text("Ben 3")
    expect(page.locator(".toast")).to_have_count(most)
    expect(page.locator(".toast").first).to_contain_text(f"Ben {4 - most}")
