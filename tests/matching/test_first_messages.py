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
from apps.ui.spacing import space_out
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


def test_a_title_is_quoted_and_claims_nothing(ana: User, ben: User):
    job = post_job(poster=ben, title="支付后端工程师（Java）", skills_required=["Java", "MySQL"])
    resume = save_resume(owner=ana, skills=["MySQL"])
    for sender in (ana, ben):
        text = suggest_first_message(sender=sender, job=job, resume=resume, language="zh-hans")
        assert "“支付后端工程师（Java）”" in text
        assert "Java" not in text.replace("“支付后端工程师（Java）”", "")
        assert "MySQL" in text


def test_a_recruiter_names_the_company(ana: User, ben: User, job: Job):
    text = suggest_first_message(sender=ben, job=job, resume=save_resume(owner=ana, skills=["Python"]), language="en")
    assert f"the “Planner” role at {ben.company}" in text


def test_where_nothing_is_shared_it_says_what_the_resume_names(ana: User, ben: User, job: Job):
    resume = save_resume(owner=ana, title="Truck driver", skills=["Cooking"])
    for sender, language in itertools.product((ana, ben), ("en", "zh-hans")):
        text = suggest_first_message(sender=sender, job=job, resume=resume, language=language)
        assert "Truck driver" in text.replace("\u2009", " ")
        assert "Planner" in text


def test_there_are_several_to_choose_from(ana: User, ben: User, job: Job):
    resume = save_resume(owner=ana, skills=["Python"])
    for language in ("en", "zh-hans"):
        texts = {
            suggest_first_message(sender=ben, job=job, resume=resume, language=language, variant=number)
            for number in range(6)
        }
        assert len(texts) >= 4


def test_chinese_and_latin_writing_stand_apart(ana: User, ben: User, job: Job):
    text = suggest_first_message(
        sender=ana, job=job, resume=save_resume(owner=ana, skills=["Python"]), language="zh-hans"
    )
    assert "\u2009Python" in text or "“Python" in text or "，Python" in text


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
        own_words = text.replace(f"“{job.title}”", "").replace(f"“{space_out(job.title)}”", "")
        own_words = own_words.replace(f"“{resume.title}”", "").replace(f"“{space_out(resume.title)}”", "")
        claimed = set(words.extract(own_words))
        assert claimed <= mine, (text, Skill.objects.filter(pk__in=claimed - mine))
        shared = mine & set(job.skills.values_list("pk", flat=True))
        names = Skill.objects.filter(pk__in=shared)
        assert not shared or any(space_out(skill.name_in(language)) in space_out(text) for skill in names), text
        assert text.rstrip()[-1] in ".?!。？"


def _asked(topic: object, language: str) -> list[str]:
    questions = [topic.question(language, variant=variant) for variant in range(5)]
    return questions + [question[:1].lower() + question[1:] for question in questions]
