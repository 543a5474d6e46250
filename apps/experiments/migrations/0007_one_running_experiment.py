from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("experiments", "0006_rows_of_old_arms")]

    operations = [
        migrations.RemoveField("experiment", "old_arms"),
        migrations.RemoveField("historicalexperiment", "arms"),
        migrations.AddConstraint(
            "experiment",
            models.UniqueConstraint(
                condition=models.Q(("state", "running")), fields=("switch",), name="one_running_experiment_per_switch"
            ),
        ),
        migrations.AddConstraint(
            "experiment",
            models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("started_at__isnull", False), _connector="OR"),
                name="what_runs_has_started",
            ),
        ),
    ]
