"""What a company says once about a job stands on its card until it is changed, withdrawn or past its day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import NotFound
from apps.matching.facts.errors import EmptyFact, FactChanged, FactExpiresInPast, FactTooLong
from apps.matching.facts.selectors import fact_about, facts_of, managed_fact
from apps.matching.facts.services import approve_fact, change_fact, withdraw_fact
from apps.matching.models import Job, JobFact
from tests.matching.factories import JobFactory


@pytest.fixture
def job(ben: User) -> Job:
    return JobFactory(company=ben.company, posted_by=ben)


def said(job: Job) -> dict[str, str]:
    return {fact.topic: fact.value for fact in facts_of(job)}


def test_an_approved_answer_stands_with_who_and_when(ben: User, job: Job):
    approve_fact(job=job, topic="salary", value=" 25–40K a month ", approver=ben)
    fact = fact_about(job, "salary")
    assert fact is not None
    assert (fact.value, fact.approved_by, fact.language) == ("25–40K a month", ben, "en")
    assert fact.approved_at <= timezone.now()


def test_there_is_one_for_each_topic(ben: User, job: Job):
    approve_fact(job=job, topic="salary", value="20K", approver=ben)
    approve_fact(job=job, topic="schedule", value="9:30-18:30", approver=ben)
    approve_fact(job=job, topic="salary", value="25K", approver=ben)
    assert said(job) == {"salary": "25K", "schedule": "9:30-18:30"}


def test_the_same_twice_is_one(ben: User, job: Job):
    first = approve_fact(job=job, topic="salary", value="25K", approver=ben)
    assert approve_fact(job=job, topic="salary", value="25K", approver=ben) == first
    assert JobFact.objects.count() == 1


def test_past_its_day_or_withdrawn_it_stands_no_longer(ben: User, job: Job):
    day = timezone.now() + timedelta(days=3)
    approve_fact(job=job, topic="salary", value="25K", approver=ben, expires_at=day)
    fact = approve_fact(job=job, topic="schedule", value="9:30-18:30", approver=ben)
    assert [one.topic for one in facts_of(job, now=day + timedelta(seconds=1))] == ["schedule"]
    withdraw_fact(fact=fact, by=ben)
    withdraw_fact(fact=fact, by=ben)
    assert set(said(job)) == {"salary"}


def test_a_change_keeps_what_candidates_were_told(ben: User, job: Job):
    fact = approve_fact(job=job, topic="salary", value="25K", approver=ben, message=7)
    changed = change_fact(fact=fact, value="28K", expires_at=None, editor=ben)
    assert said(job) == {"salary": "28K"}
    fact.refresh_from_db()
    assert (fact.value, fact.withdrawn_by, changed.message) == ("25K", ben, 7)


def test_who_changes_what_a_colleague_changed_meanwhile_is_told(ben: User, job: Job):
    fact = approve_fact(job=job, topic="salary", value="25K", approver=ben)
    change_fact(fact=fact, value="28K", expires_at=None, editor=ben)
    with pytest.raises(FactChanged):
        change_fact(fact=fact, value="30K", expires_at=None, editor=ben)


def test_what_says_nothing_too_much_or_ended_is_refused(ben: User, job: Job):
    with pytest.raises(EmptyFact):
        approve_fact(job=job, topic="salary", value="  ", approver=ben)
    with pytest.raises(FactTooLong):
        approve_fact(job=job, topic="salary", value="x" * 501, approver=ben)
    with pytest.raises(FactExpiresInPast):
        approve_fact(job=job, topic="salary", value="25K", approver=ben, expires_at=timezone.now())


def test_nobody_else_may(ana: User, ben: User, olga: User, job: Job):
    fact = approve_fact(job=job, topic="salary", value="25K", approver=ben)
    for person in (ana, olga):
        with pytest.raises(NotFound):
            approve_fact(job=job, topic="salary", value="1K", approver=person)
        with pytest.raises(NotFound):
            change_fact(fact=fact, value="1K", expires_at=None, editor=person)
        with pytest.raises(NotFound):
            withdraw_fact(fact=fact, by=person)
        with pytest.raises(NotFound):
            managed_fact(person, fact.pk)
    assert said(job) == {"salary": "25K"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_colleagues_who_approve_at_once_leave_one(ben: User, job: Job):
    def approve(number: int) -> None:
        try:
            approve_fact(job=job, topic="salary", value=f"{number}K", approver=ben)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(approve, range(8)))
    assert JobFact.objects.live().count() == 1
    assert JobFact.objects.count() == 8
