"""Coins: two legs that sum to zero, once for each cause, never below zero; undone by another transaction alone."""

import random
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.urls import reverse

from apps.errors import InvalidInput
from apps.gamification.awards.corrections import restore_award, reverse_award
from apps.gamification.awards.selectors import progress
from apps.gamification.ledger.models import CoinAccount, CoinLeg, CoinTransaction, LedgerProof
from apps.gamification.ledger.proof import prove_ledger
from apps.gamification.ledger.selectors import coins_of
from apps.gamification.ledger.services import NotEnoughCoins, move_coins, reverse_transaction
from apps.gamification.models import Award, Order, Rule, RuleDecision
from apps.gamification.rules.services import check_version
from apps.gamification.rules.wording import words_of
from apps.gamification.shop.services import cancel_order
from apps.notifications.deciding.wording import words
from apps.notifications.models import Notification
from tests.gamification.judging import judge, settle
from tests.gamification.shops import give_coins, make_reward, order_for
from tests.gamification.talks import NOON, answer_deed
from tests.people import CandidateFactory

Kind, Pocket = CoinTransaction.Kind, CoinAccount.Kind
TEN_AND_FIVE = [{"kind": "points", "amount": 10}, {"kind": "coins", "amount": 5}]


def earn(person, amount=5, key="settle:award:1"):
    return move_coins(
        person=person,
        source=Pocket.ISSUANCE,
        target=Pocket.AVAILABLE,
        amount=amount,
        kind=Kind.EARNED,
        key=key,
        cause="award:1",
        now=NOON,
    )


def set_aside(person, amount, key="redeem:1"):
    return move_coins(
        person=person,
        source=Pocket.AVAILABLE,
        target=Pocket.ESCROW,
        amount=amount,
        kind=Kind.ORDERED,
        key=key,
        cause="order:1",
        now=NOON,
    )


def at_hand(person):
    return coins_of(person)[Pocket.AVAILABLE]


@pytest.fixture
def paying(db):
    """That each installation begins with: ten points and five coins."""
    return Rule.objects.get(key="recruiter-first-answer")


def test_what_is_earned_twice_is_given_once(ana):
    assert earn(ana) == earn(ana)
    assert (at_hand(ana), CoinLeg.objects.aggregate(total=Sum("amount"))["total"]) == (5, 0)


def test_nobody_spends_more_than_they_have(ana):
    earn(ana, 5)
    with pytest.raises(NotEnoughCoins):
        set_aside(ana, 6)
    assert (at_hand(ana), CoinTransaction.objects.count()) == (5, 1)


def test_a_transaction_is_reversed_once_and_its_reversal_too(ana):
    earn(ana)
    entry = set_aside(ana, 3)
    back = reverse_transaction(entry=entry, kind=Kind.REFUNDED, now=NOON)
    assert at_hand(ana) == 5
    assert reverse_transaction(entry=entry, kind=Kind.REFUNDED, now=NOON) is None
    assert reverse_transaction(entry=back, kind=Kind.ORDERED, now=NOON)
    assert coins_of(ana) == {"available": 2, "escrow": 3, "spent": 0}


def test_coins_come_when_the_award_settles_and_go_when_it_is_taken_back(ana, ben, paying):
    judge(answer_deed(ben, ana))
    assert at_hand(ben) == 0
    settle(ben)
    assert at_hand(ben) == 5
    award = Award.objects.get(rule=paying)
    for step, left in ((reverse_award, 0), (restore_award, 5), (reverse_award, 0), (restore_award, 5)):
        reason = {"reason": "copied"} if step is reverse_award else {}
        assert step(award=award, operator=None, now=NOON, **reason)
        assert not step(award=award, operator=None, now=NOON, **reason)
        assert at_hand(ben) == left
    assert prove_ledger(now=NOON).is_clean


def test_what_is_spent_stays_spent_when_its_award_is_taken_back(ana, ben, paying):
    judge(answer_deed(ben, ana))
    settle(ben)
    set_aside(ben, 3)
    award = Award.objects.get(rule=paying)
    reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert coins_of(ben) == {"available": 0, "escrow": 3, "spent": 0}
    restore_award(award=award, operator=None, now=NOON)
    assert at_hand(ben) == 2


def told(person, kind, language="en"):
    return words(Notification.objects.filter(person=person, kind=kind).latest("pk"), language=language)[1]


