import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.append_only.guards import Guard, install, remove
from apps.schema import DatabaseObjects

GUARDS = (
    Guard(
        table="chat_cardstep",
        fixed=["card_id", "number", "action", "data", "digest", "state_after", "client_id", "created_at"],
        forgettable=["actor_id"],
        deletable=True,
    ),
)


def guard(apps, schema_editor):
    install(schema_editor, GUARDS)


def unguard(apps, schema_editor):
    remove(schema_editor, GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0015_places_in_large_inboxes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='origin',
            field=models.CharField(choices=[('typed', 'Typed'), ('preset', 'Preset as it was'), ('preset_edited', 'Preset, edited'), ('suggested', 'Suggestion'), ('auto', 'Auto-reply'), ('promise', 'Promise to answer'), ('bulk_decline', 'Bulk decline'), ('card', 'Card'), ('job_card', 'Answered from the job card'), ('tapped', 'Tapped on a card')], default='typed', max_length=14, verbose_name='origin'),
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='card_row', serialize=False, to='chat.message', verbose_name='message')),
                ('type', models.CharField(max_length=40, verbose_name='type')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('state', models.CharField(max_length=30, verbose_name='state')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('steps_taken', models.PositiveIntegerField(default=1, verbose_name='steps')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('due_at', models.DateTimeField(null=True, verbose_name='due')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('conversation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='chat.conversation', verbose_name='conversation')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'card',
                'verbose_name_plural': 'cards',
            },
        ),
        migrations.CreateModel(
            name='CardStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('action', models.CharField(max_length=30, verbose_name='action')),
                ('data', models.JSONField(default=dict, verbose_name='data')),
                ('digest', models.BigIntegerField(verbose_name='digest')),
                ('state_after', models.CharField(max_length=30, verbose_name='state after it')),
                ('client_id', models.UUIDField(verbose_name="client's id")),
                ('created_at', models.DateTimeField(verbose_name='done')),
                ('actor', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('card', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='chat.card', verbose_name='card')),
            ],
            options={
                'verbose_name': 'step of a card',
                'verbose_name_plural': 'steps of cards',
            },
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['conversation', 'type', 'message'], name='card_of_conversation'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), ('due_at__isnull', False)), fields=['due_at'], name='card_due'),
        ),
        migrations.AddConstraint(
            model_name='cardstep',
            constraint=models.UniqueConstraint(fields=('card', 'number'), name='one_card_step_per_number'),
        ),
        migrations.AddConstraint(
            model_name='cardstep',
            constraint=models.UniqueConstraint(fields=('card', 'client_id'), name='one_card_step_per_client_id'),
        ),
        DatabaseObjects(guard, unguard),
    ]
