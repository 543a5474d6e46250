from django.db import migrations, models

from apps.gamification.deeds.registry import deed_choices
from apps.append_only.guards import remove
from apps.gamification.guards import GUARDS


def rows_field(title):
    return models.JSONField(verbose_name=title, default=list, blank=True)


NEW = [
    ("audience", rows_field("for whom")),
    ("conditions", rows_field("conditions")),
    ("limits", rows_field("limits")),
    ("rewards", rows_field("rewards")),
    (
        "hold_hours",
        models.PositiveIntegerField(
            verbose_name="held for hours",
            default=0,
            help_text=(
                "How long points wait before they count, so that one can look. Accounts of the first two weeks wait "
                "three times as long. With 0 they count at once, and who confirms them isn't looked at."
            ),
        ),
    ),
    ("name_en", models.CharField(verbose_name="name (English)", max_length=120, default="")),
    ("name_zh", models.CharField(verbose_name="name (Chinese)", max_length=120, default="")),
    ("why_en", models.TextField(verbose_name="explanation (English)", max_length=600, default="")),
    ("why_zh", models.TextField(verbose_name="explanation (Chinese)", max_length=600, default="")),
]


ROWS_AND_HOLD = {"audience", "conditions", "limits", "rewards", "hold_hours"}


class Migration(migrations.Migration):
    dependencies = [("gamification", "0003_guards")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: remove(schema_editor, GUARDS), migrations.RunPython.noop, elidable=False
        ),
        *(
            migrations.AddField(
                model_name=model, name=name, field=field, preserve_default=name in ROWS_AND_HOLD
            )
            for model in ("ruleversion", "historicalruleversion")
            for name, field in NEW
        ),
        *(
            migrations.AlterField(
                model_name=model,
                name="deed",
                field=models.CharField(
                    choices=deed_choices, max_length=40, verbose_name="deed"
                ),
            )
            for model in ("rule", "historicalrule", "missionstep", "historicalmissionstep")
        ),
    ]
