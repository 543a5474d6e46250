from datetime import UTC, datetime

from celery import shared_task
from django.db import transaction

from apps.gamification.deeds.registry import deeds_since
from apps.gamification.members.services import lock_doings
from apps.gamification.quests.models import Life, Mission
from apps.gamification.quests.services import mark_silently

READ, BATCH = 20_000, 100
FROM_THE_START = datetime(2000, 1, 1, tzinfo=UTC)


@shared_task(name="gamification.fill_mission")
def fill_mission(mission_id: int) -> None:
    """Marks what people did before a mission was there, from the time on from which it counts, the newest 20,000 deeds
    of each kind. A second run marks nothing twice."""
    mission = Mission.objects.filter(pk=mission_id, state=Life.LIVE).first()
    if mission is None:
        return
    for kind in sorted(set(mission.steps.filter(counts="done").values_list("deed", flat=True))):
        deeds = deeds_since(kind, mission.starts_at or FROM_THE_START, limit=READ)
        for begin in range(0, len(deeds), BATCH):
            with transaction.atomic():
                mark_silently(lock_doings(deeds[begin : begin + BATCH]))


def fill_later(mission: Mission) -> None:
    """After the commit, in the background."""
    transaction.on_commit(lambda: fill_mission.apply_async(args=(mission.pk,), retry=False), robust=True)
