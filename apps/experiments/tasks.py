from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.events.schedule import periodic


@periodic("experiments.look", every_seconds=3600, title=_("Look at experiments that are due"))
def look(now: datetime) -> None:
    """Once a week each, and at its planned end."""
    from apps.experiments.looking import look_where_due  # noqa: PLC0415  scipy, for who looks alone

    look_where_due(now=now)
