"""Orders of rewards: coins are set aside when one orders, spent when it is fulfilled, given back when it is not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict, InvalidInput, NotFound
from apps.gamification.ledger.models import CoinAccount, CoinTransaction
from apps.gamification.ledger.services import move_coins, register_release
from apps.gamification.members.services import lock_members
from apps.gamification.shop.kinds import ORDER_FULFILLED, ORDER_REFUNDED
from apps.gamification.shop.models import MOST_WORDS, Order, Reward
from apps.notifications.deciding.registry import Kind as NoticeKind
from apps.notifications.deciding.services import notify

State = Order.State
Pocket = CoinAccount.Kind
Kind = CoinTransaction.Kind


class RewardSoldOut(Conflict):
    code = "reward_sold_out"
    message = _("There is none left. Your coins are untouched.")


class RewardLimitReached(Conflict):
    code = "reward_limit_reached"
    message = _("You have ordered this as often as one person may.")


class RewardPriceChanged(Conflict):
    code = "reward_price_changed"
    message = _("The price has changed meanwhile. Your coins are untouched.")


class OrderDecided(Conflict):
    code = "order_decided"
    message = _("This order was decided already.")


@transaction.atomic
def order_reward(
    *, person: User, reward_id: int, request_id: UUID, now: datetime, wish: str = "", price: int | None = None
) -> Order:
    """Sets the price aside and takes one from the stock. The same `request_id` again gives the first order.
    `price` is the one that the person saw. Raises NotFound for what isn't offered, RewardPriceChanged, RewardSoldOut,
    RewardLimitReached, NotEnoughCoins, and InvalidInput when a question stays open."""
    lock_members(person.pk)
    if known := Order.objects.filter(request_id=request_id).select_related("reward").first():
        if (known.person_id, known.reward_id) != (person.pk, reward_id):
            raise Conflict
        return known
    reward = Reward.objects.filter(pk=reward_id, is_offered=True).first()
    if reward is None:
        raise NotFound
    if price is not None and price != reward.price:
        raise RewardPriceChanged
    wish = wish.strip()
    if reward.asks and not wish:
        raise InvalidInput(_("Please answer the question first."), field="wish")
    if len(wish) > MOST_WORDS:
        raise InvalidInput(_("That is too long: at most %(n)d characters.") % {"n": MOST_WORDS}, field="wish")
    standing = Order.objects.filter(person=person, reward=reward, state__in=[State.ORDERED, State.FULFILLED])
    if reward.per_person and standing.count() >= reward.per_person:
        raise RewardLimitReached
    _take_from_stock(reward)
    order = Order.objects.create(
        request_id=request_id, person=person, reward=reward, price=reward.price, wish=wish, created_at=now
    )
    _move(order, Pocket.AVAILABLE, Pocket.ESCROW, Kind.ORDERED, f"redeem:{request_id}", now, by=None)
    return order


def _take_from_stock(reward: Reward) -> None:
    """One statement, which the last one left lets through once, however many ask at the same moment."""
    left = Reward.objects.filter(pk=reward.pk)
    if left.filter(stock=None).exists():
        return
    if not left.filter(stock__gt=0).update(stock=F("stock") - 1):
        raise RewardSoldOut


@transaction.atomic
def cancel_order(*, person: User, order_id: int, now: datetime) -> Order:
    """The person doesn't want it any more, and has the coins back. Raises NotFound for an order of somebody else, and
    OrderDecided when it is too late."""
    order = Order.objects.filter(pk=order_id, person=person).first()
    if order is None:
        raise NotFound
    return _decide(order, State.CANCELLED, {State.ORDERED}, now=now, by=None, answer="")


@transaction.atomic
def fulfil_order(*, order: Order, operator: User | None, answer: str, now: datetime) -> Order:
    """The coins are spent; the person reads the answer. Raises OrderDecided when it was decided before."""
    done = _decide(order, State.FULFILLED, {State.ORDERED}, now=now, by=operator, answer=answer)
    _tell(done, ORDER_FULFILLED, now)
    return done


@transaction.atomic
def refund_order(
    *, order: Order, operator: User | None, answer: str, now: datetime, seen: State | None = None
) -> Order:
    """Gives the coins back, also after it was fulfilled: once. Raises OrderDecided the second time, and where the order
    isn't any more in the state that the operator has `seen`: who doesn't know of a fulfilment can't undo it."""
    allowed = {State.ORDERED, State.FULFILLED} & ({seen} if seen else set(State))
    done = _decide(order, State.REFUNDED, allowed, now=now, by=operator, answer=answer)
    _tell(done, ORDER_REFUNDED, now)
    return done


