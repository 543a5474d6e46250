"""Limits hold and nothing is paid twice when the same things are heard of at the same moment, by several workers."""

import random
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.errors import Conflict, InvalidInput
from apps.events.relay import relay_outbox
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.awards.selectors import progress
from apps.gamification.deeds.deed import Deed
from apps.gamification.deeds.types.greetings import GREETED
from apps.gamification.desk.services import AwardDecided, release
from apps.gamification.honours.services import VoteOver, cast_vote, close_ballot
from apps.gamification.ledger.models import CoinAccount, CoinTransaction
from apps.gamification.ledger.proof import prove_ledger
from apps.gamification.ledger.services import NotEnoughCoins, move_coins, reverse_transaction
from apps.gamification.models import (
    Award,
    AwardEntry,
    Ballot,
    FormDraw,
    Honour,
    Member,
    Mission,
    Nominee,
    Order,
    Outcome,
    Reward,
    Rule,
    RuleDecision,
    RuleVersion,
    StagePassed,
    StepDone,
)
from apps.gamification.recognition.services import recognise
from apps.gamification.rules.draws import Claim, forms_read
from apps.gamification.rules.services import publish_rule
from apps.gamification.shop.services import OrderDecided, RewardSoldOut, cancel_order, fulfil_order
from tests.gamification.forms import MARKS, draft, greeting, offer
from tests.gamification.judging import judge, settle
from tests.gamification.quests import answer as done
from tests.gamification.quests import quest, rewards
from tests.gamification.shops import give_coins, make_reward, order_for
from tests.gamification.taken import held
from tests.gamification.talks import NOON, answer_deed
from tests.people import CandidateFactory, OperatorFactory, RecruiterFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """Runs each in a thread with a connection of its own, all started together. Raises what any of them raised."""
    gate, results, errors = threading.Barrier(len(acts)), [], []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait(30)
            results.append(act())
        except Exception as error:  # noqa: BLE001  whatever went wrong in a thread is raised in the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors, errors
    return results


def test_the_same_deed_twenty_times_at_once_pays_once(ana, ben):
    deed = answer_deed(ben, ana)
    at_once([lambda: judge(deed)] * 20)
    assert RuleDecision.objects.count() == Award.objects.count() == 1


def test_the_daily_limit_holds_under_thirty_answers_at_once(ben):
    people = CandidateFactory.create_batch(30)
    deeds = [answer_deed(ben, person, key=f"message:{number}") for number, person in enumerate(people)]
    at_once([lambda deed=deed: judge(deed) for deed in deeds])
    found = list(RuleDecision.objects.values_list("outcome", flat=True))
    assert (found.count(Outcome.PENDING), found.count(Outcome.CAPPED)) == (10, 20)


def test_a_budget_is_not_overspent_by_people_who_earn_at_once(rule):
    rule(GREETED, points=4, budget=30)
    people = CandidateFactory.create_batch(20)
    deeds = [
        Deed(kind=GREETED, key=f"conversation:{person.pk}", person_id=person.pk, done_at=NOON) for person in people
    ]
    at_once([lambda deed=deed: judge(deed) for deed in deeds])
    assert Award.objects.all().points() == 28


def test_a_pair_that_answers_each_other_at_once_gets_one_full_award(ana, ben, rule):
    rule("first_answer", points=100, settling="reciprocated")
    deeds = [
        answer_deed(person, other, key=f"message:{number}", conversation=number)
        for number, (person, other) in enumerate([(ana, ben), (ben, ana)] * 4)
    ]
    at_once([lambda deed=deed: judge(deed) for deed in deeds])
    shares = Award.objects.filter(rule__key__startswith="first-answer").values_list("points", flat=True)
    assert sum(share == 100 for share in shares) <= 2


def test_the_last_two_steps_of_a_mission_at_once_complete_it_once(ana):
    steps = list(Mission.objects.get(role="candidate", kind="newcomer").steps.all())
    for number, step in enumerate(steps[:-2]):
        recognise(Deed(kind=step.deed, key=f"deed:{number}", person_id=ana.pk, done_at=NOON))
    last = [Deed(kind=step.deed, key=f"last:{step.pk}", person_id=ana.pk, done_at=NOON) for step in steps[-2:]]
    at_once([lambda deed=deed: recognise(deed) for deed in last * 4])
    assert StepDone.objects.count() == 5
    assert Award.objects.filter(rule__deed="mission_completed").count() == 1


