from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0048_support_is_found'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='preset',
            name='preset_has_a_text',
            constraint=models.CheckConstraint(condition=models.Q(('body_en', ''), ('body_zh', ''), _negated=True), name='preset_has_a_text', violation_error_message='It needs a text in one language at least.'),
        ),
    ]
