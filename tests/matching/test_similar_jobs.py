"""After a no: which open jobs are like that one."""

import pytest

from apps.accounts.models import User
from apps.matching.models import Job, JobStatus
from apps.matching.recommendations.services import dismiss_job
from apps.matching.recommendations.similar import similar_jobs
from apps.matching.retrieval.services import embed_stale
from tests.matching.factories import JobFactory, skill
from tests.people import CompanyFactory, RecruiterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(ben: User) -> dict[str, Job]:
    python, sql = skill("Python"), skill("SQL")
    firm = RecruiterFactory().company
    return {
        "declined": JobFactory(company=ben.company, posted_by=ben, title="Data analyst", requires=[python, sql]),
        "near": JobFactory(company=firm, title="Business analyst", requires=[python, sql]),
        "nearer": JobFactory(company=firm, title="Data analyst, risk", city="Lyon", requires=[python, sql]),
        "far": JobFactory(company=firm, title="Lorry driver"),
        "closed": JobFactory(company=firm, title="Data analyst", status=JobStatus.CLOSED, requires=[python, sql]),
        "silent": JobFactory(company=CompanyFactory(), title="Data analyst", requires=[python, sql]),
    }


def test_the_most_alike_open_jobs_with_somebody_to_answer_come_first(ana: User, jobs):
    embed_stale()
    assert similar_jobs(jobs["declined"], reader=ana) == [jobs["nearer"], jobs["near"]]


def test_nothing_is_shown_where_nothing_is_alike(ana: User, jobs):
    embed_stale()
    assert similar_jobs(jobs["far"], reader=ana) == []


def test_what_the_reader_dismissed_or_talks_about_already_stays_out(ana: User, jobs):
    dismiss_job(person=ana, job=jobs["near"], reason="")
    assert similar_jobs(jobs["declined"], reader=ana, without=[jobs["nearer"].pk]) == []
