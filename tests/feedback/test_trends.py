"""Trends: what several people tell is followed over weeks, and what emerges is told from chance."""

import csv
import io
import re
from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone

from apps.feedback.models import ClusterWeek, TicketCluster, Topic
from apps.feedback.privacy.services import erase_feedback
from apps.feedback.tickets.weeks import WEEK, span, week_now
from apps.feedback.trends.clustering import merge_clusters
from apps.feedback.trends.emerging import chance_of, emerging
from apps.feedback.trends.selectors import examples
from apps.feedback.trends.services import follow_trends
from apps.notifications.deciding.preferences import choose
from apps.notifications.models import Channel, Notification
from tests.feedback.trends import BLANK, LATE, told
from tests.people import CandidateFactory, OperatorFactory

pytestmark = pytest.mark.django_db
LIST, CONFIRMED = "/admin/feedback/ticketcluster/", {"_form_submitted": "on"}


@pytest.fixture
def now():
    """A Wednesday noon, so that this week has begun and isn't over."""
    return span(week_now(timezone.now()))[0] + timedelta(days=2, hours=12)


@pytest.fixture
def people(ana, ben, olga):
    return [ana, ben, olga, *(CandidateFactory() for _ in range(3))]


def emerged_last_week(people, now):
    """Late letters go on as ever; last week four people told of blank pages."""
    for weeks_ago in range(1, 9):
        for place in (weeks_ago % 3, (weeks_ago + 1) % 3):
            told(people[place], LATE[place], weeks_ago=weeks_ago, now=now)
    for person, body in zip(people, BLANK, strict=False):
        told(person, body, weeks_ago=1, now=now)
    follow_trends(now=now)


def blank_pages() -> TicketCluster:
    return TicketCluster.objects.shown().get(words_en__contains="blank")


def test_what_people_say_alike_is_one_trend_that_keeps_its_number(people, now):
    for weeks_ago, (person, body) in enumerate(zip(people, BLANK[:3], strict=False)):
        told(person, body, weeks_ago=weeks_ago, now=now)
    told(people[3], LATE[0], now=now)
    follow_trends(now=now)
    cluster = TicketCluster.objects.shown().get()
    assert (cluster.people, cluster.tickets) == (3, 3)
    assert "blank" in cluster.words_en
    told(people[4], BLANK[3], now=now)
    follow_trends(now=now)
    assert TicketCluster.objects.shown().get().pk == cluster.pk
    assert list(cluster.weeks.order_by("week").values_list("people", flat=True)) == [1, 1, 2]


def test_a_flood_of_one_account_is_no_trend_and_moves_none(people, now, settings):
    settings.FEEDBACK_TICKETS_PER_HOUR = 100
    ana, _ben, olga, *_others = people
    for _again in range(20):
        told(olga, BLANK[0], now=now)
    follow_trends(now=now)
    assert not TicketCluster.objects.shown().exists()
    told(ana, BLANK[1], now=now)
    follow_trends(now=now)
    cluster = blank_pages()
    assert (cluster.people, cluster.tickets, cluster.weight) == (2, 21, 2)
    assert not ClusterWeek.objects.filter(is_emerging=True).exists()


def test_chance_is_that_of_the_exact_test():
    assert chance_of(3, 0, 1 / 9) == pytest.approx((1 / 9) ** 3)
    assert chance_of(2, 2, 0.5) == pytest.approx(11 / 16)
    assert (chance_of(0, 9, 0.1), chance_of(5, 0, 1.0)) == (1.0, 1.0)


def test_of_many_that_go_on_as_ever_hardly_one_is_called_emerging():
    rng, wrong = np.random.default_rng(7), 0
    for _week in range(200):
        counts = rng.poisson(rng.gamma(1.5, 2, size=(60, 1)), size=(60, 9))
        pairs = {row: (int(told[-1]), int(told[:-1].sum())) for row, told in enumerate(counts)}
        wrong += bool(emerging(pairs, share=counts[:, -1].sum() / counts.sum())[1])
    assert wrong / 200 <= 0.05
    counts = dict.fromkeys(range(60), (2, 16)) | {99: (9, 4)}
    assert emerging(counts, share=129 / 1102)[1] == {99}


def test_who_may_see_trends_is_told_once_of_what_emerged_and_finds_it(people, now, mei, sign_in):
    reader, other = OperatorFactory(), OperatorFactory(is_superuser=True)
    for channel in (Channel.IN_APP, Channel.EMAIL):
        choose(person=other, kind_key="trends_emerged", channel=channel, is_on=False)
    emerged_last_week(people, now)
    follow_trends(now=now + timedelta(hours=1))
    rows = Notification.objects.filter(kind="trends_emerged")
    assert set(rows.filter(channel=Channel.EMAIL).values_list("person", flat=True)) == {mei.pk}
    assert not rows.filter(person=reader).exists(), "no right to see them"
    assert rows.get(person=mei, channel=Channel.IN_APP).facts["clusters"] == [blank_pages().pk]
    page = sign_in(mei).get(f"{LIST}?emerging=yes").content.decode()
    assert "blank" in page
    assert "missed" not in page.lower().replace("dismissed", "")


