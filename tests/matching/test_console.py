"""The console of matching: operators look after jobs and skills, import files and read the report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.matching.jobs.services import post_job
from apps.matching.models import ImportRun, Job, JobStatus, Resume, Skill
from apps.matching.skills.services import resolve_skills
from tests.matching.factories import ResumeFactory
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def console(sign_in) -> Client:
    return sign_in(OperatorFactory(is_superuser=True))


def act(console: Client, model: str, action: str, *objects: object):
    data = {"action": action, "_selected_action": [thing.pk for thing in objects]}
    return console.post(reverse(f"admin:matching_{model}_changelist"), data, follow=True)


def test_lists_are_searched(console: Client, ben: User):
    job = post_job(poster=ben, title="Planner", skills_required=["SQL"])
    resume = ResumeFactory(title="Nurse")
    for model, row, query, is_found in [
        ("job", job, "plan", True),
        ("job", job, "nurse", False),
        ("resume", resume, "nurse", True),
        ("resume", resume, "plan", False),
        ("skill", Skill.objects.get(name_en="SQL"), "sql", True),
        ("skill", Skill.objects.get(name_en="SQL"), "zebra", False),
    ]:
        page = console.get(reverse(f"admin:matching_{model}_changelist"), {"q": query}).content.decode()
        assert (reverse(f"admin:matching_{model}_change", args=[row.pk]) in page) is is_found, (model, query)


def look_over(console: Client, content: str, **options: object):
    data = {"kind": "jobs", "source": "import", "company": ""} | options
    data["file"] = SimpleUploadedFile("jobs.csv", content.encode())
    return console.post(reverse("admin:matching_importrun_add"), data)


def bring_in(console: Client, page, **options: object):
    return console.post(
        reverse("admin:matching_importrun_bring"), {"token": page.context["token"]} | options, follow=True
    )


def test_importing_leads_to_a_report_with_line_and_reason(console: Client):
    page = look_over(console, "职位,公司,薪资\n护士,柚见,10k-20k\n医生,柚见,25k-15k\n")
    response = bring_in(console, page)
    run = ImportRun.objects.get()
    assert (run.created, run.failed) == (1, 1)
    assert response.redirect_chain[-1][0] == reverse("admin:matching_importrun_change", args=[run.pk])
    assert "can&#x27;t read as pay" in response.content.decode()
    assert "nobody can answer about it" in response.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_file_is_shown_as_it_is_understood_before_anything_comes_in(sign_in, language: str):
    console = sign_in(OperatorFactory(is_superuser=True, language=language))
    heading = "职位,公司,城市,薪资,职业技能,内部备注\n"
    nurse = "护士,柚见,广东深圳,1万-1万5,\"['SQL', '织布鸟框架']\",张\n"
    page = look_over(console, f"{heading}{nurse}医生,柚见,上海,25k-15k,,李\n")
    html = page.content.decode()
    assert not ImportRun.objects.exists()
    assert not Job.objects.exists()
    (good, bad) = page.context["preview"].rows
    assert (good.place, good.skills) == ("深圳", [("SQL", True), ("织布鸟框架", False)])
    assert "15" in good.pay
    assert bad.defect
    assert page.context["preview"].unknown_share == 0.5
    assert "50 %" in html
    assert ("Columns not understood" if language == "en" else "无法识别的列") in html
    assert ("nobody can be written to" if language == "en" else "没有人能回复") in html


def test_a_file_that_was_looked_over_comes_in_once_and_by_who_looked(console: Client, sign_in):
    page = look_over(console, "职位\n护士\n")
    operator = page.wsgi_request.user
    assert bring_in(sign_in(OperatorFactory(is_superuser=True)), page).status_code == 404
    assert bring_in(sign_in(operator), page, token="forged").status_code == 404
    assert bring_in(sign_in(operator), page).status_code == 200
    assert bring_in(sign_in(operator), page).status_code == 404
    assert ImportRun.objects.count() == Job.objects.count() == 1


def test_a_file_that_cannot_be_read_is_refused_in_the_form(console: Client):
    file = SimpleUploadedFile("jobs.csv", b"a,b\n1,2\n")
    data = {"kind": "jobs", "source": "import", "file": file, "company": ""}
    response = console.post(reverse("admin:matching_importrun_add"), data)
    assert response.status_code == 200
    assert "no column that names the job" in response.content.decode()
    assert not ImportRun.objects.exists()


def test_closing_and_opening_jobs_goes_through_the_services(console: Client, ben: User):
    job = post_job(poster=ben, title="Planner")
    act(console, "job", "close_jobs", job)
    job.refresh_from_db()
    assert job.status == JobStatus.CLOSED
    html = act(console, "job", "close_jobs", job).content.decode()
    assert "isn&#x27;t open any more" in html
    act(console, "job", "reopen_jobs", job)
    job.refresh_from_db()
    assert job.is_listed()


def test_an_edited_job_is_found_by_its_new_words(console: Client, ben: User):
    job = post_job(poster=ben, title="Planner", skills_required=["SQL"])
    page = console.get(reverse("admin:matching_job_change", args=[job.pk]))
    data = {key: value for key, value in page.context["adminform"].form.initial.items() if value is not None}
    link = job.job_skills.get()
    data |= {"title": "Zookeeper", "remote": "unknown", "expires_at_0": "", "expires_at_1": ""}
    data |= {"job_skills-TOTAL_FORMS": 1, "job_skills-INITIAL_FORMS": 1, "job_skills-0-id": link.pk}
    data |= {"job_skills-0-job": job.pk, "job_skills-0-skill": link.skill_id, "job_skills-0-position": 5}
    response = console.post(reverse("admin:matching_job_change", args=[job.pk]), data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    job = Job.objects.get()
    assert job.title == "Zookeeper"
    assert " zookeeper " in job.search_tokens


def test_an_unclaimed_resume_is_given_to_its_person(console: Client, ana: User):
    resume = ResumeFactory(owner=None)
    console.post(reverse("admin:matching_resume_change", args=[resume.pk]), {"owner": ana.pk})
    assert Resume.objects.get(pk=resume.pk).owner == ana
    other = ResumeFactory(owner=None)
    html = console.post(reverse("admin:matching_resume_change", args=[other.pk]), {"owner": ana.pk}).content.decode()
    assert "another résumé already" in html


def test_skills_are_verified_and_merged(console: Client):
    python, typo, other = resolve_skills(["Python", "Pyhton", "Juggling"])
    act(console, "skill", "verify", other)
    assert Skill.objects.get(pk=other.pk).is_verified
    act(console, "skill", "merge", typo, python)
    assert resolve_skills(["pyhton"]) == [python]
    act(console, "skill", "merge", other, python)
    assert Skill.objects.filter(pk=other.pk).exists()


def test_a_new_skill_goes_by_its_names(console: Client):
    data = {"slug": "falconry", "name_en": "Falconry", "name_zh": "驯鹰", "field": "other"}
    data |= {
        "aliases-TOTAL_FORMS": 1,
        "aliases-INITIAL_FORMS": 0,
        "aliases-0-text": "鹰猎",
        "aliases-0-reach": "anywhere",
    }
    console.post(reverse("admin:matching_skill_add"), data)
    skill = Skill.objects.get(slug="falconry")
    assert [resolve_skills([name]) for name in ("falconry", "驯鹰", "鹰猎")] == [[skill]] * 3


def test_exports_hold_no_formulas(console: Client, ben: User):
    for start in ("=", "+", "-", "@", "\t", "\r", "＝"):
        Job.objects.create(title=f"{start}cmd|' /C calc'!A0", company=ben.company)
    answer = console.post(
        reverse("admin:matching_job_export"),
        {"format": "0", "jobresource_id": "on", "resource": "0", "jobresource_title": "on", "reason": "Review"},
    )
    lines = answer.content.decode().splitlines()
    assert len([line for line in lines if "calc" in line]) == 7
    assert not [line for line in lines if line.split(",")[-1].lstrip('"').startswith(("=", "+", "-", "@", "\t", "＝"))]
