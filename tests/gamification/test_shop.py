"""The shop: coins are set aside, spent, given back; nothing is sold twice, and nobody pays for nothing."""

import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.accounts.privacy.registry import owners
from apps.errors import InvalidInput, NotFound
from apps.gamification.ledger.proof import prove_ledger
from apps.gamification.ledger.selectors import coins_of
from apps.gamification.ledger.services import NotEnoughCoins
from apps.gamification.members.services import set_visibility
from apps.gamification.models import CoinLeg, Order, Reward
from apps.gamification.shop.services import (
    OrderDecided,
    RewardLimitReached,
    RewardSoldOut,
    cancel_order,
    change_stock,
    fulfil_order,
    refund_order,
)
from apps.notifications.models import Notification
from tests.gamification.shops import give_coins, make_reward, order_for

CONFIRMED = {"_form_submitted": "on"}


@pytest.fixture
def rich_ana(ana):
    give_coins(ana, 100)
    return ana


def coins(person):
    return tuple(coins_of(person).values())


def left(reward):
    return Reward.objects.values_list("stock", flat=True).get(pk=reward.pk)


def fulfil(order, operator=None):
    return fulfil_order(order=order, operator=operator, answer="It's in the post.", now=timezone.now())


def refund(order, operator=None):
    return refund_order(order=order, operator=operator, answer="It broke. Sorry.", now=timezone.now())


def test_coins_are_set_aside_then_spent(rich_ana):
    reward = make_reward()
    order = order_for(rich_ana, reward)
    assert (coins(rich_ana), left(reward)) == ((90, 10, 0), 4)
    fulfil(order)
    assert (coins(rich_ana), left(reward)) == ((90, 0, 10), 4)
    assert prove_ledger(now=timezone.now()).is_clean


def test_a_refund_comes_once_whether_it_was_fulfilled_or_not(rich_ana):
    reward = make_reward()
    for orders_first, back_in_stock in ((lambda order: order, 5), (fulfil, 4)):
        order = order_for(rich_ana, reward)
        orders_first(order)
        refund(order)
        assert (coins(rich_ana), left(reward)) == ((100, 0, 0), back_in_stock)
        for again in (refund, fulfil):
            with pytest.raises(OrderDecided):
                again(order)
        assert coins(rich_ana) == (100, 0, 0)


def test_one_takes_an_order_back_until_it_is_ready(rich_ana, olga):
    reward = make_reward()
    order = order_for(rich_ana, reward)
    with pytest.raises(NotFound):
        cancel_order(person=olga, order_id=order.pk, now=timezone.now())
    cancel_order(person=rich_ana, order_id=order.pk, now=timezone.now())
    assert (coins(rich_ana), left(reward)) == ((100, 0, 0), 5)
    ready = fulfil(order_for(rich_ana, reward))
    with pytest.raises(OrderDecided):
        cancel_order(person=rich_ana, order_id=ready.pk, now=timezone.now())


def test_the_same_order_sent_twice_is_one(rich_ana):
    reward, request_id = make_reward(), uuid4()
    assert order_for(rich_ana, reward, request_id=request_id) == order_for(rich_ana, reward, request_id=request_id)
    assert coins(rich_ana) == (90, 10, 0)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"stock": 0}, RewardSoldOut),
        ({"price": 101}, NotEnoughCoins),
        ({"is_offered": False}, NotFound),
        ({"asks_en": "Which size?"}, InvalidInput),
    ],
)
def test_what_cannot_be_ordered_costs_nothing(rich_ana, fields, error):
    reward = make_reward(**fields)
    with pytest.raises(error):
        order_for(rich_ana, reward)
    assert (coins(rich_ana), left(reward), Order.objects.count()) == ((100, 0, 0), reward.stock, 0)


def test_one_person_orders_as_often_as_they_may(rich_ana):
    reward = make_reward(per_person=1)
    order = order_for(rich_ana, reward)
    with pytest.raises(RewardLimitReached):
        order_for(rich_ana, reward)
    refund(order)
    assert order_for(rich_ana, reward)


