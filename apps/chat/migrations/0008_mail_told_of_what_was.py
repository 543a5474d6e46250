"""Of what lies unread from before, no e-mail tells again."""

from django.db import migrations

AT_ONCE = 10_000

TOLD = (
    "UPDATE chat_participant SET mailed_seq ="
    " (SELECT c.head_seq FROM chat_conversation c WHERE c.id = chat_participant.conversation_id)"
    " WHERE id >= %s AND id < %s"
)


def fill(apps, schema_editor):
    newest = apps.get_model("chat", "Participant").objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with schema_editor.connection.cursor() as cursor:
        for begin in range(0, newest + 1, AT_ONCE):
            cursor.execute(TOLD, [begin, begin + AT_ONCE])


class Migration(migrations.Migration):
    dependencies = [("chat", "0007_what_mail_told")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
