"""What a posting or a résumé leaves open is found in fields and prose, and gone once it is stated."""

import pytest

from apps.matching.facts.topics import open_topics, open_topics_of_resume
from apps.matching.models import Job, Resume

pytestmark = pytest.mark.django_db


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
        ("description", "工作时间弹性", "schedule", "工作时间弹性"),
        ("requirements", "Weekend shifts as needed", "shifts", "Weekend shifts"),
        ("description", "Hybrid set-up", "remote", "Hybrid set-up"),
        ("requirements", "能接受不定期出差", "travel", "不定期出差"),
        ("description", "晋升空间大", "growth", "晋升空间"),
        ("description", "表现优秀可转正", "conversion", "表现优秀可转正"),
        ("description", "Visa support possible", "visa", "Visa support possible"),
        ("description", "we hire ASAP", "start", "ASAP"),
        ("description", "A generous package", "benefits", "generous package"),
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
        ({"employment": "full_time", "description": "弹性"}, "contract"),
        ({"description": "Monday to Friday, 9am-5pm"}, "schedule"),
        ({"description": "Hybrid: two days at the office"}, "remote"),
        ({"description": "科室38人"}, "team"),
        ({"description": "On call one week in six, paid extra"}, "oncall"),
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


@pytest.mark.parametrize(
    ("fields", "topic"),
    [
        ({"employment": "full_time", "description": "派遣合同"}, "contract"),
        ({"description": "年终奖，期权，多劳多得"}, "leave"),
        ({"description": "Flexible thinking is a must."}, "schedule"),
    ],
)
def test_words_open_their_own_topic_and_no_other(fields, topic):
    assert topics(**fields).get(topic, "") == ("派遣" if topic == "contract" else "")


@pytest.mark.parametrize("title", ["茶饮店员", "UI designer", "Market analyst", "Nurse"])
def test_no_job_is_asked_about_what_it_does_not_speak_of(title):
    found = open_topics(Job(title=title, description="A team of five. 月薪 8000 元。"))
    assert not {"oncall", "shifts", "overtime", "travel", "conversion", "equity"} & {one.topic for one in found}


def test_longer_words_take_shorter_ones_along():
    assert topics(description="Flexible location")["remote"] == "Flexible location"
    assert topics(description="Flexible location").get("schedule") == ""
