import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import apps.experiments.models

WEEKS = [django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(52)]
SHARE = [django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)]
STATES = [("draft", "Draft"), ("running", "Running"), ("stopped", "Stopped"), ("decided", "Decided")]
UNITS = [
    ("cluster", "Companies, and each person without one"),
    ("company", "Companies only"),
    ("person", "People without a company only"),
]
DECISIONS = [("keep", "Everybody has it"), ("drop", "Nobody has it any more")]
ARMS = [("on", "has it"), ("holdout", "goes without"), ("withdrawn", "has it until it is withdrawn")]
UNIT_HELP = "Colleagues are always in one arm: they see what each other see. Who isn't divided has it."
WEEKS_HELP = "Looks before their end ask for stronger evidence, so that looking often finds nothing by chance."
WITHDRAWN_HELP = "When the arm from which it is withdrawn goes without; empty where there is no such arm."


def added(model):
    return [
        migrations.RenameField(model, "key", "switch"),
        migrations.RenameField(model, "name", "name_en"),
        migrations.AlterField(model, "switch", models.CharField(db_index=True, max_length=80, verbose_name="what is compared")),
        migrations.AlterField(model, "name_en", models.CharField(max_length=120, verbose_name="name (English)")),
        migrations.AlterField(
            model, "salt",
            models.CharField(default=apps.experiments.models.new_salt, editable=False, max_length=32, verbose_name="salt"),
        ),
        migrations.AddField(
            model, "name_zh", models.CharField(default="", max_length=120, verbose_name="name (Chinese)"),
            preserve_default=False,
        ),
        migrations.AddField(
            model, "unit",
            models.CharField(choices=UNITS, default="cluster", help_text=UNIT_HELP, max_length=10, verbose_name="who is divided"),
        ),
        migrations.AddField(
            model, "state", models.CharField(choices=STATES, default="draft", max_length=10, verbose_name="state")
        ),
        migrations.AddField(
            model, "measure", models.CharField(default="answers_received", max_length=60, verbose_name="what it should bring"),
            preserve_default=False,
        ),
        migrations.AddField(
            model, "planned_weeks",
            models.PositiveSmallIntegerField(default=8, help_text=WEEKS_HELP, validators=WEEKS, verbose_name="planned weeks"),
        ),
        migrations.AddField(
            model, "withdraw_after_weeks",
            models.PositiveSmallIntegerField(blank=True, help_text=WITHDRAWN_HELP, null=True, validators=WEEKS, verbose_name="withdrawn after weeks"),
        ),
        migrations.AddField(
            model, "stopped_by_measure", models.CharField(blank=True, default="", max_length=60, verbose_name="stopped by"),
            preserve_default=False,
        ),
        migrations.AddField(
            model, "decision",
            models.CharField(blank=True, choices=DECISIONS, default="", max_length=10, verbose_name="decision"),
            preserve_default=False,
        ),
        migrations.AddField(model, "decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
        migrations.AddField(
            model, "why", models.TextField(blank=True, default="", max_length=1000, verbose_name="why"),
            preserve_default=False,
        ),
    ]


def historical(fields):
    return [
        *fields,
        ("history_id", models.AutoField(primary_key=True, serialize=False)),
        ("history_date", models.DateTimeField(db_index=True)),
        ("history_change_reason", models.CharField(max_length=100, null=True)),
        (
            "history_type",
            models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
        ),
        (
            "history_user",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
    ]


def part(name, title, titles, own, constraint):
    live = models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name=f"{name}s", to="experiments.experiment",
        verbose_name="experiment",
    )
    past = models.ForeignKey(
        blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+",
        to="experiments.experiment", verbose_name="experiment",
    )
    key = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    old = models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")
    return [
        migrations.CreateModel(
            name=name.capitalize(),
            fields=[("id", key), *own(), ("experiment", live)],
            options={"verbose_name": title, "verbose_name_plural": titles, "constraints": [constraint]},
        ),
        migrations.CreateModel(
            name=f"Historical{name}",
            fields=historical([("id", old), *own(), ("experiment", past)]),
            options={
                "verbose_name": f"historical {title}",
                "verbose_name_plural": f"historical {titles}",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]


def arm_fields():
    return [
        ("kind", models.CharField(choices=ARMS, max_length=10, verbose_name="arm")),
        ("share", models.PositiveSmallIntegerField(validators=SHARE, verbose_name="share in per cent")),
    ]


def guardrail_fields():
    return [("measure", models.CharField(max_length=60, verbose_name="what must not get worse"))]


class Migration(migrations.Migration):
    dependencies = [
        ("experiments", "0004_feature_uses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameField("experiment", "arms", "old_arms"),
        *added("experiment"),
        *added("historicalexperiment"),
        migrations.AddField(
            "experiment", "created_at",
            models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name="created"),
            preserve_default=False,
        ),
        migrations.AddField(
            "historicalexperiment", "created_at",
            models.DateTimeField(blank=True, default=django.utils.timezone.now, editable=False, verbose_name="created"),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            "experiment",
            options={"ordering": ["-pk"], "verbose_name": "experiment", "verbose_name_plural": "experiments"},
        ),
        *part(
            "arm", "arm", "arms", arm_fields,
            models.UniqueConstraint(fields=("experiment", "kind"), name="one_arm_of_a_kind"),
        ),
        *part(
            "guardrail", "guardrail", "guardrails", guardrail_fields,
            models.UniqueConstraint(fields=("experiment", "measure"), name="one_guardrail_of_a_measure"),
        ),
        migrations.AlterField(
            "exposure", "created_at",
            models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
        ),
    ]
