"""The first message helper speaks of this job and this person, and never of what the résumé doesn't say."""

import itertools

import pytest

from apps.accounts.models import User
from apps.matching.facts.topics import open_topics, open_topics_of_resume
from apps.matching.importing.services import import_jobs, import_resumes
from apps.matching.jobs.services import post_job
from apps.matching.models import Job, Resume, Skill
from apps.matching.resumes.services import save_resume
from apps.matching.skills.selectors import vocabulary
from apps.matching.suggestions.selectors import suggest_first_message
from tests.matching.factories import JobFactory
from tests.matching.public_set import JOBS, RESUMES
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(ben: User) -> Job:
    return post_job(poster=ben, title="Planner", salary_text="competitive", skills_required=["SQL", "Excel", "Python"])


def test_it_names_a_skill_of_both_sides_and_asks_what_the_posting_leaves_open(ana: User, job: Job):
    resume = save_resume(owner=ana, skills=["Python", "Rust"])
    text = suggest_first_message(sender=ana, job=job, resume=resume, language="en")
    assert "Python" in text
    assert not {"SQL", "Excel", "Rust"} & set(text.split())
    assert any(question in text for topic in open_topics(job) for question in _asked(topic, "en"))
    assert "Ben" in text


def test_it_answers_a_posting_in_its_language(ana: User, ben: User):
    resume = save_resume(owner=ana, skills=["Python"])
    chinese = post_job(poster=ben, title="数据分析师", description="做经营分析。", skills_required=["Python"])
    english = post_job(poster=ben, title="Data analyst", description="You analyse.", skills_required=["Python"])
    assert "你好" in suggest_first_message(sender=ana, job=chinese, resume=resume)
    assert "Ben" in suggest_first_message(sender=ana, job=english, resume=resume)
    assert "？" not in suggest_first_message(sender=ana, job=english, resume=resume)


def test_a_recruiter_writes_in_the_candidates_language(ana: User, ben: User, job: Job):
    ana.language = "zh-hans"
    text = suggest_first_message(sender=ben, job=job, resume=save_resume(owner=ana, skills=["Python"]))
    assert "你好" in text
    assert "？" in text


def test_a_recruiter_asks_what_the_resume_leaves_open(ana: User, ben: User, job: Job):
    resume = save_resume(owner=ana, skills=["Python"])
    text = suggest_first_message(sender=ben, job=job, resume=resume, language="en")
    assert "Ana" in text
    assert "Python" in text
    assert any(question in text for topic in open_topics_of_resume(resume) for question in _asked(topic, "en"))


def test_without_a_shared_skill_it_claims_none(ana: User, job: Job):
    resume = save_resume(owner=ana, skills=["Cooking"])
    text = suggest_first_message(sender=ana, job=job, resume=resume, language="en")
    assert not vocabulary().extract(text)


def test_it_works_without_a_resume_and_without_a_named_recruiter(ana: User):
    text = suggest_first_message(sender=ana, job=JobFactory(title="Planner"), resume=None, language="zh-hans")
    assert text.startswith("你好")


def test_a_title_that_names_a_skill_one_lacks_is_not_repeated(ana: User, ben: User):
    job = post_job(poster=ben, title="支付后端工程师（Java）", skills_required=["Java", "MySQL"])
    resume = save_resume(owner=ana, skills=["MySQL"])
    assert "Java" not in suggest_first_message(sender=ana, job=job, resume=resume, language="zh-hans")


def test_a_question_may_be_given(ana: User, job: Job):
    text = suggest_first_message(sender=ana, job=job, resume=None, language="en", question="Is there a canteen?")
    assert "there a canteen?" in text


def test_it_is_always_the_same_for_a_pair_and_different_for_two_people(ana: User, ben: User, job: Job):
    resumes = [save_resume(owner=person, skills=["Python"]) for person in [ana, *CandidateFactory.create_batch(19)]]
    texts = [suggest_first_message(sender=ben, job=job, resume=resume, language="en") for resume in resumes]
    again = [suggest_first_message(sender=ben, job=job, resume=resume, language="en") for resume in resumes]
    assert texts == again
    unnamed = {text.replace(resume.owner.name, "X") for text, resume in zip(texts, resumes, strict=True)}
    assert len(unnamed) >= 12


@pytest.mark.shared_data
def test_over_the_public_set_no_message_claims_what_the_resume_does_not_say(ana: User, ben: User):
    import_jobs(content=JOBS.read_bytes(), file_name="jobs.jsonl", company=ben.company)
    import_resumes(content=RESUMES.read_bytes(), file_name="resumes.jsonl")
    words = vocabulary()
    jobs, resumes = list(Job.objects.all()), list(Resume.objects.prefetch_related("skills"))
    for (number, job), shift in itertools.product(enumerate(jobs), range(4)):
        resume = resumes[(number + 4 * shift) % len(resumes)]
        language, sender = (("en", ana), ("zh-hans", ben), ("zh-hans", ana), ("en", ben))[number % 4]
        text = suggest_first_message(sender=sender, job=job, resume=resume, language=language)
        mine = {skill.pk for skill in resume.skills.all()}
        claimed = set(words.extract(text))
        assert claimed <= mine, (text, Skill.objects.filter(pk__in=claimed - mine))
        shared = mine & set(job.skills.values_list("pk", flat=True))
        names = Skill.objects.filter(pk__in=shared)
        assert not shared or any(skill.name_in(language) in text for skill in names), text
        assert text.rstrip()[-1] in ".?!。？"


def _asked(topic: object, language: str) -> list[str]:
    questions = [topic.question(language, variant=variant) for variant in range(5)]
    return questions + [question[:1].lower() + question[1:] for question in questions]
