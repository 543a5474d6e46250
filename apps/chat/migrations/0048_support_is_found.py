from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0013_exports_are_claimed'),
        ('chat', '0047_who_added_files_to_presets'),
        ('matching', '0015_clauses_read'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('kind', 'support')), fields=['-created_at'], name='conversation_support'),
        ),
    ]
