from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("education", "0011_salons")]

    operations = [
        migrations.AddField(
            model_name="salon",
            name="topic",
            field=models.CharField(
                blank=True, help_text="Who is interested in it may hear of the event.", max_length=80, verbose_name="topic"
            ),
        ),
        migrations.AddField(
            model_name="historicalsalon",
            name="topic",
            field=models.CharField(
                blank=True, help_text="Who is interested in it may hear of the event.", max_length=80, verbose_name="topic"
            ),
        ),
    ]
