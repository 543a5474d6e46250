from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("chat", "0020_operators_chips_become_topics")]

    operations = [
        migrations.DeleteModel(name="Chip"),
        migrations.DeleteModel(name="HistoricalChip"),
    ]
