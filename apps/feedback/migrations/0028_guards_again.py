"""Where SQLite made the table of tickets anew, its guard had gone with the old one."""

from django.db import migrations

from apps.feedback import guards
from apps.schema import DatabaseObjects


class Migration(migrations.Migration):
    dependencies = [("feedback", "0027_calls_are_found")]

    operations = [
        DatabaseObjects(lambda apps, schema_editor: guards.install(schema_editor), migrations.RunPython.noop),
    ]
