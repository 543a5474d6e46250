from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0017_talks'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicaltalkslot',
            name='sequence',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="calendar's version"),
        ),
        migrations.AddField(
            model_name='talkslot',
            name='sequence',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="calendar's version"),
        ),
        migrations.AddConstraint(
            model_name='surveyquestion',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'talk')), fields=('survey',), name='one_talk_a_survey', violation_error_message='One question for a time is enough: whoever answers takes one.'),
        ),
    ]
