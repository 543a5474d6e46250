from dataclasses import replace

from django.db import migrations, models

from apps.append_only.guards import install, remove
from apps.gamification.guards import GUARDS
from apps.schema import DatabaseObjects

NUMBERS = ["role", "points", "max_wait_hours", "max_per_day", "max_per_counterparty", "cooldown_minutes", "budget"]

SETTLING = [("at_once", "Without the other side"), ("reciprocated", "When the other side answers in earnest")]

LATER = {"weight", "forms", "forms_weeks", "forms_measure"}
OF_THEN = [
    replace(guard, fixed=[column for column in guard.fixed if column not in LATER])
    for guard in GUARDS
    if guard.table != "gamification_formdraw"
]
"""Without what came after: 0024 installs all of today's."""


class Migration(migrations.Migration):
    dependencies = [("gamification", "0007_stories_of_old_awards")]

    operations = [
        migrations.AlterModelOptions(
            name="awardentry",
            options={
                "ordering": ["award", "sequence"],
                "verbose_name": "award entry",
                "verbose_name_plural": "award entries",
            },
        ),
        migrations.AlterField(
            model_name="awardentry", name="sequence", field=models.PositiveSmallIntegerField(verbose_name="number")
        ),
        migrations.AlterField(
            model_name="awardentry",
            name="points",
            field=models.PositiveIntegerField(help_text="What the award is worth from then on.", verbose_name="points"),
        ),
        migrations.AddConstraint(
            model_name="awardentry",
            constraint=models.UniqueConstraint(fields=["award", "sequence"], name="one_entry_per_number"),
        ),
        migrations.AddConstraint(
            model_name="awardentry",
            constraint=models.CheckConstraint(
                condition=models.Q(sequence=1, answers=None, kind="held") | models.Q(sequence__gt=1, answers__gt=0),
                name="begins_held_then_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardentry",
            constraint=models.CheckConstraint(
                condition=~models.Q(kind__in=["lapsed", "reversed"]) | models.Q(points=0),
                name="ended_entries_are_worth_nothing",
            ),
        ),
        *(
            migrations.AlterField(
                model_name=model,
                name="settling",
                field=models.CharField(choices=SETTLING, default="at_once", max_length=12, verbose_name="settles"),
            )
            for model in ("ruleversion", "historicalruleversion")
        ),
        # With defaults, so that going back can add them to rows that are there.
        *(
            migrations.AlterField(model_name=model, name="points", field=models.PositiveIntegerField(default=0))
            for model in ("ruleversion", "historicalruleversion")
        ),
        *(
            migrations.AlterField(model_name=model, name=name, field=models.TextField(default="", max_length=600))
            for model in ("rule", "historicalrule")
            for name in ("why_en", "why_zh")
        ),
        *(
            migrations.RemoveField(model_name=model, name=name)
            for model in ("ruleversion", "historicalruleversion")
            for name in NUMBERS
        ),
        *(
            migrations.RemoveField(model_name=model, name=name)
            for model in ("rule", "historicalrule")
            for name in ("why_en", "why_zh")
        ),
        DatabaseObjects(
            lambda apps, schema_editor: install(schema_editor, OF_THEN),
            lambda apps, schema_editor: remove(schema_editor, OF_THEN),
        ),
    ]
