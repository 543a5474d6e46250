"""What a posting or a résumé leaves open is found in fields and prose, and gone once it is stated."""

import pytest

from apps.matching.facts.topics import open_topics, open_topics_of_resume, topic_names
from apps.matching.models import Job, Resume


def topics(**fields: object) -> dict[str, str]:
    return {topic.topic: topic.evidence for topic in open_topics(Job(title="Planner", **fields))}


def resume_topics(**fields: object) -> dict[str, str]:
    return {topic.topic: topic.evidence for topic in open_topics_of_resume(Resume(**fields))}


@pytest.mark.parametrize(
    ("field", "text", "topic", "evidence"),
    [
        ("salary_text", "面议", "salary", "面议"),
        ("salary_text", "Competitive", "salary", "Competitive"),
        ("description", "我们提供有竞争力的薪酬", "salary", "有竞争力"),
        ("description", "上下班时间可以商量。", "schedule", "上下班时间可以商量"),
        ("description", "工作时间弹性", "schedule", "弹性"),
        ("requirements", "Weekend shifts as needed", "schedule", "shifts as needed"),
        ("description", "Hybrid set-up", "remote", "Hybrid"),
        ("requirements", "能接受不定期出差", "location", "不定期出差"),
        ("description", "晋升空间大", "growth", "晋升空间"),
        ("description", "表现优秀可转正", "contract", "表现优秀可转正"),
        ("description", "Visa support possible", "visa", "Visa support possible"),
        ("description", "we hire ASAP", "start", "ASAP"),
        ("description", "A generous package", "benefits", "generous"),
    ],
)
def test_vague_words_open_a_topic_and_are_its_evidence(field, text, topic, evidence):
    assert topics(**{field: text})[topic] == evidence


def test_vague_words_come_before_what_is_merely_missing():
    found = open_topics(Job(title="Planner", description="工作时间弹性"))
    assert found[0].topic == "schedule"
    assert (found[0].field, found[1].evidence) == ("description", "")


@pytest.mark.parametrize(
    ("fields", "closed"),
    [
        ({"salary_min": 10_000, "description": "competitive"}, "salary"),
        ({"description": "弹性打卡，9:30-18:30"}, "schedule"),
        ({"description": "团队 7 人，前端 3 位"}, "team"),
        ({"description": "两轮面试，一周内有结果"}, "process"),
        ({"remote": False, "description": "hybrid"}, "remote"),
        ({"city": "上海"}, "location"),
        ({"employment": "full_time", "description": "可转正"}, "contract"),
    ],
)
def test_what_is_stated_is_no_question_any_more(fields, closed):
    assert closed not in topics(**fields)


def test_a_phrase_that_only_looks_vague_is_no_evidence():
    assert topics(description="You do competitive analysis.")["salary"] == ""


def test_a_silent_resume_leaves_pay_start_place_and_years_open():
    assert set(resume_topics()) == {"expectation", "availability", "location", "remote", "years"}


@pytest.mark.parametrize(
    ("fields", "topic", "evidence"),
    [
        ({"salary_text": "面议"}, "expectation", "面议"),
        ({"availability": "在职-看机会"}, "availability", "看机会"),
        ({"experience": "参与了多个项目"}, "experience", "参与"),
        ({"summary": "Portfolio on request"}, "portfolio", "Portfolio on request"),
        ({"summary": "Looking for a change"}, "reason", "Looking for a change"),
    ],
)
def test_a_resumes_vague_words_open_topics(fields, topic, evidence):
    assert resume_topics(**fields)[topic] == evidence


def test_a_stated_start_closes_the_topic():
    assert "availability" not in resume_topics(availability="两周内到岗")


def test_open_source_is_not_an_open_wish_about_pay():
    assert resume_topics(experience="Open source maintainer")["expectation"] == ""


def test_every_topic_asks_in_both_languages():
    for topic in [*open_topics(Job()), *open_topics_of_resume(Resume())]:
        assert topic.question("en").endswith("?")
        assert topic.question("zh-hans").endswith(("？", "。"))
        assert topic.label("en") != topic.label("zh-hans")
    assert set(topic_names("job")) == {
        *("salary", "schedule", "remote", "location", "team", "process"),
        *("start", "visa", "contract", "benefits", "growth"),
    }
