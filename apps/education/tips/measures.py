from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from apps.education.tips.models import TipMeeting
from apps.experiments.measures import Measure, Occasion, register

DONE_WITHIN = timedelta(days=7)


def _done_soon(people: Collection[int], since: datetime, until: datetime) -> Iterable[Occasion]:
    met = TipMeeting.objects.filter(person__in=people, met_at__gte=since, met_at__lt=until)
    for person, met_at, done_at in met.values_list("person", "met_at", "done_at"):
        if met_at is not None:
            yield Occasion(person, met_at, float(done_at is not None and done_at <= met_at + DONE_WITHIN))


TIPS_DONE = register(
    Measure(
        "tips_done",
        _("Tips taken up"),
        _("Of the tips that people met, those whose matter they did within seven days."),
        _done_soon,
        ripens_after=DONE_WITHIN,
    )
)