def test_settling_lapsing_and_reversing_at_once_leave_one_story(ana, ben):
    for number in range(4):
        judge(answer_deed(ben, ana, key=f"message:{number}", at=NOON + timedelta(days=number)))
    awards = list(Award.objects.select_related("person", "rule"))
    acts: list[Callable[[], object]] = []
    for award in awards:
        acts += [
            lambda award=award: settle(ben, award.deed, now=NOON),
            lambda award=award: reverse_award(award=award, reason="copied", operator=None, now=NOON),
        ] * 3
    at_once(acts)
    assert AwardEntry.objects.filter(kind="reversed").count() == len(awards)
    assert AwardEntry.objects.filter(kind="settled").count() <= len(awards)
    assert (progress(ben).points, progress(ben).pending) == (0, 0)


def test_earning_spending_and_reversing_at_once_keep_the_ledger_in_balance(ana, ben):
    def work(number):
        chance = random.Random(number)
        for turn in range(25):
            person, act = chance.choice([ana, ben]), chance.choice(["earn", "spend", "reverse"])
            try:
                if act == "reverse":
                    for entry in CoinTransaction.objects.order_by("?")[:1]:
                        reverse_transaction(entry=entry, kind=CoinTransaction.Kind.REFUNDED, now=NOON)
                else:
                    earns = act == "earn"
                    move_coins(
                        person=person,
                        source=CoinAccount.Kind.ISSUANCE if earns else CoinAccount.Kind.AVAILABLE,
                        target=CoinAccount.Kind.AVAILABLE if earns else CoinAccount.Kind.ESCROW,
                        amount=chance.randint(1, 9),
                        kind=CoinTransaction.Kind.EARNED if earns else CoinTransaction.Kind.ORDERED,
                        key=f"{act}:{number // 2}:{turn}",
                        cause="award:1",
                        now=NOON,
                    )
            except NotEnoughCoins:
                pass

    at_once([lambda number=number: work(number) for number in range(8)])
    assert CoinTransaction.objects.count() > 20
    assert prove_ledger(now=NOON).is_clean
    assert not CoinAccount.objects.exclude(kind=CoinAccount.Kind.ISSUANCE).filter(balance__lt=0).exists()


def test_the_last_one_in_stock_goes_to_one_of_twenty_buyers():
    reward, people = make_reward(stock=1, price=10), CandidateFactory.create_batch(20)
    for person in people:
        give_coins(person, 10)

    def buy(person):
        try:
            return order_for(person, reward).pk
        except RewardSoldOut:
            return None

    bought = at_once([lambda person=person: buy(person) for person in people])
    assert len([order for order in bought if order]) == Order.objects.count() == 1
    assert Reward.objects.get().stock == 0
    proof = prove_ledger(now=NOON)
    assert (proof.is_clean, proof.coins) == (True, 200)


def test_one_buyer_at_twenty_doors_spends_no_more_than_they_have(ana):
    give_coins(ana, 35)
    reward = make_reward(stock=None, price=10)

    def buy():
        try:
            order_for(ana, reward)
        except NotEnoughCoins:
            return False
        return True

    assert sum(map(bool, at_once([buy] * 20))) == Order.objects.count() == 3


def test_fulfilling_refunding_and_cancelling_at_once_decide_once(ana):
    give_coins(ana, 10)
    order = order_for(ana, make_reward())

    def decide(step):
        try:
            step()
        except OrderDecided:
            return False
        return True

    steps = [
        lambda: fulfil_order(order=order, operator=None, answer="", now=NOON),
        lambda: cancel_order(person=ana, order_id=order.pk, now=NOON),
    ] * 5
    assert sum(map(bool, at_once([lambda step=step: decide(step) for step in steps]))) == 1
    assert prove_ledger(now=NOON).is_clean


def test_colleagues_who_finish_together_at_the_same_moment_pass_once_each(ben, rule):
    """Six deeds of three colleagues at once, heard of by three workers at once; then most of them are taken back so."""
    Rule.objects.filter(deed="first_answer").update(state="retired")
    rule("first_answer", points=1)
    mission = quest(kind="team", stages=((3, 10), (6, 20)))
    team = [ben, *RecruiterFactory.create_batch(2, company=ben.company)]
    deeds = [done(team[number % 3], number) for number in range(6)]
    at_once([lambda deed=deed: judge(deed) for deed in deeds])
    at_once([hear_all] * 3)
    assert [rewards(person) for person in team] == [[10, 20]] * 3
    assert StagePassed.objects.filter(mission=mission, undone_at=None).count() == 6
    taken = Award.objects.filter(deed__in=[deed.key for deed in deeds[:4]])
    undo = [lambda award=award: reverse_award(award=award, reason="copied", operator=None, now=NOON) for award in taken]
    at_once([*undo, *[hear_all] * 3])
    at_once([hear_all] * 3)
    assert [rewards(person) for person in team] == [[]] * 3
    assert not StagePassed.objects.filter(mission=mission, undone_at=None).exists()
    assert prove_ledger(now=NOON).is_clean


