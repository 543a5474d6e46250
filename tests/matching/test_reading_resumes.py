"""Who reads résumés with names, how many in a day, and from whom they are hidden."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import NotFound
from apps.matching.jobs.services import post_job
from apps.matching.models import ReadingNotice, Resume, ResumeReading
from apps.matching.recommendations.selectors import ranked_candidates
from apps.matching.resumes.hiding import fold_company
from apps.matching.resumes.reading import forget_old_readings
from apps.matching.resumes.selectors import resume_view
from apps.matching.resumes.services import open_resume_to, save_resume
from apps.matching.skills.selectors import find_skills
from tests.matching.factories import ResumeFactory
from tests.people import CandidateFactory, CompanyFactory, OperatorFactory, RecruiterFactory

pytestmark = pytest.mark.django_db
SECRETS = ("Ana Winter", "Northwind Trading", "30,000", "30000", "Vienna University")


def unconfirmed() -> User:
    recruiter = RecruiterFactory()
    EmailAddress.objects.filter(user=recruiter).update(verified=False)
    return recruiter


def unverified() -> User:
    return RecruiterFactory(company__verified_at=None)


@pytest.fixture
def resume() -> Resume:
    return save_resume(
        owner=CandidateFactory(name="Ana Winter", headline="Ana Winter, analyst"),
        title="Data analyst",
        city="Berlin",
        years_experience=6,
        skills=["SQL", "Python"],
        experience="Northwind Trading: reports for the board.",
        education="Vienna University",
        salary_min=30_000,
        salary_currency="EUR",
        salary_period="year",
    )


@pytest.fixture(params=[unconfirmed, unverified])
def stranger(request) -> User:
    """A recruiter of whom nobody knows whether they are who they say."""
    return request.param()


def read(client, recruiter: User, resume: Resume) -> list[str]:
    """What they get to read through every door: the page, beside a job, the list, both in the API."""
    job = post_job(poster=recruiter, title="Analyst", city="Berlin", skills_required=["SQL"], salary_max=20_000)
    client.force_login(recruiter)
    page = reverse("matching:candidate", args=[resume.pk])
    addresses = [page, f"{page}?job={job.pk}", reverse("matching:candidates", args=[job.pk])]
    addresses += [f"/api/v1/resumes/{resume.pk}/", f"/api/v1/jobs/{job.pk}/candidates/"]
    answers = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.content.decode() for answer in answers]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_who_nobody_vouches_for_reads_cards_without_names(client, stranger, resume, language):
    stranger.language = language
    stranger.save()
    for text in read(client, stranger, resume):
        assert not [secret for secret in SECRETS if secret in text]
        assert "Berlin" in text
        assert "SQL" in text


def test_who_is_vouched_for_reads_everything(client, ben, resume):
    page, _beside, lst, one, many = read(client, ben, resume)
    assert "Northwind Trading" in page
    assert "Vienna University" in one
    assert all("Ana Winter" in text for text in (page, lst, one, many))


def test_a_card_opens_when_its_owner_writes_to_the_company(client, stranger, resume):
    open_resume_to(candidate=resume.owner, company=stranger.company)
    assert all("Ana Winter" in text for text in read(client, stranger, resume))


def test_a_card_opens_when_the_company_is_verified_and_the_address_confirmed(client, stranger, resume):
    stranger.company.verified_at = timezone.now()
    stranger.company.save()
    EmailAddress.objects.filter(user=stranger).update(verified=True)
    assert all("Ana Winter" in text for text in read(client, stranger, resume))


def test_where_the_operator_knows_everybody_all_read_names(client, stranger, resume, settings):
    settings.RESUMES_NEED_VERIFICATION = False
    assert all("Ana Winter" in text for text in read(client, stranger, resume))


def test_a_card_is_not_found_by_its_owners_name_and_has_no_file(client, stranger, resume):
    Resume.objects.filter(pk=resume.pk).update(file="resumes/a.pdf", file_open=True)
    job = post_job(poster=stranger, title="Analyst")
    assert not ranked_candidates(job, viewer=stranger, q="Winter")
    client.force_login(stranger)
    assert client.get(reverse("matching:resume_file", args=[resume.pk])).status_code == 404
    assert client.get(f"/api/v1/resumes/{resume.pk}/file/").status_code == 404


def test_who_may_not_know_a_name_cannot_write_to_it(client, stranger, resume):
    job = post_job(poster=stranger, title="Analyst")
    client.force_login(stranger)
    answer = client.get(reverse("chat:greet"), {"candidate": resume.owner_id, "job": job.pk})
    assert "Ana Winter" not in answer.content.decode()


def test_candidates_and_whom_it_is_hidden_from_find_nothing(olga, resume):
    save_resume(owner=resume.owner, hidden_from=[olga.company.name])
    for outsider in (olga, CandidateFactory()):
        with pytest.raises(NotFound):
            resume_view(outsider, resume.pk)


@pytest.mark.parametrize("door", ["/resumes/{}/", "/api/v1/resumes/{}/"])
def test_nobody_opens_more_resumes_than_a_day_allows(client, stranger, settings, door):
    settings.RESUMES_PER_DAY_UNVERIFIED = 3
    resumes = ResumeFactory.create_batch(5)
    client.force_login(stranger)
    statuses = [client.get(door.format(resume.pk)).status_code for resume in resumes]
    assert statuses == [200, 200, 200, 429, 429]
    assert client.get(door.format(resumes[0].pk)).status_code == 200
    (notice,) = ReadingNotice.objects.all()
    assert (notice.reader, notice.opened, notice.was_refused) == (stranger, 3, True)


def test_all_people_of_an_employer_open_no_more_than_it_may(client, ben, settings):
    settings.RESUMES_PER_DAY_EMPLOYER = 2
    one, two, three = ResumeFactory.create_batch(3)
    client.force_login(ben)
    assert client.get(f"/api/v1/resumes/{one.pk}/").status_code == 200
    colleague = RecruiterFactory(company=ben.company)
    client.force_login(colleague)
    assert [client.get(f"/api/v1/resumes/{resume.pk}/").status_code for resume in (one, two, three)] == [200, 200, 429]
    assert ReadingNotice.objects.get().reader == colleague
    client.force_login(RecruiterFactory())
    assert client.get(f"/api/v1/resumes/{three.pk}/").status_code == 200


def test_a_day_later_the_count_begins_anew(client, ben, settings):
    settings.RESUMES_PER_DAY = 1
    one, two = ResumeFactory.create_batch(2)
    client.force_login(ben)
    assert client.get(f"/api/v1/resumes/{one.pk}/").status_code == 200
    assert client.get(f"/api/v1/resumes/{two.pk}/").status_code == 429
    ResumeReading.objects.update(read_at=timezone.now() - timedelta(days=1, minutes=1))
    assert client.get(f"/api/v1/resumes/{two.pk}/").status_code == 200


def test_who_wrote_to_us_is_read_without_counting(client, ben, resume):
    open_resume_to(candidate=resume.owner, company=ben.company)
    client.force_login(ben)
    client.get(reverse("matching:candidate", args=[resume.pk]))
    assert not ResumeReading.objects.exists()


def test_operators_see_who_reads_unusually_many(sign_in, client, ben, settings):
    settings.RESUMES_NOTICED_PER_DAY = 2
    client.force_login(ben)
    for resume in ResumeFactory.create_batch(3):
        client.get(reverse("matching:candidate", args=[resume.pk]))
    (notice,) = ReadingNotice.objects.all()
    assert (notice.opened, notice.was_refused) == (3, False)
    console = sign_in(OperatorFactory(is_superuser=True))
    html = console.get(reverse("admin:matching_readingnotice_changelist")).content.decode()
    assert ben.name in html
    assert ben.company.name in html


def test_readings_are_forgotten_after_a_month(ben, resume):
    ResumeReading.objects.create(reader=ben, resume=resume, read_at=timezone.now() - timedelta(days=31))
    assert forget_old_readings(now=timezone.now()) == 1
    assert forget_old_readings(now=timezone.now()) == 0


@pytest.mark.parametrize(
    ("typed", "company", "is_meant"),
    [
        ("衡屿", "衡屿科技（深圳）有限公司", True),
        ("衡屿科技有限公司", "衡屿科技", True),
        ("Northwind Inc.", "NORTHWIND", True),
        ("northwind", "Northwind Trading Ltd", True),
        ("Ｎｏｒｔｈｗｉｎｄ", "Northwind中国", True),
        ("Go", "Google", False),
        ("Google", "Go Logistics", False),
        ("衡屿", "屿衡科技", False),
    ],
)
def test_a_resume_is_hidden_from_a_company_that_registers_later(resume, typed, company, is_meant):
    save_resume(owner=resume.owner, hidden_from=[typed])
    tomorrow = RecruiterFactory(company=CompanyFactory(name=company))
    assert Resume.objects.visible_to(tomorrow).filter(pk=resume.pk).exists() is not is_meant


def test_a_name_of_signs_alone_hides_from_nobody(resume, ben):
    save_resume(owner=resume.owner, hidden_from=["—", "..."])
    assert not resume.hidden_employers.exists()
    assert fold_company("—").strip() == ""
    assert Resume.objects.visible_to(ben).exists()


def test_the_form_takes_names_that_nobody_here_has(client, resume):
    client.force_login(resume.owner)
    data = {"title": "Analyst", "visibility": "recruiters", "employer": "谷歌、Harbour Labs; 衡屿"}
    assert client.post(reverse("matching:resume_edit"), data).status_code == 302
    assert [hidden.name for hidden in resume.hidden_employers.all()] == ["谷歌", "Harbour Labs", "衡屿"]
    assert "谷歌, Harbour Labs, 衡屿" in client.get(reverse("matching:resume_edit")).content.decode()


def test_a_skill_that_nobody_confirmed_is_offered_to_its_owner_alone(client, resume, ben):
    save_resume(owner=resume.owner, skills=["Harbourline punctuality tool"])
    assert [skill.name_en for skill in find_skills("harbourline", reader=resume.owner)] == [
        "Harbourline punctuality tool"
    ]
    for reader in (CandidateFactory(), ben):
        assert not find_skills("harbourline", reader=reader)
        client.force_login(reader)
        assert "Harbourline" not in client.get("/api/v1/skills/?q=harbourline").content.decode()
    post_job(poster=ben, title="Planner", skills_required=["Zorblatt weaving by hand"])
    assert find_skills("zorblatt", reader=ben)
    assert not find_skills("zorblatt", reader=RecruiterFactory())
