"""What the console shows of this app, and to whom."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_celery_beat.models import PeriodicTask

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import grant
from apps.console.tiles import Tile, tile
from apps.events.models import FailedDelivery
from apps.events.selectors import oldest_unhandled_seconds, parked_count

add_to_menu(
    Entry(Section.OPERATION, 50, FailedDelivery, _("Failed deliveries"), "error"),
    Entry(Section.OPERATION, 60, PeriodicTask, _("Schedule"), "schedule"),
)

grant("support", {FailedDelivery: ("view", "change")})

LATE_SECONDS = 30
"""An event that waits longer has no relay that works."""


@tile(place=60, permission="events.view_faileddelivery")
def outbox_tile(now: datetime) -> Tile:
    parked, oldest = parked_count(), round(oldest_unhandled_seconds(now=now))
    return Tile(
        key="outbox",
        title=gettext("Background work"),
        value=gettext("%(n)s s") % {"n": oldest},
        warning=gettext("Relay and worker don't keep up, or don't run.") if oldest > LATE_SECONDS else "",
        meaning=ngettext(
            "Age of the oldest event that waits. %(n)d delivery is parked.",
            "Age of the oldest event that waits. %(n)d deliveries are parked.",
            parked,
        )
        % {"n": parked},
        url=reverse("admin:events_faileddelivery_changelist") + "?parked_at__isempty=0",
    )
