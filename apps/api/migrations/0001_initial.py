import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table comes from `accounts`, where it was before."""

    initial = True
    dependencies = [("accounts", "0004_idempotency_to_api")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="IdempotentRequest",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.CharField(max_length=128, verbose_name="key")),
                        ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                        ("status", models.PositiveSmallIntegerField(null=True, verbose_name="status")),
                        ("body", models.JSONField(null=True, verbose_name="answer")),
                        ("created_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "idempotent request",
                        "verbose_name_plural": "idempotent requests",
                        "constraints": [models.UniqueConstraint(fields=("person", "key"), name="one_answer_per_key")],
                    },
                )
            ]
        )
    ]
