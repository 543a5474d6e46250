from channels.db import database_sync_to_async
from django.utils import timezone

from apps.chat.availability.online import plan_hints
from apps.realtime.registry import on_arrival


@on_arrival
async def who_waits_is_to_hear_of_it(user_ids: list[int]) -> None:
    await database_sync_to_async(plan_hints)(user_ids, now=timezone.now())
