"""Postings are public inside, drafts are the company's; résumés are seen by those whom their owners let."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.matching.models import Job, Resume, ResumeAccess, ResumeVisibility
from apps.matching.resumes.services import save_resume
from tests.matching.factories import JobFactory, ResumeFactory


@pytest.mark.parametrize("person", ["ana", "ben", "olga"])
def test_everybody_sees_an_open_job(ben: User, person: str, request: pytest.FixtureRequest):
    job = JobFactory(company=ben.company)
    assert list(Job.objects.visible_to(request.getfixturevalue(person))) == [job]


def test_a_draft_is_its_companys_alone(ana: User, ben: User, olga: User):
    job = JobFactory(company=ben.company, status="draft", published_at=None)
    assert list(Job.objects.visible_to(ben)) == [job]
    assert not Job.objects.visible_to(ana).exists()
    assert not Job.objects.visible_to(olga).exists()


def test_a_closed_job_stays_readable_for_candidates_and_its_company(ana: User, ben: User, olga: User):
    job = JobFactory(company=ben.company, status="closed")
    assert list(Job.objects.visible_to(ana)) == list(Job.objects.visible_to(ben)) == [job]
    assert not Job.objects.visible_to(olga).exists()
    assert not Job.objects.listed().exists()


def test_an_expired_job_is_listed_no_more(ben: User, olga: User):
    now = timezone.now()
    job = JobFactory(company=ben.company, expires_at=now + timedelta(days=1))
    assert list(Job.objects.listed(now=now)) == [job]
    later = now + timedelta(days=2)
    assert not Job.objects.listed(now=later).exists()
    assert not Job.objects.visible_to(olga, now=later).exists()
    assert list(Job.objects.visible_to(ben, now=later)) == [job]


def test_only_its_company_manages_a_job(ana: User, ben: User, olga: User):
    job = JobFactory(company=ben.company)
    assert list(Job.objects.managed_by(ben)) == [job]
    assert not Job.objects.managed_by(ana).exists()
    assert not Job.objects.managed_by(olga).exists()


def test_a_recruiter_without_a_company_manages_nothing(ben: User):
    JobFactory(company=None)
    ben.company = None
    assert not Job.objects.managed_by(ben).exists()


def test_recruiters_see_a_resume_and_other_candidates_do_not(ana: User, ben: User):
    resume = ResumeFactory(owner=ana)
    other = ResumeFactory().owner
    assert list(Resume.objects.visible_to(ana)) == [resume]
    assert resume in Resume.objects.visible_to(ben)
    assert resume not in Resume.objects.visible_to(other)


def test_a_shy_resume_is_seen_only_by_companies_one_talks_with(ana: User, ben: User, olga: User):
    resume = ResumeFactory(owner=ana, visibility=ResumeVisibility.CONTACTED)
    assert not Resume.objects.visible_to(ben).exists()
    ResumeAccess.objects.create(resume=resume, company=ben.company)
    assert list(Resume.objects.visible_to(ben)) == [resume]
    assert not Resume.objects.visible_to(olga).exists()


def test_a_resume_can_be_hidden_from_ones_employer(ana: User, ben: User, olga: User):
    resume = save_resume(owner=ana, title="Cook", hidden_from=[ben.company.name])
    assert not Resume.objects.visible_to(ben).exists()
    assert list(Resume.objects.visible_to(olga)) == [resume]


def test_a_block_hides_the_resume_both_ways(ana: User, ben: User, olga: User):
    ResumeFactory(owner=ana)
    block(blocker=ana, blocked=ben)
    block(blocker=olga, blocked=ana)
    assert not Resume.objects.visible_to(ben).exists()
    assert not Resume.objects.visible_to(olga).exists()


def test_an_unclaimed_resume_is_nobodys_to_see(ana: User, ben: User):
    ResumeFactory(owner=None)
    assert not Resume.objects.visible_to(ana).exists()
    assert not Resume.objects.visible_to(ben).exists()
