"""Work of minutes in the background, outside of any transaction: one worker at a time does it and says how far it is;
what a worker leaves that died is begun anew."""

from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SILENT_FOR = timedelta(minutes=1)
"""After so long without a sign of life, whoever did the work is taken for dead."""
MOST_STARTS = 20
SWEPT = 5

M = TypeVar("M", bound=models.Model)


class TakenOver(Exception):
    """Somebody stopped it or began anew: what was done so far isn't wanted."""


class LongWorkQuerySet(models.QuerySet[M]):
    def under_way(self) -> Self:
        return self.filter(finished_at=None, failed_at=None)

    def claim(self, pk: int, *, now: datetime, **begun: object) -> M | None:
        """The row for one worker, its fields as `begun` says; given up after `MOST_STARTS` of them died over it."""
        waiting = self.under_way().filter(pk=pk).exclude(beat_at__gt=now - SILENT_FOR)
        if waiting.filter(starts__gte=MOST_STARTS).update(failed_at=now):
            return None
        if not waiting.update(beat_at=now, starts=models.F("starts") + 1, **begun):
            return None
        return self.get(pk=pk)

    def left_over(self, *, now: datetime) -> list[int]:
        """What no worker does: its wake-up was lost, or it died."""
        waiting = self.under_way().filter(requested_at__lt=now - SILENT_FOR).exclude(beat_at__gt=now - SILENT_FOR)
        return list(waiting.order_by("pk").values_list("pk", flat=True)[:SWEPT])


class LongWork(models.Model):
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True, editable=False)
    starts = models.PositiveSmallIntegerField(_("times started"), default=0, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)

    objects = LongWorkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_under_way(self) -> bool:
        return not (self.finished_at or self.failed_at)

    def mine(self) -> LongWorkQuerySet[Self]:
        """The row, while nobody stopped it or began anew."""
        rows: LongWorkQuerySet[Self] = type(self).objects.under_way()
        return rows.filter(pk=self.pk, starts=self.starts)

    def go_on(self, **progress: int) -> None:
        """A sign of life. Raises TakenOver."""
        if not self.mine().update(beat_at=timezone.now(), **progress):
            raise TakenOver
