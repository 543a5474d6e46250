"""Since when each conversation waits, and when it was opened, of those from before."""

from django.db import migrations

AT_ONCE = 5_000

BY_PEOPLE = (
    "m.conversation_id = chat_conversation.id AND m.sender_id IS NOT NULL AND m.recalled_at IS NULL"
    " AND m.origin IN ('typed', 'preset', 'preset_edited', 'suggested')"
)
SENT_BY_CANDIDATE = "CASE WHEN m.sender_id = chat_conversation.candidate_id THEN 1 ELSE 0 END"
CANDIDATE_WAITED_FOR = "CASE WHEN waiting_for_id = chat_conversation.candidate_id THEN 1 ELSE 0 END"

OPENED = (
    f"UPDATE chat_conversation SET opened_at = (SELECT min(m.created_at) FROM chat_message m WHERE {BY_PEOPLE})"
    " WHERE kind = 'job' AND opened_at IS NULL AND id >= %s AND id < %s"
)
WAITING = (
    f"UPDATE chat_conversation SET waiting_since = (SELECT min(m.created_at) FROM chat_message m WHERE {BY_PEOPLE}"
    f" AND {SENT_BY_CANDIDATE} <> {CANDIDATE_WAITED_FOR}"
    f" AND m.seq > coalesce((SELECT max(m.seq) FROM chat_message m WHERE {BY_PEOPLE}"
    f" AND {SENT_BY_CANDIDATE} = {CANDIDATE_WAITED_FOR}), 0))"
    " WHERE waiting_for_id IS NOT NULL AND waiting_since IS NULL AND id >= %s AND id < %s"
)


def fill(apps, schema_editor):
    newest = apps.get_model("chat", "Conversation").objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with schema_editor.connection.cursor() as cursor:
        for begin in range(0, newest + 1, AT_ONCE):
            for statement in (OPENED, WAITING):
                cursor.execute(statement, [begin, begin + AT_ONCE])


class Migration(migrations.Migration):
    dependencies = [("chat", "0005_turns_openings_and_drafts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