def hear_all() -> None:
    while relay_outbox():
        pass


def test_votes_that_come_while_they_are_counted_count_or_are_refused(rule):
    """Two workers close one vote while eight people cast theirs."""
    rule("first_answer", points=1)
    honour = Honour.objects.get(key="ear-for-others")
    now, voters = timezone.now(), CandidateFactory.create_batch(8)
    ballot = Ballot.objects.create(
        honour=honour, month=now.date().replace(day=1), opens_at=now, closes_at=now + timedelta(days=1)
    )
    nominee = ballot.nominees.create(person=Member.objects.create(person=CandidateFactory()).person, people=3)
    User.objects.update(date_joined=now - timedelta(days=60))
    for number, voter in enumerate(User.objects.filter(pk__in=[one.pk for one in voters])):
        EmailAddress.objects.create(user=voter, email=voter.email, verified=True)
        judge(done(voter, 100 + number, at=now))
    outcomes = at_once(
        [
            *(lambda voter=voter: _vote(voter, ballot, nominee, now) for voter in voters),
            *[lambda: _close(ballot, now)] * 2,
        ]
    )
    nominee.refresh_from_db()
    assert (nominee.votes, outcomes.count("closed")) == (outcomes.count("voted"), 1)
    assert Award.objects.filter(deed=f"honour:{ballot.pk}").count() == (nominee.votes >= honour.least_votes)


def _vote(voter: User, ballot: Ballot, nominee: Nominee, now: datetime) -> str:
    voter.refresh_from_db()
    try:
        cast_vote(voter=voter, ballot_id=ballot.pk, nominee_id=nominee.pk, now=now)
    except VoteOver:
        return "late"
    return "voted"


def _close(ballot: Ballot, now: datetime) -> str:
    return "closed" if close_ballot(ballot=ballot, now=now) else "closed before"


def test_a_form_is_drawn_once_by_a_page_and_deeds_at_once(ana):
    version = offer("greeted-in-forms")
    reads = [lambda: forms_read([Claim(version, ana, NOON)], now=NOON)] * 6
    deeds = [lambda number=number: judge(greeting(ana, number)) for number in range(6)]
    at_once([*reads, *deeds])
    drawn = FormDraw.objects.get()
    forms = {decision.facts["drawn"]["form"] for decision in RuleDecision.objects.filter(rule=version.rule)}
    assert forms == {drawn.form}


def test_two_operators_who_publish_and_change_forms_at_once_leave_equal_worth():
    version = draft("greeted-in-forms")

    def publish():
        try:
            publish_rule(version=RuleVersion.objects.get(pk=version.pk), operator=None, now=NOON)
        except (Conflict, InvalidInput):
            return False
        return True

    def spoil():
        with transaction.atomic():  # as the console does: the rule is held while its page is saved
            Rule.objects.select_for_update().get(pk=version.rule_id)
            mine = RuleVersion.objects.get(pk=version.pk)
            mine.forms = [MARKS | {"worth": 90}]
            try:
                mine.save()
            except Conflict:
                return False
        return True

    at_once([publish, spoil] * 4)
    version.refresh_from_db()
    assert version.published_at is None or version.forms[0]["worth"] == 10


def test_two_operators_who_let_an_award_count_while_a_third_takes_it_back_are_told_what_they_did(rule, ana, ben):
    Rule.objects.update(state="paused")
    rule("first_answer", points=10, hold_hours=24)
    waiting = held(ben, ana)

    def let_count():
        try:
            entry = release(award_id=waiting.pk, reason="checked", operator=OperatorFactory(), now=NOON)
        except AwardDecided:
            return 0
        return entry.points

    def take_back():
        reverse_award(award=Award.objects.get(pk=waiting.pk), reason="copied", operator=None, now=NOON)

    told = at_once([let_count, take_back, let_count])
    settled = AwardEntry.objects.filter(award=waiting, kind="settled").count()
    assert (told.count(10), told.count(0)) == (settled, 2 - settled)
