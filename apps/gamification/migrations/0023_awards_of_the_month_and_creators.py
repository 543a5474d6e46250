
import apps.gamification.badges.measures
import apps.gamification.creators.measures
import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0011_segments'),
        ('gamification', '0022_titles_appeals_grants_referrals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CreatorTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='key')),
                ('rank', models.PositiveSmallIntegerField(help_text='The higher one is shown.', unique=True, verbose_name='rank')),
                ('name_en', models.CharField(max_length=30, verbose_name='name (English)')),
                ('name_zh', models.CharField(max_length=30, verbose_name='name (Chinese)')),
                ('grace_days', models.PositiveSmallIntegerField(default=30, help_text="So long it is kept by who doesn't meet its criteria any more.", validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='days of grace')),
                ('is_live', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'title of creators',
                'verbose_name_plural': 'titles of creators',
                'ordering': ['-rank'],
            },
        ),
        migrations.CreateModel(
            name='Creator',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='creator', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('kept_until', models.DateTimeField(blank=True, null=True, verbose_name='kept until')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='creators', to='gamification.creatortitle', verbose_name='title')),
            ],
            options={
                'verbose_name': 'creator',
                'verbose_name_plural': 'creators',
                'ordering': ['-title__rank', 'since'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCreatorCriterion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('measure', models.CharField(choices=apps.gamification.creators.measures.measure_choices, max_length=12, verbose_name='what is counted')),
                ('least', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='at least')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('title', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='gamification.creatortitle', verbose_name='title of creators')),
            ],
            options={
                'verbose_name': 'historical criterion',
                'verbose_name_plural': 'historical criteria',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCreatorTitle',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.SlugField(verbose_name='key')),
                ('rank', models.PositiveSmallIntegerField(db_index=True, help_text='The higher one is shown.', verbose_name='rank')),
                ('name_en', models.CharField(max_length=30, verbose_name='name (English)')),
                ('name_zh', models.CharField(max_length=30, verbose_name='name (Chinese)')),
                ('grace_days', models.PositiveSmallIntegerField(default=30, help_text="So long it is kept by who doesn't meet its criteria any more.", validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(90)], verbose_name='days of grace')),
                ('is_live', models.BooleanField(default=True, verbose_name='in use')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical title of creators',
                'verbose_name_plural': 'historical titles of creators',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalHonour',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.SlugField(verbose_name='key')),
                ('name_en', models.CharField(max_length=60, verbose_name='name (English)')),
                ('name_zh', models.CharField(max_length=60, verbose_name='name (Chinese)')),
                ('about_en', models.CharField(max_length=200, verbose_name='what it is for (English)')),
                ('about_zh', models.CharField(max_length=200, verbose_name='what it is for (Chinese)')),
                ('deed', models.CharField(choices=apps.gamification.badges.measures.deed_choices_of_awards, max_length=40, verbose_name='for which kind of deed')),
                ('points', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='points')),
                ('coins', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='coins')),
                ('vote_days', models.PositiveSmallIntegerField(default=7, help_text='From the fourth of the month that follows, UTC: by then what is held has settled.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(14)], verbose_name='days of the vote')),
                ('least_votes', models.PositiveSmallIntegerField(default=2, help_text='With fewer nobody gets it.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='votes that it takes')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_live', models.BooleanField(default=True, verbose_name='in use')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical award of the month',
                'verbose_name_plural': 'historical awards of the month',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='key')),
                ('name_en', models.CharField(max_length=60, verbose_name='name (English)')),
                ('name_zh', models.CharField(max_length=60, verbose_name='name (Chinese)')),
                ('about_en', models.CharField(max_length=200, verbose_name='what it is for (English)')),
                ('about_zh', models.CharField(max_length=200, verbose_name='what it is for (Chinese)')),
                ('deed', models.CharField(choices=apps.gamification.badges.measures.deed_choices_of_awards, max_length=40, verbose_name='for which kind of deed')),
                ('points', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='points')),
                ('coins', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(1000)], verbose_name='coins')),
                ('vote_days', models.PositiveSmallIntegerField(default=7, help_text='From the fourth of the month that follows, UTC: by then what is held has settled.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(14)], verbose_name='days of the vote')),
                ('least_votes', models.PositiveSmallIntegerField(default=2, help_text='With fewer nobody gets it.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='votes that it takes')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_live', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'award of the month',
                'verbose_name_plural': 'awards of the month',
                'ordering': ['position', 'key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('points__gt', 0), ('coins__gt', 0), _connector='OR'), name='honours_give_something', violation_error_message='Give points or coins.')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month')),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed'), ('cancelled', 'called off')], default='open', max_length=10, verbose_name='state')),
                ('opens_at', models.DateTimeField(verbose_name='opened')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('why', models.TextField(blank=True, max_length=500, verbose_name='why')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('honour', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='gamification.honour', verbose_name='award of the month')),
            ],
            options={
                'verbose_name': 'vote of a month',
                'verbose_name_plural': 'votes of months',
                'ordering': ['-month', 'honour__position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Nominee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveIntegerField(verbose_name='different people')),
                ('votes', models.PositiveIntegerField(blank=True, null=True, verbose_name='votes that counted')),
                ('has_won', models.BooleanField(default=False, verbose_name='has won')),
                ('award', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nominee', to='gamification.award', verbose_name='award')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominees', to='gamification.ballot', verbose_name='vote of a month')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'nominee',
                'verbose_name_plural': 'nominees',
                'ordering': ['ballot', '-votes', '-people', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HonourVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cast_at', models.DateTimeField(verbose_name='voted')),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='gamification.ballot', verbose_name='vote of a month')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='honour_votes', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('nominee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='gamification.nominee', verbose_name='nominee')),
            ],
            options={
                'verbose_name': 'vote for a nominee',
                'verbose_name_plural': 'votes for nominees',
            },
        ),
        migrations.CreateModel(
            name='CreatorCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=apps.gamification.creators.measures.measure_choices, max_length=12, verbose_name='what is counted')),
                ('least', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='at least')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='gamification.creatortitle', verbose_name='title of creators')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('title', 'measure'), name='one_criterion_a_measure')],
            },
        ),
        migrations.AddIndex(
            model_name='ballot',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['closes_at'], name='ballots_open'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('honour', 'month'), name='one_vote_a_month'),
        ),
        migrations.AddConstraint(
            model_name='nominee',
            constraint=models.UniqueConstraint(fields=('ballot', 'person'), name='nominated_once_a_vote'),
        ),
        migrations.AddConstraint(
            model_name='honourvote',
            constraint=models.UniqueConstraint(fields=('ballot', 'voter'), name='one_vote_a_person'),
        ),
    ]
