"""Missions in stages: what counts, in any order and however often it is heard of, what it brings, and what a promise is
worth when one ends."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from apps.accounts.models import Company
from apps.errors import DomainError
from apps.events.relay import relay_outbox
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.models import Award, Campaign, Member, Mission, Rule, RuleVersion, StepDone
from apps.gamification.quests.life import copy_campaign, end_campaign, end_mission, start_campaign, start_mission
from apps.gamification.quests.selectors import campaigns_of, missions_of
from apps.gamification.quests.services import withdraw_deed
from apps.gamification.quests.tasks import fill_mission
from apps.gamification.rules.selectors import rules_in_force
from tests.gamification.judging import do_step, judge
from tests.gamification.quests import LONG_AGO, NOON, answer, do_answers, draft, quest, rewards
from tests.gamification.versions import version_fields
from tests.people import CandidateFactory, RecruiterFactory


@pytest.fixture(autouse=True)
def paid(rule):
    """First answers are paid at once, without limits."""
    Rule.objects.filter(deed="first_answer").update(state="retired")
    return rule("first_answer", points=1)


def state_of(person, key="answers"):
    return next(state for state in missions_of(person, now=NOON) if state.mission.key == key)


def take_back(person, number):
    award = Award.objects.get(person=person, deed=f"message:{number}")
    assert reverse_award(award=award, reason="copied", operator=None, now=timezone.now())
    return award


def test_stages_are_passed_one_after_the_other_and_each_pays_once(ben):
    quest(stages=((2, 10), (4, 20)))
    do_answers(ben, 1)
    assert (state_of(ben).value, rewards(ben)) == (2, []), "one counts in both stages"
    do_answers(ben, 2)
    assert rewards(ben) == [10]
    do_answers(ben, 3, 4, 4, 3)
    assert rewards(ben) == [10, 20]
    assert state_of(ben).is_complete
    assert Member.objects.get(person=ben).points == 4 + 30


@pytest.mark.parametrize("seed", range(3))
def test_in_any_order_and_heard_of_twice_it_comes_to_the_same(ben, seed):
    quest(stages=((2, 10), (3, 20)))
    deeds = [answer(ben, number, at=NOON - timedelta(hours=number)) for number in range(1, 5)] * 2
    Random(seed).shuffle(deeds)
    for deed in deeds:
        judge(deed)
    assert rewards(ben) == [10, 20]
    assert StepDone.objects.filter(person=ben).count() == 8


def test_a_deed_that_is_taken_back_takes_its_step_and_its_stage_back(ben):
    quest(stages=((2, 10), (3, 20)))
    do_answers(ben, 1, 2, 3)
    award = take_back(ben, 3)
    assert rewards(ben) == [10]
    assert state_of(ben).done == 1
    restore_award(award=award, operator=None, now=timezone.now())
    assert rewards(ben) == [10, 20]
    assert Member.objects.get(person=ben).points == 3 + 30


def test_what_was_done_beyond_stands_in_for_what_is_taken_back(ben):
    quest(stages=((2, 10),))
    do_answers(ben, 1, 2, 3)
    take_back(ben, 1)
    assert rewards(ben) == [10]
    take_back(ben, 2)
    assert rewards(ben) == []


def test_what_an_operator_took_back_for_another_reason_stays_taken_back(ben):
    quest(stages=((1, 10),))
    do_answers(ben, 1)
    stage = Award.objects.get(person=ben, rule__deed="stage_passed")
    reverse_award(award=stage, reason="arranged", operator=None, now=timezone.now())
    restore_award(award=take_back(ben, 1), operator=None, now=timezone.now())
    assert rewards(ben) == []


def test_several_with_the_same_person_count_as_one(ben, ana):
    quest(stages=((2, 10),), of_different_people=True)
    judge(answer(ben, 1, to=ana), answer(ben, 2, to=ana))
    assert (rewards(ben), state_of(ben).value) == ([], 1)
    judge(answer(ben, 3, to=CandidateFactory()))
    assert rewards(ben) == [10]


def test_only_what_is_done_in_its_time_counts(ben):
    quest(stages=((1, 10),), starts_at=NOON - timedelta(days=2), ends_at=NOON)
    do_answers(ben, 1, at=NOON)
    do_answers(ben, 2, at=NOON - timedelta(days=3))
    assert rewards(ben) == []
    do_answers(ben, 3, at=NOON - timedelta(seconds=1))
    assert rewards(ben) == [10]


def test_who_had_begun_finishes_what_was_ended(ben):
    mission = quest(stages=((2, 10),), ends_at=NOON + timedelta(days=30))
    late = RecruiterFactory()
    do_answers(ben, 1)
    end_mission(mission=mission, now=NOON + timedelta(hours=1))
    do_answers(ben, 2, at=NOON + timedelta(days=3))
    do_answers(late, 3, 4, at=NOON + timedelta(days=3))
    assert (rewards(ben), rewards(late)) == ([10], [])
    assert [state.mission.key for state in missions_of(late, now=NOON + timedelta(days=3))][-1:] != ["answers"]


def test_without_an_end_of_its_own_there_are_two_weeks_to_finish(ben):
    mission = quest(stages=((2, 10),))
    do_answers(ben, 1)
    end_mission(mission=mission, now=NOON + timedelta(hours=1))
    do_answers(ben, 2, at=NOON + timedelta(days=20))
    assert rewards(ben) == []
    do_answers(ben, 3, at=NOON + timedelta(days=10))
    assert rewards(ben) == [10]


def test_a_company_does_one_together_and_who_did_something_passes(ben):
    quest(kind="team", stages=((3, 10),))
    company = ben.company or Company.objects.create(name="Beacon")
    type(ben).objects.filter(pk=ben.pk).update(company=company)
    ben.refresh_from_db()
    colleague, idle, alone = (RecruiterFactory(company=company) for _ in range(3))
    alone.company = None
    alone.save()
    do_answers(ben, 1, 2)
    do_answers(alone, 3, 4, 5)
    while relay_outbox():
        pass
    assert (rewards(ben), rewards(alone)) == ([], [])
    do_answers(colleague, 6)
    while relay_outbox():
        pass
    assert (rewards(ben), rewards(colleague), rewards(idle)) == ([10], [10], [])
    assert (state_of(ben).mine, state_of(idle).mine, state_of(idle).value) == (2, 0, 3)
    take_back(colleague, 6)
    while relay_outbox():
        pass
    assert (rewards(ben), rewards(colleague)) == ([], [])


def test_a_recalled_message_takes_its_step_back(ana):
    step = Mission.objects.get(key="first-week-candidate").steps.get(deed="preset_used")
    deed = answer(ana, 7, kind="preset_used")
    do_step(deed)
    assert withdraw_deed(evidence="message:7", person_id=ana.pk) == 1
    assert withdraw_deed(evidence="message:7", person_id=ana.pk) == 0
    assert not StepDone.objects.filter(step=step, withdrawn_at=None).exists()


def test_a_new_mission_finds_what_was_done_before_and_tells_nobody(ana, heard, monkeypatch):
    deeds = [answer(ana, number, kind="resume_completed") for number in (1, 2)]
    monkeypatch.setattr("apps.gamification.quests.tasks.deeds_since", lambda *_, **__: deeds)
    mission = quest(kind="newcomer", stages=((1, 0),), deed="resume_completed", counts="done")
    frames = heard(ana, lambda: [fill_mission(mission.pk), fill_mission(mission.pk)])
    assert [frame for frame in frames if frame["type"] == "award"] == []
    assert state_of(ana).is_complete


@pytest.mark.parametrize(
    "flaw",
    [
        {"counts": "done"},
        {"stages": ()},
        {"ends_at": LONG_AGO + timedelta(days=1)},
        {"segments": ["nowhere"]},
    ],
)
def test_what_pays_for_volume_or_cannot_be_finished_stays_a_draft(db, flaw):
    mission = draft(**flaw)
    with pytest.raises(DomainError):
        start_mission(mission=mission, now=NOON)
    mission.refresh_from_db()
    assert mission.state == "draft"


def a_campaign(**fields):
    campaign = Campaign.objects.create(
        key="spring",
        occasion="spring",
        title_en="Spring",
        title_zh="春招",
        about_en="Now.",
        about_zh="现在。",
        starts_at=NOON - timedelta(days=1),
        ends_at=NOON + timedelta(days=30),
        **fields,
    )
    draft("spring-answers", campaign=campaign, stages=((2, 10),), starts_at=None)
    extra = Rule.objects.create(key="spring-extra", deed="first_answer", name_en="Extra", name_zh="加分")
    RuleVersion.objects.create(rule=extra, number=1, **version_fields(points=3, max_per_day=10))
    campaign.rules.add(extra)
    return campaign


def test_a_campaign_takes_its_missions_and_rules_along_and_bounds_them(ben):
    campaign = start_campaign(campaign=a_campaign(), operator=None, now=NOON - timedelta(days=1))
    do_answers(ben, 1)
    do_answers(ben, 2, at=NOON + timedelta(days=31))
    extra = Award.objects.filter(person=ben, rule__key="spring-extra")
    assert list(extra.values_list("deed", flat=True)) == ["message:1"]
    end_campaign(campaign=campaign, now=NOON + timedelta(hours=1))
    do_answers(ben, 3, at=NOON + timedelta(days=2))
    assert extra.count() == 1
    assert extra.counting().count() == 1, "what it gave stays"
    assert rewards(ben) == [10], "begun before, finished after"


def test_a_campaign_that_lacks_something_stays_a_draft_with_all_its_parts(db):
    campaign = a_campaign()
    Rule.objects.filter(key="spring-extra").update(state="live")
    with pytest.raises(DomainError):
        start_campaign(campaign=campaign, operator=None, now=NOON)
    assert set(Campaign.objects.values_list("state", flat=True)) == {"draft"}
    assert Mission.objects.get(key="spring-answers").state == "draft"


def test_a_copy_for_the_next_year_is_a_draft_of_its_own(db):
    campaign = start_campaign(campaign=a_campaign(), operator=None, now=NOON - timedelta(days=1))
    copy = copy_campaign(campaign=campaign, key="spring-again")
    assert (copy.state, copy.starts_at.year) == ("draft", campaign.starts_at.year + 1)
    (mission,) = copy.missions.all()
    assert (mission.state, mission.stages.count(), mission.steps.count()) == ("draft", 1, 1)
    assert campaign.missions.count() == 1


def test_the_page_and_the_api_show_campaigns_missions_and_how_far_one_is(sign_in, ben):
    now = timezone.now()
    campaign = a_campaign()
    Campaign.objects.filter(pk=campaign.pk).update(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=9))
    campaign.refresh_from_db()
    start_campaign(campaign=campaign, operator=None, now=now - timedelta(hours=1))
    judge(answer(ben, 1, at=now))
    client = sign_in(ben)
    page = client.get("/missions/").content.decode()
    assert "Spring recruiting" in page
    assert "1 of 2" in page
    (shown,) = client.get("/api/v1/campaigns/").json()
    assert (shown["missions"], shown["rules"], len(shown["calendar"])) == (["spring-answers"], ["spring-extra"], 2)
    mission = next(one for one in client.get("/api/v1/missions/").json() if one["key"] == "spring-answers")
    assert mission["steps"][0]["value"] == 1
    assert mission["stages"][0]["rewards"] == [{"kind": "points", "amount": 10}]


def test_who_is_not_in_its_segments_sees_nothing_of_it(ben, monkeypatch):
    quest(segments=[])
    Mission.objects.filter(key="answers").update(segments=["new"])
    assert "answers" not in [state.mission.key for state in missions_of(ben, now=NOON)]
    do_answers(ben, 1)
    assert not StepDone.objects.exists()
    assert campaigns_of(ben, [], now=NOON) == []


def test_rules_of_the_house_stand_on_no_page_of_rules(ben):
    quest(stages=((1, 10),))
    do_answers(ben, 1)
    assert Rule.objects.filter(key="missions").exists()
    assert "missions" not in [version.rule.key for version in rules_in_force()]
