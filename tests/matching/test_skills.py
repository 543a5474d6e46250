"""Skills are found under all their names, in both languages, and only where they are meant."""

import pytest

from apps.matching.models import Skill, SkillAlias
from apps.matching.skills.selectors import find_skills, vocabulary
from apps.matching.skills.services import load_skills, merge_skills, resolve_skills, verify_skill
from tests.matching.factories import JobFactory, ResumeFactory
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    found = Skill.objects.in_bulk(vocabulary().extract(text))
    return sorted(skill.name_en for skill in found.values())


def test_a_new_installation_knows_hundreds_of_skills():
    assert Skill.objects.filter(is_verified=True).count() >= 400
    assert SkillAlias.objects.count() >= 2_000


def test_loading_twice_adds_nothing_and_keeps_what_operators_changed():
    Skill.objects.filter(slug="python").update(name_zh="派森")
    before = SkillAlias.objects.count()
    assert load_skills() == 0
    assert SkillAlias.objects.count() == before
    assert Skill.objects.get(slug="python").name_zh == "派森"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ and JavaScript", ["C++", "JavaScript"]),
        ("熟悉Java，有 JavaScript 基础", ["Java", "JavaScript"]),
        ("精通C语言和C#", ["C", "C#"]),
        ("We go above and beyond. Go to market!", []),
        ("Experience with Go-to-market plans", []),
        ("Experience with Go", ["Go"]),
        ("Golang 开发", ["Go"]),
        ("Python, Go and Rust", ["Go", "Python", "Rust"]),
        ("R&D budget; vitamin C; series C", []),
        ("Proficiency in Python or R", ["Python", "R"]),
        ("Spring 2024 intake", []),
        ("Java / Spring / MySQL", ["Java", "MySQL", "Spring"]),
        ("数据库用PostgreSQL，容器用 k8s", ["Kubernetes", "PostgreSQL"]),
        ("the rest of the team", []),
        ("三年销售经验", ["Sales"]),
        ("和销售同事一起吃饭", []),
    ],
)
def test_it_finds_skills_where_they_are_meant(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Machine Learning", "机器学习"),
        ("NLP", "自然语言处理"),
        ("Recommendation Systems", "推荐系统"),
        ("Accounting", "会计核算"),
        ("Warehouse management", "仓储管理"),
        ("Clinical nursing", "临床护理"),
        ("PCB debugging", "PCB 调试"),
    ],
)
def test_both_languages_name_the_same_skill(en, zh):
    assert vocabulary().named(en) == vocabulary().named(zh) is not None


def test_lists_are_cut_where_names_end():
    listed = vocabulary().listed("Java、Spring Boot; A/B测试，C/C++ , CI/CD\nMySQL Redis")
    assert listed == ["Java", "Spring Boot", "A/B测试", "C", "C++", "CI/CD", "MySQL", "Redis"]


def test_an_unknown_name_is_kept_as_an_unverified_skill():
    first, second = resolve_skills(["Zorblatt Weaving", "Python"])
    assert (first.name_en, first.is_verified) == ("Zorblatt Weaving", False)
    assert second.slug == "python"
    assert resolve_skills(["zorblatt  weaving"]) == [first]
    assert vocabulary().extract("I love Zorblatt Weaving") == []


def test_a_verified_skill_is_found_in_prose():
    (skill,) = resolve_skills(["Zorblatt Weaving"])
    verify_skill(skill=skill)
    assert vocabulary().extract("I love Zorblatt Weaving") == [skill.pk]


def test_merging_moves_everything_and_leaves_no_double():
    keep, gone = resolve_skills(["Python", "Pythonn"])
    job = JobFactory(requires=[keep, gone])
    resume = ResumeFactory(knows=[gone])
    merge_skills(keep=keep, gone=gone)
    assert list(job.skills.all()) == [keep] == list(resume.skills.all())
    assert resolve_skills(["Pythonn"]) == [keep]
    assert not Skill.objects.filter(pk=gone.pk).exists()


def test_searching_finds_by_either_language():
    assert find_skills("机器学", reader=CandidateFactory())[0].slug == "machine-learning"
    assert find_skills("k8s", reader=CandidateFactory())[0].slug == "kubernetes"
    assert not find_skills("  ", reader=CandidateFactory())
