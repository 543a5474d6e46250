from django.db import migrations, models


def forget_places(apps, schema_editor):
    """Ranks of sections moved; whoever reads a large inbox has its places written anew."""
    apps.get_model("chat", "InboxPlace").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("chat", "0034_groups")]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="client_id",
            field=models.UUIDField(
                blank=True,
                help_text="The same form sent twice opens one group.",
                null=True,
                verbose_name="client's id",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_id__isnull", False)),
                fields=("opened_by", "client_id"),
                name="one_group_per_sent_form",
            ),
        ),
        migrations.RunPython(forget_places, forget_places),
    ]
