"""Two operators at one form, on every page of the console that people edit: the later form undoes nothing."""

from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import Company, LegalText
from apps.chat.models import Preset, PreviewRules
from apps.console.colleagues import SharedAdmin
from apps.education.models import Article, AssistantTone, RehearsalTurn
from apps.feedback.models import Release, Survey, Team, Topic, WebhookSource
from apps.feedback.reports.services import make_report
from apps.feedback.sla.models import WEEKDAYS
from apps.feedback.tickets.services import open_ticket
from apps.feedback.triage.services import override_classification, triage_ticket
from apps.feedback.work.services import answer_ticket, assign_ticket
from apps.gamification.models import Campaign
from apps.matching.facts.services import approve_fact
from apps.matching.models import ScreeningQuestion
from apps.notifications.models import LetterWording, OtherAddress
from tests.education.experts import ExpertFactory
from tests.education.salons import a_salon
from tests.experiments.comparing import draft
from tests.feedback.beta import programme
from tests.feedback.incidents import an_incident
from tests.gamification.shops import make_reward
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db


class FormReader(HTMLParser):
    """What a browser would send of the page's change form, if nothing is touched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._in_form = False
        self._select = self._textarea = ""
        self._multiple = False
        self._first: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag == "form":
            self._in_form = (own.get("id") or "").endswith("_form")
        if not self._in_form or "disabled" in own:
            return
        name = own.get("name") or ""
        if tag == "input" and name and own.get("type") not in {"submit", "button", "file"}:
            if own.get("type") not in {"checkbox", "radio"} or "checked" in own:
                self.sent.setdefault(name, []).append(own.get("value") or ("on" if "checked" in own else ""))
        elif tag == "textarea":
            self._textarea = name
            self.sent[name] = [""]
        elif tag == "select":
            self._select, self._multiple, self._first = name, "multiple" in own, None
        elif tag == "option" and self._select:
            value = own.get("value") or ""
            if self._first is None:
                self._first = value
            if "selected" in own:
                self.sent.setdefault(self._select, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_form = False
        elif tag == "textarea":
            self._textarea = ""
        elif tag == "select" and self._select:
            if not self._multiple and self._first is not None:
                self.sent.setdefault(self._select, [self._first])
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.sent[self._textarea][0] += data.removeprefix("\n") if not self.sent[self._textarea][0] else data


def as_sent(answer: Any) -> dict[str, list[str]]:
    """Line ends as browsers send them."""
    sent = FormReader(answer.content.decode()).sent
    return {name: [value.replace("\n", "\r\n") for value in values] for name, values in sent.items()}


def edited_admins() -> list[Any]:
    return [one for model, one in admin.site._registry.items() if _may_change(one)]


def _may_change(one: Any) -> bool:
    class Superuser:
        is_active = is_staff = is_superuser = True

        def has_perm(self, *args: object) -> bool:
            return True

    class Request:
        user = Superuser()
        method = "GET"

    return bool(one.has_change_permission(Request()))


@pytest.fixture
def tell():
    """`tell(ana)` opens a ticket."""
    return lambda reporter: open_ticket(reporter=reporter, body="The send button does nothing.", client_id=uuid4())


def a_row(model: type[models.Model], ana: Any, ben: Any, tell: Any) -> models.Model:
    makers: dict[str, Any] = {
        "job": lambda: JobFactory(company=ben.company, posted_by=ben),
        "resume": lambda: ResumeFactory(owner=ana),
        "screeningquestion": lambda: ScreeningQuestion.objects.create(
            job=JobFactory(company=ben.company, posted_by=ben),
            kind="choice",
            text_en="Where would you like to work?",
            options=[{"en": "Office", "zh": "到岗"}, {"en": "Home", "zh": "居家"}],
        ),
        "letterwording": lambda: LetterWording.objects.create(kind="resume_old", language="en", title="Still right?"),
        "otheraddress": lambda: OtherAddress.objects.create(person=ana, adapter="wecom", address="ana.li"),
        "user": lambda: ana,
        "company": lambda: ben.company or Company.objects.create(name="Northwind"),
        "group": lambda: Group.objects.get(name="content"),
        "legaltext": lambda: LegalText.objects.create(kind="terms", number=9, body_en="Be kind.", body_zh="友善待人。"),
        "ticket": lambda: sorted_one(tell(ana)),
        "feedback.topic": lambda: Topic.objects.create(title_en="Search", title_zh="搜索"),
        "jobfact": lambda: approve_fact(
            job=JobFactory(company=ben.company, posted_by=ben), topic="salary", value="25-40K", approver=ben
        ),
        "campaign": lambda: Campaign.objects.create(
            key="spring",
            title_en="Spring",
            title_zh="春招",
            about_en="Spring is here",
            about_zh="春天来了",
            starts_at=timezone.now(),
            ends_at=timezone.now() + timedelta(days=30),
        ),
        "incident": an_incident,
        "betaprogramme": lambda: programme(is_started=False),
        "release": lambda: Release.objects.create(version="1.4", title_en="Voice", title_zh="语音"),
        "improvementreport": lambda: make_report(by=ana, since=date(2026, 1, 1), until=date(2026, 1, 31)),
        "survey": lambda: Survey.objects.create(
            kind="nps", title_en="You", title_zh="你", opens_on=date(2026, 1, 1), closes_on=date(2026, 1, 31)
        ),
        "webhooksource": lambda: WebhookSource.objects.create(name="Forum", format="own"),
        "team": lambda: Team.objects.create(name_en="Payments", name_zh="支付组"),
        "reward": make_reward,
        "experiment": lambda: draft("suggested_replies"),
        "expert": ExpertFactory,
        "salon": a_salon,
        # The last of its rehearsal: the place after it is free.
        "rehearsalturn": lambda: RehearsalTurn.objects.order_by("-position").first(),
        "assistanttone": lambda: AssistantTone.objects.get_or_create(pk=1)[0],
        "previewrules": lambda: PreviewRules.objects.get_or_create(pk=1)[0],
        "preset": lambda: Preset.objects.filter(scope=Preset.Scope.SYSTEM).first(),
    }
    name = model._meta.model_name or ""
    make = makers.get(model._meta.label_lower) or makers.get(name)
    row = make() if make else model._default_manager.first()
    assert row is not None, f"no {name} to edit"
    return row


def sorted_one(ticket: Any) -> Any:
    triage_ticket(ticket_id=ticket.pk)
    return ticket


def another(field: Any, value: Any) -> Any:
    """Another value that the field may have; None where none is known."""
    if field.name in GO_WITH_OTHERS:
        return None
    if field.choices:
        return next((str(key) for key, _label in field.flatchoices if key not in {value, ""}), None)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1
    if isinstance(field, models.SlugField | models.URLField | models.EmailField | models.JSONField):
        return None
    if isinstance(field, models.CharField | models.TextField):
        return "Changed by a colleague" if (field.max_length or 99) > 30 else None
    return None


ADMINS = edited_admins()
GO_WITH_OTHERS = {"adapter", "feature", "key", "switch", "measure", "withdraw_after_weeks", "zone", *WEEKDAYS}
"""What names something of the code or has a form of its own, or is right only together with another field."""
GIVEN_ONCE = {"matching.Resume", "gamification.Rule"}
"""A form on which only one thing can be done, once: afterwards its field is closed."""


def test_every_page_that_people_edit_protects_colleagues():
    assert ADMINS
    unguarded = [one.model._meta.label for one in ADMINS if not isinstance(one, SharedAdmin)]
    assert not unguarded, f"derive these from SharedAdmin or AuditedAdmin: {unguarded}"


@pytest.mark.parametrize("model_admin", ADMINS, ids=lambda one: one.model._meta.label_lower)
def test_a_form_that_is_saved_late_keeps_what_a_colleague_changed(model_admin, ana, ben, tell, sign_in):
    row = a_row(model_admin.model, ana, ben, tell)
    operator = sign_in(OperatorFactory(name="Irene", email="irene@rapport.example", is_superuser=True))
    opts = model_admin.model._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    page = operator.get(url)
    assert page.status_code == 200
    sent = as_sent(page)
    form_fields = page.context["adminform"].form.fields
    changes = {}
    for name, field in form_fields.items():
        if not field.show_hidden_initial or name not in {one.name for one in opts.concrete_fields}:
            continue
        value = another(opts.get_field(name), getattr(row, name))
        if value is not None:
            changes[name] = value
    assert changes or opts.label in GIVEN_ONCE, "nothing on this form could be changed by a colleague"
    if not changes:
        return
    models.QuerySet(model_admin.model).filter(pk=row.pk).update(**changes)

    answer = operator.post(url, sent, follow=True)

    now = model_admin.model._base_manager.get(pk=row.pk)
    assert {name: getattr(now, name) for name in changes} == changes
    assert answer.redirect_chain, answer.context["adminform"].form.errors
    assert "and it stays" in answer.content.decode()


@pytest.mark.parametrize("model_admin", ADMINS, ids=lambda one: one.model._meta.label_lower)
def test_a_form_that_nobody_else_touched_says_nothing_about_colleagues(model_admin, ana, ben, tell, sign_in):
    row = a_row(model_admin.model, ana, ben, tell)
    operator = sign_in(OperatorFactory(name="Irene", email="irene@rapport.example", is_superuser=True))
    opts = model_admin.model._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    answer = operator.post(url, as_sent(operator.get(url)), follow=True)
    assert answer.redirect_chain, answer.context["adminform"].form.errors
    assert "and it stays" not in answer.content.decode()


@pytest.fixture
def article():
    return Article.objects.order_by("pk").first()


def change_page(row: models.Model) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_what_both_changed_is_refused_once_with_the_colleagues_words(article, sign_in):
    irene, callum = (
        sign_in(OperatorFactory(name=name, email=f"{name}@rapport.example", is_superuser=True))
        for name in ("Irene", "Callum")
    )
    page = change_page(article)
    hers, his = as_sent(irene.get(page)), as_sent(callum.get(page))
    assert irene.post(page, hers | {"title_en": ["Hers"], "summary_en": ["Her summary"]}).status_code == 302

    refused = callum.post(page, his | {"title_en": ["His"]})

    assert refused.status_code == 200
    text = refused.content.decode()
    assert "Irene" in text
    assert "“Hers”" in text
    article.refresh_from_db()
    assert article.title_en == "Hers"
    again = as_sent(refused)
    assert again["title_en"] == ["His"]
    assert again["summary_en"] == ["Her summary"]
    assert callum.post(page, again).status_code == 302
    article.refresh_from_db()
    assert (article.title_en, article.summary_en) == ("His", "Her summary")


def test_it_is_said_in_the_operators_language(article, sign_in):
    callum = sign_in(OperatorFactory(email="c@rapport.example", is_superuser=True, language="zh-hans"))
    page = change_page(article)
    sent = as_sent(callum.get(page))
    Article.objects.filter(pk=article.pk).update(title_en="Hers")
    assert "已保留" in callum.post(page, sent, follow=True).content.decode()


def test_a_ticket_corrected_and_taken_by_one_keeps_that_when_another_adds_a_note(ana, tell, sign_in):
    ticket = sorted_one(tell(ana))
    irene = OperatorFactory(name="Irene", email="irene@rapport.example", is_superuser=True)
    callum = sign_in(OperatorFactory(name="Callum", email="callum@rapport.example", is_superuser=True))
    stale = as_sent(callum.get(change_page(ticket)))
    override_classification(ticket_id=ticket.pk, operator=irene, field="category", value="praise")
    override_classification(ticket_id=ticket.pk, operator=irene, field="severity", value="critical")
    assign_ticket(ticket_id=ticket.pk, operator=irene, to=irene)

    answer = callum.post(change_page(ticket), stale | {"note": ["I know this one."]}, follow=True)

    ticket.refresh_from_db()
    assert (ticket.category, ticket.severity, ticket.assigned_to) == ("praise", "critical", irene)
    assert "Irene" in answer.content.decode()
    assert ticket.entries.filter(kind="note", body="I know this one.").exists()
    by_people = ticket.classifications.filter(source="person")
    assert sorted(by_people.values_list("field", "by__name")) == [("category", "Irene"), ("severity", "Irene")]


def test_a_second_answer_waits_until_the_first_was_read(ana, tell, sign_in):
    ticket = sorted_one(tell(ana))
    irene = OperatorFactory(name="Irene", email="irene@rapport.example", is_superuser=True)
    callum = sign_in(OperatorFactory(name="Callum", email="callum@rapport.example", is_superuser=True))
    stale = as_sent(callum.get(change_page(ticket)))
    answer_ticket(ticket_id=ticket.pk, operator=irene, body="Please reload the page.")

    held = callum.post(change_page(ticket), stale | {"reply": ["Please wait for a day."]})

    assert held.status_code == 200
    assert "Irene answered: Please reload the page." in held.content.decode()
    assert ticket.entries.filter(kind="reply").count() == 1
    again = as_sent(held)
    assert again["reply"] == ["Please wait for a day."]
    assert callum.post(change_page(ticket), again).status_code == 302
    assert ticket.entries.filter(kind="reply").count() == 2


def test_a_form_opened_before_sorting_can_be_saved_after_it(ana, tell, sign_in):
    ticket = tell(ana)
    callum = sign_in(OperatorFactory(email="callum@rapport.example", is_superuser=True))
    early = as_sent(callum.get(change_page(ticket)))
    triage_ticket(ticket_id=ticket.pk)
    ticket.refresh_from_db()
    category = ticket.category

    assert callum.post(change_page(ticket), early | {"note": ["Seen."]}).status_code == 302

    ticket.refresh_from_db()
    assert ticket.category == category != ""
