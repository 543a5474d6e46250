from django.db import migrations

from apps.append_only.guards import install, remove
from apps.gamification.guards import GUARDS


class Migration(migrations.Migration):
    dependencies = [("gamification", "0002_erasable_people_and_history")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, GUARDS),
            lambda apps, schema_editor: remove(schema_editor, GUARDS),
        )
    ]
