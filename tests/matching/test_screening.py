"""What a job asks those who apply: who writes it, what may not be asked, and that answered words stay."""

from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from apps.accounts.models import User
from apps.errors import NotFound
from apps.matching.models import Job, ScreeningQuestion
from apps.matching.screening.answering import read_answers
from apps.matching.screening.errors import BadAnswer, BadQuestion, ProtectedQuestion, TooManyQuestions
from apps.matching.screening.protected import SUBJECTS, protected_subject
from apps.matching.screening.selectors import questions_of
from apps.matching.screening.services import set_questions
from apps.matching.screening.shipped import shipped
from tests.matching.factories import JobFactory
from tests.people import RecruiterFactory

pytestmark = pytest.mark.django_db

SHIFTS = {"kind": "yes_no", "text_en": "Could you work nights?", "text_zh": "能上夜班吗？"}
YEARS = {"kind": "number", "text_en": "Years in sales?", "least": 0, "most": 40, "unit_en": "years", "unit_zh": "年"}
PLACE = {
    "kind": "choice",
    "text_zh": "想在哪里办公？",
    "options": [{"en": "Office", "zh": "到岗"}, {"en": "Home", "zh": "居家"}],
}


@pytest.fixture
def job(ben: User) -> Job:
    return JobFactory(company=ben.company, posted_by=ben)


def kept(question: ScreeningQuestion, **changes: Any) -> dict[str, Any]:
    fields = ("kind", "text_en", "text_zh", "options", "least", "most", "unit_en", "unit_zh", "lineage")
    return {name: getattr(question, name) for name in fields} | changes


def test_a_recruiter_asks_up_to_five_questions(ben: User, job: Job):
    set_questions(job=job, editor=ben, questions=[SHIFTS, YEARS, PLACE])
    assert [question.text for question in questions_of(job)] == [
        "Could you work nights?",
        "Years in sales?",
        "想在哪里办公？",
    ]
    with pytest.raises(TooManyQuestions):
        set_questions(job=job, editor=ben, questions=[SHIFTS] * 6)
    assert len(questions_of(job)) == 3


def test_a_changed_question_is_a_new_version_and_the_old_words_stay(ben: User, job: Job):
    first, second = set_questions(job=job, editor=ben, questions=[SHIFTS, YEARS])
    moved, changed = set_questions(
        job=job, editor=ben, questions=[kept(second), kept(first, text_en="Nights, once a month?")]
    )
    assert moved == second
    assert (changed.lineage, changed.version) == (first.lineage, 2)
    first.refresh_from_db()
    assert first.text_en == "Could you work nights?"
    assert first.retired_at is not None
    assert questions_of(job) == [second, changed]


def test_a_question_that_is_taken_out_is_kept_for_its_answers(ben: User, job: Job):
    [first] = set_questions(job=job, editor=ben, questions=[SHIFTS])
    set_questions(job=job, editor=ben, questions=[])
    assert questions_of(job) == []
    assert ScreeningQuestion.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"kind": "yes_no"}, "questions.0.text_en"),
        ({"kind": "song", "text_en": "Which?"}, "questions.0.kind"),
        ({**PLACE, "options": [{"en": "Office"}]}, "questions.0.options"),
        ({**PLACE, "options": [{"en": "Office"}, {"en": "Office"}]}, "questions.0.options"),
        ({**YEARS, "least": 9, "most": 3}, "questions.0.most"),
    ],
)
def test_an_incomplete_question_is_refused_beside_its_field(ben: User, job: Job, question, field):
    with pytest.raises(BadQuestion) as refusal:
        set_questions(job=job, editor=ben, questions=[question])
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("Are you married?", "family"),
        ("Do you have children, or plan to?", "family"),
        ("你结婚了吗？", "family"),
        ("近两年有生育计划吗", "family"),
        ("有没有孩子？", "family"),
        ("已婚 已育？", "family"),
        ("What is your religion?", "religion"),
        ("你有宗教信仰吗？", "religion"),
        ("What's your ethnic background?", "origin"),
        ("Where are you originally from?", "origin"),
        ("请问你是什么民族？", "origin"),
        ("籍贯", "origin"),
        ("How old are you?", "age"),
        ("你今年多大？", "age"),
        ("出生年月", "age"),
        ("Are you male or female?", "sex"),
        ("性 别", "sex"),
        ("Do you have any disability?", "health"),
        ("是否乙肝携带者", "health"),
        ("你是党员吗？", "politics"),
        ("A\u200bre you mar\u200bried?", "family"),
    ],
)
def test_nothing_protected_may_be_asked(ben: User, job: Job, words: str, subject: str):
    assert protected_subject(words) == subject
    with pytest.raises(ProtectedQuestion) as refusal:
        set_questions(job=job, editor=ben, questions=[{"kind": "yes_no", "text_en": words}])
    assert str(SUBJECTS[subject]) in str(refusal.value)
    assert questions_of(job) == []


