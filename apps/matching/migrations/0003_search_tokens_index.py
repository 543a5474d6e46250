from django.db import migrations

from apps.schema import DatabaseObjects


def add_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX IF NOT EXISTS job_search_tokens ON matching_job"
            " USING gin (string_to_array(search_tokens, ' '))"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS job_search_tokens")


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_alias_reach_and_own_order")]

    operations = [DatabaseObjects(add_index, drop_index)]
