from django.db import migrations


def rows_of_old_arms(app_registry, schema_editor):
    """What was written as JSON: each share in whole per cent, by the arm that it was for."""
    Experiment = app_registry.get_model("experiments", "Experiment")
    Arm = app_registry.get_model("experiments", "Arm")
    for experiment in Experiment.objects.order_by("pk").iterator():
        total = sum(experiment.old_arms.values()) or 1
        held = sum(share for arm, share in experiment.old_arms.items() if arm == "holdout") / total
        holdout = min(99, max(1, round(100 * held)))
        Arm.objects.create(experiment=experiment, kind="on", share=100 - holdout)
        Arm.objects.create(experiment=experiment, kind="holdout", share=holdout)
        if experiment.started_at:
            experiment.state = "stopped" if experiment.ended_at else "running"
        experiment.name_zh = experiment.name_en
        experiment.save()


class Migration(migrations.Migration):
    dependencies = [("experiments", "0005_experiments_as_rows")]

    operations = [migrations.RunPython(rows_of_old_arms, migrations.RunPython.noop)]
