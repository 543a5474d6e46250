"""Every reason is true: changing the field that it names, and nothing else, moves the score the way it says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.matching.models import Degree
from apps.matching.profile.money import Range
from apps.matching.ranking import WEIGHTS, Audience, JobFacts, Polarity, Reason, ResumeFacts, SkillName, Tier, compare
from apps.matching.ranking.facts import Answering

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SKILLS = [SkillName(number, f"Skill {number}", f"技能{number}") for number in range(12)]
UNHEARD = SkillName(99, "Unheard", "没听过")
ALIKE = np.eye(8, dtype=np.float32)

Change = Callable[[JobFacts, ResumeFacts, Reason], tuple[JobFacts, ResumeFacts]]


def in_job(change: Callable[[JobFacts, ResumeFacts, Reason], dict[str, object]]) -> Change:
    return lambda job, resume, reason: (replace(job, **change(job, resume, reason)), resume)


def in_resume(change: Callable[[JobFacts, ResumeFacts, Reason], dict[str, object]]) -> Change:
    return lambda job, resume, reason: (job, replace(resume, **change(job, resume, reason)))


def in_both(name: str, value: object) -> list[Change]:
    return [in_job(lambda job, resume, reason: {name: value}), in_resume(lambda job, resume, reason: {name: value})]


def without(skills: tuple[SkillName, ...], gone: tuple[SkillName, ...]) -> tuple[SkillName, ...]:
    return tuple(skill for skill in skills if skill not in gone)


def orthogonal(vector: np.ndarray) -> np.ndarray:
    return np.roll(vector, 1)


# For each code, what takes its ground away: in the job's field, in the résumé's, or both in turn.
TAKEN_AWAY: dict[str, list[Change]] = {
    "skills_met": [
        in_job(lambda job, resume, reason: {"required": (*without(job.required, reason.resume_value), UNHEARD)}),
        in_resume(lambda job, resume, reason: {"skills": without(resume.skills, reason.resume_value)}),
    ],
    "skills_missing": [  # a job that asks for nothing more gains nothing by that
        in_resume(lambda job, resume, reason: {"skills": (*resume.skills, *reason.job_value)}),
    ],
    "nice_met": [
        in_job(lambda job, resume, reason: {"nice": without(job.nice, reason.resume_value)}),
        in_resume(lambda job, resume, reason: {"skills": without(resume.skills, reason.resume_value)}),
    ],
    "work_alike": [
        in_job(lambda job, resume, reason: {"vector": orthogonal(resume.vector)}),
        in_resume(lambda job, resume, reason: {"vector": orthogonal(job.vector)}),
    ],
    "work_differs": [
        in_job(lambda job, resume, reason: {"vector": resume.vector}),
        in_resume(lambda job, resume, reason: {"vector": job.vector}),
    ],
    "years_fit": [
        in_job(lambda job, resume, reason: {"years_min": None, "years_max": None}),
        in_resume(lambda job, resume, reason: {"years": None}),
    ],
    "years_short": [
        in_job(lambda job, resume, reason: {"years_min": resume.years}),
        in_resume(lambda job, resume, reason: {"years": job.years_min}),
    ],
    "years_over": [
        in_job(lambda job, resume, reason: {"years_max": resume.years}),
        in_resume(lambda job, resume, reason: {"years": job.years_max}),
    ],
    "pay_fits": in_both("pay", Range()),
    "pay_below": [
        in_job(lambda job, resume, reason: {"pay": resume.pay}),
        in_resume(lambda job, resume, reason: {"pay": job.pay}),
    ],
    "place_same": [
        in_job(lambda job, resume, reason: {"city": "Nowhere", "remote": False}),
        in_resume(lambda job, resume, reason: {"city": "Nowhere", "remote_ok": False}),
    ],
    "remote_fits": [
        in_job(lambda job, resume, reason: {"city": "Nowhere", "remote": False}),
        in_resume(lambda job, resume, reason: {"city": "Nowhere", "remote_ok": False}),
    ],
    "place_far": [
        in_job(lambda job, resume, reason: {"city": resume.city}),
        in_resume(lambda job, resume, reason: {"city": job.city}),
    ],
    "remote_unwanted": [
        in_job(lambda job, resume, reason: {"remote": None, "city": resume.city}),
        in_resume(lambda job, resume, reason: {"remote_ok": True}),
    ],
    "degree_met": in_both("degree", ""),
    "degree_below": [
        in_job(lambda job, resume, reason: {"degree": resume.degree}),
        in_resume(lambda job, resume, reason: {"degree": job.degree}),
    ],
    "answers_well": in_both("answering", Answering()),
    "answers_seldom": in_both("answering", Answering()),
    "is_new": [
        in_job(lambda job, resume, reason: {"published_at": NOW - timedelta(days=40)}),
        in_resume(lambda job, resume, reason: {"updated_at": NOW - timedelta(days=90)}),
    ],
    "is_old": [
        in_job(lambda job, resume, reason: {"published_at": NOW}),
        in_resume(lambda job, resume, reason: {"updated_at": NOW}),
    ],
}
ONE_SIDED = {"answers_well", "answers_seldom", "is_new", "is_old"}

cities = st.sampled_from(["", "上海", "Shanghai", "Berlin", "杭州"])
flags = st.sampled_from([None, True, False])
degrees = st.sampled_from(["", *map(str, Degree)])
dates = st.one_of(st.none(), st.integers(0, 400).map(lambda days: NOW - timedelta(days=days)))
vectors = st.one_of(st.none(), st.integers(0, 2).map(lambda row: ALIKE[row]))


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    least, most = sorted((draw(st.integers(5, 40)), draw(st.integers(5, 40))))
    period = draw(st.sampled_from(["month", "year", "day", ""]))
    factor = {"month": 1_000, "year": 12_000, "day": 50, "": 1_000}[period]
    shape = draw(st.sampled_from(["both", "least", "most", "none"]))
    return Range(
        least=least * factor if shape in ("both", "least") else None,
        most=most * factor if shape in ("both", "most") else None,
        currency=draw(st.sampled_from(["CNY", "CNY", "EUR", ""])),
        period=period,
        months=draw(st.sampled_from([None, 14])),
    )


@st.composite
def answerings(draw: st.DrawFn) -> Answering:
    asked = draw(st.integers(0, 20))
    return Answering(asked, draw(st.integers(0, asked)), draw(st.one_of(st.none(), st.floats(1, 5_000))))


@st.composite
def jobs(draw: st.DrawFn) -> JobFacts:
    chosen = draw(st.lists(st.sampled_from(SKILLS), unique_by=lambda skill: skill.id, max_size=8))
    cut = draw(st.integers(0, len(chosen)))
    years = sorted((draw(st.integers(0, 8)), draw(st.integers(0, 12))))
    return JobFacts(
        required=tuple(chosen[:cut]),
        nice=tuple(chosen[cut:]),
        years_min=draw(st.sampled_from([None, years[0]])),
        years_max=draw(st.sampled_from([None, years[1]])),
        pay=draw(ranges()),
        city=draw(cities),
        remote=draw(flags),
        degree=draw(degrees),
        work="Plan the routes",
        work_field="responsibilities",
        vector=draw(vectors),
        published_at=draw(dates),
        answering=draw(answerings()),
    )


@st.composite
def resumes(draw: st.DrawFn) -> ResumeFacts:
    return ResumeFacts(
        skills=tuple(draw(st.lists(st.sampled_from(SKILLS), unique_by=lambda skill: skill.id, max_size=8))),
        years=draw(st.one_of(st.none(), st.integers(0, 20))),
        pay=draw(ranges()),
        city=draw(cities),
        remote_ok=draw(flags),
        degree=draw(degrees),
        work="Planned routes",
        work_field="experience",
        vector=draw(vectors),
        updated_at=draw(dates),
        answering=draw(answerings()),
    )


SEEN: set[str] = set()


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(jobs(), resumes(), st.sampled_from(Audience))
def _every_reason_is_true(job: JobFacts, resume: ResumeFacts, audience: Audience) -> None:
    before = compare(job, resume, audience=audience, now=NOW)
    assert 0 <= before.score <= 1
    for reason in before.reasons:
        SEEN.add(reason.code)
        changes = TAKEN_AWAY[reason.code]
        if reason.code in ONE_SIDED:
            changes = [changes[0] if audience == Audience.CANDIDATE else changes[1]]
        for change in changes:
            after = compare(*change(job, resume, reason), audience=audience, now=NOW)
            if reason.polarity == Polarity.FOR:
                assert after.score < before.score, reason
            else:
                assert after.score > before.score, reason
        for language in ("en", "zh-hans"):
            assert "%(" not in reason.text(language)
            assert reason.chip(language)
    for step in before.raises:
        assert step.gain > 0
        assert step.text("en")
    assert before.label("en")


def test_taking_a_reasons_ground_away_moves_the_score_as_it_says():
    SEEN.clear()
    _every_reason_is_true()
    assert set(TAKEN_AWAY) == SEEN, "every code must have come up"


def test_weights_add_up_to_one():
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_what_nobody_states_is_neutral():
    nothing = compare(JobFacts(), ResumeFacts(), audience=Audience.CANDIDATE, now=NOW)
    assert nothing.score == pytest.approx(0.5 - WEIGHTS["skills"] / 2), (
        "a job that asks for no skill is met by nobody's"
    )
    assert nothing.reasons == ()


SILENT_JOB: list[dict[str, object]] = [
    {"required": ()},
    {"years_min": None, "years_max": None},
    {"pay": Range()},
    {"city": ""},
    {"work": "", "work_field": "", "vector": None},
]
SILENT_RESUME: list[dict[str, object]] = [
    {"skills": ()},
    {"years": None},
    {"pay": Range()},
    {"city": ""},
    {"degree": ""},
    {"work": "", "work_field": "", "vector": None},
]


@given(jobs(), resumes())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_saying_less_never_ranks_higher(job: JobFacts, resume: ResumeFacts):
    of_job = compare(job, resume, audience=Audience.CANDIDATE, now=NOW).score
    for silence in SILENT_JOB:
        less = compare(replace(job, **silence), resume, audience=Audience.CANDIDATE, now=NOW).score
        assert less <= of_job + 1e-9, silence
    of_resume = compare(job, resume, audience=Audience.RECRUITER, now=NOW).score
    for silence in SILENT_RESUME:
        less = compare(job, replace(resume, **silence), audience=Audience.RECRUITER, now=NOW).score
        assert less <= of_resume + 1e-9, silence


@pytest.mark.parametrize("pay", [Range(), Range(5_000, None, "CNY", "month"), Range(5_000, 6_000, "", "")])
def test_pay_that_is_half_said_ranks_no_higher_than_low_pay(pay: Range):
    resume = ResumeFacts(pay=Range(20_000, None, "CNY", "month"))
    low, half = (
        compare(JobFacts(pay=said), resume, audience=Audience.CANDIDATE, now=NOW).score
        for said in (Range(5_000, 6_000, "CNY", "month"), pay)
    )
    assert half <= low


@given(jobs(), resumes())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_suggested_skill_raises_the_score_by_what_it_promises(job: JobFacts, resume: ResumeFacts):
    before = compare(job, resume, audience=Audience.CANDIDATE, now=NOW)
    for step in before.raises:
        if step.skill is not None:
            more = replace(resume, skills=(*resume.skills, step.skill))
            after = compare(job, more, audience=Audience.CANDIDATE, now=NOW)
            assert after.score - before.score == pytest.approx(step.gain)


PAIR = (
    JobFacts(
        required=tuple(SKILLS[:6]),
        years_min=3,
        years_max=5,
        pay=Range(15_000, 25_000, "CNY", "month", 14),
        city="上海",
        degree="bachelor",
    ),
    ResumeFacts(
        skills=tuple(SKILLS[:5]), years=4, pay=Range(20_000, None, "CNY", "month"), city="Shanghai", degree="master"
    ),
)


def test_the_label_says_it_in_words_first():
    found = compare(*PAIR, audience=Audience.CANDIDATE, now=NOW)
    assert found.tier == Tier.STRONG
    assert found.label("en") == "Strong match: 5 of 6 skills, salary fits, experience fits"


def test_reasons_quote_both_sides():
    texts = {reason.code: reason.text("en") for reason in compare(*PAIR, audience=Audience.CANDIDATE, now=NOW).reasons}
    assert texts["pay_fits"] == "The job pays ¥15,000–25,000 a month × 14; the résumé says from ¥20,000 a month."
    assert texts["years_fit"] == "The job asks for 3–5 years of experience; the résumé says 4 years."
    assert texts["place_same"] == "The job is in 上海; the résumé says Shanghai."
    assert texts["skills_missing"] == "The job asks for Skill 5, which isn't in the résumé."


@pytest.mark.parametrize(
    ("offer", "wish", "code"),
    [
        (Range(120_000, 150_000, "USD", "year"), Range(10_000, None, "USD", "month"), "pay_fits"),
        (Range(15_000, 20_000, "CNY", "month", 14), Range(240_000, None, "CNY", "year"), "pay_fits"),
        (Range(15_000, 20_000, "CNY", "month"), Range(260_000, None, "CNY", "year"), "pay_below"),
        (Range(200, 300, "CNY", "day"), Range(6_000, None, "CNY", "month"), "pay_fits"),
        (Range(60_000, 70_000, "EUR", "year"), Range(20_000, None, "CNY", "month"), "pay_fits"),
        (Range(10_000, 20_000), Range(15_000, None), None),
        (Range(10_000, None, "CNY", "month"), Range(15_000, None, "CNY", "month"), None),
    ],
)
def test_pay_compares_across_periods_and_currencies(offer: Range, wish: Range, code: str | None):
    found = compare(JobFacts(pay=offer), ResumeFacts(pay=wish), audience=Audience.CANDIDATE, now=NOW)
    assert [reason.code for reason in found.reasons] == ([code] if code else [])


def test_no_fact_is_a_protected_attribute():
    names = set(JobFacts.__slots__) | set(ResumeFacts.__slots__)
    protected = (
        "age",
        "birth",
        "sex",
        "gender",
        "race",
        "nation",
        "relig",
        "marital",
        "health",
        "photo",
        "name",
        "school",
    )
    assert not [name for name in names if any(word in name for word in protected)]
