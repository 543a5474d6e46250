from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('education', '0017_audiences_of_articles'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='tipstep',
            name='a_tour_is_short',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 4)), name='a_tour_is_short', violation_error_message='The steps of a tour are numbered from 1 to 4.'),
        ),
    ]
