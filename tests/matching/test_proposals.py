"""What a posting in prose says is proposed to its author with its line, and stated only when they add it."""

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.matching.facts.proposals import proposals_for
from apps.matching.jobs.services import post_job
from apps.matching.models import Job

pytestmark = pytest.mark.django_db
CHINESE = (
    "后端开发。\n任职要求：熟悉Django、PostgreSQL；有Redis经验者优先。\n"
    "3-5年后端开发经验。\n本科及以上学历。\n薪资20-35K·14薪。"
)
ENGLISH = (
    "We build ports.\nYou know Python and SQL.\nTableau is a plus.\n5+ years of experience with data.\n"
    "Bachelor's degree required.\nSalary: $120k–150k a year."
)


@pytest.mark.parametrize("prose", [CHINESE, ENGLISH])
def test_prose_is_read_with_its_lines_and_stated_only_when_added(ben: User, sign_in, prose: str):
    job = post_job(poster=ben, title="Engineer", description=prose)
    lines = prose.splitlines()
    assert all(any(proposal.source in line for line in lines) for proposal in proposals_for(job))
    assert len(proposals_for(job)) == 5
    assert (job.years_min, job.degree, job.salary_min, job.skills.count()) == (None, "", None, 0)
    client = sign_in(ben)
    assert client.post(reverse("matching:job_accept_proposals", args=[job.pk])).status_code == 302
    job = Job.objects.get(pk=job.pk)
    assert job.degree == "bachelor"
    assert job.years_min == (3 if prose == CHINESE else 5)
    assert job.salary_min == (20_000 if prose == CHINESE else 120_000)
    assert job.job_skills.filter(required=False).count() == 1
    assert proposals_for(job) == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_its_recruiters_see_the_proposals_and_nobody_else(ben: User, ana: User, olga: User, sign_in, language: str):
    job = post_job(poster=ben, title="Engineer", description=CHINESE)
    page = reverse("matching:job", args=[job.pk])
    words = "Add to the posting" if language == "en" else "添加到职位"
    for person, sees in ((ben, True), (ana, False), (olga, False)):
        person.language = language
        person.save()
        assert (words in sign_in(person).get(page).content.decode()) is sees
    assert sign_in(olga).post(reverse("matching:job_accept_proposals", args=[job.pk])).status_code == 404
    assert not Job.objects.get(pk=job.pk).degree


def test_what_is_stated_is_not_proposed_again(ben: User):
    job = post_job(
        poster=ben,
        title="Engineer",
        description=ENGLISH,
        years_min=2,
        degree="master",
        salary_min=1,
        skills_nice=["SQL"],
    )
    assert proposals_for(job) == []
