"""A posting is reported, taken down, and comes back where the decision was wrong."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.chat.models import Report
from apps.chat.moderation.deciding import appeal, decide, decide_appeal
from apps.chat.moderation.errors import NoPosting, OwnPosting, TooManyReports
from apps.chat.moderation.postings import report_posting
from apps.chat.moderation.services import REPORTS_PER_DAY, read_evidence, report
from apps.errors import InvalidInput, NotFound
from apps.matching.jobs.errors import JobTakenDown
from apps.matching.jobs.services import edit_job, reopen_job
from apps.matching.models import Job, JobStatus
from apps.notifications.models import Notification
from tests.matching.factories import JobFactory
from tests.people import OperatorFactory


def moderator(name: str) -> User:
    person = OperatorFactory(name=name)
    person.groups.add(Group.objects.get(name="support"))
    return person


@pytest.fixture
def made(ana: User, job: Job) -> Report:
    return report_posting(reporter=ana, job_id=job.pk, reason="pay", note="They offered half")


def test_one_tap_on_its_page_sends_it_once(ana: User, job: Job, sign_in) -> None:
    browser: Client = sign_in(ana)
    assert f"/jobs/{job.pk}/report/" in browser.get(f"/jobs/{job.pk}/").content.decode()
    for _time in range(2):
        page = browser.post(f"/jobs/{job.pk}/report/", {"reason": "filled"}).content.decode()
        assert "Your report has arrived" in page
    assert Report.objects.get().job == job
    assert job.title in browser.get("/settings/reports/").content.decode()


def test_what_it_said_is_kept_however_it_is_changed(ana: User, ben: User, job: Job, made: Report) -> None:
    edit_job(job=job, editor=ben, title="Nothing at all")
    [witness] = read_evidence(of=made, by=moderator("Iris")) or []
    assert "Backend engineer" in witness["text"]


def test_its_own_company_and_who_cant_see_it_report_nothing(ana: User, ben: User, olga: User, job: Job) -> None:
    with pytest.raises(OwnPosting):
        report_posting(reporter=ben, job_id=job.pk, reason="fake")
    draft = JobFactory(company=ben.company, posted_by=ben, status=JobStatus.DRAFT)
    for person in (ana, olga):
        with pytest.raises(NotFound):
            report_posting(reporter=person, job_id=draft.pk, reason="fake")
    with pytest.raises(InvalidInput):
        report_posting(reporter=ana, job_id=job.pk, reason="harassment")


def test_nobody_reports_without_end(ana: User, ben: User) -> None:
    for _number in range(REPORTS_PER_DAY):
        report_posting(reporter=ana, job_id=JobFactory(company=ben.company, posted_by=ben).pk, reason="filled")
    with pytest.raises(TooManyReports):
        report_posting(reporter=ana, job_id=JobFactory(company=ben.company, posted_by=ben).pk, reason="filled")


def test_taken_down_it_isnt_posted_again_until_the_decision_is_taken_back(
    ana: User, ben: User, job: Job, made: Report
) -> None:
    iris, noor = moderator("Iris"), moderator("Noor")
    decide(report_id=made.pk, by=iris, decision="remove", why="Half the pay", words="State the pay.", version=1)
    job.refresh_from_db()
    assert not job.is_listed()
    with pytest.raises(JobTakenDown):
        reopen_job(job=job, opener=ben)
    assert {one.person for one in Notification.objects.filter(channel="in_app")} == {ana, ben}
    appealed = appeal(report_id=made.pk, text="It was for part time")
    decide_appeal(report_id=made.pk, by=noor, lifts=True, why="It was", version=appealed.version)
    assert reopen_job(job=job, opener=ben).is_listed()


def test_only_a_posting_can_be_taken_down(ana: User, conversation) -> None:
    made = report(reporter=ana, conversation_id=conversation.pk, reason="spam")
    with pytest.raises(NoPosting):
        decide(report_id=made.pk, by=moderator("Iris"), decision="remove", why="x", words="y", version=1)


def test_the_api_takes_a_posting_or_a_conversation(ana: User, job: Job, sign_in) -> None:
    browser: Client = sign_in(ana)
    answer = browser.post("/api/v1/reports/", {"job": job.pk, "reason": "fake"}, content_type="application/json")
    assert (answer.status_code, answer.json()["job"]) == (201, job.pk)
    assert browser.post("/api/v1/reports/", {"reason": "fake"}, content_type="application/json").status_code == 400


def test_the_console_shows_a_reported_posting_and_takes_it_down(ana: User, job: Job, made: Report, sign_in) -> None:
    """By its own form; who isn't of moderation finds nothing."""
    address = reverse("admin:chat_report_change", args=[made.pk])
    iris = sign_in(moderator("Iris"))
    page = iris.get(address).content.decode()
    assert reverse("admin:matching_job_change", args=[job.pk]) in page
    assert "They offered half" in page
    assert "Take the posting down" in page
    said = {"decision": "remove", "why": "Half the pay", "words": "State the pay.", "version": made.version}
    assert sign_in(OperatorFactory()).post(address, said).status_code == 403
    assert iris.post(address, said).status_code == 302
    job.refresh_from_db()
    assert not job.is_listed()
    assert iris.post(address, said).status_code == 409
