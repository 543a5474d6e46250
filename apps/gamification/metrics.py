"""The numbers of recognition, each defined once. Other apps only show them."""

from datetime import datetime

from apps.gamification.models import Award, AwardEntry


def points_settled(*, since: datetime, until: datetime) -> int:
    """Points of the awards that were settled in [since, until) and haven't been taken back."""
    settled = AwardEntry.objects.filter(kind=AwardEntry.Kind.SETTLED, created_at__gte=since, created_at__lt=until)
    return Award.objects.filter(pk__in=settled.values("award")).counting().points()


def points_pending() -> int:
    """Points of the awards that wait for an earnest answer now."""
    return Award.objects.pending().points()
