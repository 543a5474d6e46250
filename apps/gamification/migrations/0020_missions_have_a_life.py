from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("gamification", "0019_first_steps_as_missions")]

    operations = [
        migrations.RemoveField(
            model_name='historicalmission',
            name='is_live',
        ),
        migrations.RemoveField(
            model_name='mission',
            name='is_live',
        ),
    ]
