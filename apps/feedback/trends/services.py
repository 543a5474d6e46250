"""What is done with trends: brought up to date, made a topic, forgotten with who told them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.errors import InvalidInput, NotFound
from apps.feedback.tickets.models import Ticket
from apps.feedback.tickets.weeks import WEEK, week_now
from apps.feedback.topics.models import Topic
from apps.feedback.topics.services import link_topic
from apps.feedback.trends.clustering import group_tickets, merge_clusters, rebuild_middle
from apps.feedback.trends.counting import count_clusters, count_week
from apps.feedback.trends.digest import tell_what_emerged
from apps.feedback.trends.models import FEWEST_PEOPLE, ClusteredTicket, ClusterWeek, TicketCluster
from apps.feedback.trends.naming import name_clusters

SINGLE_FOR = timedelta(weeks=9)
"""What nobody else told for so long is forgotten."""
MOST_LINKED = 500


def follow_trends(*, now: datetime) -> int:
    """Groups what came in, counts this week and the last one anew, and tells what emerged. Harmless when repeated; how
    many clusters got something."""
    grouped = _group_and_count(now=now)
    TicketCluster.objects.filter(people__lt=FEWEST_PEOPLE, last_at__lt=now - SINGLE_FOR).delete()
    tell_what_emerged(week=week_now(now) - WEEK, now=now)
    return grouped


@transaction.atomic
def _group_and_count(*, now: datetime) -> int:
    """In one piece: what is grouped is counted."""
    touched, weeks = group_tickets(now=now)
    count_clusters(touched)
    grown = merge_clusters(touched, now=now)
    count_clusters(touched | grown)
    name_clusters(TicketCluster.objects.shown().filter(pk__in=touched | grown))
    this = week_now(now)
    given_away = ClusterWeek.objects.filter(cluster__merged_into__isnull=False)
    for week in sorted({*weeks, *given_away.values_list("week", flat=True), this - WEEK, this}):
        count_week(week)
    return len(touched)


@transaction.atomic
def make_topic(*, cluster_id: int, title_en: str, title_zh: str) -> Topic:
    """A draft of a topic in the operator's words, with the tickets that have none yet; made already, what came since is
    linked to it. Raises NotFound, and InvalidInput without a title."""
    cluster = TicketCluster.objects.select_for_update(of=("self",)).shown().filter(pk=cluster_id).first()
    if cluster is None:
        raise NotFound
    if cluster.topic is None:
        if not title_en.strip() or not title_zh.strip():
            raise InvalidInput(_("A title in both languages."), field="title_en")
        cluster.topic = Topic.objects.create(title_en=title_en.strip(), title_zh=title_zh.strip())
        cluster.save(update_fields=["topic"])
    without = Ticket.objects.filter(pk__in=cluster.members.values("ticket"), topic=None).order_by("-pk")
    for number in without.values_list("pk", flat=True)[:MOST_LINKED]:
        link_topic(ticket_id=number, topic=cluster.topic)
    return cluster.topic


@transaction.atomic
def forget_in_trends(tickets: QuerySet[Ticket]) -> None:
    """What was told in them is in no trend any more: not in its middle, among its examples or in its name."""
    clusters = TicketCluster.objects.filter(members__ticket__in=tickets).distinct()
    numbers = set(clusters.values_list("pk", flat=True))
    ClusteredTicket.objects.filter(ticket__in=tickets).delete()
    count_clusters(numbers)
    TicketCluster.objects.filter(pk__in=numbers, tickets=0).delete()
    for cluster in TicketCluster.objects.filter(pk__in=numbers):
        rebuild_middle(cluster)
    TicketCluster.objects.filter(pk__in=numbers, people__lt=FEWEST_PEOPLE).update(words_en="", words_zh="")
    name_clusters(TicketCluster.objects.shown().filter(pk__in=numbers))
