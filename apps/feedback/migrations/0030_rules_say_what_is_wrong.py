from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0029_shipped_questions_say_ni'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='improvementreport',
            name='report_ends_after_it_begins',
            constraint=models.CheckConstraint(condition=models.Q(('since__lte', models.F('until'))), name='report_ends_after_it_begins', violation_error_message="The last day can't be before the first."),
        ),
        migrations.AlterConstraint(
            model_name='survey',
            name='survey_closes_after_it_opens',
            constraint=models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('closes_on'))), name='survey_closes_after_it_opens', violation_error_message="The last day can't be before the first."),
        ),
        migrations.AlterConstraint(
            model_name='surveyquestion',
            name='a_scale_has_two_ends',
            constraint=models.CheckConstraint(condition=models.Q(('lowest__lt', models.F('highest'))), name='a_scale_has_two_ends', violation_error_message='The highest number must be above the lowest.'),
        ),
    ]
