"""Reminders move to what is due of all apps; of several of a kind in a conversation the newest, the open one first."""

from django.db import migrations
from django.utils import timezone

AT_ONCE = 2000
KINDS = {"unanswered": "chat.unanswered", "promise": "chat.promise", "snooze": "chat.snooze"}


def state_of(reminder):
    if reminder.cancelled_at is not None:
        return "cancelled"
    return "waiting" if reminder.sent_at is None else "done"


def to_due_items(apps, schema_editor):
    Reminder, DueItem = apps.get_model("chat", "Reminder"), apps.get_model("notifications", "DueItem")
    first = 0
    while batch := list(Reminder.objects.filter(pk__gt=first).order_by("pk")[:AT_ONCE]):
        first = batch[-1].pk
        items = {}
        for reminder in batch:
            subject, state = f"conversation:{reminder.conversation_id}", state_of(reminder)
            items[(reminder.kind, reminder.person_id, subject)] = DueItem(
                kind=KINDS[reminder.kind],
                person_id=reminder.person_id,
                subject=subject,
                about=subject,
                due_at=reminder.due_at,
                try_at=reminder.due_at,
                state=state,
                finished_at=None if state == "waiting" else reminder.cancelled_at or reminder.sent_at,
            )
        DueItem.objects.bulk_create(
            items.values(),
            update_conflicts=True,
            unique_fields=["kind", "subject", "person"],
            update_fields=["due_at", "try_at", "state", "finished_at"],
        )


def to_reminders(apps, schema_editor):
    Reminder, DueItem = apps.get_model("chat", "Reminder"), apps.get_model("notifications", "DueItem")
    Conversation = apps.get_model("chat", "Conversation")
    names = {new: old for old, new in KINDS.items()}
    moved = DueItem.objects.filter(kind__in=names)
    first = 0
    while batch := list(moved.filter(pk__gt=first).order_by("pk")[:AT_ONCE]):
        first = batch[-1].pk
        about = {item.pk: int(item.about.removeprefix("conversation:")) for item in batch}
        there = set(Conversation.objects.filter(pk__in=about.values()).values_list("pk", flat=True))
        Reminder.objects.bulk_create(
            Reminder(
                conversation_id=about[item.pk],
                person_id=item.person_id,
                kind=names[item.kind],
                due_at=item.due_at,
                sent_at=item.finished_at if item.state == "done" else None,
                cancelled_at=(item.finished_at or timezone.now()) if item.state in ("cancelled", "failed") else None,
            )
            for item in batch
            if about[item.pk] in there
        )
    moved.delete()


class Migration(migrations.Migration):
    dependencies = [("chat", "0011_participations"), ("notifications", "0002_due_items")]

    operations = [migrations.RunPython(to_due_items, to_reminders)]
