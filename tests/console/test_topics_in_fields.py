"""Operators write topics in fields, try them on past postings first, and detection reads what they wrote."""

import pytest
from django.urls import reverse

from apps.matching.facts.loading import load_topics
from apps.matching.facts.topics import open_topics, shipped_topics
from apps.matching.models import Job, Topic
from tests.matching.factories import JobFactory
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.get(subject="job", key="salary")


@pytest.fixture
def console(sign_in):
    return sign_in(OperatorFactory(is_superuser=True))


def form_of(console, topic: Topic) -> dict[str, object]:
    page = console.get(address(topic))
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def address(topic: Topic) -> str:
    return reverse("admin:matching_topic_change", args=[topic.pk])


def salary(job: Job) -> str:
    return next((one.evidence for one in open_topics(job) if one.topic == "salary"), "closed")


def test_words_that_an_operator_adds_are_found(console, topic: Topic):
    job = JobFactory(description="看心情给钱")
    assert salary(job) == ""
    data = form_of(console, topic) | {"opens_zh": topic.opens_zh + "\n看心情给钱"}
    assert console.post(address(topic), data).status_code == 302
    assert salary(job) == "看心情给钱"


def test_a_try_shows_what_would_change_and_saves_nothing(console, topic: Topic):
    job = JobFactory(title="Juggler", description="We pay in applause")
    data = form_of(console, topic) | {"closes_en": topic.closes_en + "\npay in …", "_try": "1"}
    page = console.post(address(topic), data).content.decode()
    assert "Juggler" in page
    assert "Nothing is saved yet" in page
    assert salary(job) == ""
    del data["_try"]
    console.post(address(topic), data)
    assert salary(job) == "closed"


def test_a_phrase_that_cannot_be_read_is_refused_with_its_line(console, topic: Topic):
    data = form_of(console, topic) | {"opens_en": "competitive\n(either/or"}
    page = console.post(address(topic), data).content.decode()
    assert "This phrase can&#x27;t be read: (either/or" in page
    topic.refresh_from_db()
    assert "(either/or" not in topic.opens_en


def test_conditions_are_ticked(console, topic: Topic):
    job = JobFactory(title="Truck driver", salary_text="negotiable")
    console.post(address(topic), form_of(console, topic) | {"not_for": ["hands_on"]})
    assert salary(job) == "closed"
    assert salary(JobFactory(title="Data engineer", salary_text="negotiable")) == "negotiable"


def test_what_operators_wrote_outlives_the_next_release(topic: Topic):
    Topic.objects.filter(pk=topic.pk).update(opens_zh="随缘", label_en="Money")
    load_topics()
    topic.refresh_from_db()
    assert (topic.opens_zh, topic.label_en) == ("随缘", "Money")


def test_words_from_before_topics_get_the_products_beside_them_once(topic: Topic):
    Topic.objects.filter(pk=topic.pk).update(opens_zh="随缘", label_en="Money", content_version=0)
    load_topics()
    topic.refresh_from_db()
    lines = topic.opens_zh.splitlines()
    assert lines[0] == "随缘"
    assert {"面议", "随缘"} <= set(lines)
    assert topic.label_en == "Money"


def test_everything_that_is_shipped_can_be_saved_in_the_form(console):
    assert Topic.objects.count() == len(shipped_topics())
    for topic in Topic.objects.all():
        answer = console.post(address(topic), form_of(console, topic))
        assert answer.status_code == 302, (topic, answer.context["adminform"].form.errors)
