"""All 50 postings and 15 résumés of the public set come in whole."""

import json

import pytest

from apps.matching.importing.services import import_jobs, import_resumes
from apps.matching.models import Job, Resume
from apps.matching.parsing.places import parse_place
from tests.matching.public_set import JOBS, RESUMES

pytestmark = [pytest.mark.shared_data, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _imported(db: None) -> None:
    import_jobs(content=JOBS.read_bytes(), file_name=JOBS.name)
    import_resumes(content=RESUMES.read_bytes(), file_name=RESUMES.name)


def test_every_posting_is_there_with_all_that_it_says():
    for raw in map(json.loads, JOBS.read_text("utf-8").splitlines()):
        job = Job.objects.select_related("company").get(external_id=raw["job_id"])
        assert job.title == raw["title"]
        assert job.responsibilities == raw["responsibilities"]
        assert job.requirements == raw["requirements_text"]
        assert (job.company.name if job.company else None) == raw["company"]
        assert bool(job.level) == bool(raw["level"])
        place = parse_place(raw["location"] or "")
        assert (job.city, job.region, job.remote) == (place.city, place.region, place.remote)
        assert job.is_listed()
        assert job.language == "en"
        required = {skill.name_en.casefold() for skill in job.skills.all()}
        assert len(required) == len(raw["skills"]), (raw["skills"], required)
    assert Job.objects.count() == 50


def test_what_a_posting_leaves_out_stays_unknown():
    remote = Job.objects.get(external_id="job_002")
    assert (remote.remote, remote.city) == (True, "")
    on_place = Job.objects.get(external_id="job_001")
    assert (on_place.remote, on_place.city, on_place.region) == (None, "San Francisco", "CA")
    assert (on_place.salary_min, on_place.salary_max, on_place.salary_currency) == (None, None, "")
    assert Job.objects.get(external_id="job_003").company is None
    assert Job.objects.get(external_id="job_004").level == ""


def test_years_come_from_the_requirements_where_they_say_so():
    assert Job.objects.get(external_id="job_001").years_min == 5
    assert Job.objects.get(external_id="job_002").years_min is None


def test_every_resume_is_there_and_unclaimed():
    for raw in map(json.loads, RESUMES.read_text("utf-8").splitlines()):
        resume = Resume.objects.get(external_id=raw["resume_id"])
        assert resume.owner is None
        assert resume.education == raw["education"]
        assert resume.experience == raw["experience"]
        assert resume.projects == raw["projects"]
        assert resume.skills.count() == len(raw["skills"])
        assert resume.years_experience is None
    assert Resume.objects.count() == 15


def test_the_same_files_again_change_nothing():
    before = list(Job.objects.order_by("pk").values()), list(Resume.objects.order_by("pk").values())
    for run in (
        import_jobs(content=JOBS.read_bytes(), file_name=JOBS.name),
        import_resumes(content=RESUMES.read_bytes(), file_name=RESUMES.name),
    ):
        assert (run.created, run.updated, run.failed) == (0, 0, 0)
    assert before == (list(Job.objects.order_by("pk").values()), list(Resume.objects.order_by("pk").values()))
