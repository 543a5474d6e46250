"""The improvement report: one step in the console freezes it, another shows it to everybody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.errors import InvalidInput
from apps.feedback.models import ImprovementReport, Release, Ticket
from apps.feedback.releases.services import publish_release
from apps.feedback.reports.charts import chart
from apps.feedback.reports.services import make_report, publish_report
from apps.feedback.routing.services import route_ticket
from apps.feedback.tickets.services import confirm_fixed, open_ticket
from apps.feedback.topics.services import say_whether_fixed, support_topic
from apps.feedback.work.services import answer_ticket, move_ticket
from tests.feedback.topics import TopicFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def a_month(ana, ben, mei):
    """Three reports, ten days ago: one answered in time and solved, one late and declined, one open; and a release."""
    at = timezone.now() - 10 * DAY
    opened = []
    for body, category, reporter in (
        ("It hangs", "functional", ana),
        ("A wish", "feature_request", ben),
        ("?", "", ana),
    ):
        ticket = open_ticket(reporter=reporter, body=body, client_id=uuid4(), now=at)
        Ticket.objects.filter(pk=ticket.pk).update(category=category, severity="normal", status="triaged")
        opened.append(route_ticket(ticket_id=ticket.pk))
    good, late, _open = opened
    answer_ticket(ticket_id=good.pk, operator=mei, body="Done.", to="solved", now=at + timedelta(hours=1))
    confirm_fixed(reporter=ana, ticket_id=good.pk, is_fixed=True, now=at + timedelta(hours=2))
    answer_ticket(ticket_id=late.pk, operator=mei, body="No, since…", to="declined", now=at + 9 * DAY)
    topic = TopicFactory()
    support_topic(person=ana, topic_id=topic.pk)
    topic.supports.update(created_at=at - DAY)
    release = Release.objects.create(version="1.4", title_en="Voice", title_zh="语音")
    release.topics.add(topic)
    publish_release(release_id=release.pk, now=at)
    TopicFactory(title_en="Video calls", title_zh="视频通话", status="declined", summary_en="Too costly for now.")
    type(topic).objects.update(updated_at=at)
    return at


def made(mei, at) -> ImprovementReport:
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    return make_report(by=mei, since=(at - 2 * DAY).date(), until=today - DAY, foreword_en="A good month.")


def test_the_figures_are_those_of_the_time_and_stay_so(a_month, ana, mei):
    report = made(mei, a_month)
    facts = report.facts
    assert (facts["received"], facts["people"]) == (3, 2)
    assert facts["in_time"] == [1, 2]
    assert facts["fixed"] == [1, 1]
    assert (facts["solved"], facts["declined"]) == (1, 1)
    assert facts["categories"] == [["functional", 1], ["feature_request", 1]]
    assert sum(came for _first, came, _solved in facts["weeks"]) == 3
    assert [one["version"] for one in facts["shipped"]] == ["1.4"]
    assert [one["why_en"] for one in facts["not_done"]] == ["Too costly for now."]
    Ticket.objects.all().update(category="praise")
    report.refresh_from_db()
    assert report.facts == facts
    assert "It hangs" not in str(facts)


def test_before_it_is_published_only_operators_see_it(a_month, ana, mei, client, sign_in):
    report = made(mei, a_month)
    address = report.get_absolute_url()
    assert [client.get(address).status_code, sign_in(ana).get(address).status_code] == [404, 404]
    assert sign_in(mei).get(address).status_code == 200
    assert address not in client.get("/improvement-reports/").content.decode()
    for _twice in range(2):
        publish_report(report_id=report.pk)
    page = client.get(address).content.decode()
    assert "50% of the first answers came in time (1 of 2)." in page
    assert "A good month." in page
    assert '<svg class="report-chart"' in page
    assert address in client.get("/improvement-reports/").content.decode()
    chinese = client.get(address, headers={"Accept-Language": "zh-hans"}).content.decode()
    assert "用户体验改进报告" in chinese
    assert "视频通话" in chinese


@pytest.mark.parametrize(("first", "last"), [(5, 6), (400, 1), (3, 0), (1, -3)])
def test_only_a_period_that_is_over_can_be_frozen(mei, first, last):
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    with pytest.raises(InvalidInput):
        make_report(by=mei, since=today - first * DAY, until=today - last * DAY)


def test_the_console_makes_it_by_one_form_and_publishes_it_by_one_step(a_month, mei, sign_in, client):
    operator = sign_in(mei)
    add = reverse("admin:feedback_improvementreport_add")
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    sent = {"since": today - 12 * DAY, "until": today - DAY, "foreword_en": "", "foreword_zh": ""}
    refused = operator.post(add, sent | {"until": today + DAY})
    assert refused.status_code == 200
    assert "must be over" in refused.content.decode()
    assert operator.post(add, sent).status_code == 302
    report = ImprovementReport.objects.get()
    assert (report.made_by, report.facts["received"]) == (mei, 3)
    publish = reverse("admin:feedback_improvementreport_publish", args=[report.pk])
    operator.post(publish, {"_form_submitted": "on"})
    assert client.get(report.get_absolute_url()).status_code == 200
    form = operator.get(reverse("admin:feedback_improvementreport_change", args=[report.pk])).context["adminform"].form
    assert not form.fields


def test_a_verdict_is_in_the_next_report(a_month, ana, mei):
    topic = Release.objects.get().topics.get()
    say_whether_fixed(person=ana, topic_id=topic.pk, is_fixed=True)
    assert made(mei, a_month).facts["shipped"][0]["topics"][0]["verified"] == [1, 1]


def test_the_longest_bar_has_the_room(mei):
    assert [bar.width for bar in chart([("a", 10), ("b", 5), ("c", 0)]).bars] == [340, 170, 0]
    assert chart([]).bars == []


def test_the_first_answer_says_whether_it_was_in_time_and_later_ones_don_t(a_month, ana, mei):
    ticket = Ticket.objects.get(body="?")
    move_ticket(ticket_id=ticket.pk, operator=mei, to="solved")
    ticket.refresh_from_db()
    assert ticket.answered_in_time is False
