"""One matter of many people: voices, the roadmap, merging, and the question whether it is fixed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.errors import NotFound
from apps.feedback.models import Topic, TopicStatus, TopicSupport
from apps.feedback.topics import services
from apps.feedback.topics.errors import MergedAlready, NotShipped, WouldHide
from apps.feedback.topics.selectors import similar
from apps.feedback.topics.services import (
    link_topic,
    merge_topics,
    say_whether_fixed,
    support_topic,
    topic_shipped,
    unmerge_topic,
    withdraw_support,
)
from apps.feedback.topics.voices import votes
from apps.notifications.models import Notification
from tests.feedback.topics import TopicFactory
from tests.people import CandidateFactory

HTMX = {"HTTP_HX_REQUEST": "true"}


def count(topic: Topic) -> int:
    return votes([topic])[topic.pk]


def told(person) -> int:
    return Notification.objects.filter(person=person, kind="topic_shipped", channel="in_app").count()


def test_a_vote_is_a_person_however_they_spoke_up(ana, olga, tell):
    topic, other = TopicFactory(), TopicFactory(title_en="Tags")
    for _time in range(2):
        link_topic(ticket_id=tell(ana).pk, topic=topic)
        support_topic(person=ana, topic_id=topic.pk)
    assert votes([topic, other]) == {topic.pk: 1, other.pk: 0}
    support_topic(person=olga, topic_id=topic.pk)
    assert count(topic) == 2
    withdraw_support(person=olga, topic_id=topic.pk)
    withdraw_support(person=olga, topic_id=topic.pk)
    assert count(topic) == 1


def test_what_is_merged_counts_together_and_comes_apart_without_loss(ana, olga, ben, tell):
    root, part = TopicFactory(), TopicFactory(title_en="Talking instead of typing")
    support_topic(person=ana, topic_id=root.pk)
    support_topic(person=ana, topic_id=part.pk)
    support_topic(person=olga, topic_id=part.pk)
    ticket = link_topic(ticket_id=tell(ben).pk, topic=part)
    merge_topics(topic_id=part.pk, into_id=root.pk)
    merge_topics(topic_id=part.pk, into_id=root.pk)
    assert count(root) == 3
    unmerge_topic(topic_id=part.pk)
    ticket.refresh_from_db()
    assert (count(root), count(Topic.objects.get(pk=part.pk)), ticket.topic_id) == (1, 3, part.pk)


def test_no_merging_in_a_ring_or_a_chain(db):
    first, second, third = TopicFactory(), TopicFactory(), TopicFactory()
    merge_topics(topic_id=second.pk, into_id=first.pk)
    for topic, into in ((first, second), (third, second), (first, third)):
        with pytest.raises(MergedAlready):
            merge_topics(topic_id=topic.pk, into_id=into.pk)
    with pytest.raises(NotFound):
        merge_topics(topic_id=first.pk, into_id=first.pk)


def test_shipping_tells_every_supporter_once_and_asks(ana, olga, ben, tell, drain, sign_in):
    root, part = TopicFactory(), TopicFactory(title_en="Talking")
    support_topic(person=ana, topic_id=root.pk)
    support_topic(person=olga, topic_id=part.pk)
    link_topic(ticket_id=tell(ana).pk, topic=root)
    merge_topics(topic_id=part.pk, into_id=root.pk)
    topic_shipped(topic_id=root.pk)
    drain()
    drain()
    assert (told(ana), told(olga), told(ben)) == (1, 1, 0)
    assert "Is it fixed for you?" in sign_in(olga).get(root.get_absolute_url()).content.decode()
    assert "Is it fixed for you?" not in sign_in(ben).get(root.get_absolute_url()).content.decode()
    topic_shipped(topic_id=root.pk, now=timezone.now() + timedelta(days=1))
    drain()
    assert told(ana) == 2


def test_nobody_is_told_of_what_isnt_published(ana, drain):
    topic = TopicFactory(supported_by=ana, is_published=False)
    topic_shipped(topic_id=topic.pk)
    drain()
    assert told(ana) == 0


def test_enough_who_say_not_fixed_open_it_again(db):
    people = [CandidateFactory() for _number in range(4)]
    topic = TopicFactory()
    for person in people:
        support_topic(person=person, topic_id=topic.pk)
    topic_shipped(topic_id=topic.pk)
    say_whether_fixed(person=people[0], topic_id=topic.pk, is_fixed=True)
    for person in people[1:3]:
        for _time in range(3):
            say_whether_fixed(person=person, topic_id=topic.pk, is_fixed=False)
    assert Topic.objects.get().status == TopicStatus.SHIPPED
    say_whether_fixed(person=people[3], topic_id=topic.pk, is_fixed=False)
    topic.refresh_from_db()
    assert (topic.status, topic.reopened_at is not None) == (TopicStatus.IN_PROGRESS, True)
    with pytest.raises(NotShipped):
        say_whether_fixed(person=people[0], topic_id=topic.pk, is_fixed=False)


def test_who_has_nothing_to_do_with_it_isnt_asked(olga):
    with pytest.raises(NotFound):
        say_whether_fixed(person=olga, topic_id=TopicFactory(is_shipped=True).pk, is_fixed=False)


def test_who_speaks_up_after_it_shipped_cannot_open_it_again(ana, olga, tell, sign_in):
    topic = TopicFactory(supported_by=ana, is_shipped=True)
    support_topic(person=olga, topic_id=topic.pk)
    link_topic(ticket_id=tell(olga).pk, topic=topic)
    with pytest.raises(NotFound):
        say_whether_fixed(person=olga, topic_id=topic.pk, is_fixed=False)
    assert "Is it fixed for you?" not in sign_in(olga).get(topic.get_absolute_url()).content.decode()
    say_whether_fixed(person=ana, topic_id=topic.pk, is_fixed=False)
    assert [verdict.person for verdict in topic.verdicts.all()] == [ana]


def test_merging_takes_nothing_off_the_roadmap(db):
    hidden, shown = TopicFactory(is_published=False), TopicFactory()
    with pytest.raises(WouldHide):
        merge_topics(topic_id=shown.pk, into_id=hidden.pk)
    merge_topics(topic_id=hidden.pk, into_id=shown.pk)
    assert list(Topic.objects.shown()) == [shown]


def test_a_part_isnt_shipped_by_itself(sign_in, mei):
    root = TopicFactory()
    part = TopicFactory(merged_into=root)
    with pytest.raises(MergedAlready):
        topic_shipped(topic_id=part.pk)
    answer = sign_in(mei).post(f"/admin/feedback/topic/{part.pk}/change/", form_of(part, status="shipped"))
    assert "Take it apart first." in answer.content.decode()
    assert Topic.objects.get(pk=part.pk).status == TopicStatus.CONSIDERED


def form_of(topic: Topic, **changes: object) -> dict[str, object]:
    """What the console posts; a box that isn't ticked isn't posted."""
    names = ("title_en", "title_zh", "summary_en", "summary_zh", "status", "is_published")
    form = {name: getattr(topic, name) for name in names} | changes
    return {name: value for name, value in form.items() if value is not False}


def test_what_shipped_unpublished_is_asked_when_it_is_published_and_once(ana, sign_in, mei, drain):
    topic = TopicFactory(supported_by=ana, is_published=False)
    console, page = sign_in(mei), f"/admin/feedback/topic/{topic.pk}/change/"
    for changes, times in (
        ({"status": "shipped", "is_published": False}, 0),
        ({"status": "shipped", "is_published": "on"}, 1),
        ({"status": "shipped", "is_published": False}, 1),
        ({"status": "shipped", "is_published": "on"}, 1),
    ):
        assert console.post(page, form_of(topic, **changes)).status_code == 302
        drain()
        assert told(ana) == times


def test_many_are_told_a_number_at_a_time(db, drain, monkeypatch):
    monkeypatch.setattr(services, "TOLD_AT_ONCE", 2)
    topic, people = TopicFactory(), [CandidateFactory() for _number in range(5)]
    for person in people:
        support_topic(person=person, topic_id=topic.pk)
    shipped_at = topic_shipped(topic_id=topic.pk).shipped_at.isoformat()
    assert services.tell_supporters(topic_id=topic.pk, shipped_at=shipped_at) == 2
    drain()
    assert [told(person) for person in people] == [1] * 5


def test_the_page_takes_a_voice_and_gives_it_back_also_without_scripts(ana, sign_in):
    topic = TopicFactory()
    client = sign_in(ana)
    assert client.post(f"/feedback/topics/{topic.pk}/me-too/").url == topic.get_absolute_url()
    assert "you too" in client.get(topic.get_absolute_url()).content.decode()
    answer = client.post(f"/feedback/topics/{topic.pk}/not-me/", **HTMX).content.decode()
    assert "Me too" in answer
    assert not TopicSupport.objects.exists()


def test_visitors_read_the_roadmap_and_merged_topics_lead_to_the_whole(client, ana, django_assert_max_num_queries):
    root = TopicFactory(supported_by=ana)
    part = TopicFactory(title_en="Hidden inside", merged_into=root)
    TopicFactory(title_en="Secret plan", is_published=False)
    for number in range(30):
        TopicFactory(title_en=f"Topic {number}", status=TopicStatus.PLANNED)
    with django_assert_max_num_queries(8):
        page = client.get("/roadmap/").content.decode()
    assert "Topic 29" in page
    assert "Secret plan" not in page
    assert "Hidden inside" not in page
    assert "Voice messages" in client.get("/roadmap/?show=considered&page=x").content.decode()
    assert client.get(part.get_absolute_url()).url == root.get_absolute_url()


def test_the_api_gives_the_same(client, ana, sign_in):
    topic = TopicFactory(supported_by=ana)
    assert client.get("/api/v1/topics/").json()["results"][0]["votes"] == 1
    assert client.post(f"/api/v1/topics/{topic.pk}/support/").status_code in {401, 403}
    assert sign_in(ana).delete(f"/api/v1/topics/{topic.pk}/support/").json()["votes"] == 0


@pytest.mark.parametrize("text", ["我想直接说话，不想打字", "Could I record a voice message rather than type?"])
def test_a_topic_is_found_by_meaning_while_typing_in_either_language(ana, text):
    topic = TopicFactory(title_en="Send voice messages instead of typing", title_zh="发语音消息，不用打字")
    TopicFactory(title_en="Dark theme by the clock", title_zh="深色主题按时间切换")
    assert [one.topic for one in similar(ana, text)] == [topic]


def test_saying_so_in_the_console_tells_them_and_two_are_merged(ana, sign_in, mei, drain):
    topic, other = TopicFactory(supported_by=ana), TopicFactory(title_en="Talking")
    console = sign_in(mei)
    lists = "/admin/feedback/topic/"
    picked = {"action": "merge", "_selected_action": [topic.pk, other.pk]}
    console.post(lists, picked)
    assert Topic.objects.get(pk=other.pk).merged_into_id == topic.pk
    console.post(lists, {"action": "take_apart", "_selected_action": [other.pk]})
    assert Topic.objects.get(pk=other.pk).merged_into_id is None


def test_the_console_counts_the_people_that_the_roadmap_counts(ana, olga, ben, tell, sign_in, mei):
    root, part = TopicFactory(supported_by=ana), TopicFactory(title_en="Talking", supported_by=olga)
    link_topic(ticket_id=tell(ana).pk, topic=root)
    link_topic(ticket_id=tell(ben).pk, topic=part)
    console = sign_in(mei)

    def counted() -> dict[str, tuple[int, int]]:
        rows = console.get("/admin/feedback/topic/").context["cl"].result_list
        return {row.title_en: (row.told, row.people) for row in rows}

    assert counted() == {root.title_en: (1, 1), "Talking": (1, 2)}
    said = console.post("/admin/feedback/topic/", merge_of(root, part), follow=True).content.decode()
    assert f"“{root.title_en}” stays, and concerns 3 people now." in said
    assert counted() == {root.title_en: (2, 3), "Talking": (1, 2)}
    assert "people concerned" in console.get(f"/admin/feedback/topic/{root.pk}/change/").content.decode().lower()


def merge_of(*topics: Topic) -> dict[str, object]:
    return {"action": "merge", "_selected_action": [topic.pk for topic in topics]}


def test_the_console_says_where_nothing_was_to_merge_or_take_apart(sign_in, mei):
    topic = TopicFactory()
    console = sign_in(mei)
    said = console.post("/admin/feedback/topic/", merge_of(topic), follow=True).content.decode()
    assert "Choose two or more" in said
    apart = {"action": "take_apart", "_selected_action": [topic.pk]}
    said = console.post("/admin/feedback/topic/", apart, follow=True).content.decode()
    assert "Not done for 1: It isn&#x27;t part of another topic." in said


def test_what_waits_for_a_part_has_the_people_of_the_whole_behind_it(ana, olga, ben, tell, drain):
    root, part = TopicFactory(supported_by=ana), TopicFactory(title_en="Talking", supported_by=olga)
    ticket = link_topic(ticket_id=tell(ben).pk, topic=part)
    drain()

    def behind() -> int:
        ticket.refresh_from_db()
        return ticket.turn_parts["people"]

    assert behind() == 2
    merge_topics(topic_id=part.pk, into_id=root.pk)
    drain()
    assert behind() == 3
    unmerge_topic(topic_id=part.pk)
    drain()
    assert behind() == 2


def test_the_page_of_the_whole_says_what_was_merged_into_it(db, client):
    root = TopicFactory()
    TopicFactory(title_en="Talking", merged_into=root)
    TopicFactory(title_en="Not for the public", merged_into=root, is_published=False)
    page = client.get(root.get_absolute_url()).content.decode()
    assert "Talking" in page
    assert "Not for the public" not in page
