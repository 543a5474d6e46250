"""What an answer tells the page to do, some script of the page does."""

import re

from tests.machine import BASE_DIR

EVENT = re.compile(r"rapport:[a-z-]+")


def test_every_event_that_an_answer_sends_is_heard():
    sent = {event for path in (BASE_DIR / "apps").rglob("*.py") for event in EVENT.findall(path.read_text())}
    heard = {event for path in (BASE_DIR / "static").rglob("*.js") for event in EVENT.findall(path.read_text())}
    heard |= {event for path in (BASE_DIR / "templates").rglob("*.html") for event in EVENT.findall(path.read_text())}
    assert sent
    assert sent <= heard