def test_the_database_keeps_the_stock_above_zero(db):
    reward = make_reward(stock=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reward.objects.filter(pk=reward.pk).update(stock=-1)
    with pytest.raises(InvalidInput):
        change_stock(reward=reward, by=-1)
    assert change_stock(reward=reward, by=3) == 3


def test_who_orders_is_told_what_became_of_it(rich_ana):
    fulfil(order_for(rich_ana, make_reward()))
    refund(order_for(rich_ana, make_reward()))
    assert list(Notification.objects.filter(person=rich_ana).order_by("pk").values_list("kind", flat=True)) == [
        "order_fulfilled",
        "order_refunded",
    ]


def test_a_refund_after_the_fulfilment_is_told_too(rich_ana):
    refund(fulfil(order_for(rich_ana, make_reward())))
    assert list(Notification.objects.filter(person=rich_ana).order_by("pk").values_list("kind", flat=True)) == [
        "order_fulfilled",
        "order_refunded",
    ]


def test_a_decision_holds_the_person_before_anything_else_as_ordering_does(rich_ana):
    order = order_for(rich_ana, make_reward())
    with CaptureQueriesContext(connection) as asked:
        refund(order)
    tables = [query["sql"].partition(' FROM "')[2].partition('"')[0] for query in asked if "SELECT" in query["sql"]]
    assert next(table for table in tables if table) == "gamification_member"


def test_at_another_price_than_the_one_that_was_shown_nothing_is_ordered(sign_in, rich_ana):
    reward, page = make_reward(price=1234), sign_in(rich_ana)
    give_coins(rich_ana, 2000)
    assert 'name="price" value="1234"' in page.get("/shop/").content.decode()
    Reward.objects.update(price=1300)
    refused = page.post("/shop/", {"reward": reward.pk, "request_id": str(uuid4()), "price": "1234"})
    assert refused.status_code == 409
    assert "The price has changed meanwhile." in refused.content.decode()
    assert page.post("/shop/", {"reward": reward.pk, "request_id": str(uuid4()), "price": "x"}).status_code == 400
    body = {"reward": reward.pk, "price": 1234}
    answer = page.post("/api/v1/shop/orders/", body, "application/json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "reward_price_changed")
    assert (coins(rich_ana), Order.objects.count(), left(reward)) == ((2100, 0, 0), 0, 5)
    assert page.post("/api/v1/shop/orders/", body | {"price": 1300}, "application/json").status_code == 201


def test_the_page_orders_and_keeps_what_was_written(sign_in, rich_ana):
    reward, page = make_reward(asks_en="Which size?", asks_zh="什么尺码？"), sign_in(rich_ana)
    body = {"reward": reward.pk, "request_id": str(uuid4()), "wish": "Medium <b>"}
    assert "Which size?" in page.get("/shop/").content.decode()
    for _again in range(2):
        assert page.post("/shop/", body).headers["Location"] == "/shop/orders/"
    shown = page.get("/shop/orders/").content.decode()
    assert "You wrote: Medium &lt;b&gt;" in shown
    assert Order.objects.count() == 1
    Reward.objects.update(stock=0)
    refused = page.post("/shop/", body | {"request_id": str(uuid4())})
    assert refused.status_code == 409
    assert "There is none left. Your coins are untouched." in refused.content.decode()
    assert "autofocus>There is none left" in refused.content.decode(), "seen on a phone, far down the page"
    assert 'value="Medium &lt;b&gt;"' in refused.content.decode()
    assert page.post(f"/shop/orders/{Order.objects.get().pk}/cancel/").status_code == 302
    assert coins(rich_ana) == (100, 0, 0)


@pytest.mark.parametrize("reward", ["", "x", "0", "9" * 30])
def test_what_is_no_reward_is_not_found(sign_in, rich_ana, reward):
    assert sign_in(rich_ana).post("/shop/", {"reward": reward, "request_id": str(uuid4())}).status_code == 404


def test_what_is_refused_on_a_later_page_of_the_shop_is_said_there(sign_in, rich_ana, monkeypatch):
    monkeypatch.setattr("apps.gamification.shop.views.PAGE", 1)
    make_reward(price=1)
    reward, page = make_reward(price=2), sign_in(rich_ana)
    [action] = re.findall(r'action="(/shop/\?page=2)"', page.get("/shop/?page=2").content.decode())
    Reward.objects.update(stock=0)
    refused = page.post(action, {"reward": reward.pk, "request_id": str(uuid4())})
    assert "There is none left. Your coins are untouched." in refused.content.decode()


def test_the_shop_speaks_chinese(sign_in, rich_ana):
    rich_ana.language = "zh-hans"
    rich_ana.save()
    make_reward()
    shown = sign_in(rich_ana).get("/shop/").content.decode()
    assert "笔记本" in shown
    assert "你有 100 枚硬币。" in shown


def test_who_hides_it_sees_no_shop(sign_in, rich_ana):
    make_reward()
    set_visibility(person=rich_ana, hides_all=True, hides_popups=False)
    for path in ("/shop/", "/shop/orders/", "/coins/"):
        assert "Hidden, as you wished" in sign_in(rich_ana).get(path).content.decode()


def test_the_api_says_what_stands_in_the_way(sign_in, rich_ana, ben):
    reward = make_reward(per_person=1)
    api = sign_in(rich_ana)
    offer = api.get("/api/v1/shop/").json()["results"][0]
    assert (offer["name"], offer["obstacle"], offer["stock"]) == ("A notebook", "", 5)
    key = {"HTTP_IDEMPOTENCY_KEY": "one"}
    made = api.post("/api/v1/shop/orders/", {"reward": reward.pk}, "application/json", **key)
    assert (made.status_code, made.json()["state"]) == (201, "ordered")
    assert api.post("/api/v1/shop/orders/", {"reward": reward.pk}, "application/json", **key).json() == made.json()
    again = api.post("/api/v1/shop/orders/", {"reward": reward.pk}, "application/json")
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "reward_limit_reached")
    assert api.get("/api/v1/shop/").json()["results"][0]["obstacle"] == "limit"
    assert sign_in(ben).get("/api/v1/shop/").json()["results"][0]["obstacle"] == "coins"
    assert sign_in(ben).get("/api/v1/shop/orders/").json()["count"] == 0


def test_who_did_not_see_that_it_was_fulfilled_gives_no_coins_back(sign_in, dario, rich_ana):
    order = order_for(rich_ana, make_reward())
    console, address = sign_in(dario), reverse("admin:gamification_order_refund", args=[order.pk])
    stale = console.get(address).content.decode()
    assert 'name="seen" value="ordered"' in stale
    assert "fulfilled already" not in stale
    fulfil(order)
    answer = {"answer": "It broke."} | CONFIRMED
    refused = console.post(address, answer | {"seen": "ordered"}, follow=True).content.decode()
    assert "This order was decided already." in refused
    assert coins(rich_ana) == (90, 0, 10)
    fresh = console.get(address).content.decode()
    assert 'name="seen" value="fulfilled"' in fresh
    assert "It was fulfilled already" in fresh
    console.post(address, answer | {"seen": "fulfilled"})
    assert coins(rich_ana) == (100, 0, 0)


def test_an_operator_works_the_queue(sign_in, dario, rich_ana):
    first, second = (order_for(rich_ana, make_reward()) for _number in range(2))
    console, answer = sign_in(dario), {"answer": "It's in the post."} | CONFIRMED
    shown = console.get(reverse("admin:gamification_order_changelist")).content.decode()
    assert shown.index(f"/order/{first.pk}/") < shown.index(f"/order/{second.pk}/")
    for _again in range(2):
        console.post(reverse("admin:gamification_order_fulfil", args=[first.pk]), answer)
    console.post(reverse("admin:gamification_order_refund", args=[second.pk]), answer | {"seen": "ordered"})
    assert list(Order.objects.order_by("pk").values_list("state", flat=True)) == ["fulfilled", "refunded"]
    assert coins(rich_ana) == (90, 0, 10)
    for unknown in (10**9, "abc"):
        assert console.get(reverse("admin:gamification_order_change", args=[unknown])).status_code < 500


def test_an_operator_changes_the_stock_by_steps(sign_in, dario):
    reward = make_reward()
    address = reverse("admin:gamification_reward_restock", args=[reward.pk])
    for by, expected in ((3, 8), (-20, 8), (-8, 0)):
        sign_in(dario).post(address, {"by": by} | CONFIRMED)
        assert left(reward) == expected


def test_who_goes_leaves_the_stock_and_no_words(rich_ana):
    reward = make_reward(asks_en="Where to?")
    order_for(rich_ana, reward, wish="Canary Street 5")
    recognition = next(owner for owner in owners() if owner.key == "recognition")
    assert [row["wish"] for row in recognition.export(rich_ana)["orders"]] == ["Canary Street 5"]
    recognition.erase(rich_ana)
    rich_ana.delete()
    order = Order.objects.get()
    assert (order.person, order.wish, order.state, left(reward)) == (None, "", "cancelled", 5)
    assert CoinLeg.objects.exists()
    assert prove_ledger(now=timezone.now()).is_clean
