import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from apps.append_only.guards import Guard, install, remove
from apps.schema import DatabaseObjects

GUARDS = (
    Guard(
        table="chat_contactreveal",
        fixed=["card_id", "created_at"],
        forgettable=["viewer_id", "owner_id"],
        deletable=True,
    ),
)


def guard(apps, schema_editor):
    install(schema_editor, GUARDS)


def unguard(apps, schema_editor):
    remove(schema_editor, GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('chat', '0021_chips_are_gone'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactReveal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(verbose_name='shown')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reveals', to='chat.card', verbose_name='card')),
                ('owner', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='whose')),
                ('viewer', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='shown to')),
            ],
            options={
                'verbose_name': 'reveal of a contact',
                'verbose_name_plural': 'reveals of contacts',
            },
        ),
        migrations.CreateModel(
            name='SharedContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField(verbose_name='sealed contact')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('card', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='chat.card', verbose_name='card')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'shared contact',
                'verbose_name_plural': 'shared contacts',
                'constraints': [models.UniqueConstraint(fields=('card', 'person'), name='one_contact_per_card_and_person')],
            },
        ),
        DatabaseObjects(guard, unguard),
    ]
