import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("held", "held"),
    ("settled", "settled"),
    ("lapsed", "lapsed"),
    ("reversed", "reversed"),
    ("restored", "restored"),
    ("adjusted", "adjusted"),
]
REASONS = [
    ("copied", "the text had been sent elsewhere too"),
    ("arranged", "the conversation was arranged for the points"),
    ("outside_rule", "it didn't meet the rule"),
    ("our_mistake", "we had counted it by mistake"),
    ("not_earnest", "the answer didn't respond to what was asked"),
    ("unconfirmed", "nobody with a standing of their own confirmed it"),
    ("recalled", "its author took the message back"),
    ("appeal", "a second look showed that it was earned"),
]
OUTCOMES = [
    ("awarded", "awarded"),
    ("pending", "pending"),
    ("capped", "limit reached"),
    ("counterparty", "limit with this person reached"),
    ("cooldown", "too soon after the last one"),
    ("budget", "shared limit reached"),
    ("ineligible", "the conditions weren't met"),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("gamification", "0005_rows_of_old_versions"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="awardentry", name="one_entry_per_kind"),
        migrations.RemoveConstraint(model_name="awardentry", name="settled_or_lapsed_not_both"),
        migrations.AddField(
            model_name="awardentry",
            name="sequence",
            field=models.PositiveSmallIntegerField(verbose_name="number", default=0),
        ),
        migrations.AddField(
            model_name="awardentry",
            name="points",
            field=models.PositiveIntegerField(
                verbose_name="points", default=0, help_text="What the award is worth from then on."
            ),
        ),
        migrations.AddField(
            model_name="awardentry",
            name="answers",
            field=models.OneToOneField(
                null=True,
                blank=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered_by",
                to="gamification.awardentry",
                verbose_name="answers",
            ),
        ),
        migrations.AlterField(
            model_name="awardentry",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="awardentry",
            name="reason",
            field=models.CharField(blank=True, choices=REASONS, max_length=12, verbose_name="reason"),
        ),
        migrations.AlterField(
            model_name="ruledecision",
            name="outcome",
            field=models.CharField(choices=OUTCOMES, max_length=12, verbose_name="outcome"),
        ),
        migrations.AddField(
            model_name="member",
            name="points",
            field=models.PositiveIntegerField(default=0, verbose_name="points"),
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "award",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hold",
                        serialize=False,
                        to="gamification.award",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                ("cause", models.CharField(blank=True, max_length=120, verbose_name="cause")),
                ("settles_at", models.DateTimeField(null=True, verbose_name="settles")),
                ("last_chance_at", models.DateTimeField(null=True, verbose_name="decided at the latest")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "held award",
                "verbose_name_plural": "held awards",
                "indexes": [models.Index(fields=["settles_at"], name="hold_due")],
            },
        ),
        migrations.CreateModel(
            name="RingMember",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="ring",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                ("ring", models.PositiveIntegerField(verbose_name="group")),
                ("found_at", models.DateTimeField(verbose_name="found")),
            ],
            options={
                "verbose_name": "member of a closed group",
                "verbose_name_plural": "members of closed groups",
                "indexes": [models.Index(fields=["ring"], name="ring_members")],
            },
        ),
    ]
