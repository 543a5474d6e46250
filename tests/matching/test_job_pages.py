"""Pages of jobs: what candidates and recruiters read, what outsiders don't, and what they cost."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.matching.importing.services import import_jobs
from apps.matching.jobs.counts import JobCount, _counts, register_job_count
from apps.matching.jobs.services import close_job, post_job
from apps.matching.models import Job, JobStatus, Resume
from apps.matching.recommendations.services import Pace, record_responsiveness
from apps.matching.resumes.services import save_resume
from tests.matching.factories import JobFactory, ResumeFactory, skill
from tests.people import CandidateFactory, RecruiterFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(ben: User) -> Job:
    return post_job(
        poster=ben,
        title="Data analyst",
        city="Berlin",
        salary_text="competitive",
        description="Flexible hours.",
        skills_required=["SQL", "Python"],
    )


@pytest.fixture
def resume(ana: User) -> Resume:
    return save_resume(owner=ana, title="Analyst", skills=["Python"], city="Berlin")


def read(client, name: str, *args: object, query: str = "", htmx: bool = False) -> str:
    response = client.get(reverse(f"matching:{name}", args=args) + query, headers=HTMX if htmx else {})
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_a_candidate_reads_words_first_then_reasons(ana: User, job: Job, resume: Resume, sign_in):
    html = read(sign_in(ana), "jobs")
    assert "1 of 2 skills, same city" in html
    assert "Missing: SQL" in html
    assert "The job asks for SQL, Python; the résumé names Python." in html
    assert "If you know SQL, add it to your résumé." in html
    assert f"{reverse('chat:greet')}?job={job.pk}" in html


def test_without_a_resume_the_newest_come_first_and_a_way_to_reasons(ana: User, job: Job, sign_in):
    html = read(sign_in(ana), "jobs")
    assert "Data analyst" in html
    assert "Add your résumé" in html
    assert "Why this?" not in html


def test_one_may_order_without_personalisation_once_or_for_good(ana: User, ben: User, resume: Resume, sign_in):
    post_job(poster=ben, title="Fits", skills_required=["Python"])
    post_job(poster=ben, title="Newer", skills_required=["Baking"])
    client = sign_in(ana)
    ranked, newest = read(client, "jobs"), read(client, "jobs", query="?order=newest")
    assert ranked.index("Fits") < ranked.index("Newer")
    assert newest.index("Newer") < newest.index("Fits")
    assert "Why this?" not in newest
    save_resume(owner=ana, personalised=False)
    assert "Newest first, the same for everybody" in read(client, "jobs")


def test_the_list_is_a_fragment_for_htmx(ana: User, job: Job, resume: Resume, sign_in):
    html = read(sign_in(ana), "jobs", query="?q=analyst", htmx=True)
    assert "<html" not in html
    assert "Data analyst" in html


def test_a_search_without_hits_says_so_and_leads_back(ana: User, job: Job, sign_in):
    html = read(sign_in(ana), "jobs", query="?q=zebra")
    assert "No job fits all of that" in html
    assert "Show all jobs" in html


@pytest.mark.parametrize("query", ["?page=9999", "?page=x", "?order=magic", "?city=" + "x" * 300])
def test_nonsense_in_the_address_is_passed_over(ana: User, job: Job, resume: Resume, query: str, sign_in):
    assert "Data analyst" in read(sign_in(ana), "jobs", query=query)


@pytest.mark.parametrize("query", ["?q=%25%25", "?city=" + "x" * 70, "?skill=%F0"])
def test_what_nobody_could_look_for_finds_nothing_and_says_so(ana: User, job: Job, resume: Resume, query: str, sign_in):
    html = read(sign_in(ana), "jobs", query=query)
    assert "No job fits all of that" in html
    assert "Data analyst" not in html


def test_not_interested_can_be_undone_on_the_spot(ana: User, job: Job, resume: Resume, sign_in):
    client, url = sign_in(ana), reverse("matching:job_dismiss", args=[job.pk])
    gone = client.post(url, {"reason": "pay"}, headers=HTMX).content.decode()
    assert "Undo" in gone
    assert "Data analyst" not in read(client, "jobs")
    back = client.post(url, {"undo": "1"}, headers=HTMX).content.decode()
    assert "Why this?" in back
    assert "Data analyst" in read(client, "jobs")


def test_an_unnamed_employer_is_listed_but_cannot_be_greeted(ana: User, sign_in):
    job = JobFactory(company=None, title="Mystery")
    html = read(sign_in(ana), "job", job.pk)
    assert "Unnamed employer" in html
    assert "nobody could answer" in html
    assert "Say hello" not in html


def test_what_a_posting_leaves_open_is_asked_in_one_tap(ana: User, job: Job, sign_in):
    html = read(sign_in(ana), "job", job.pk)
    assert "“competitive”" in html
    assert "“Flexible hours”" in html
    assert f"{reverse('chat:greet')}?job={job.pk}&question=What%20range" in html


def test_the_job_page_says_how_its_recruiter_answers(ana: User, ben: User, job: Job, sign_in):
    record_responsiveness({ben.pk: Pace(90, 9, 8)}, now=timezone.now())
    html = read(sign_in(ana), "job", job.pk)
    assert "Ben: answered 8 of 9, usually within 90 minutes." in html
    assert "automatic and bulk replies don't count" in html
    ben.share_reply_window = False
    ben.save()
    assert "usually within" not in read(sign_in(ana), "job", job.pk)


def test_a_closed_job_says_so_and_offers_no_greeting(ana: User, ben: User, job: Job, sign_in):
    close_job(job=job, closer=ben)
    html = read(sign_in(ana), "job", job.pk)
    assert "isn't open any more" in html
    assert "Say hello" not in html


FORM = {"title": "Planner", "salary_min": "10", "salary_max": "20", "skills_required": "SQL, 机器学习"}


def test_a_recruiter_posts_a_job(ben: User, sign_in):
    response = sign_in(ben).post(reverse("matching:job_new"), FORM)
    job = Job.objects.get()
    assert response["Location"] == reverse("matching:job", args=[job.pk])
    assert (job.company, job.status, job.salary_max) == (ben.company, JobStatus.OPEN, 20)
    assert {found.slug for found in job.skills.all()} == {"sql", "machine-learning"}


def test_going_back_and_posting_again_changes_the_job_and_makes_no_second_one(ben: User, olga: User, sign_in):
    client = sign_in(ben)
    key = re.search(r'name="form_key" value="([0-9a-f-]{36})"', read(client, "job_new"))[1]
    client.post(reverse("matching:job_new"), FORM | {"form_key": key, "draft": "1"})
    again = FORM | {"form_key": key, "title": "Senior data engineer"}
    for _click in range(2):
        answer = client.post(reverse("matching:job_new"), again)
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("matching:job", args=[job.pk])
    assert (job.title, job.status) == ("Senior data engineer", JobStatus.OPEN)

    # The key says whose form it is: somebody else's post makes a job of theirs.
    sign_in(olga).post(reverse("matching:job_new"), again)
    assert Job.objects.count() == 2
    client.post(reverse("matching:job_new"), FORM | {"form_key": "nonsense"})
    assert Job.objects.count() == 3


def test_a_draft_is_posted_when_it_is_ready(ben: User, sign_in):
    client = sign_in(ben)
    client.post(reverse("matching:job_new"), FORM | {"draft": "1"})
    job = Job.objects.get()
    assert job.status == JobStatus.DRAFT
    client.post(reverse("matching:job_edit", args=[job.pk]), FORM | {"publish": "1", "title": "Senior planner"})
    job.refresh_from_db()
    assert (job.status, job.title) == (JobStatus.OPEN, "Senior planner")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"salary_max": "5"},
        {"years_min": "9", "years_max": "1"},
        {"valid_until": "2020-01-01"},
        {"years_min": "99"},
    ],
)
def test_a_wrong_form_says_so_and_keeps_what_was_written(ben: User, wrong: dict[str, str], sign_in):
    response = sign_in(ben).post(reverse("matching:job_new"), FORM | {"description": "My words"} | wrong)
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert "My words" in response.content.decode()
    assert not Job.objects.exists()


def test_a_failed_edit_changes_nothing(ben: User, job: Job, sign_in):
    sign_in(ben).post(reverse("matching:job_edit", args=[job.pk]), FORM | {"title": "X", "salary_max": "1"})
    job.refresh_from_db()
    assert job.title == "Data analyst"


def test_my_jobs_are_my_companys_by_state_with_counts(ben: User, olga: User, job: Job, sign_in):
    post_job(poster=olga, title="Elsewhere")
    post_job(poster=ben, title="A draft", publish_now=False)
    count = register_job_count(
        JobCount(wording=lambda n: f"{n} widgets", count=lambda ids, viewer: dict.fromkeys(ids, 7))
    )
    try:
        html = read(sign_in(ben), "my_jobs")
    finally:
        _counts.remove(count)
    assert "Data analyst" in html
    assert "7 widgets" in html
    assert "Elsewhere" not in html
    assert "A draft" not in html
    assert "A draft" in read(sign_in(ben), "my_jobs", query="?state=draft")
    assert "Nothing closed" in read(sign_in(ben), "my_jobs", query="?state=closed")


def test_candidates_come_with_reasons_for_the_recruiter(ben: User, job: Job, resume: Resume, sign_in):
    html = read(sign_in(ben), "candidates", job.pk)
    assert "Ana" in html
    assert "Ask whether they know SQL." in html
    assert f"candidate={resume.owner_id}" in html
    assert "Nobody fits this search" in read(sign_in(ben), "candidates", job.pk, query="?q=zebra")


def test_a_resume_beside_a_job_shows_the_match(ben: User, job: Job, resume: Resume, sign_in):
    html = read(sign_in(ben), "candidate", resume.pk, query=f"?job={job.pk}")
    assert "1 of 2 skills" in html
    assert "When could you start?" in html


def test_outsiders_find_nothing_of_others(ana: User, ben: User, olga: User, job: Job, resume: Resume, sign_in):
    draft = post_job(poster=ben, title="A draft", publish_now=False)
    hidden = ResumeFactory(owner=CandidateFactory(), visibility="contacted")
    for person in (olga, ana):
        client = sign_in(person)
        for name, args in (
            ("candidates", [job.pk]),
            ("job_edit", [job.pk]),
            ("job", [draft.pk]),
            ("candidate", [hidden.pk]),
        ):
            assert client.get(reverse(f"matching:{name}", args=args)).status_code == 404, name
        for name in ("job_close", "job_reopen"):
            assert client.post(reverse(f"matching:{name}", args=[job.pk])).status_code == 404
    assert sign_in(ana).get(reverse("matching:candidate", args=[hidden.pk])).status_code == 404
    assert sign_in(olga).get(reverse("matching:candidate", args=[resume.pk]) + f"?job={job.pk}").status_code == 404
    assert sign_in(ben).get(reverse("matching:candidate", args=[resume.pk]) + "?job=abc").status_code == 404
    assert sign_in(ben).get(reverse("matching:resume")).status_code == 404
    job.refresh_from_db()
    assert job.is_listed()


def test_a_resume_is_filled_in_by_form(ana: User, ben: User, sign_in):
    client = sign_in(ana)
    form = {"title": "Cook", "skills": "Cooking, 烘焙", "visibility": "recruiters", "employer": ben.company.name}
    assert client.post(reverse("matching:resume_edit"), form).status_code == 302
    resume = Resume.objects.get()
    assert {found.slug for found in resume.skills.all()} == {"cooking", "baking"}
    assert not Resume.objects.visible_to(ben).exists()
    assert not resume.personalised
    assert "Cook" in read(client, "resume")
    client.post(reverse("matching:resume_edit"), form | {"employer": "Nowhere Inc"})
    assert Resume.objects.visible_to(ben).exists()


@pytest.mark.parametrize("count", [2, 9])
def test_pages_cost_the_same_number_of_queries(
    ana: User, ben: User, resume: Resume, count: int, sign_in, django_assert_max_num_queries
):
    python = skill("Python")
    first = JobFactory.create_batch(count, requires=[python], company=ben.company, posted_by=ben)[0]
    for person in CandidateFactory.create_batch(count):
        ResumeFactory(owner=person, knows=[python])
    candidate, recruiter = sign_in(ana), sign_in(ben)
    for client, name, args, most in (
        (candidate, "jobs", [], QUERIES["jobs"]),
        (candidate, "job", [first.pk], QUERIES["job"]),
        (recruiter, "my_jobs", [], QUERIES["my_jobs"]),
        (recruiter, "candidates", [first.pk], QUERIES["candidates"]),
        (recruiter, "candidate", [resume.pk], QUERIES["candidate"]),
        (candidate, "resume", [], QUERIES["resume"]),
    ):
        read(client, name, *args)
        with django_assert_max_num_queries(most):
            read(client, name, *args)


QUERIES = {"jobs": 24, "job": 24, "my_jobs": 18, "candidates": 24, "candidate": 23, "resume": 16}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_whoever_writes_for_ever_as_the_last_day_there_is_may(zone: str, sign_in):
    client = sign_in(RecruiterFactory(time_zone=zone))
    client.post(reverse("matching:job_new"), {"title": "Nurse", "valid_until": "9999-12-31"})
    job = Job.objects.get()
    assert client.get(reverse("matching:job", args=[job.pk])).status_code == 200
    assert client.get(reverse("matching:job_edit", args=[job.pk])).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_last_day_is_shown_as_the_day_that_was_chosen(client, language):
    ben = RecruiterFactory(language=language, time_zone="Asia/Shanghai")
    client.force_login(ben)
    with time_machine.travel("2026-11-28T02:00:00Z", tick=False):
        client.post(reverse("matching:job_new"), {"title": "后端工程师", "valid_until": "2026-12-05"})
        job = Job.objects.get()
        page = client.get(reverse("matching:job", args=[job.pk])).content.decode()
    assert ("5 Dec 2026" if language == "en" else "2026年12月5日") in page.replace("\u2009", "").replace("\xa0", " ")
    assert job.is_listed(now=datetime(2026, 12, 5, 15, 59, tzinfo=UTC))
    assert not job.is_listed(now=datetime(2026, 12, 5, 16, 0, tzinfo=UTC))


def test_nobody_says_hello_where_nobody_could_answer(sign_in, ana: User):
    job = import_jobs(content=b'{"title": "Planner", "company": "Nobody Ltd"}', file_name="jobs.jsonl").brought[0]
    page, lst = reverse("matching:job", args=[job.id]), reverse("matching:jobs")
    for address in (page, lst):
        html = sign_in(ana).get(address).content.decode()
        assert "Say hello" not in html
        assert "nobody could answer" in unescape(html)
    recruiter = RecruiterFactory(company=Job.objects.get(pk=job.id).company)
    assert "Say hello" in sign_in(ana).get(page).content.decode()
    recruiter.is_active = False
    recruiter.save()
    assert "Say hello" not in sign_in(ana).get(lst).content.decode()
