"""What people type stays text wherever it is read: every place that takes words holds markup, and pages are parsed."""

import re
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat, Left
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.feedback.tickets.services import open_ticket
from tests.contracts import test_who_may_what
from tests.contracts.access import ROUTES

world = test_who_may_what.world

HOSTILE = (
    '"\'><script>pwned()</script><img src=x onerror=pwned()><a href="javascript:pwned()">a</a>'
    "<svg/onload=pwned()></textarea></title></style></script><!--{{ pwned }}-->${pwned()}"
)
SHORT = "'><b onclick=pwned()>"
TYPED = {
    "accounts.User": "name headline",
    "accounts.Company": "name industry about",
    "matching.Job": "title city industry description responsibilities requirements salary_text",
    "matching.Resume": "title city summary experience projects education languages availability person_name",
    "matching.JobFact": "value",
    "matching.Skill": "name_en name_zh",
    "matching.ScreeningQuestion": "text_en text_zh",
    "chat.Conversation": "title",
    "chat.Participant": "draft",
    "chat.Message": "body",
    "chat.Attachment": "name",
    "chat.AwayText": "text",
    "chat.CandidateNote": "text",
    "chat.CandidateTag": "name",
    "chat.Preset": "title_en title_zh body_en body_zh",
    "chat.Report": "note",
    "chat.ScheduledMessage": "body",
    "chat.Translation": "text",
    "chat.LinkPage": "site title description",
    "education.Article": "title_en title_zh summary_en summary_zh body_en body_zh",
    "education.Question": "text answer",
    "education.Circle": "name_en name_zh about_en about_zh rules_en rules_zh",
    "education.Expert": "about",
    "education.Post": "title body",
    "education.PracticeLine": "said",
    "education.Salon": "title_en title_zh about_en about_zh",
    "education.SalonQuestion": "body reply",
    "feedback.Ticket": "page client_version body",
    "feedback.TicketEntry": "body",
    "feedback.TicketFile": "name",
    "feedback.Topic": "title_en title_zh summary_en summary_zh",
    "feedback.Release": "title_en title_zh text_en text_zh",
    "feedback.ConversationRating": "comment",
    "feedback.SurveyAnswer": "text",
    "feedback.Macro": "name_en name_zh reply_en reply_zh",
    "gamification.Appeal": "text",
    "gamification.Order": "wish answer",
    "gamification.Reward": "name_en name_zh about_en about_zh",
    "gamification.Mission": "title_en title_zh intro_en intro_zh",
}
"""Where people type, by model."""

RUN = re.compile(r"on\w+|x-\w.*|@.*|:.*|hx-on.*|style")
"""Attributes that are code, or may be."""


class Finder(HTMLParser):
    """What of a page would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[str] = []
        self._script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._script = named.get("type", "text/javascript") if tag == "script" else ""
        for name, value in named.items():
            is_code = RUN.fullmatch(name) or re.match(r"\s*(javascript|vbscript|data:text)", value, re.IGNORECASE)
            if is_code and "pwned" in value:
                self.runs.append(f"<{tag} {name}={value[:60]}")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self._script = ""

    def handle_data(self, data: str) -> None:
        if self._script and "json" not in self._script and "pwned" in data:
            self.runs.append(f"<script>{data[:60]}")


def fill(world: dict[str, Any]) -> None:
    """Puts markup into every row, each with its own number, as some must differ. What is written once is written so."""
    world["ticket"] = open_ticket(reporter=world["ana"], body=HOSTILE, page=f"/?{HOSTILE}", client_id=uuid4())
    for label, names in TYPED.items():
        model = apps.get_model(label)
        values = {name: _hostile(model._meta.get_field(name)) for name in names.split()}
        if any(field.name == "updated_at" for field in model._meta.fields):
            # What a process keeps of rows it makes anew where they changed: now, and when the test takes it all back.
            values["updated_at"] = timezone.now()
        with suppress(IntegrityError), transaction.atomic():
            model._base_manager.update(**values)


def _hostile(field: Any) -> Any:
    most = field.max_length or 4000
    text = HOSTILE if most > len(HOSTILE) + 12 else SHORT
    return Left(Concat(Value(text), Cast(F("pk"), models.CharField())), most)


def parsed(html: str) -> Finder:
    finder = Finder()
    finder.feed(html)
    finder.close()
    return finder


@pytest.mark.either
@pytest.mark.parametrize("who", ["ana", "ben"])
def test_no_page_runs_what_somebody_typed(world: dict[str, Any], who: str):
    fill(world)
    wrong, shown = {}, 0
    client = signed_in(world[who])
    for name, route in ROUTES.items():
        address = reverse(name, kwargs=route.kwargs(world))
        if who in route.methods.get("GET", ()) and not address.startswith("/api/"):
            html = html_of(client, address)
            shown += "pwned" in html
            if runs := parsed(html).runs:
                wrong[address] = runs
    assert wrong == {}
    assert shown > 30, "they did show it"


@pytest.mark.either
def test_no_page_of_the_console_does(world: dict[str, Any]):
    fill(world)
    wrong, shown = {}, 0
    client = signed_in(world["admin"])
    for label in TYPED:
        model = apps.get_model(label)
        row = model._base_manager.first()
        if row is None or model not in admin.site._registry:
            continue
        for name, args in (("changelist", []), ("change", [row.pk])):
            address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{name}", args=args)
            html = html_of(client, address)
            shown += "pwned" in html
            if runs := parsed(html).runs:
                wrong[address] = runs
    assert wrong == {}
    assert shown > 20, "they did show it"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def html_of(client: Client, address: str) -> str:
    answer = client.get(address)
    is_page = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page else ""


def test_the_parser_sees_what_would_run():
    for text in (HOSTILE, SHORT, "<p x-data=\"{a: 'pwned'}\">", "<script>let a = 'pwned'</script>"):
        assert parsed(f"<p>{text}</p>").runs, text
    assert not parsed('<p title="onerror=pwned()">pwned</p><script type="application/json">"pwned"</script>').runs