def test_coins_that_wait_in_an_order_are_not_spent_when_their_award_is_taken_back(ana, ben, paying):
    judge(answer_deed(ben, ana))
    settle(ben)
    give_coins(ben, 5)
    dear = make_reward(price=3)
    orders = [order_for(ben, reward) for reward in (dear, make_reward(price=2), dear)]
    reverse_award(award=Award.objects.get(rule=paying), reason="copied", operator=None, now=NOON)
    assert [order.state for order in Order.objects.order_by("pk")] == ["ordered", "ordered", "refunded"]
    assert coins_of(ben) == {"available": 0, "escrow": 5, "spent": 0}
    assert told(ben, "order_refunded").startswith("Coins that it needed were taken back")
    assert told(ben, "award_reversed").startswith("No longer yours: 10 points, 5 coins.")
    cancel_order(person=ben, order_id=orders[0].pk, now=NOON)
    assert prove_ledger(now=NOON).is_clean


def test_what_gave_coins_alone_speaks_of_coins(ana, ben, rule):
    Rule.objects.update(state="paused")
    rule("first_answer", rewards=[{"kind": "coins", "amount": 5}])
    judge(answer_deed(ben, ana))
    set_aside(ben, 2)
    award = Award.objects.get()
    reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert told(ben, "award_reversed").startswith("No longer yours: 3 coins. ")
    assert told(ben, "award_reversed", "zh-hans").startswith("收回：3 枚硬币。")
    restore_award(award=award, operator=None, now=NOON)
    assert told(ben, "award_restored") == "We looked again. Yours again: 3 coins. Sorry for the detour."
    set_aside(ben, 3, key="redeem:2")
    reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert told(ben, "award_reversed").startswith("There was nothing left to take. ")
    restore_award(award=award, operator=None, now=NOON)
    assert told(ben, "award_restored") == "We looked again. You had kept all that it gave. Sorry for the detour."
    assert told(ben, "award_restored", "zh-hans") == "我们重新看过了。它给你的，你都还留着。抱歉让你多走了一趟。"


def test_giving_back_makes_no_coins_that_were_never_given(ana, ben, rule, monkeypatch, after_holds):
    Rule.objects.update(state="paused")
    rule(
        "first_answer",
        rewards=[{"kind": "points", "amount": 4}, {"kind": "coins", "amount": 1}],
        settling="reciprocated",
        hold_hours=1,
    )
    monkeypatch.setattr("apps.gamification.awards.services.weight_of", lambda *_, **__: (0.5, ""))
    judge(answer_deed(ben, ana))
    settle(ben, by=ana)
    after_holds()
    award = Award.objects.get()
    assert (award.entries.last().points, at_hand(ben)) == (2, 0)
    reverse_award(award=award, reason="copied", operator=None, now=NOON)
    assert told(ben, "award_reversed").startswith("No longer yours: 2 points. ")
    restore_award(award=award, operator=None, now=NOON)
    assert at_hand(ben) == 0


def test_a_held_award_that_is_given_back_brings_its_coins_once(ana, ben, paying):
    judge(answer_deed(ben, ana))
    award = Award.objects.get(rule=paying)
    reverse_award(award=award, reason="copied", operator=None, now=NOON)
    restore_award(award=award, operator=None, now=NOON)
    settle(ben)
    assert at_hand(ben) == 5


def test_the_same_pair_again_brings_a_part(ana, ben, rule):
    rule("first_answer", rewards=[{"kind": "coins", "amount": 5}])
    for number in range(7):
        judge(answer_deed(ben, ana, key=f"message:{number}", at=NOON + timedelta(days=number), conversation=number))
    assert at_hand(ben) == 5 + 2 + 1 + 1 + 1
    coins_only = RuleDecision.objects.filter(rule__key__startswith="first-answer-").order_by("pk")
    assert [decision.outcome for decision in coins_only][-2:] == ["counterparty"] * 2


def test_the_celebration_and_the_rules_name_the_coins(ana, ben, rule, heard):
    version = rule("first_answer", rewards=TEN_AND_FIVE)
    assert words_of(version).points == "10 points · 5 coins"
    frames = heard(ben, lambda: judge(answer_deed(ben, ana)))
    assert "+10 points · +5 coins" in [frame.get("title") for frame in frames]


def test_points_cannot_limit_what_gives_none(rule):
    version = rule("job_posted", rewards=[{"kind": "coins", "amount": 5}], budget=100)
    with pytest.raises(InvalidInput) as refused:
        check_version(version)
    assert refused.value.field == "limits"


def run_sql(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE gamification_coinleg SET amount = amount * 10",
        "UPDATE gamification_cointransaction SET cause = 'award:2'",
        "UPDATE gamification_coinaccount SET kind = 'spent' WHERE kind = 'available'",
        "DELETE FROM gamification_coinleg",
        "DELETE FROM gamification_cointransaction",
        "DELETE FROM gamification_coinaccount",
    ],
)
def test_the_database_refuses_the_change(ana, change):
    earn(ana)
    with pytest.raises(DatabaseError, match="written once"):
        run_sql(change)


