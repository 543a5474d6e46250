"""The API of matching: the same rules as the pages, as data."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.matching.jobs.services import post_job
from apps.matching.models import Job, JobDismissal, JobStatus, Resume
from apps.matching.resumes.services import save_resume
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


def api(person: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


@pytest.fixture
def job(ben: User) -> Job:
    return post_job(poster=ben, title="Data analyst", city="上海", skills_required=["SQL", "Python"], salary_max=9)


@pytest.fixture
def resume(ana: User) -> Resume:
    return save_resume(owner=ana, title="Analyst", skills=["Python"], city="Shanghai", summary="Call 13800138000")


def test_jobs_are_ranked_and_say_why(ana: User, job: Job, resume: Resume):
    (found,) = api(ana).get(f"{BASE}/jobs/").json()["results"]
    assert found["title"] == "Data analyst"
    assert found["company"]["name"] == "Harbour Labs"
    assert found["match"]["label"].endswith("1 of 2 skills, same city")
    reason = found["match"]["reasons"][0]
    assert {"code", "polarity", "job_field", "job_value", "resume_field", "resume_value", "text"} <= set(reason)
    assert found["match"]["raises"][0]["text"] == "If you know SQL, add it to your résumé."


def test_without_personalisation_there_is_no_match(ana: User, job: Job, resume: Resume):
    (found,) = api(ana).get(f"{BASE}/jobs/?order=newest").json()["results"]
    assert found["match"] is None


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=analyst", 1),
        ("q=analys", 0),
        ("city=Shanghai", 1),
        ("remote=true", 0),
        ("salary_known=true", 1),
        ("skill=结构化查询", 0),
        ("skill=sql", 1),
        ("industry=x", 0),
    ],
)
def test_filters_narrow(ana: User, ben: User, job: Job, query: str, count: int):
    assert api(ana).get(f"{BASE}/jobs/?{query}").json()["count"] == count


def test_a_recruiter_posts_edits_closes_and_opens(ben: User, ana: User, olga: User):
    client = api(ben)
    made = client.post(f"{BASE}/jobs/", {"title": "Planner", "skills_required": ["SQL"], "remote": None}, format="json")
    assert made.status_code == 201, made.content
    url = f"{BASE}/jobs/{made.json()['id']}/"
    assert client.patch(url, {"city": "Berlin"}, format="json").json()["city"] == "Berlin"
    assert (
        client.patch(url, {"salary_min": 9, "salary_max": 1}, format="json").json()["errors"][0]["attr"] == "salary_max"
    )
    for outsider in (ana, olga):
        assert api(outsider).patch(url, {"city": "Rome"}, format="json").status_code == 404
        assert api(outsider).post(f"{url}close/").status_code == 404
        assert api(outsider).get(f"{url}candidates/").status_code == 404
    assert client.post(f"{url}close/").json()["status"] == "closed"
    assert client.post(f"{url}close/").status_code == 409
    assert client.post(f"{url}reopen/").json()["status"] == "open"
    assert api(ana).post(f"{BASE}/jobs/", {"title": "Mine"}, format="json").status_code == 403
    assert Job.objects.get().city == "Berlin"


def test_posting_twice_with_one_key_posts_once(ben: User):
    for _again in range(2):
        answer = api(ben).post(f"{BASE}/jobs/", {"title": "Planner"}, format="json", headers={"Idempotency-Key": "abc"})
        assert answer.status_code == 201
    assert Job.objects.count() == 1


def test_a_draft_is_the_companys_alone(ben: User, olga: User):
    made = api(ben).post(f"{BASE}/jobs/", {"title": "Planner", "draft": True}, format="json").json()
    assert made["status"] == JobStatus.DRAFT
    assert api(olga).get(f"{BASE}/jobs/{made['id']}/").status_code == 404
    assert api(ben).get(f"{BASE}/jobs/mine/?state=draft").json()["count"] == 1


def test_dismissing_sets_a_state(ana: User, job: Job):
    for _again in range(2):
        answer = api(ana).put(f"{BASE}/jobs/{job.pk}/dismissal/", {"reason": "pay"}, format="json")
        assert answer.status_code == 204
    assert JobDismissal.objects.get().reason == "pay"
    for _again in range(2):
        assert api(ana).delete(f"{BASE}/jobs/{job.pk}/dismissal/").status_code == 204
    assert not JobDismissal.objects.exists()


def test_candidates_are_for_the_company_and_their_contacts_masked(ben: User, job: Job, resume: Resume):
    (found,) = api(ben).get(f"{BASE}/jobs/{job.pk}/candidates/").json()["results"]
    assert found["resume"]["owner_name"] == "Ana"
    assert found["resume"]["summary"] == "Call •••"
    assert "1 of 2 skills" in found["match"]["label"]
    assert api(ben).get(f"{BASE}/resumes/{resume.pk}/").json()["summary"] == "Call •••"


def test_my_resume_is_mine(ana: User, ben: User, resume: Resume):
    assert api(ana).get(f"{BASE}/resume/").json()["summary"] == "Call 13800138000"
    changed = api(ana).put(f"{BASE}/resume/", {"city": "Berlin", "skills": ["SQL", "Juggling"]}, format="json")
    assert changed.status_code == 200, changed.content
    assert (changed.json()["city"], changed.json()["title"]) == ("Berlin", "Analyst")
    assert [found["name"] for found in changed.json()["skills"]] == ["Juggling", "SQL"]
    assert api(ben).get(f"{BASE}/resume/").status_code == 404


def test_uploading_by_api(ana: User, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile(
        "cv.txt", "求职意向：护士\n技能\n临床护理、急救\n工作经历\n在医院工作三年，负责病区。".encode()
    )
    answer = api(ana).post(f"{BASE}/resume/upload/", {"file": file}, format="multipart")
    assert answer.status_code == 201, answer.content
    assert answer.json()["resume"]["title"] == "护士"
    assert answer.json()["resume"]["has_file"] is True
    bad = api(ana).post(
        f"{BASE}/resume/upload/", {"file": SimpleUploadedFile("cv.pdf", b"\x00\x01" * 99)}, format="multipart"
    )
    assert (bad.status_code, bad.json()["errors"][0]["code"]) == (400, "document_type")


def test_skills_are_suggested_in_the_readers_language(ana: User):
    english = api(ana).get(f"{BASE}/skills/?q=machine").json()["results"]
    chinese = api(ana).get(f"{BASE}/skills/?q=机器学", headers={"Accept-Language": "zh-hans"}).json()["results"]
    assert english[0]["name"] == "Machine Learning"
    assert chinese[0]["name"] == "机器学习"
    assert api(ana).get(f"{BASE}/skills/").json()["results"] == []


def test_staff_import_jobs_and_read_why_rows_were_refused(ben: User, ana: User):
    operator = OperatorFactory()
    file = "职位,薪资\n护士,10k-20k\n医生,abc\n".encode("gb18030")

    def bring(person: User):
        upload = SimpleUploadedFile("jobs.csv", file)
        data = {"file": upload, "company": ben.company_id}
        return api(person).post(f"{BASE}/jobs/import/", data, format="multipart")

    for person in (operator, ben, ana):
        assert bring(person).status_code == 403
    operator.user_permissions.add(Permission.objects.get(codename="add_job"))
    operator = User.objects.get(pk=operator.pk)
    report = bring(operator).json()
    assert (report["created"], report["failed"]) == (1, 1)
    assert report["defects"][0]["line"] == 3
    assert "can't read as pay" in report["defects"][0]["reason"]
    assert Job.objects.get().company == ben.company
    resumes = SimpleUploadedFile("r.jsonl", b'{"title": "Cook", "skills": ["Cooking"]}')
    assert api(operator).post(f"{BASE}/resumes/import/", {"file": resumes}, format="multipart").json()["created"] == 1
