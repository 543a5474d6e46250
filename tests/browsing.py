"""A real Chromium: `browser` for a file of tests, `page` for one test, `open_as(ana)` signed in."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from apps.accounts.models import User
from apps.education.tips.meeting import set_tips
from tests.machine import chromium
from tests.running import Live
from tests.skips import skip

# On a busy machine a page may take its time; only what never comes fails.
expect.set_options(timeout=20_000)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        skip("browser")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's own loop lives in this thread; Django would take the tests for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_as(browser: Browser, live: Live) -> Iterator[Callable[..., Page]]:
    """`open_as(ana, locale="zh-CN", color_scheme="dark")` is a page of a browser in which ana is signed in; without a
    person, of a stranger's. Options are those of Playwright's contexts."""
    contexts: list[BrowserContext] = []

    def open_page(person: User | None = None, *, tips: bool = False, **options: object) -> Page:
        context = browser.new_context(base_url=live.url, **options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        if person is not None:
            set_tips(person=person, is_on=tips)  # a test that waits isn't somebody at rest
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live.url}])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_as: Callable[..., Page]) -> Page:
    return open_as()