def test_the_database_refuses_what_does_not_sum_to_zero(ana):
    entry = earn(ana)
    spent = CoinAccount.objects.get(person=ana, kind=Pocket.SPENT)
    with pytest.raises(DatabaseError, match="sum to zero"), transaction.atomic():
        CoinLeg.objects.create(transaction=entry, account=spent, amount=7)
    issuance = CoinAccount.objects.get(person=ana, kind=Pocket.ISSUANCE)
    other = CoinTransaction.objects.create(key="x", kind=Kind.EARNED, cause="x", created_at=NOON)
    legs = [
        CoinLeg(transaction=other, account=spent, amount=7),
        CoinLeg(transaction=other, account=issuance, amount=-6),
    ]
    with pytest.raises(DatabaseError, match="sum to zero"), transaction.atomic():
        CoinLeg.objects.bulk_create(legs)
    legs[1].amount = -7
    CoinLeg.objects.bulk_create(legs)


@pytest.mark.postgres
def test_a_transaction_without_its_legs_is_refused_at_the_commit(ana):
    CoinTransaction.objects.create(key="x", kind=Kind.EARNED, cause="x", created_at=NOON)
    with pytest.raises(DatabaseError, match="sum to zero"), transaction.atomic():
        connection.check_constraints()
    run_sql("DROP TRIGGER coins_balance ON gamification_cointransaction")


def test_the_proof_mends_a_balance_and_the_console_warns(ana, sign_in, dario):
    earn(ana)
    assert prove_ledger(now=NOON).is_clean
    CoinAccount.objects.filter(person=ana, kind=Pocket.AVAILABLE).update(balance=500)
    proof = prove_ledger(now=NOON + timedelta(days=1))
    assert (proof.mended, proof.impossible, at_hand(ana)) == (1, 0, 5)
    page = sign_in(dario).get(reverse("admin:index"))
    assert "The last proof found something" in page.content.decode()


def test_an_erased_person_leaves_sums_that_add_up(ana):
    earn(ana)
    ana.delete()
    assert not CoinAccount.objects.exclude(person=None).exists()
    assert prove_ledger(now=NOON).is_clean
    assert LedgerProof.objects.get().coins == 5


def test_any_order_of_earning_spending_and_reversing_adds_up(ana, ben):
    chance, entries = random.Random(7), []
    for number in range(150):
        person = chance.choice([ana, ben])
        try:
            act = chance.choice(["earn", "spend", "reverse"])
            if act == "reverse" and entries:
                reverse_transaction(entry=chance.choice(entries), kind=Kind.REFUNDED, now=NOON)
                continue
            step = earn if act == "earn" else set_aside
            entries.append(step(person, chance.randint(1, 9), key=f"{act}:{number}"))
        except NotEnoughCoins:
            pass
    assert prove_ledger(now=NOON).is_clean
    assert CoinLeg.objects.aggregate(total=Sum("amount"))["total"] == 0
    assert not CoinAccount.objects.exclude(kind=Pocket.ISSUANCE).filter(balance__lt=0).exists()


def test_the_page_and_the_api_say_what_came_for_what(sign_in, ana, ben, olga, paying):
    judge(answer_deed(ben, ana, waited_hours=1))
    settle(ben)
    page = sign_in(ben).get("/coins/").content.decode()
    assert "5 coins at hand" in page
    assert "You answered Ana within" in page
    found = sign_in(ben).get("/api/v1/coins/").json()
    assert found["balance"] == {"available": 5, "escrow": 0, "spent": 0}
    assert [(row["kind"], row["amount"]) for row in found["results"]] == [("earned", 5)]
    assert sign_in(olga).get("/api/v1/coins/").json()["count"] == 0
    assert progress(ben).coins == 5


def test_the_page_asks_no_more_for_more_coins(sign_in, ben, paying, django_assert_max_num_queries):
    for number, person in enumerate(CandidateFactory.create_batch(5)):
        judge(answer_deed(ben, person, key=f"message:{number}"))
        settle(ben, f"message:{number}")
    client = sign_in(ben)
    client.get("/coins/")
    with django_assert_max_num_queries(22):
        assert client.get("/coins/").status_code == 200


@pytest.mark.parametrize("path", ["reverse", "restore", "change"])
def test_an_unknown_award_is_no_server_error(sign_in, dario, path):
    for model in ("award", "rule") if path == "change" else ("award",):
        for unknown in (999_999, "abc"):
            answer = sign_in(dario).get(reverse(f"admin:gamification_{model}_{path}", args=[unknown]))
            assert answer.status_code < 500
