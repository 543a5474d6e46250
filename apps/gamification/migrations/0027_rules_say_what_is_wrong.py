from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gamification', '0026_badge_runs_are_claimed'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='badgegrade',
            name='grades_ask_for_something',
            constraint=models.CheckConstraint(condition=models.Q(('least__gt', 0)), name='grades_ask_for_something', violation_error_message='A grade asks for one at least.'),
        ),
        migrations.AlterConstraint(
            model_name='campaign',
            name='campaigns_end_later',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='campaigns_end_later', violation_error_message='It must end after it begins.'),
        ),
        migrations.AlterConstraint(
            model_name='levelprivilege',
            name='privileges_give_something',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='privileges_give_something', violation_error_message='A privilege gives one at least.'),
        ),
        migrations.AlterConstraint(
            model_name='mission',
            name='missions_end_later',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), ('starts_at', None), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='missions_end_later', violation_error_message='It must end after it begins.'),
        ),
        migrations.AlterConstraint(
            model_name='missionstage',
            name='stages_count_from_one',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='stages_count_from_one', violation_error_message='Stages count from 1.'),
        ),
        migrations.AlterConstraint(
            model_name='missionstep',
            name='steps_ask_for_something',
            constraint=models.CheckConstraint(condition=models.Q(('count__gt', 0), ('count__lte', 100)), name='steps_ask_for_something', violation_error_message='A step asks for 1 to 100 deeds.'),
        ),
        migrations.AlterConstraint(
            model_name='reward',
            name='rewards_cost_something',
            constraint=models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='rewards_cost_something', violation_error_message='A reward costs one coin at least.'),
        ),
        migrations.AlterConstraint(
            model_name='reward',
            name='stock_not_below_zero',
            constraint=models.CheckConstraint(condition=models.Q(('stock', None), ('stock__gte', 0), _connector='OR'), name='stock_not_below_zero', violation_error_message="There can't be less than none in stock."),
        ),
    ]
