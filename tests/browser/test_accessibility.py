"""Every page of the demo, in both languages, light and dark, as axe-core sees it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.servers import Embedded
from tests.tiers import amount

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.longer,
    pytest.mark.costs(90),
    pytest.mark.timeout(900),
]
SCHEMES = ("light", "dark")[: amount(2, smoke=1)]

VISITOR = (
    *("/", "/account/login/", "/account/signup/", "/account/password/reset/", "/nowhere/"),
    *("/help/", "/help/levels/", "/help/?q=how+do+points+work", "/points/rules/"),
)
CANDIDATE = (
    *(
        "/inbox/",
        "/inbox/{conversation}/",
        "/inbox/{conversation}/cards/",
        "/presets/",
        "/presets/new/",
        "/away/",
        "/jobs/",
        "/jobs/1/",
        "/greet/?job=3",
    ),
    *("/resume/", "/resume/edit/", "/points/", "/points/preferences/", "/missions/", "/feedback/", "/feedback/1/"),
    *("/notifications/", "/settings/", "/settings/sign-ins/", "/account/email/", "/account/password/change/"),
)
RECRUITER = (
    *(
        "/inbox/",
        "/inbox/{conversation}/",
        "/inbox/{conversation}/cards/",
        "/jobs/mine/",
        "/jobs/new/",
        "/jobs/1/edit/",
        "/jobs/1/candidates/",
    ),
    *("/resumes/1/", "/points/", "/missions/", "/company/"),
)
OPERATOR = (
    *("/style/", "/admin/", "/admin/feedback/ticket/", "/admin/feedback/ticket/1/change/"),
    *("/admin/gamification/rule/", "/admin/education/article/", "/admin/chat/preset/add/"),
)
PAGES = {"visitor": VISITOR, "candidate": CANDIDATE, "recruiter": RECRUITER, "operator": OPERATOR}

# The console's frame is a package's: it is held to WCAG, not to axe's further advice on landmarks. Its search in a
# select box is Django's, whose label doesn't reach the box that stands in for it.
CONSOLE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
NOT_OURS = [".select2"]

# Dark follows light on the same page, at once rather than by transitions.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
SEEN = """async ([rules, parts, within]) => {
  const where = { include: [[within]], exclude: parts.map((part) => [part]) };
  const { violations } = await axe.run(where, { ...rules, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Embedded]:
    folder = tmp_path_factory.mktemp("accessible")
    shutil.copy(migrated_sqlite, folder)
    demo = Embedded(folder, demo=True)
    demo.start_all()
    yield demo
    demo.stop()


def sign_in(page: Page, demo: Embedded, role: str) -> None:
    account = [account for account in demo.demo()["accounts"] if account["role"] == role][
        -1 if role == "operator" else 0
    ]
    page.goto("/account/login/")
    page.get_by_label("Email").fill(account["email"])
    page.get_by_label("Password").fill(account["password"])
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "login" not in url)


def speak(page: Page, language: str) -> None:
    page.goto("/help/")
    token = page.evaluate("JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken']")
    page.request.post("/settings/language/", form={"language": language, "csrfmiddlewaretoken": token})


def violations(page: Page, path: str, scheme: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    rules = dict(CONSOLE_RULES) if path.startswith("/admin/") else {}
    if scheme == "dark":  # Colours are all that changes.
        rules = {"runOnly": ["color-contrast"]}
    return [f"{path} {scheme} {found}" for found in page.evaluate(SEEN, [rules, NOT_OURS, "html"])]


@pytest.mark.parametrize("language", ["en", pytest.param("zh-hans", marks=pytest.mark.long)])
@pytest.mark.parametrize("role", PAGES)
def test_no_page_stands_in_anybodys_way(browser: Browser, demo: Embedded, role: str, language: str):
    context = browser.new_context(base_url=demo.urls[0], reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    if role != "visitor":
        sign_in(page, demo, role)
    speak(page, language)
    found = []
    for path in PAGES[role]:
        page.goto(path.format(conversation=demo.demo()["conversation_id"]))
        page.evaluate(STILL)
        page.evaluate(AXE_SCRIPT)
        for scheme in SCHEMES:
            found += violations(page, path, scheme)
    context.close()
    assert "\n".join(found) == ""


OPENERS = "[data-opens]:visible, details[data-menu] > summary:visible"
OPENED = {
    "visitor": ("/",),
    "candidate": ("/inbox/{conversation}/", "/jobs/1/", "/points/"),
    "recruiter": ("/inbox/{conversation}/", "/jobs/1/"),
}
OVER_A_PAGE = "dialog[open], [data-menu][open], [data-part=message-menu]:not([hidden])"
KEYS = {"Control+k": "the search", "?": "the list of keys"}


def opened(page: Page, what: str) -> list[str]:
    """What axe sees in it, of the page behind it nothing; then it is closed again."""
    expect(page.locator(OVER_A_PAGE).first, f"{what} opens").to_be_visible()
    page.wait_for_load_state("networkidle")
    found = [f"{what}: {one}" for one in page.evaluate(SEEN, [{}, NOT_OURS, OVER_A_PAGE])]
    page.keyboard.press("Escape")
    return found


@pytest.mark.parametrize(
    "role", [role if role == "candidate" else pytest.param(role, marks=pytest.mark.long) for role in OPENED]
)
def test_what_opens_over_a_page_stands_in_nobodys_way(browser: Browser, demo: Embedded, role: str):
    """Each sheet, dialog and menu of these pages, a message's menu, the search and the keys, one after the other."""
    context = browser.new_context(base_url=demo.urls[0], reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    if role != "visitor":
        sign_in(page, demo, role)
    found: list[str] = []
    for path in OPENED[role][: amount(3, smoke=1)]:
        page.goto(path.format(conversation=demo.demo()["conversation_id"]))
        page.evaluate(STILL)
        page.evaluate(AXE_SCRIPT)
        openers = page.locator(OPENERS)
        assert openers.count() > 0
        for number in range(openers.count()):
            openers.nth(number).click()
            found += opened(page, f"{path} {openers.nth(number).inner_text()[:30]!r}")
        if "inbox" in path:
            page.locator("[data-message]").last.press("Enter")
            found += opened(page, f"{path} the menu of a message")
            for key, what in KEYS.items():
                page.locator("body").press(key)
                found += opened(page, f"{path} {what}")
    context.close()
    assert "\n".join(found) == ""
