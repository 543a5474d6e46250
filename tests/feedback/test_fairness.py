"""A flood of one segment and what the others notice of it."""

import heapq
import random
from datetime import timedelta
from itertools import pairwise
from statistics import mean, quantiles

import pytest
from django.core.cache import cache
from django.utils import timezone

from apps.accounts.models import Segment, SegmentMember
from apps.feedback.desk.queue import parts_of
from apps.feedback.models import Ticket
from apps.feedback.routing.fairness import later, usual_a_day
from apps.feedback.routing.services import route_ticket, route_tickets
from tests.people import CandidateFactory

USUAL = {"students": 50.0, "designers": 20.0, "cooks": 6.0}
ANSWERED_A_DAY = 100
FLOOD_ON = 20
DAY = timedelta(days=1)


def waits_in_days(*, flood: int, is_fair: bool = True) -> dict[str, list[float]]:
    """What each ticket of the four weeks after the flood waited, where people answer in the order of the turns."""
    chance, arrivals = random.Random(3), []
    for lane, rate in USUAL.items():
        at = 0.0
        while (at := at + chance.expovariate(rate)) < 60:
            arrivals.append((at, lane))
    arrivals += [(FLOOD_ON + number / 1e6, "students") for number in range(flood)]
    arrivals.sort(reverse=True)
    waiting, queue, free = dict.fromkeys(USUAL, 0), [], 0.0
    waits: dict[str, list[float]] = {lane: [] for lane in USUAL}
    while arrivals or queue:
        free = free if queue else max(free, arrivals[-1][0])
        while arrivals and arrivals[-1][0] <= free:
            at, lane = arrivals.pop()
            moved = later(waiting[lane], usual=USUAL[lane], of_all=sum(USUAL.values())) if is_fair else timedelta()
            heapq.heappush(queue, (at + 2 + moved / DAY, at, lane))
            waiting[lane] += 1
        _turn, at, lane = heapq.heappop(queue)
        waiting[lane] -= 1
        if FLOOD_ON <= at < FLOOD_ON + 28:
            waits[lane].append(free - at)
        free += 1 / ANSWERED_A_DAY
    return waits


def test_ten_thousand_of_one_segment_hold_up_no_other_over_twice_its_usual():
    usual, flooded = waits_in_days(flood=0), waits_in_days(flood=10_000)
    for lane in ("designers", "cooks"):
        assert mean(flooded[lane]) <= 2 * mean(usual[lane])
        assert quantiles(flooded[lane], n=20)[-1] <= 2 * quantiles(usual[lane], n=20)[-1]
    in_order_of_arrival = waits_in_days(flood=10_000, is_fair=False)
    assert mean(in_order_of_arrival["cooks"]) > 100 * mean(usual["cooks"]), "the flood does hold them up otherwise"


@pytest.mark.django_db
def test_whoever_is_of_another_segment_comes_between_those_of_a_flood(ana, ben, tell, settings):
    """And the parts say so. What comes later moves nobody back, and what is answered makes room."""
    cache.clear()
    settings.FEEDBACK_TICKETS_PER_HOUR = 100
    students, cooks = (Segment.objects.create(key=key, name_en=key, name_zh=key) for key in ("students", "cooks"))
    for segment, person in ((students, ana), (cooks, ben)):
        SegmentMember.objects.create(segment=segment, person=person, since=timezone.now())
    flood = []
    for number in range(12):
        ticket = tell(ana, f"It hangs {number}")
        Ticket.objects.filter(pk=ticket.pk).update(triaged_at=timezone.now(), status="triaged", severity="normal")
        flood.append(route_ticket(ticket_id=ticket.pk))
    other = tell(ben, "My recipe is gone")
    Ticket.objects.filter(pk=other.pk).update(triaged_at=timezone.now(), status="triaged", severity="normal")
    other = route_ticket(ticket_id=other.pk)
    order = list(Ticket.objects.waiting().order_by("turn_at", "pk"))
    assert order.index(other) == 1
    assert all(first.turn_at < second.turn_at for first, second in pairwise(flood))
    assert route_ticket(ticket_id=flood[0].pk).turn_at == flood[0].turn_at
    assert any("11 tickets of the same segment wait before it" in words for words in parts_of(flood[-1], {}))
    Ticket.objects.filter(pk__in=[ticket.pk for ticket in flood[:6]]).update(status="solved", needs_person=False)
    assert route_ticket(ticket_id=flood[-1].pk).turn_at < flood[-1].turn_at


@pytest.mark.django_db
def test_placed_together_they_stand_as_one_by_one(ana, ben, tell, settings):
    cache.clear()
    settings.FEEDBACK_TICKETS_PER_HOUR = 100
    now = timezone.now()
    for person, key in ((ana, "students"), (ben, "cooks")):
        segment = Segment.objects.create(key=key, name_en=key, name_zh=key)
        SegmentMember.objects.create(segment=segment, person=person, since=now)
    tickets = [
        tell(person, f"It hangs {number}", now=now - timedelta(hours=(7 * number) % 10))
        for number in range(10)
        for person in (ana, ben)
    ]
    numbers = [ticket.pk for ticket in tickets]
    Ticket.objects.update(triaged_at=now, status="triaged", severity="normal")

    def turns() -> list[tuple[object, ...]]:
        return list(Ticket.objects.filter(pk__in=numbers).order_by("pk").values_list("lane", "turn_at", "turn_parts"))

    def placed(*shares: list[int]) -> list[tuple[object, ...]]:
        Ticket.objects.update(lane="")
        for share in shares:
            route_tickets(ticket_ids=share)
        return turns()

    by_waiting = [[one.pk] for one in Ticket.objects.order_by("waits_since", "pk")]
    alone = placed(*by_waiting)
    assert len({lane for lane, _turn, _parts in alone}) == 2
    assert max(parts["before"] for _lane, _turn, parts in alone) == 9
    assert placed(numbers) == alone
    assert placed(numbers, numbers[5:12]) == alone


@pytest.mark.django_db
def test_a_flood_doesnt_make_itself_usual(tell):
    cache.clear()
    now, person = timezone.now(), CandidateFactory()
    for week, count in enumerate((9, 1, 1, 1)):
        for _number in range(count):
            ticket = tell(person, now=now - (week * 7 + 1) * DAY)
            Ticket.objects.filter(pk=ticket.pk).update(lane="students:0")
    assert usual_a_day(now=now) == {"students:0": pytest.approx(1 / 7)}
