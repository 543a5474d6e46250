"""Posting, editing, closing and opening jobs: by whom, what follows, and what isn't lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import NotFound
from apps.events.models import OutboxEvent
from apps.matching.jobs.errors import CompanyNeeded, JobAlreadyOpen, JobNeedsMore, JobNotOpen
from apps.matching.jobs.selectors import JobFilters, jobs_for
from apps.matching.jobs.services import close_job, edit_job, post_job, reopen_job
from apps.matching.models import Job, JobDismissal, JobStatus
from apps.matching.profile.errors import RangeReversed, UnusableField
from apps.matching.recommendations.services import dismiss_job, undo_dismissal
from tests.matching.factories import JobFactory
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db


def events() -> list[str]:
    return list(OutboxEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_a_posted_job_is_the_companys_and_listed(ben: User):
    job = post_job(poster=ben, title="Planner", skills_required=["SQL"], skills_nice=["Python", "SQL"])
    assert (job.company, job.posted_by, job.is_listed()) == (ben.company, ben, True)
    assert {link.skill.slug: link.required for link in job.job_skills.all()} == {"sql": True, "python": False}
    assert events() == ["matching.job_posted"]


def test_a_draft_is_not_listed_and_nobody_hears_of_it(ben: User):
    job = post_job(poster=ben, title="Planner", publish_now=False)
    assert not job.is_listed()
    assert events() == []
    reopen_job(job=job, opener=ben)
    assert events() == ["matching.job_posted"]


def test_none_and_empty_are_what_nobody_said(ben: User):
    job = post_job(poster=ben, title=" Planner ", city=None, salary_currency=None, language="zh", description="会排班")
    assert (job.title, job.city, job.salary_currency, job.language) == ("Planner", "", "", "zh-hans")


def test_a_recruiter_without_a_company_posts_nothing():
    with pytest.raises(CompanyNeeded):
        post_job(poster=RecruiterFactory(company=None), title="Planner")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"title": "  "}, JobNeedsMore),
        ({"title": "A", "salary_min": 2, "salary_max": 1}, RangeReversed),
        ({"title": "A", "years_min": 5, "years_max": 3}, RangeReversed),
        ({"title": "A" * 161}, UnusableField),
        ({"title": "A\x00"}, UnusableField),
        ({"title": "A", "level": "emperor"}, UnusableField),
    ],
)
def test_nonsense_is_refused_and_nothing_is_stored(ben: User, fields: dict[str, object], error: type[Exception]):
    with pytest.raises(error):
        post_job(poster=ben, **fields)
    assert not Job.objects.exists()
    assert events() == []


def test_editing_leaves_what_is_not_passed(ben: User):
    job = post_job(poster=ben, title="Planner", city="Berlin", skills_required=["SQL"])
    edit_job(job=job, editor=ben, title="Cook")
    job.refresh_from_db()
    assert (job.title, job.city, job.skills.count()) == ("Cook", "Berlin", 1)


def test_only_the_company_edits_closes_and_opens(ben: User, olga: User, ana: User):
    job = post_job(poster=ben, title="Planner")
    for person in (olga, ana):
        for act in (
            lambda: edit_job(job=job, editor=person, title="Mine"),  # noqa: B023
            lambda: close_job(job=job, closer=person),  # noqa: B023
            lambda: reopen_job(job=job, opener=person),  # noqa: B023
        ):
            with pytest.raises(NotFound):
                act()
    job.refresh_from_db()
    assert (job.title, job.status) == ("Planner", JobStatus.OPEN)


def test_closing_twice_is_said_and_told_once(ben: User):
    job = post_job(poster=ben, title="Planner")
    close_job(job=job, closer=ben)
    with pytest.raises(JobNotOpen):
        close_job(job=job, closer=ben)
    assert events().count("matching.job_closed") == 1


def test_opening_again_renews_an_expired_job(ben: User):
    now = timezone.now()
    job = post_job(poster=ben, title="Planner", expires_at=now + timedelta(days=1))
    with pytest.raises(JobAlreadyOpen):
        reopen_job(job=job, opener=ben)
    later = now + timedelta(days=2)
    assert not job.is_listed(now=later)
    assert reopen_job(job=job, opener=ben, now=later).is_listed(now=later)


def test_a_dismissed_job_leaves_ones_own_list_and_comes_back(ana: User, ben: User):
    job = post_job(poster=ben, title="Planner")
    dismiss_job(person=ana, job=job, reason="pay")
    dismiss_job(person=ana, job=job)
    assert JobDismissal.objects.count() == 1
    assert not jobs_for(ana).exists()
    assert jobs_for(ben).exists()
    undo_dismissal(person=ana, job=job)
    assert jobs_for(ana).exists()


def test_nobody_dismisses_what_they_cannot_see(ana: User, ben: User):
    with pytest.raises(NotFound):
        dismiss_job(person=ana, job=post_job(poster=ben, title="Planner", publish_now=False))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("上海", True),
        ("海东边", True),
        ("东上海", False),
        ("java", True),
        ("javascript", False),
        ("C++", True),
        ("harbour", True),
        ("机器学习", True),
        ("machine learning", True),
        ("100%", False),
        ("_", False),
        ("！？", False),
    ],
)
def test_searching_finds_chinese_substrings_and_english_words(ana: User, ben: User, query: str, found: bool):
    description = "我们在上海东边，用 Java 和 C++。"
    post_job(poster=ben, title="后端工程师", description=description, skills_required=["机器学习"])
    assert jobs_for(ana, filters=JobFilters(q=query)).exists() is found


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (JobFilters(city="Shanghai"), ["A"]),
        (JobFilters(remote=True), ["B"]),
        (JobFilters(industry="finance"), ["A"]),
        (JobFilters(salary_known=True), ["B"]),
        (JobFilters(skill=0), []),
    ],
)
def test_filters_narrow(ana: User, filters: JobFilters, titles: list[str]):
    JobFactory(title="A", city="上海", industry="Finance")
    JobFactory(title="B", remote=True, salary_max=5)
    assert list(jobs_for(ana, filters=filters).values_list("title", flat=True)) == titles
