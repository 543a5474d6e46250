from django.db import migrations, models

HELP = "When one of these changes, the article is listed until somebody has looked at it."


class Migration(migrations.Migration):
    dependencies = [("education", "0012_topics_of_events")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="describes",
            field=models.JSONField(blank=True, default=list, help_text=HELP, verbose_name="what it describes"),
        ),
        migrations.AddField(
            model_name="article",
            name="seen",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="describes",
            field=models.JSONField(blank=True, default=list, help_text=HELP, verbose_name="what it describes"),
        ),
    ]
