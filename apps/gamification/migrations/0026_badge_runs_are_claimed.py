from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gamification', '0025_dry_runs'),
    ]

    operations = [
        migrations.RenameField(
            model_name='badgerun',
            old_name='started_at',
            new_name='requested_at',
        ),
        migrations.AlterField(
            model_name='badgerun',
            name='requested_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='requested'),
        ),
        migrations.AddField(
            model_name='badgerun',
            name='beat_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last sign of life'),
        ),
        migrations.AddField(
            model_name='badgerun',
            name='starts',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='times started'),
        ),
        migrations.AddField(
            model_name='badgerun',
            name='failed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='failed'),
        ),
    ]
