"""Ranked lists: what comes first, what never shows up, and what they cost."""

from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.errors import NotFound
from apps.matching.jobs import selectors as found
from apps.matching.jobs.events import JobPosted
from apps.matching.jobs.selectors import jobs_for
from apps.matching.jobs.services import edit_job, post_job
from apps.matching.models import JobVector, Resume, ResumeVector
from apps.matching.recommendations import selectors as ranked
from apps.matching.recommendations.selectors import match, ranked_candidates, ranked_jobs
from apps.matching.recommendations.services import Pace, dismiss_job, record_responsiveness
from apps.matching.resumes.services import open_resume_to, save_resume
from apps.matching.retrieval import handlers
from apps.matching.retrieval.handlers import compute_meaning
from apps.matching.retrieval.services import embed_stale
from tests.matching.factories import JobFactory, ResumeFactory, skill
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def resume(ana: User) -> Resume:
    return save_resume(owner=ana, title="Analyst", skills=["Python", "SQL"], city="Berlin", years_experience=4)


def titles(ana: User) -> list[str]:
    return [found.job.title for found in ranked_jobs(ana)]


def test_shared_skills_come_first(ana: User, ben: User, resume: Resume):
    post_job(poster=ben, title="None", skills_required=["Cooking", "Baking"])
    post_job(poster=ben, title="All", skills_required=["Python", "SQL"])
    post_job(poster=ben, title="Half", skills_required=["Python", "Baking"])
    assert titles(ana) == ["All", "Half", "None"]


def test_mending_the_one_field_a_reason_names_moves_the_rank(ana: User, ben: User, resume: Resume):
    post_job(poster=ben, title="Other", skills_required=["Python"], years_min=4, city="Paris")
    job = post_job(poster=ben, title="Mine", skills_required=["Python"], years_min=6, city="Paris")
    assert titles(ana) == ["Other", "Mine"]
    assert "years_short" in [reason.code for reason in ranked_jobs(ana)[1].reasons]
    edit_job(job=job, editor=ben, years_min=4, city="Berlin")
    assert titles(ana) == ["Mine", "Other"]


def test_who_answers_on_time_stands_higher(ana: User, ben: User, olga: User, resume: Resume):
    now = timezone.now()
    post_job(poster=olga, title="Silent", now=now)
    post_job(poster=ben, title="Quick", now=now - timedelta(minutes=1))
    assert titles(ana) == ["Silent", "Quick"]
    record_responsiveness({ben.pk: Pace(20, 10, 10)}, now=now)
    record_responsiveness({olga.pk: Pace(None, 10, 0)}, now=now)
    assert titles(ana) == ["Quick", "Silent"]
    assert "answered 10 of 10, usually within 20 minutes" in " ".join(
        reason.text("en") for reason in ranked_jobs(ana)[0].reasons
    )


def test_who_hides_their_reply_times_is_judged_neither_way(ana: User, ben: User, resume: Resume):
    ben.share_reply_window = False
    ben.save()
    post_job(poster=ben, title="Quick")
    record_responsiveness({ben.pk: Pace(20, 10, 10)}, now=timezone.now())
    assert not [reason for reason in ranked_jobs(ana)[0].reasons if reason.code.startswith("answers")]


def test_an_older_measurement_never_replaces_a_newer(ben: User):
    now = timezone.now()
    record_responsiveness({ben.pk: Pace(20, 10, 10)}, now=now)
    record_responsiveness({ben.pk: Pace(99, 1, 0)}, now=now - timedelta(days=1))
    assert ben.responsiveness.median_minutes == 20


def test_neither_dismissed_closed_expired_nor_blocked_jobs_show_up(ana: User, ben: User, olga: User, resume: Resume):
    kept = post_job(poster=ben, title="Kept")
    dismiss_job(person=ana, job=post_job(poster=ben, title="Dismissed"))
    JobFactory(title="Closed", status="closed")
    JobFactory(title="Expired", expires_at=timezone.now() - timedelta(minutes=1))
    post_job(poster=olga, title="Blocked")
    block(blocker=ana, blocked=olga)
    assert titles(ana) == [kept.title]


def test_without_a_resume_there_is_nothing_to_rank_by(ana: User):
    with pytest.raises(NotFound):
        ranked_jobs(ana)


def test_candidates_are_ranked_and_hidden_ones_are_not_there(ana: User, ben: User, resume: Resume):
    job = post_job(poster=ben, title="Analyst", skills_required=["Python", "SQL"])
    save_resume(owner=CandidateFactory(name="Half"), skills=["Python"])
    save_resume(owner=CandidateFactory(name="Shy"), skills=["Python", "SQL"], visibility="contacted")
    save_resume(owner=CandidateFactory(name="Hiding"), skills=["Python", "SQL"], hidden_from=[ben.company.name])
    ResumeFactory(owner=None, knows=list(resume.skills.all()))
    found = [entry.resume.owner.name for entry in ranked_candidates(job, viewer=ben)]
    assert found == ["Ana", "Half"]


def test_outsiders_rank_nobody_for_a_job(ana: User, ben: User, olga: User):
    job = post_job(poster=ben, title="Analyst")
    for person in (olga, ana):
        with pytest.raises(NotFound):
            ranked_candidates(job, viewer=person)


def test_no_more_than_a_bounded_number_is_compared(ana: User, resume: Resume, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ranked, "MOST_COMPARED", 5)
    python = skill("Python")
    old = JobFactory(title="Fits", requires=[python], published_at=timezone.now() - timedelta(days=90))
    JobFactory.create_batch(8)
    ranking = ranked_jobs(ana)
    assert len(ranking) == 5
    assert ranking[0].job == old or old in [found.job for found in ranking]