def change_stock(*, reward: Reward, by: int) -> int:
    """Adds to what is left, or takes away, whatever is ordered at the same moment; returns what is left. Raises
    InvalidInput when there wouldn't be so many, or when the stock isn't counted."""
    counted = Reward.objects.filter(pk=reward.pk, stock__isnull=False)
    if not counted.filter(stock__gte=-by).update(stock=F("stock") + by):
        raise InvalidInput(_("There aren't that many left."), field="by")
    return Reward.objects.values_list("stock", flat=True).get(pk=reward.pk) or 0


def release_orders_of(person: User, *, now: datetime) -> None:
    """Before a person is erased: what waits goes back to the stock."""
    for order in Order.objects.filter(person=person, state=State.ORDERED).order_by("reward_id", "pk"):
        cancel_order(person=person, order_id=order.pk, now=now)


@transaction.atomic
def release_coins(*, person_id: int, missing: int, by: User | None, now: datetime) -> None:
    """Gives back orders that wait, the newest first, until so many coins are at hand, and tells the person why."""
    lock_members(person_id)
    chosen: list[Order] = []
    waiting = Order.objects.filter(person=person_id, state=State.ORDERED).select_related("person").order_by("-pk")
    for order in waiting.iterator():
        if sum(one.price for one in chosen) >= missing:
            break
        chosen.append(order)
    for order in sorted(chosen, key=lambda one: (one.reward_id, one.pk)):
        with translation.override(order.person.language if order.person else None):
            answer = gettext("Coins that it needed were taken back, with the award that they came from.")
        refund_order(order=order, operator=by, answer=answer, now=now)


register_release(release_coins)


def _decide(order: Order, state: State, allowed: set[State], *, now: datetime, by: User | None, answer: str) -> Order:
    """Whoever comes second finds it decided. Coins follow from where they are to where the decision sends them. The
    person is held first, as in ordering: reward and pockets are taken in another order here."""
    lock_members(order.person_id)
    order = Order.objects.select_for_update(of=("self",)).select_related("reward", "person").get(pk=order.pk)
    before = State(order.state)
    if before not in allowed:
        raise OrderDecided
    order.state, order.decided_at, order.decided_by = state, now, by
    order.answer = answer.strip()[:MOST_WORDS]
    order.save(update_fields=["state", "decided_at", "decided_by", "answer"])
    if state == State.FULFILLED:
        _move(order, Pocket.ESCROW, Pocket.SPENT, Kind.FULFILLED, f"fulfil:{order.pk}", now, by=by)
        return order
    source = Pocket.SPENT if before == State.FULFILLED else Pocket.ESCROW
    _move(order, source, Pocket.AVAILABLE, Kind.REFUNDED, f"refund:{order.pk}", now, by=by)
    if before == State.ORDERED:
        Reward.objects.filter(pk=order.reward_id, stock__isnull=False).update(stock=F("stock") + 1)
    return order


def _move(
    order: Order, source: Pocket, target: Pocket, kind: Kind, key: str, now: datetime, *, by: User | None
) -> None:
    if order.person is not None:
        move_coins(
            person=order.person,
            source=source,
            target=target,
            amount=order.price,
            kind=kind,
            key=key,
            cause=order.reference,
            now=now,
            by=by,
        )


def _tell(order: Order, kind: NoticeKind, now: datetime) -> None:
    """Once for each state: a refund after the fulfilment is news."""
    if order.person is not None:
        notify(
            person=order.person,
            kind=kind,
            cause=f"{order.reference}:{State(order.state).value}",
            facts={"order": order.pk, "coins": order.price},
            url=reverse("gamification:orders"),
            now=now,
        )
