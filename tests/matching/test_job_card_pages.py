"""A company looks after its job card by page, API and console; candidates read it; nobody else finds it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.matching.facts.selectors import facts_of
from apps.matching.facts.services import approve_fact
from apps.matching.models import Job, JobFact
from tests.matching.factories import JobFactory
from tests.people import OperatorFactory

JSON = {"content_type": "application/json"}


@pytest.fixture
def job(ben: User) -> Job:
    return JobFactory(company=ben.company, posted_by=ben, salary_text="competitive")


@pytest.fixture
def fact(ben: User, job: Job) -> JobFact:
    return approve_fact(job=job, topic="salary", value="25–40K a month", approver=ben)


def said(job: Job) -> list[tuple[str, str]]:
    return [(fact.topic, fact.value) for fact in facts_of(job)]


def test_candidates_read_it_on_the_job_and_are_not_asked_to_ask(ana: User, job: Job, fact: JobFact, sign_in):
    page = sign_in(ana).get(reverse("matching:job", args=[job.pk])).content.decode()
    assert "Answered by the company" in page
    assert "25–40K a month" in page
    assert "“competitive”" not in page
    assert reverse("matching:job_card", args=[job.pk]) not in page


def test_it_is_written_changed_and_withdrawn_on_its_page(ben: User, job: Job, sign_in):
    browser = sign_in(ben)
    address = reverse("matching:job_card", args=[job.pk])
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    browser.post(address, {"topic": "schedule", "value": "9:30–18:30", "expires_on": day})
    [fact] = facts_of(job)
    assert (fact.value, timezone.localdate(fact.expires_at).isoformat()) == ("9:30–18:30", day)
    assert "9:30–18:30" in browser.get(address).content.decode()
    edit = reverse("matching:fact_edit", args=[fact.pk])
    assert "9:30–18:30" in browser.get(edit).content.decode()
    browser.post(edit, {"value": "10–19", "expires_on": ""})
    assert said(job) == [("schedule", "10–19")]
    browser.post(reverse("matching:fact_withdraw", args=[facts_of(job)[0].pk]))
    assert said(job) == []


def test_a_day_that_is_over_and_an_unknown_topic_are_refused_where_they_stand(ben: User, job: Job, sign_in):
    browser = sign_in(ben)
    address = reverse("matching:job_card", args=[job.pk])
    over = browser.post(address, {"topic": "schedule", "value": "10–19", "expires_on": "2020-01-01"})
    assert (over.status_code, "expires_on" in over.context["form"].errors) == (400, True)
    unknown = browser.post(address, {"topic": "horoscope", "value": "Leo"})
    assert (unknown.status_code, "topic" in unknown.context["form"].errors) == (400, True)
    assert said(job) == []


def test_by_api(ana: User, ben: User, job: Job, sign_in):
    browser: Any = sign_in(ben)
    facts = reverse("job-facts", args=[job.pk])
    made = browser.post(facts, {"topic": "salary", "value": "25K"}, **JSON)
    assert made.status_code == 201
    changed = browser.put(reverse("job-fact", args=[made.json()["id"]]), {"value": "28K"}, **JSON)
    assert changed.json()["value"] == "28K"
    gone = browser.put(reverse("job-fact", args=[made.json()["id"]]), {"value": "30K"}, **JSON)
    assert (gone.status_code, gone.json()["errors"][0]["code"]) == (409, "fact_changed")
    assert [one["value"] for one in sign_in(ana).get(facts).json()] == ["28K"]
    assert browser.delete(reverse("job-fact", args=[changed.json()["id"]])).status_code == 204
    assert browser.post(facts, {"topic": "horoscope", "value": "Leo"}, **JSON).status_code == 400


def test_others_find_nothing(ana: User, olga: User, job: Job, fact: JobFact, sign_in):
    for person in (ana, olga):
        browser: Any = sign_in(person)
        for name, number in (("job_card", job.pk), ("fact_edit", fact.pk), ("fact_withdraw", fact.pk)):
            assert browser.post(reverse(f"matching:{name}", args=[number]), {"value": "1K"}).status_code == 404
        assert browser.put(reverse("job-fact", args=[fact.pk]), {"value": "1K"}, **JSON).status_code == 404
        assert browser.delete(reverse("job-fact", args=[fact.pk])).status_code == 404
        given = browser.post(reverse("job-facts", args=[job.pk]), {"topic": "salary", "value": "1K"}, **JSON)
        assert given.status_code == 404
    assert said(job) == [("salary", "25–40K a month")]


def test_operators_mend_and_withdraw_it_in_the_console(job: Job, fact: JobFact, sign_in):
    console = sign_in(OperatorFactory(is_superuser=True))
    change = reverse("admin:matching_jobfact_change", args=[fact.pk])
    console.post(change, {"value": "26–40K a month", "expires_at_0": "", "expires_at_1": ""})
    assert said(job) == [("salary", "26–40K a month")]
    listed = reverse("admin:matching_jobfact_changelist")
    console.post(listed, {"action": "withdraw", "_selected_action": [facts_of(job)[0].pk]})
    assert said(job) == []
