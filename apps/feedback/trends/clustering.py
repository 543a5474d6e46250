"""Tickets join the nearest cluster or begin one, in the order in which they came in (leader clustering: J. Hartigan,
Clustering Algorithms, 1975, chapter 3). So a cluster keeps its number from week to week."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from apps.feedback.tickets.labels import Category, SpamBand
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.weeks import week_now
from apps.feedback.topics import meaning
from apps.feedback.topics.models import TicketVector
from apps.feedback.trends.models import FEWEST_PEOPLE, ClusteredTicket, TicketCluster, TicketClusterQuerySet
from apps.language.embedding import DIMENSIONS

LOOK_BACK = timedelta(weeks=9)
"""What came in earlier isn't grouped any more: it would change no count that is compared."""
ALIVE = timedelta(weeks=26)
"""A cluster to which nothing came for so long takes nothing in any more."""
AT_ONCE = 1_000
MOST_SHARED, MOST_SINGLE = 1_500, 500
"""So many of the newest clusters are compared with a ticket: those of several people, and those of one, who would
else crowd the others out."""
JOINED_FROM, MERGED_FROM = 3.6, 5.0
"""In standard deviations above the usual likeness; see `meaning`. Of 108 reports about 27 matters that the adaption
hadn't seen, nine of ten pairs in one cluster were of one matter, and half of the pairs of one matter in one cluster."""
MOST_REBUILT = 200
MOST_MOVING = 50
"""From so many texts on the middle moves no faster."""

Teller = tuple[int | None, int | None]
"""The reporter or the correspondent."""


class _Known:
    """Clusters and their middles as rows of one array, with room for new ones."""

    def __init__(self, clusters: Sequence[TicketCluster], *, room: int = 0) -> None:
        self.clusters = list(clusters)
        self._are_chinese = [cluster.is_chinese for cluster in clusters]
        self._middles = np.zeros((len(clusters) + room, DIMENSIONS), dtype=np.float32)
        if clusters:
            self._middles[: len(clusters)] = meaning.from_bytes([bytes(cluster.middle) for cluster in clusters])

    def nearest(self, one: meaning.Vectors, *, before: int | None = None) -> tuple[int, float] | None:
        """Place and likeness of the nearest, of those that stand before a place."""
        known = len(self.clusters) if before is None else before
        best = meaning.best(one, self._middles[:known], self._are_chinese[:known], most=1)
        return (best[0].place, best[0].score) if best else None

    def middle(self, place: int) -> meaning.Vectors:
        return self._middles[place]

    def add(self, cluster: TicketCluster) -> int:
        self.clusters.append(cluster)
        self._are_chinese.append(cluster.is_chinese)
        return len(self.clusters) - 1

    def move(self, place: int, one: meaning.Vectors) -> None:
        cluster = self.clusters[place]
        total = self._middles[place] * min(cluster.weight, MOST_MOVING) + one
        self._middles[place] = total / max(float(np.linalg.norm(total)), 1e-9)
        cluster.middle = meaning.as_bytes(self._middles[place])
        cluster.weight += 1


@transaction.atomic
def group_tickets(*, now: datetime) -> tuple[set[int], set[date]]:
    """Gives up to a thousand sorted tickets their cluster. Returns the clusters that got some, and the weeks in which
    these came in. The middle follows people, not tickets: what one person tells again moves nothing."""
    waiting = list(
        TicketVector.objects.filter(model_version=meaning.version(), ticket__created_at__gt=now - LOOK_BACK)
        .exclude(ticket__spam=SpamBand.SPAM)
        .exclude(ticket__category=Category.INVALID)
        .exclude(Exists(ClusteredTicket.objects.filter(ticket=OuterRef("ticket"))))
        .select_related("ticket")
        .order_by("ticket__created_at", "ticket_id")[:AT_ONCE]
    )
    tickets = [vector.ticket for vector in waiting]
    known = _Known(_taking_in(now) if waiting else [], room=len(waiting))
    told = _told_before(tickets, known.clusters)
    places: dict[int, int] = {}
    for vector, ticket in zip(waiting, tickets, strict=True):
        one = meaning.from_bytes([bytes(vector.values)])[0]
        nearest = known.nearest(one)
        place = nearest[0] if nearest and nearest[1] >= JOINED_FROM else known.add(_begun_by(ticket))
        if (_teller(ticket), place) not in told:
            told.add((_teller(ticket), place))
            known.move(place, one)
        cluster = known.clusters[place]
        cluster.began_at = min(cluster.began_at, ticket.created_at)
        cluster.last_at = max(cluster.last_at, ticket.created_at)
        places[ticket.pk] = place
    touched = [known.clusters[place] for place in sorted(set(places.values()))]
    for cluster in touched:
        cluster.save()
    joined = [ClusteredTicket(ticket_id=ticket, cluster=known.clusters[place]) for ticket, place in places.items()]
    ClusteredTicket.objects.bulk_create(joined, ignore_conflicts=True)
    return {cluster.pk for cluster in touched}, {week_now(ticket.created_at) for ticket in tickets}