def test_nor_in_a_choice(ben: User, job: Job):
    options = [{"en": "Married", "zh": "已婚"}, {"en": "Free", "zh": "单身"}]
    with pytest.raises(ProtectedQuestion):
        set_questions(job=job, editor=ben, questions=[{**PLACE, "options": options}])


@pytest.mark.parametrize(
    "words",
    [
        "How many years have you taught young children?",
        "Do you have experience with children who need support?",
        "Have you planned weddings and family events before?",
        "带过几岁的孩子？",
        "有带小孩的经验吗？",
        "有没有民族舞的舞台经验？",
        "Which church organs have you played?",
        "May you work here without a new permit?",
        "Have you sold to hospitals or health insurers?",
        "做过老年人护理吗？",
        "多大的团队你带过？",
        "Do you hold a driving licence?",
        "做过信贷产品吗？",
        "Have you led a single team or several?",
        "How many women's wear collections did you design?",
    ],
)
def test_questions_about_the_work_are_fine(words: str):
    assert protected_subject(words) == ""


def test_the_shipped_questions_may_all_be_asked_in_both_languages(ben: User, job: Job):
    for key, fields in shipped().items():
        assert set_questions(job=job, editor=ben, questions=[fields]), key
        assert fields["text_en"], key
        assert fields["text_zh"], key
        assert all(option["en"] and option["zh"] for option in fields["options"]), key


def test_answers_are_read_by_the_kind_of_their_question(ben: User, job: Job):
    shifts, years, place = set_questions(job=job, editor=ben, questions=[SHIFTS, YEARS, PLACE])
    given = {str(shifts.pk): "1", str(years.pk): "7", str(place.pk): "1"}
    assert [answer.words for answer in read_answers([shifts, years, place], given)] == ["Yes", "7 years", "Home"]
    for question, value in ((years, "41"), (years, "many"), (place, "2"), (shifts, "maybe"), (shifts, "")):
        with pytest.raises(BadAnswer) as refusal:
            read_answers([question], {str(question.pk): value})
        assert refusal.value.field == str(question.pk)


def test_the_page_adds_one_of_the_list_and_says_what_is_wrong(ben: User, job: Job, sign_in):
    client, address = sign_in(ben), reverse("matching:job_screening", args=[job.pk])
    assert "When could you start?" in unescape(client.get(f"{address}?add=start").content.decode())
    form = {"q-TOTAL_FORMS": "5", "q-INITIAL_FORMS": "5"}
    form |= {f"q-{place}-kind": "yes_no" for place in range(5)}
    refused = client.post(address, form | {"q-1-text_en": "Are you married?"})
    assert refused.status_code == 422
    assert "says nothing about the work" in unescape(refused.content.decode())
    assert client.post(address, form | {"q-1-text_en": "Could you work nights?"}).status_code == 302
    assert [question.text for question in questions_of(job)] == ["Could you work nights?"]


def test_other_companies_and_candidates_write_no_questions(ana: User, olga: User, job: Job, sign_in):
    address = reverse("matching:job_screening", args=[job.pk])
    for person in (ana, olga):
        assert sign_in(person).get(address).status_code == 404
        assert sign_in(person).post(address).status_code == 404
        with pytest.raises(NotFound):
            set_questions(job=job, editor=person, questions=[SHIFTS])


def test_a_colleague_sets_them_by_api_and_a_candidate_reads_them(ana: User, ben: User, job: Job, sign_in):
    address = reverse("job-screening", args=[job.pk])
    colleague = RecruiterFactory(company=ben.company)
    answered = sign_in(colleague).put(address, {"questions": [SHIFTS, PLACE]}, content_type="application/json")
    assert answered.status_code == 200, answered.content
    assert [one["text_en"] for one in sign_in(ana).get(address).json()["questions"]] == ["Could you work nights?", ""]
    refused = sign_in(ana).put(address, {"questions": []}, content_type="application/json")
    assert refused.status_code == 404
    protected = sign_in(colleague).put(
        address, {"questions": [{"kind": "yes_no", "text_zh": "你结婚了吗？"}]}, content_type="application/json"
    )
    assert protected.status_code == 400
    assert protected.json()["errors"][0]["code"] == "protected_question"
