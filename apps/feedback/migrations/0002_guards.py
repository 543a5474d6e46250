from django.db import migrations

from apps.feedback import guards


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_tables")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guards.install(schema_editor),
            lambda apps, schema_editor: guards.remove(schema_editor),
        )
    ]
