"""How many tell each cluster: in all, and week by week."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Count, Q, Sum

from apps.feedback.tickets.labels import SpamBand
from apps.feedback.tickets.weeks import WEEK, span
from apps.feedback.trends.emerging import FEWEST, emerging
from apps.feedback.trends.models import ClusteredTicket, ClusterWeek, TicketCluster

WEEKS_COMPARED = 8
"""Before the one that is tested."""

PEOPLE = Count("ticket__reporter", distinct=True) + Count("ticket__correspondent", distinct=True)
"""Distinct people: a flood from one account is one."""
NO_SPAM = ~Q(ticket__spam=SpamBand.SPAM)


def count_clusters(clusters: Collection[int]) -> None:
    members = ClusteredTicket.objects.filter(NO_SPAM, cluster__in=clusters).order_by().values("cluster")
    counted = {row["cluster"]: row for row in members.annotate(n=Count("pk"), people=PEOPLE)}
    rows = list(TicketCluster.objects.filter(pk__in=clusters))
    for cluster in rows:
        row = counted.get(cluster.pk, {"n": 0, "people": 0})
        cluster.tickets, cluster.people = row["n"], row["people"]
    TicketCluster.objects.bulk_update(rows, ["tickets", "people"], batch_size=500)


@transaction.atomic
def count_week(week: date) -> None:
    """Counts a week anew, and says what emerged in it."""
    since, until = span(week)
    members = ClusteredTicket.objects.filter(NO_SPAM, ticket__created_at__gte=since, ticket__created_at__lt=until)
    counted = members.order_by().values("cluster").annotate(n=Count("pk"), people=PEOPLE)
    rows = [
        ClusterWeek(cluster_id=row["cluster"], week=week, tickets=row["n"], people=row["people"]) for row in counted
    ]
    ClusterWeek.objects.filter(week=week).exclude(cluster__in=members.values("cluster")).delete()
    ClusterWeek.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["cluster", "week"],
        update_fields=["tickets", "people"],
        batch_size=500,
    )
    _mark_emerging(week)


def _mark_emerging(week: date) -> None:
    weeks = ClusterWeek.objects.filter(week__gte=week - WEEKS_COMPARED * WEEK, week__lte=week)
    now = Sum("people", filter=Q(week=week), default=0)
    total = weeks.aggregate(now=now, all=Sum("people", default=0))
    if not total["now"]:
        return
    clusters = weeks.order_by().values("cluster").annotate(now=now, all=Sum("people")).filter(all__gte=FEWEST)
    counts = {row["cluster"]: (row["now"], row["all"] - row["now"]) for row in clusters}
    chances, found = emerging(counts, share=total["now"] / total["all"])
    tested = list(ClusterWeek.objects.filter(Q(chance__isnull=False) | Q(cluster__in=list(chances)), week=week))
    for one in tested:
        one.chance, one.is_emerging = chances.get(one.cluster_id), one.cluster_id in found
    ClusterWeek.objects.bulk_update(tested, ["chance", "is_emerging"], batch_size=500)