@transaction.atomic
def merge_clusters(touched: Collection[int], *, now: datetime) -> set[int]:
    """Makes those that came to say the same one, which keeps the older's number; returns the older ones. Two of which
    people made different topics stay two."""
    known = _Known(sorted(_shared(now), key=lambda cluster: cluster.pk))
    grown = set()
    for place in reversed(range(1, len(known.clusters))):
        cluster = known.clusters[place]
        nearest = known.nearest(known.middle(place), before=place) if cluster.pk in touched else None
        if nearest is None or nearest[1] < MERGED_FROM:
            continue
        older = known.clusters[nearest[0]]
        if cluster.topic_id is None or older.topic_id in (None, cluster.topic_id):
            _merge(cluster, older)
            grown.add(older.pk)
    return grown


def rebuild_middle(cluster: TicketCluster) -> None:
    """From the newest texts that are left, one of each person."""
    vectors = TicketVector.objects.filter(ticket__in=cluster.members.values("ticket")).select_related("ticket")
    by_person = {_teller(one.ticket): bytes(one.values) for one in vectors.order_by("-ticket_id")[:MOST_REBUILT]}
    if by_person:
        total = meaning.from_bytes(list(by_person.values())).mean(axis=0)
        cluster.middle = meaning.as_bytes(total / max(float(np.linalg.norm(total)), 1e-9))
        cluster.weight = len(by_person)
        cluster.save(update_fields=["middle", "weight"])


def _merge(cluster: TicketCluster, older: TicketCluster) -> None:
    older.topic_id = older.topic_id or cluster.topic_id
    older.began_at = min(older.began_at, cluster.began_at)
    older.last_at = max(older.last_at, cluster.last_at)
    older.save()
    ClusteredTicket.objects.filter(cluster=cluster).update(cluster=older)
    cluster.merged.update(merged_into=older)
    cluster.merged_into, cluster.topic, cluster.words_en, cluster.words_zh = older, None, "", ""
    cluster.save()


def _taking_in(now: datetime) -> list[TicketCluster]:
    single = _alive(now).filter(people__lt=FEWEST_PEOPLE).order_by("-last_at")[:MOST_SINGLE]
    return [*_shared(now), *single]


def _shared(now: datetime) -> TicketClusterQuerySet:
    return _alive(now).shown().order_by("-last_at")[:MOST_SHARED]


def _alive(now: datetime) -> TicketClusterQuerySet:
    alive = TicketCluster.objects.select_for_update(of=("self",))
    return alive.filter(model_version=meaning.version(), merged_into=None, last_at__gt=now - ALIVE)


def _begun_by(ticket: Ticket) -> TicketCluster:
    return TicketCluster(
        model_version=meaning.version(),
        is_chinese=meaning.is_chinese(ticket.language),
        began_at=ticket.created_at,
        last_at=ticket.created_at,
    )


def _teller(ticket: Ticket) -> Teller:
    return ticket.reporter_id, ticket.correspondent_id


def _told_before(tickets: Sequence[Ticket], clusters: Sequence[TicketCluster]) -> set[tuple[Teller, int]]:
    """Who of these tickets' people told something of which cluster before, by its place."""
    places = {cluster.pk: place for place, cluster in enumerate(clusters)}
    people = {ticket.reporter_id for ticket in tickets} - {None}
    others = {ticket.correspondent_id for ticket in tickets} - {None}
    members = ClusteredTicket.objects.filter(
        Q(ticket__reporter__in=people) | Q(ticket__correspondent__in=others), cluster__in=places
    )
    rows = members.values_list("ticket__reporter", "ticket__correspondent", "cluster")
    return {((reporter, correspondent), places[cluster]) for reporter, correspondent, cluster in rows}
