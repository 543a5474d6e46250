"""Deeds that are recognised together bring what they bring one by one."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.chat.answers.events import FirstAnswers
from apps.events.models import FailedDelivery
from apps.events.services import publish_many
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.first_answers import FIRST_ANSWER, of_first_answer
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.deeds.types.presets import PRESET_USED
from apps.gamification.models import Award, MissionStep, Outcome, Rule, RuleDecision, StepDone
from apps.gamification.recognition.services import recognise
from apps.gamification.rules.deciding import PAID
from tests.gamification.judging import judge
from tests.gamification.talks import NOON, answer_deed, first_answer
from tests.people import CandidateFactory, RecruiterFactory

Said = list[tuple[str, str, int, str, int]]


class Undone(Exception):
    pass


def said_of(*groups: list[Deed]) -> Said:
    """What the rules say when these groups are judged one after the other; nothing of it stays."""
    found: Said = []
    before = Award.objects.count()
    try:
        with transaction.atomic():
            for group in groups:
                found += [
                    (one.rule.key, one.deed, one.beneficiary_id, one.outcome, one.points) for one in judge(*group)
                ]
            paid = sum(outcome in PAID for *_key, outcome, _points in found)
            assert Award.objects.count() - before == paid
            raise Undone
    except Undone:
        return found


def invented(dice: random.Random, people: list, count: int) -> list[Deed]:
    """Deeds of a few people with each other, some of them twice."""
    deeds: list[Deed] = []
    for number in range(count):
        if deeds and dice.random() < 0.15:
            deeds.append(dice.choice(deeds))
            continue
        one, other = dice.sample(people, 2)
        kind = dice.choice([FIRST_ANSWER, GREETED, PRESET_USED])
        deeds.append(
            Deed(
                kind=kind,
                key=f"{kind}:{number}",
                person_id=one.pk,
                counterparty_id=None if kind == PRESET_USED else other.pk,
                done_at=NOON + timedelta(minutes=dice.randrange(4000)),
                facts={"waited_seconds": dice.randrange(100_000), "conversation": dice.randrange(3)},
            )
        )
    return deeds


@pytest.mark.either
@pytest.mark.parametrize("seed", range(25))
def test_the_rules_say_the_same_of_a_group_as_of_each(rule, seed: int):
    Rule.objects.update(state=Rule.State.PAUSED)
    rule(FIRST_ANSWER, points=9, max_wait_hours=20, max_per_day=2, max_per_counterparty=3, settling="reciprocated")
    rule(FIRST_ANSWER, points=5, budget=23)
    rule(GREETED, points=4, cooldown_minutes=90, max_per_day=3)
    rule(PRESET_USED, points=2, max_per_day=1)
    dice = random.Random(seed)
    people = [CandidateFactory(time_zone="Asia/Shanghai"), CandidateFactory(), RecruiterFactory(), RecruiterFactory()]
    judge(*invented(dice, people, 6))
    deeds = [
        Deed(
            kind=deed.kind,
            key=f"later-{deed.key}",
            person_id=deed.person_id,
            counterparty_id=deed.counterparty_id,
            done_at=deed.done_at,
            facts=deed.facts,
        )
        for deed in invented(dice, people, 30)
    ]
    one_by_one = said_of(*[[deed] for deed in deeds])
    assert said_of(deeds) == one_by_one
    assert said_of(deeds[:11], deeds[11:]) == one_by_one
    assert len({outcome for *_key, outcome, _points in one_by_one}) >= 3


def test_a_group_costs_hardly_more_than_one(ben):
    people = [CandidateFactory() for _n in range(20)]
    recruiters = [RecruiterFactory() for _n in range(20)]
    deeds = [
        answer_deed(one, other, key=f"message:{number}")
        for number, (one, other) in enumerate(zip(recruiters, people, strict=True), start=100)
    ]
    recognise(answer_deed(ben, CandidateFactory(), key="message:1"))
    with CaptureQueriesContext(connection) as alone:
        recognise(answer_deed(RecruiterFactory(), CandidateFactory(), key="message:2"))
    with CaptureQueriesContext(connection) as together:
        recognise(*deeds)
    assert len(together) <= len(alone) + 2
    assert Award.objects.filter(deed__in=[deed.key for deed in deeds]).count() == 20


def test_two_last_steps_in_one_group_complete_a_mission_once(ana):
    steps = list(MissionStep.objects.filter(mission__role=ana.role, mission__kind="newcomer"))
    deeds = [Deed(kind=step.deed, key=f"deed:{step.pk}", person_id=ana.pk, done_at=NOON) for step in steps]
    recognise(*deeds, *deeds)
    assert StepDone.objects.filter(person=ana).count() == len(steps)
    completed = RuleDecision.objects.filter(rule__deed="mission_completed", beneficiary=ana)
    assert [decision.outcome for decision in completed] == [Outcome.AWARDED]


def test_of_first_answers_that_wait_together_one_that_fails_keeps_nobody_from_theirs(db, drain, monkeypatch):
    pairs = [(CandidateFactory(), RecruiterFactory()) for _n in range(3)]
    answers = [first_answer(candidate, recruiter) for candidate, recruiter in pairs]
    publish_many(FirstAnswers(items=((a.message_id, a.conversation_id, a.answerer_id, a.asker_id),)) for a in answers)

    def poisoned(answer):
        if answer.pk == answers[1].pk:
            raise RuntimeError("poison")
        return of_first_answer(answer)

    monkeypatch.setattr("apps.gamification.recognition.handlers.of_first_answer", poisoned)
    drain()
    paid = Award.objects.values_list("deed", flat=True)
    assert set(paid) == {f"message:{answers[0].message_id}", f"message:{answers[2].message_id}"}
    assert [failure.error for failure in FailedDelivery.objects.all()] == ["RuntimeError: poison"]
    monkeypatch.undo()
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        drain()
    assert Award.objects.count() == 3
