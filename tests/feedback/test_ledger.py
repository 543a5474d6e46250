"""The ledger of the classifier: a blind sample, what it and corrections say, and a version that is learnt, put live and
taken back. Mei and Irene are operators."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.errors import InvalidInput, NotFound
from apps.feedback.examples.reports import read_reports
from apps.feedback.ledger import figures
from apps.feedback.ledger.comparing import by_chance, worse
from apps.feedback.ledger.labels import labelled_tickets
from apps.feedback.ledger.models import BlindLabel, SampledTicket
from apps.feedback.ledger.sampling import AlreadyLabelled, draw_sample, label_blindly, waiting
from apps.feedback.ledger.training import SwitchedMeanwhile, put_back, put_live, train_version
from apps.feedback.models import Classification, ClassifierSwitch, ClassifierVersion, Ticket
from apps.feedback.privacy.services import erase_feedback
from apps.feedback.tickets.services import open_ticket
from apps.feedback.tickets.weeks import WEEK, week_now
from apps.feedback.triage.classifiers import shipped
from apps.feedback.triage.lessons import TRIAGE
from apps.feedback.triage.services import override_classification, triage_ticket
from apps.language.learning import to_bytes
from tests.people import CandidateFactory, OperatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def irene(db):
    return OperatorFactory(name="Irene", email="irene@rapport.example", is_superuser=True)


def last_week(tell_to, bodies, *, sort=True):
    """Tickets that came in last week."""
    at, tickets = timezone.now() - WEEK, []
    for body in bodies:
        ticket = open_ticket(reporter=tell_to, body=body, client_id=uuid4(), now=at)
        if sort:
            triage_ticket(ticket_id=ticket.pk, now=at)
        else:
            Ticket.objects.filter(pk=ticket.pk).update(triaged_at=at, category="functional", severity="normal")
        tickets.append(ticket)
    return tickets


def ready(shift=0.0) -> ClassifierVersion:
    """A version that may judge, with the models that ship, all of whose texts are praise if shifted."""
    models = dict(shipped().models)
    if shift:
        category = models["category"]
        weights = category.weights.copy()
        weights[category.labels.index("praise"), -1] += shift
        models["category"] = type(category)(category.labels, weights)
    return ClassifierVersion.objects.create(
        state="ready", name=uuid4().hex[:12], asked_at=timezone.now(), weights=to_bytes(models, TRIAGE.digest())
    )


def test_a_sample_is_drawn_once_and_labelled_by_who_hasnt_seen_the_verdict(ana, mei, irene):
    worked, other = last_week(ana, ["The list hangs.", "Please add voice."], sort=False)
    override_classification(ticket_id=worked.pk, operator=mei, field="severity", value="high")
    week = week_now(timezone.now()) - WEEK
    assert (draw_sample(week=week), draw_sample(week=week)) == (2, 0)
    assert [one.ticket for one in waiting(mei)] == [other]
    sampled = SampledTicket.objects.get(ticket=other)
    label_blindly(sampled_id=sampled.pk, operator=mei, said={"category": "feature_request", "severity": ""})
    with pytest.raises(AlreadyLabelled):
        label_blindly(sampled_id=sampled.pk, operator=mei, said={"category": "praise"})
    label_blindly(sampled_id=sampled.pk, operator=irene, said={"category": "feature_request"})
    assert not waiting(CandidateFactory()).filter(pk=sampled.pk).exists(), "two words are enough"
    worked_on = SampledTicket.objects.get(ticket=worked)
    with pytest.raises(NotFound):
        label_blindly(sampled_id=worked_on.pk, operator=mei, said={"category": "praise"})
    with pytest.raises(InvalidInput):
        label_blindly(sampled_id=worked_on.pk, operator=irene, said={"category": "nonsense"})
    other.refresh_from_db()
    assert other.category == "functional", "a blind label measures, it doesn't sort"


def test_the_page_shows_the_text_and_not_the_verdict_and_goes_on_where_one_stopped(ana, olga, mei, sign_in):
    last_week(ana, ["The list hangs.", "Voice, please."], sort=False)
    draw_sample(week=week_now(timezone.now()) - WEEK)
    page, client = reverse("admin:feedback_blindlabel_changelist"), sign_in(mei)
    first = client.get(page).context["sampled"]
    address = reverse("admin:feedback_blindlabel_say", args=[first.pk])
    assert first.ticket.body in client.get(page).content.decode()
    client.post(address, {"category": "functional", "severity": "high", "sentiment": "negative"})
    assert BlindLabel.objects.get(by=mei).severity == "high"
    assert sign_in(mei).get(page).context["sampled"] != first
    assert sign_in(olga).post(address, {"category": "praise"}).status_code in (302, 403)
    assert BlindLabel.objects.count() == 1


def test_the_sample_and_the_corrections_are_counted_apart(ana, mei, irene, sign_in):
    right, wrong, *_rest = last_week(ana, ["One", "Two", "Three", "Four"], sort=False)
    for ticket in (right, wrong):
        Classification.objects.create(
            ticket=ticket, field="category", value="functional", confidence=0.9, source="model", model_version="x"
        )
    week = week_now(timezone.now()) - WEEK
    draw_sample(week=week)
    for ticket, said in ((right, "functional"), (wrong, "praise")):
        label_blindly(sampled_id=SampledTicket.objects.get(ticket=ticket).pk, operator=irene, said={"category": said})
    override_classification(ticket_id=wrong.pk, operator=mei, field="category", value="praise")
    blind, corrected = figures.blind_pairs("category", [week])[week], figures.corrected_pairs("category", [week])[week]
    assert (figures.right_of(blind).part, figures.right_of(blind).of) == (1, 2)
    assert (figures.right_of(corrected).part, figures.right_of(corrected).of) == (3, 4)
    functional = figures.table_of("category", blind).rows[0]
    assert (functional[1].percent, functional[2].percent) == (50, 100)
    assert functional[1].interval == (9, 91)
    page = sign_in(mei).get(reverse("admin:feedback_classifierversion_figures") + "?field=category").content.decode()
    assert "50 % (9–91)" in page
    assert "Biased" in page


def test_two_people_agree_beyond_chance():
    assert figures.kappa([]) is None
    assert figures.kappa([("a", "a"), ("b", "b")]) == 1
    assert figures.kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0


def test_what_is_worse_is_named():
    assert by_chance(5, 5) == pytest.approx(1 / 32)
    fields = {"category": [20, 10, 9, 1, 0], "severity": [20, 15, 9, 6, 0]}
    told = {"fields": fields, "critical": [4, 3, 2], "examples": {"category": [100, 95, 88, 8, 1]}}
    assert worse(told) == ["severity", "all", "critical", "examples"]
    assert worse({"fields": {"category": [20, 10, 11, 0, 1]}, "critical": [0, 0, 0], "examples": {}}) == []


def test_a_version_judges_the_next_ticket_and_the_one_before_comes_back(ana, mei, irene, tell):
    praises, again = ready(shift=50), ready()
    put_live(version_id=praises.pk, by=mei, reason="It sees praise", after=0)
    ticket = tell(ana)
    triage_ticket(ticket_id=ticket.pk)
    said = ticket.classifications.get(field="category")
    assert (said.value, said.model_version) == ("praise", f"category-{praises.name}")
    with pytest.raises(SwitchedMeanwhile):
        put_live(version_id=again.pk, by=irene, reason="Read long ago", after=0)
    put_back(by=irene, reason="Everything is praise", after=1)
    ticket = tell(ana, "The list hangs since the update.")
    triage_ticket(ticket_id=ticket.pk)
    assert ticket.classifications.get(field="category").model_version == f"category-{shipped().name}"
    assert [(one.number, one.version, one.by) for one in ClassifierSwitch.objects.all()] == [
        (2, None, irene),
        (1, praises, mei),
    ]


def test_what_did_worse_or_belongs_to_other_examples_cant_judge(mei):
    refused, outdated = ready(), ready()
    ClassifierVersion.objects.filter(pk=refused.pk).update(state="refused")
    ClassifierVersion.objects.filter(pk=outdated.pk).update(weights=to_bytes(shipped().models, "other examples"))
    for version in (refused, outdated):
        with pytest.raises(InvalidInput):
            put_live(version_id=version.pk, by=mei, reason="Try", after=0)


def test_learning_is_refused_where_people_have_said_too_little(mei, sign_in):
    page = sign_in(mei).post(reverse("admin:feedback_classifierversion_add"), {"note": "Now"}).content.decode()
    assert "There are labels of 0 tickets; learning makes sense from 40 on." in page
    assert not ClassifierVersion.objects.exists()


def test_a_version_learns_from_one_half_is_measured_on_the_other_and_poison_is_refused(
    ana, mei, sign_in, monkeypatch, settings
):
    """Somebody called everything invalid: on their own labels that looks better, and the examples are forgotten."""
    settings.FEEDBACK_TICKETS_PER_HOUR = 48
    every = list(read_reports())
    few = every[::3]
    monkeypatch.setattr("apps.feedback.ledger.training.read_reports", lambda: few)
    texts = [report.text for report in every if report.labels.get("category") == "functional"][:48]
    for ticket in last_week(ana, texts, sort=False):
        override_classification(ticket_id=ticket.pk, operator=mei, field="category", value="invalid")
    sign_in(mei).post(reverse("admin:feedback_classifierversion_add"), {"note": "Now"})
    version = ClassifierVersion.objects.get()
    assert (version.asked_by, version.note) == (mei, "Now")
    assert train_version(version_id=version.pk, now=timezone.now())
    version.refresh_from_db()
    assert not train_version(version_id=version.pk, now=timezone.now() + timedelta(hours=1))
    held_out = {one.ticket for one in labelled_tickets() if one.is_held_out}
    assert held_out
    assert held_out.isdisjoint(version.learnt_from)
    of, before, after = version.report["fields"]["category"][:3]
    assert of == len(held_out)
    assert after > before
    assert (version.state, version.report["worse"]) == ("refused", ["examples"])
    page = sign_in(mei).get(reverse("admin:feedback_classifierversion_change", args=[version.pk])).content.decode()
    assert "With these labels it does worse on the examples that ship" in page


def test_an_erased_text_is_never_learnt_from_again(ana, mei, sign_in):
    ticket, *_rest = last_week(ana, ["My number is 13800138000."], sort=False)
    override_classification(ticket_id=ticket.pk, operator=mei, field="category", value="praise")
    version = ready()
    ClassifierVersion.objects.filter(pk=version.pk).update(
        learnt_from=[ticket.pk], report={"fields": {}, "critical": [0, 0, 0], "examples": {}, "worse": []}
    )
    assert [one.ticket for one in labelled_tickets()] == [ticket.pk]
    erase_feedback(person=ana)
    assert labelled_tickets() == []
    page = sign_in(mei).get(reverse("admin:feedback_classifierversion_change", args=[version.pk])).content.decode()
    assert "was erased since" in page


def test_the_console_says_which_version_is_live_without_reading_any_weights(mei, sign_in, monkeypatch):
    live, other, client = ready(), ready(), sign_in(mei)
    put_live(version_id=live.pk, by=mei, reason="Try", after=0)
    shipped.cache_clear()
    monkeypatch.setattr(type(TRIAGE), "read", lambda lesson: pytest.fail("the models are read for a page"))
    page = reverse("admin:feedback_classifierversion_changelist")
    with CaptureQueriesContext(connection) as few:
        assert len(re.findall(r">\s*Live\s*<", client.get(page).content.decode())) == 1
    ClassifierVersion.objects.create(state="ready", name="third", asked_at=timezone.now())
    with CaptureQueriesContext(connection) as more:
        client.get(page)
    assert len(more) == len(few)
    asked = few.captured_queries
    for version, step in ((live, "put-back"), (other, "put-live")):
        with CaptureQueriesContext(connection) as one:
            shown = client.get(reverse("admin:feedback_classifierversion_change", args=[version.pk])).content.decode()
        assert [name for name in ("put-back", "put-live") if f"/{name}" in shown] == [step]
        asked += one.captured_queries
    assert not [query["sql"] for query in asked if '"weights"' in query["sql"]]
    figures_page = client.get(reverse("admin:feedback_classifierversion_figures")).content.decode()
    assert f"({live.name})" in figures_page
    put_back(by=mei, reason="Back", after=1)
    figures_page = client.get(reverse("admin:feedback_classifierversion_figures")).content.decode()
    assert f"({TRIAGE.digest()[:12]})" in figures_page
