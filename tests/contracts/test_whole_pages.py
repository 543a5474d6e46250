"""Whoever opens an address gets a whole page; a part of one is for htmx, or for a script of the page."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.contracts.access import ROUTES
from tests.contracts.test_who_may_what import world as world
from tests.machine import BASE_DIR

pytestmark = pytest.mark.django_db
PARTS = {
    "chat:lines": "the list, kept fresh",
    "chat:line": "one line of it",
    "chat:open": "a conversation beside the list",
    "chat:around": "what changes around the log",
    "chat:hints": "what the page of a conversation fetches after itself",
    "chat:card": "what another card in view has become",
    "chat:candidate_record": "what the side panel fetches as it comes into view",
    "chat:search_found": "what is found while somebody types",
    "chat:search_palette": "the search over any page",
    "notifications:bell": "the menu behind the bell",
}
"""Routes that give only a part, each asked for by a page's own script: no link leads there."""


def test_who_opens_an_address_gets_a_whole_page(world: dict[str, Any]):
    parts, whole = set(), set()
    for name, route in ROUTES.items():
        for who in ("ana", "ben"):
            if who in route.methods.get("GET", ()):
                client = Client(raise_request_exception=False)
                client.force_login(world["people"][who], backend="django.contrib.auth.backends.ModelBackend")
                with transaction.atomic():
                    response = client.get(reverse(name, kwargs=route.kwargs(world)))
                    transaction.set_rollback(True)
                if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                    found = whole if b"<html" in response.content[:400] else parts
                    found.add(name)
    assert parts == set(PARTS)
    assert {"chat:catch_up", "chat:inbox_filters", "chat:keys", "feedback:sheet"} <= whole


def test_no_link_leads_to_a_part():
    markup = "".join(path.read_text("utf-8") for path in (BASE_DIR / "templates").rglob("*.html"))
    linked = set(re.findall(r"""(?:href|action)="\{% url ['"]([a-z_:]+)['"]""", markup))
    assert "chat:inbox" in linked
    assert linked.isdisjoint(PARTS)


def test_what_is_written_in_the_sheet_as_a_page_is_answered_by_a_page(world: dict[str, Any]):
    client = Client()
    client.force_login(world["people"]["ana"], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("feedback:sheet"), {"body": ""})
    assert answer.status_code == 422
    assert b"<html" in answer.content[:400]
    assert b"<html" not in client.get(reverse("feedback:sheet"), headers={"HX-Request": "true"}).content
