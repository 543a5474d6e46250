import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.append_only.guards import install, remove
from apps.gamification.guards import GUARDS
from apps.schema import DatabaseObjects


class Migration(migrations.Migration):

    dependencies = [
        ('gamification', '0023_awards_of_the_month_and_creators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='awardentry',
            name='weight',
            field=models.FloatField(default=1, help_text='The part of what it gives beside points that counts, 0–1.', verbose_name='weight'),
        ),
        migrations.RemoveIndex(model_name='awardentry', name='award_entry_time'),
        migrations.AddIndex(
            model_name='awardentry',
            index=models.Index(fields=['kind', 'created_at', 'points'], name='award_entry_points'),
        ),
        migrations.AddField(
            model_name='historicalruleversion',
            name='forms',
            field=models.JSONField(blank=True, default=list, verbose_name='forms instead of points'),
        ),
        migrations.AddField(
            model_name='historicalruleversion',
            name='forms_measure',
            field=models.CharField(blank=True, help_text='By this the report compares them, and what helped more is drawn more often.', max_length=60, verbose_name='what the forms should bring'),
        ),
        migrations.AddField(
            model_name='historicalruleversion',
            name='forms_weeks',
            field=models.PositiveSmallIntegerField(default=4, help_text='Then chance draws again, for everybody on the same day.', verbose_name='a form stays for weeks'),
        ),
        migrations.AddField(
            model_name='ruleversion',
            name='forms',
            field=models.JSONField(blank=True, default=list, verbose_name='forms instead of points'),
        ),
        migrations.AddField(
            model_name='ruleversion',
            name='forms_measure',
            field=models.CharField(blank=True, help_text='By this the report compares them, and what helped more is drawn more often.', max_length=60, verbose_name='what the forms should bring'),
        ),
        migrations.AddField(
            model_name='ruleversion',
            name='forms_weeks',
            field=models.PositiveSmallIntegerField(default=4, help_text='Then chance draws again, for everybody on the same day.', verbose_name='a form stays for weeks'),
        ),
        migrations.CreateModel(
            name='FormDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='{version}:{person}:{until}:{form}', max_length=80, unique=True, verbose_name='key')),
                ('unit', models.CharField(max_length=60, verbose_name='unit')),
                ('segment', models.CharField(max_length=60, verbose_name='segment')),
                ('form', models.CharField(max_length=20, verbose_name='form')),
                ('propensity', models.FloatField(verbose_name='propensity')),
                ('drawn_at', models.DateTimeField(verbose_name='drawn')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='gamification.rule', verbose_name='rule')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gamification.ruleversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'draw of a form',
                'verbose_name_plural': 'draws of forms',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['person', 'until'], name='draw_in_force'), models.Index(fields=['rule', 'drawn_at'], name='draw_by_rule')],
                'constraints': [models.CheckConstraint(condition=models.Q(('propensity__gt', 0), ('propensity__lte', 1)), name='forms_can_be_drawn')],
            },
        ),
        migrations.CreateModel(
            name='FormRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('segment', models.CharField(max_length=60, verbose_name='segment')),
                ('form', models.CharField(max_length=20, verbose_name='form')),
                ('measure', models.CharField(max_length=60, verbose_name='what it should bring')),
                ('draws', models.PositiveIntegerField(verbose_name='draws')),
                ('units', models.PositiveIntegerField(verbose_name='people or companies')),
                ('propensity', models.FloatField(verbose_name='mean propensity')),
                ('good', models.FloatField(verbose_name='went well')),
                ('bad', models.FloatField(verbose_name='did not')),
                ('value', models.FloatField(null=True, verbose_name='share if all had it')),
                ('low', models.FloatField(null=True, verbose_name='at the least')),
                ('high', models.FloatField(null=True, verbose_name='at the most')),
                ('weighed_at', models.DateTimeField(verbose_name='weighed')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='form_records', to='gamification.rule', verbose_name='rule')),
            ],
            options={
                'verbose_name': 'what a form brings',
                'verbose_name_plural': 'what forms bring',
                'ordering': ['rule', 'segment', 'form'],
                'constraints': [models.UniqueConstraint(fields=('rule', 'segment', 'form'), name='one_record_of_a_form_per_segment')],
            },
        ),
        DatabaseObjects(
            lambda apps, schema_editor: install(schema_editor, GUARDS),
            lambda apps, schema_editor: remove(schema_editor, GUARDS),
        ),
    ]
