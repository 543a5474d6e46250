"""The changelog: what came, for whom it came, and whether it helped."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.errors import InvalidInput
from apps.feedback.models import Credit, Release, Ticket
from apps.feedback.privacy.services import erase_feedback
from apps.feedback.releases.selectors import Rate, effects, thanked
from apps.feedback.releases.services import agree_to_credit, publish_release, withdraw_credit
from apps.feedback.topics.services import link_topic, support_topic
from apps.notifications.models import Notification
from tests.feedback.topics import TopicFactory
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db


def a_release(**fields) -> Release:
    words = {"version": "1.4", "title_en": "Voice messages", "title_zh": "语音消息", "text_en": "You can speak now."}
    return Release.objects.create(**(words | fields))


def test_publishing_ships_its_topics_and_tells_who_asked_once(ana, drain):
    topic, release = TopicFactory(), a_release()
    support_topic(person=ana, topic_id=topic.pk)
    release.topics.add(topic)
    for _twice in range(2):
        publish_release(release_id=release.pk)
        drain()
    topic.refresh_from_db()
    assert topic.status == "shipped"
    assert Notification.objects.filter(person=ana, kind="topic_shipped", channel="in_app").count() == 1


def test_a_report_is_about_the_release_that_was_newest_then(ana, mei, tell, drain, sign_in):
    before = tell(ana)
    drain()
    a_release(version="1.4", published_at=timezone.now() - timedelta(days=1))
    newest = a_release(version="1.5", published_at=timezone.now())
    told = tell(ana)
    drain()
    a_release(version="1.6", published_at=timezone.now())
    drain()
    before.refresh_from_db()
    told.refresh_from_db()
    assert (before.release, told.release) == (None, newest)
    page = sign_in(mei).get(reverse("admin:feedback_ticket_change", args=[told.pk])).content.decode()
    assert "Release 1.5" in page


def test_everybody_reads_it_in_their_language_and_only_what_is_published(client, ana):
    hidden = TopicFactory(title_en="Secret plans", is_published=False)
    release, draft = a_release(), a_release(version="1.5", title_en="Soon")
    release.topics.add(TopicFactory(), hidden)
    publish_release(release_id=release.pk)
    page = client.get("/changelog/").content.decode()
    assert "You can speak now." in page
    assert "Secret plans" not in page
    assert "Soon" not in page
    assert "语音消息" in client.get("/changelog/", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert client.get(f"/changelog/{release.pk}/").status_code == 200
    assert client.get(f"/changelog/{draft.pk}/").status_code == 404
    shown = client.get(release.topics.get(is_published=True).get_absolute_url()).content.decode()
    assert "1.4 · Voice messages" in shown
    feed = client.get("/changelog/feed/").content.decode()
    assert "1.4 · Voice messages" in feed
    assert "Soon" not in feed


def test_who_asked_is_thanked_by_the_name_that_they_chose_and_nobody_else(ana, ben, olga, client):
    topic, release = TopicFactory(), a_release()
    for person in (ana, ben):
        support_topic(person=person, topic_id=topic.pk)
    agree_to_credit(person=ana, nickname="小安")
    agree_to_credit(person=olga, nickname="Olga")
    release.topics.add(topic)
    publish_release(release_id=release.pk)
    late = CandidateFactory()
    agree_to_credit(person=late, nickname="Latecomer")
    support_topic(person=late, topic_id=topic.pk)
    release.refresh_from_db()
    assert thanked([release]) == {release.pk: ["小安"]}
    page = client.get(f"/changelog/{release.pk}/").content.decode()
    assert "小安" in page
    assert ana.name not in page
    withdraw_credit(person=ana)
    assert thanked([release]) == {release.pk: []}


@pytest.mark.parametrize("nickname", ["", "   ", "x" * 31, "write to a@b.example", "www.jobs", "vx 138001380"])
def test_a_name_is_no_advertisement(ana, nickname, sign_in):
    with pytest.raises(InvalidInput):
        agree_to_credit(person=ana, nickname=nickname)
    answer = sign_in(ana).post("/changelog/credit/", {"nickname": nickname})
    assert answer.status_code == 422
    assert not Credit.objects.exists()


def test_one_agrees_and_takes_it_back_on_the_page(ana, sign_in):
    client = sign_in(ana)
    for name in ("Anna", "小安"):
        client.post("/changelog/credit/", {"nickname": name})
    assert Credit.objects.get().nickname == "小安"
    assert "小安" in client.get("/changelog/").content.decode()
    client.post("/changelog/credit/", {"withdraw": "1"})
    assert not Credit.objects.exists()


def test_the_api_says_the_same(ana, client, sign_in):
    topic, release = TopicFactory(), a_release()
    support_topic(person=ana, topic_id=topic.pk)
    release.topics.add(topic)
    mine = sign_in(ana)
    mine.put("/api/v1/releases/credit/", {"nickname": "小安"}, content_type="application/json")
    publish_release(release_id=release.pk)
    (found,) = client.get("/api/v1/releases/").json()["results"]
    assert (found["version"], found["topics"], found["contributors"]) == (
        "1.4",
        [{"id": topic.pk, "title": "Voice messages"}],
        ["小安"],
    )
    assert client.put("/api/v1/releases/credit/").status_code in (401, 403)
    assert mine.delete("/api/v1/releases/credit/").status_code == 204
    assert client.get(f"/api/v1/releases/{release.pk}/").json()["contributors"] == []


def test_the_console_publishes_and_shows_what_it_changed(ana, ben, mei, sign_in, conversation):
    topic, release = TopicFactory(), a_release()
    release.topics.add(topic)
    client = sign_in(mei)
    client.post(reverse("admin:feedback_release_publish", args=[release.pk]), {"_form_submitted": "on"})
    release.refresh_from_db()
    assert release.published_at
    at = timezone.now() - timedelta(days=30)
    Release.objects.filter(pk=release.pk).update(published_at=at)
    for days in (-3, -2, -1, 5):
        moment = at + timedelta(days=days)
        ticket = Ticket.objects.create(
            reporter=ana, client_id=uuid4(), body="It hangs", created_at=moment, last_public_at=moment
        )
        link_topic(ticket_id=ticket.pk, topic=topic)
    release.refresh_from_db()
    (effect,) = effects(release, now=timezone.now())
    assert (effect.days, effect.before.reports, effect.after.reports) == (28, 3, 1)
    assert (
        "28 days before and after"
        in client.get(reverse("admin:feedback_release_change", args=[release.pk])).content.decode()
    )


def test_what_everybody_has_read_stays_in_the_changelog(mei, sign_in):
    draft, published = a_release(version="1.5"), a_release(published_at=timezone.now())
    for release, answer in ((draft, 302), (published, 403)):
        page = reverse("admin:feedback_release_delete", args=[release.pk])
        assert sign_in(mei).post(page, {"post": "yes"}).status_code == answer
    assert Release.objects.get() == published


def test_the_interval_of_a_rate_is_that_of_the_tables():
    low, high = Rate(reports=10, active=1000).interval
    assert (round(low, 1), round(high, 1)) == (4.8, 18.4)
    assert Rate(reports=0, active=1000).interval[0] == 0
    assert Rate(reports=3, active=0).value is None


def test_who_leaves_is_no_longer_named(ana):
    agree_to_credit(person=ana, nickname="小安")
    erase_feedback(person=ana)
    assert not Credit.objects.exists()
