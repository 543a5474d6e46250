"""The weekly word to the product team, where something emerged."""

from datetime import date, datetime

from django.urls import reverse

from apps.accounts.people.selectors import operators_who_may
from apps.feedback.trends.kinds import TRENDS_EMERGED
from apps.feedback.trends.models import ClusterWeek
from apps.notifications.deciding.services import Telling, notify_all

MOST_NAMED = 20


def tell_what_emerged(*, week: date, now: datetime) -> int:
    """Tells those who may see trends, once a week; nothing where nothing emerged. How many were told."""
    emerged = ClusterWeek.objects.filter(week=week, is_emerging=True, cluster__merged_into=None)
    clusters = list(emerged.order_by("chance", "pk").values_list("cluster", flat=True)[:MOST_NAMED])
    if not clusters:
        return 0
    facts = {"clusters": clusters, "week": week.isoformat()}
    url = reverse("admin:feedback_ticketcluster_changelist")
    tellings = [
        Telling(person, f"trends:{week}", facts, url) for person in operators_who_may("feedback.view_ticketcluster")
    ]
    return len(notify_all(kind=TRENDS_EMERGED, tellings=tellings, now=now))
