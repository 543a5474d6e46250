"""An expert who doesn't answer in time makes room for the next."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from apps.education.experts.asking import TIME_OUT, lock, time_out
from apps.education.experts.models import ExpertAsk
from apps.notifications.models import DueItem
from apps.notifications.reminders.registry import DueKind, register


def _ask(item: DueItem) -> ExpertAsk | None:
    return ExpertAsk.objects.filter(pk=item.payload.get("ask", 0)).first()


def lock_consultation(item: DueItem) -> None:
    if ask := _ask(item):
        lock(ask.consultation_id)


def still_waits(item: DueItem, now: datetime) -> bool:
    ask = _ask(item)
    return ask is not None and ask.state == ExpertAsk.State.WAITING


def ask_the_next(item: DueItem, now: datetime) -> None:
    time_out(ask_id=item.payload["ask"], now=now)


register(
    DueKind(
        key=TIME_OUT,
        title=_("An expert's time for an answer is over"),
        act=ask_the_next,
        is_wanted=still_waits,
        lock=lock_consultation,
    )
)