@pytest.mark.parametrize("count", [3, 30])
def test_ranking_costs_the_same_number_of_queries(
    ana: User, ben: User, resume: Resume, count: int, django_assert_num_queries
):
    python, sql = skill("Python"), skill("SQL")
    JobFactory.create_batch(count, requires=[python, sql], company=ben.company, posted_by=ben)
    for person in CandidateFactory.create_batch(count):
        ResumeFactory(owner=person, knows=[python])
    embed_stale()
    with django_assert_num_queries(15):
        page = ranked_jobs(ana)[:3]
        assert [found.job.company.name for found in page]
    job = jobs_for(ana).select_related("vector").first()
    with django_assert_num_queries(19):
        assert [entry.resume.owner.name for entry in ranked_candidates(job, viewer=ben)[:3]]


def test_meaning_is_computed_once_and_again_after_a_change(ana: User, ben: User):
    job = post_job(poster=ben, title="Nurse", description="Care for patients at night.")
    resume = save_resume(owner=ana, experience="I cared for patients in a hospital.")
    assert match(job, resume).comparison.reasons == match(job, resume).comparison.reasons
    assert embed_stale() == 2
    assert embed_stale() == 0
    first = bytes(JobVector.objects.get().data)
    edit_job(job=job, editor=ben, city="Berlin")
    assert embed_stale() == 0
    edit_job(job=job, editor=ben, description="Weld ships.")
    assert embed_stale() == 1
    assert bytes(JobVector.objects.get().data) != first
    assert np.linalg.norm(np.frombuffer(bytes(ResumeVector.objects.get().data), "<f4")) == pytest.approx(1, abs=1e-3)


def test_a_resume_without_words_has_no_meaning_to_compare(ana: User, ben: User):
    post_job(poster=ben, title="Nurse")
    save_resume(owner=ana, skills=["Python"])
    embed_stale()
    codes = {reason.code for found in ranked_jobs(ana) for reason in found.reasons}
    assert not codes & {"work_alike", "work_differs"}


def test_a_lost_wake_up_loses_nothing(ben: User, monkeypatch: pytest.MonkeyPatch):
    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr(handlers.embed_now, "apply_async", away)
    job = post_job(poster=ben, title="Nurse")
    compute_meaning(JobPosted(job=job.pk))
    assert embed_stale() == 1


def test_a_list_that_is_cut_says_of_how_many(ana: User, ben: User, resume: Resume, sign_in, monkeypatch):
    monkeypatch.setattr(ranked, "MOST_COMPARED", 5)
    JobFactory.create_batch(8)
    ResumeFactory.create_batch(8)
    job = post_job(poster=ben, title="Analyst", skills_required=["Python"])
    for person, address, total in (
        (ana, reverse("matching:jobs"), 9),
        (ben, reverse("matching:candidates", args=[job.pk]), 9),
    ):
        html = sign_in(person).get(address).content.decode()
        assert "data-cut" in html
        assert f"Of {total} " in html
    monkeypatch.setattr(ranked, "MOST_COMPARED", 500)
    assert "data-cut" not in sign_in(ana).get(reverse("matching:jobs")).content.decode()


def test_a_search_that_reads_only_the_newest_says_so(ana: User, sign_in, monkeypatch):
    monkeypatch.setattr(found, "MOST_READ", 2)
    for _number in range(3):
        post_job(poster=None, title="数据分析师")
    client = sign_in(ana)
    assert "newest 500" in client.get(reverse("matching:jobs"), {"q": "数据分析"}).content.decode()
    assert "newest 500" not in client.get(reverse("matching:jobs"), {"q": "数据"}).content.decode()


def test_the_api_says_so_too(ana: User, ben: User, resume: Resume, sign_in, monkeypatch):
    monkeypatch.setattr(ranked, "MOST_COMPARED", 5)
    monkeypatch.setattr(found, "MOST_READ", 2)
    for _number in range(6):
        post_job(poster=None, title="数据分析师")
    ResumeFactory.create_batch(6)
    job = post_job(poster=ben, title="Analyst", skills_required=["Python"])

    def cut(person: User, address: str, **query: str) -> bool:
        return sign_in(person).get(f"/api/v1/jobs/{address}", query).json()["is_cut"]

    assert cut(ana, "")
    assert cut(ben, f"{job.pk}/candidates/")
    assert not cut(ana, "", order="newest")
    assert not cut(ben, "mine/")
    assert cut(ben, "", q="数据分析")
    assert not cut(ben, "", q="数据")
    monkeypatch.setattr(ranked, "MOST_COMPARED", 500)
    assert not cut(ana, "")


def test_who_appears_stands_in_the_list_at_once(ana: User, ben: User, resume: Resume):
    job = post_job(poster=ben, title="Analyst", skills_required=["Python"])

    def names() -> set[str]:
        return {entry.resume.owner.name for entry in ranked_candidates(job, viewer=ben)}

    assert names() == {"Ana"}
    save_resume(owner=CandidateFactory(name="New"), skills=["Python"])
    assert names() == {"Ana", "New"}
    save_resume(owner=ana, hidden_from=[ben.company.name])
    assert names() == {"New"}
    save_resume(owner=ana, hidden_from=[])
    assert names() == {"Ana", "New"}
    save_resume(owner=ana, visibility="contacted")
    assert names() == {"New"}
    open_resume_to(candidate=ana, company=ben.company)
    assert names() == {"Ana", "New"}
    blocked = block(blocker=ana, blocked=ben)
    assert names() == {"New"}
    blocked.delete()
    assert names() == {"Ana", "New"}