def test_what_does_not_emerge_wears_no_sign_of_a_fault(people, now, mei, sign_in):
    emerged_last_week(people, now)
    follow_trends(now=now)
    page = sign_in(mei).get(reverse("admin:feedback_clusterweek_changelist")).content.decode()
    rows = page[page.index("</thead>") : page.index("</table>")]
    assert len(re.findall(r">\s*emerging\s*<", rows)) == ClusterWeek.objects.filter(is_emerging=True).count() > 0
    assert ClusterWeek.objects.filter(is_emerging=False).exists()
    assert "No" not in re.findall(r'title="([^"]*)"', rows)
    assert ">close<" not in rows


def test_a_week_in_which_nothing_emerged_is_silent(people, now, mei):
    for weeks_ago in range(1, 9):
        for person, body in zip(people, LATE, strict=False):
            told(person, body, weeks_ago=weeks_ago, now=now)
    follow_trends(now=now)
    assert TicketCluster.objects.shown().count() == 1
    assert not Notification.objects.filter(kind="trends_emerged").exists()


def test_what_was_erased_is_in_no_name_and_no_example(people, now):
    ana, ben, *_others = people
    told(ana, "The kraken button of the video interview opens a blank page.", now=now)
    told(ben, "A blank page opens at the kraken button of the video interview.", now=now)
    told(people[2], BLANK[0], now=now)
    follow_trends(now=now)
    cluster = blank_pages()
    assert "kraken" in cluster.words_en
    erase_feedback(person=ana)
    cluster.refresh_from_db()
    assert (cluster.people, "kraken" in cluster.words_en) == (2, False)
    assert {ticket.reporter for ticket in examples(cluster)} == {ben, people[2]}
    for person in (ben, people[2]):
        erase_feedback(person=person)
    assert not TicketCluster.objects.exists()


def test_a_trend_is_made_a_topic_and_later_tickets_are_linked_on_request(people, now, mei, sign_in):
    emerged_last_week(people, now)
    cluster, client = blank_pages(), sign_in(mei)
    page = client.get(cluster.console_url).content.decode()
    assert BLANK[1] in page or BLANK[0] in page
    assert "High: 4 people (4 tickets)" in page
    step = reverse("admin:feedback_ticketcluster_make_topic", args=[cluster.pk])
    client.post(step, CONFIRMED | {"title_en": "", "title_zh": ""})
    assert not Topic.objects.exists()
    client.post(step, CONFIRMED | {"title_en": "Blank interview page", "title_zh": "面试页面空白"})
    topic = Topic.objects.get()
    assert (topic.is_published, topic.tickets.count()) == (False, 4)
    told(people[4], BLANK[0], now=now)
    follow_trends(now=now)
    client.post(reverse("admin:feedback_ticketcluster_link_new", args=[cluster.pk]), CONFIRMED)
    assert topic.tickets.count() == 5


def test_two_that_came_to_say_the_same_become_the_older_one(people, now, mei, sign_in):
    for person in people[:2]:
        told(person, BLANK[0], now=now)
    follow_trends(now=now)
    older = blank_pages()
    younger = TicketCluster.objects.create(
        middle=older.middle,
        model_version=older.model_version,
        people=2,
        began_at=now,
        last_at=now,
        topic=Topic.objects.create(title_en="A", title_zh="甲"),
    )
    assert merge_clusters({younger.pk}, now=now) == {older.pk}
    older.refresh_from_db()
    assert (older.topic, TicketCluster.objects.shown().get()) == (younger.topic, older)
    assert sign_in(mei).get(younger.console_url)["Location"] == older.console_url


def test_the_counts_are_exported_with_a_reason_and_without_names(people, now, mei, sign_in):
    emerged_last_week(people, now)
    client, address = sign_in(mei), "/admin/feedback/clusterweek/export/"
    form = client.get(address).context["form"]
    chosen = {name: "on" for name in form.fields if "clusterweek" in name.lower()}
    csv_number = next(number for number, label in form.fields["format"].choices if label == "csv")
    answer = client.post(address, chosen | {"format": csv_number, "resource": "", "reason": "Planning"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    last = [row for row in rows if row["cluster"] == str(blank_pages().pk)]
    assert [(row["week"], row["people"], row["is_emerging"]) for row in last] == [(str(week_now(now) - WEEK), "4", "1")]
    assert people[0].name not in answer.content.decode()


def test_an_outsider_sees_no_trend_and_the_api_gives_them_to_the_team(people, now, mei, sign_in):
    emerged_last_week(people, now)
    olga = people[2]
    for address in (LIST, blank_pages().console_url, "/admin/feedback/clusterweek/"):
        assert sign_in(olga).get(address).status_code in {302, 404}
    assert sign_in(olga).get("/api/v1/trends/").status_code == 403
    client = sign_in(OperatorFactory())
    assert client.get("/api/v1/trends/").status_code == 403
    late, blank = sign_in(mei).get("/api/v1/trends/").json()["results"]
    assert (late["people"], late["recent_people"], late["is_emerging"]) == (3, 6, False)
    assert (blank["people"], blank["is_emerging"], blank["weeks"][0]["people"]) == (4, True, 4)


def test_the_list_takes_as_many_queries_for_many_trends(people, now, mei, sign_in, django_assert_max_num_queries):
    emerged_last_week(people, now)
    client = sign_in(mei)
    client.get(LIST)
    with django_assert_max_num_queries(16):
        client.get(LIST)
