"""Keeping the figures of openings: each conversation is counted as it is now, in place of how it was counted before."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from apps.chat.conversations.models import Conversation
from apps.chat.metrics.figures import Opening, slot_of
from apps.chat.metrics.models import CountedOpening, OpeningSlot
from apps.chat.metrics.recount import openings_by_id

AT_ONCE = 500


@transaction.atomic
def count_openings(conversation_ids: Iterable[int]) -> None:
    """Counts these conversations about jobs. Harmless when repeated, in any order: what counts is how they are now."""
    about_jobs = Conversation.objects.filter(pk__in=set(conversation_ids), kind=Conversation.Kind.JOB)
    ids = list(about_jobs.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return
    CountedOpening.objects.bulk_create([CountedOpening(conversation_id=pk) for pk in ids], ignore_conflicts=True)
    # Whoever counts the same conversation waits here, and then sees what has been counted.
    counted = list(CountedOpening.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    openings = openings_by_id(ids)
    signs: dict[datetime, list[tuple[int, Opening]]] = defaultdict(list)
    changed = []
    for row in counted:
        before, after = _as_counted(row), openings.get(row.conversation_id)
        if after is not None:
            after = Opening(slot_of(after.opened_at), after.waited_seconds, after.is_two_sided)
        if before == after:
            continue
        if before is not None:
            signs[before.opened_at].append((-1, before))
        if after is not None:
            signs[after.opened_at].append((1, after))
        row.start = after.opened_at if after else None
        row.waited_seconds = after.waited_seconds if after else None
        row.is_two_sided = bool(after and after.is_two_sided)
        changed.append(row)
    CountedOpening.objects.bulk_update(changed, ["start", "waited_seconds", "is_two_sided"])
    _add(signs)


def count_missing(*, limit: int) -> int:
    """Counts conversations that nobody told of: from before, or brought in another way. How many there were."""
    missing = Conversation.objects.filter(kind=Conversation.Kind.JOB, opened_at__isnull=False, counted_opening=None)
    ids = list(missing.order_by("-opened_at").values_list("pk", flat=True)[:limit])
    for begin in range(0, len(ids), AT_ONCE):
        count_openings(ids[begin : begin + AT_ONCE])
    return len(ids)


def uncounted(conversation_ids: Collection[int]) -> list[int]:
    """Those of them that have been opened and aren't counted yet."""
    opened = Conversation.objects.filter(pk__in=conversation_ids, opened_at__isnull=False)
    return list(opened.filter(counted_opening__start=None).values_list("pk", flat=True))


def _as_counted(row: CountedOpening) -> Opening | None:
    return Opening(row.start, row.waited_seconds, row.is_two_sided) if row.start else None


def _add(signs: dict[datetime, list[tuple[int, Opening]]]) -> None:
    OpeningSlot.objects.bulk_create([OpeningSlot(start=start) for start in sorted(signs)], ignore_conflicts=True)
    slots = list(OpeningSlot.objects.select_for_update().filter(start__in=signs).order_by("start"))
    for slot in slots:
        for sign, opening in signs[slot.start]:
            slot.opened += sign
            slot.answered += sign * opening.is_in_time
            slot.two_sided += sign * opening.is_two_sided
            if opening.waited_seconds is not None:
                seconds = str(opening.waited_seconds)
                slot.waits[seconds] = slot.waits.get(seconds, 0) + sign
        slot.waits = {seconds: count for seconds, count in slot.waits.items() if count}
    OpeningSlot.objects.bulk_update(slots, ["opened", "answered", "two_sided", "waits"])
