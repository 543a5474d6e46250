from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0016_open_jobs_are_found'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='job',
            name='job_salary_range_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('salary_min__isnull', True), ('salary_max__isnull', True), ('salary_min__lte', models.F('salary_max')), _connector='OR'), name='job_salary_range_in_order', violation_error_message='The lower figure is above the higher one.'),
        ),
        migrations.AlterConstraint(
            model_name='job',
            name='job_years_range_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('years_min__isnull', True), ('years_max__isnull', True), ('years_min__lte', models.F('years_max')), _connector='OR'), name='job_years_range_in_order', violation_error_message='The lower figure is above the higher one.'),
        ),
        migrations.AlterConstraint(
            model_name='resume',
            name='resume_salary_range_in_order',
            constraint=models.CheckConstraint(condition=models.Q(('salary_min__isnull', True), ('salary_max__isnull', True), ('salary_min__lte', models.F('salary_max')), _connector='OR'), name='resume_salary_range_in_order', violation_error_message='The lower figure is above the higher one.'),
        ),
        migrations.AlterConstraint(
            model_name='screeningquestion',
            name='screening_questions_say_something',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text_en', ''), _negated=True), models.Q(('text_zh', ''), _negated=True), _connector='OR'), name='screening_questions_say_something', violation_error_message='It needs a text in one language at least.'),
        ),
    ]
