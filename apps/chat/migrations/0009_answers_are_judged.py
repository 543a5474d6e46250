from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0008_mail_told_of_what_was")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="digest",
            field=models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="digest"),
        ),
        migrations.AddField(
            model_name="answer",
            name="is_earnest",
            field=models.BooleanField(blank=True, null=True, verbose_name="earnest"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(("digest__isnull", False)), fields=["digest"], name="answer_by_digest"
            ),
        ),
    ]
