import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Max

import apps.chat.search.words
from apps.schema import DatabaseObjects

# SQLite finds words in a full-text table, which these keep in step with the messages' own.
FULL_TEXT = [
    "CREATE VIRTUAL TABLE chat_searchedwords USING fts5("
    "words, content='chat_searchedmessage', content_rowid='message_id', detail=none, tokenize=\"ascii tokenchars '+#.'\")",
    "CREATE TRIGGER chat_searchedwords_add AFTER INSERT ON chat_searchedmessage BEGIN "
    "INSERT INTO chat_searchedwords (rowid, words) VALUES (new.message_id, new.words); END",
    "CREATE TRIGGER chat_searchedwords_drop AFTER DELETE ON chat_searchedmessage BEGIN "
    "INSERT INTO chat_searchedwords (chat_searchedwords, rowid, words) VALUES ('delete', old.message_id, old.words); END",
    "CREATE TRIGGER chat_searchedwords_change AFTER UPDATE ON chat_searchedmessage BEGIN "
    "INSERT INTO chat_searchedwords (chat_searchedwords, rowid, words) VALUES ('delete', old.message_id, old.words); "
    "INSERT INTO chat_searchedwords (rowid, words) VALUES (new.message_id, new.words); END",
]


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # What waits to be put in its place is read by every search: it is kept short.
        schema_editor.execute(
            "CREATE INDEX searched_words ON chat_searchedmessage USING gin (words) WITH (gin_pending_list_limit = 512)"
        )
    else:
        for statement in FULL_TEXT:
            schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS searched_words")
    else:
        for trigger in ("add", "drop", "change"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS chat_searchedwords_{trigger}")
        schema_editor.execute("DROP TABLE IF EXISTS chat_searchedwords")


def note_what_is_to_be_read(apps, schema_editor):
    """Messages of before come in little by little, by a task or by `manage.py index_messages`."""
    highest = apps.get_model("chat", "Message").objects.aggregate(highest=Max("pk"))["highest"]
    if highest:
        apps.get_model("chat", "SearchBacklog").objects.create(below=highest + 1, total=highest)


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0037_mentions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="inboxplace",
            index=models.Index(
                models.F("user"), models.OrderBy(models.F("moved_at"), descending=True), name="inbox_place_newest"
            ),
        ),
        migrations.CreateModel(
            name="SearchBacklog",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("below", models.BigIntegerField(verbose_name="to be read below")),
                ("total", models.BigIntegerField(verbose_name="at the beginning")),
            ],
            options={"verbose_name": "backlog of the search", "verbose_name_plural": "backlog of the search"},
        ),
        migrations.CreateModel(
            name="SearchedMessage",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="searched",
                        serialize=False,
                        to="chat.message",
                        verbose_name="message",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chat.conversation",
                        verbose_name="conversation",
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                ("words", apps.chat.search.words.WordsField(verbose_name="words")),
            ],
            options={
                "verbose_name": "message in the search",
                "verbose_name_plural": "messages in the search",
                "indexes": [models.Index(fields=["conversation", "message"], name="searched_in_conversation")],
            },
        ),
        DatabaseObjects(make_index, drop_index),
        migrations.RunPython(note_what_is_to_be_read, migrations.RunPython.noop),
    ]
