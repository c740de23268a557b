import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('provider', models.CharField(blank=True, max_length=120)),
                ('hours', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='taught hours')),
                ('attendance_share', models.DecimalField(decimal_places=3, default=Decimal('0.800'), max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='share of the hours to attend')),
                ('most_hours_missed', models.DecimalField(blank=True, decimal_places=1, default=Decimal('8'), max_digits=5, null=True, verbose_name='most hours that may be missed')),
                ('work_experience_hours', models.DecimalField(decimal_places=1, default=0, max_digits=5)),
                ('pass_mark', models.PositiveSmallIntegerField(default=80, verbose_name='mark to reach, in per cent')),
                ('resubmissions', models.PositiveSmallIntegerField(default=2, verbose_name='times a piece may be handed in again')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='access.trust')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name, where it has one instead of a number')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('venue', models.CharField(blank=True, max_length=120)),
                ('places', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='access.trust')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='training.course')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('hours', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='hours that count')),
                ('room', models.CharField(blank=True, max_length=80)),
                ('domain', models.CharField(blank=True, choices=[('values', 'Values and principles'), ('knowledge', 'Knowledge'), ('relational', 'Core relational skills'), ('supporting', 'Supporting people as a peer support worker'), ('teams', 'Working with teams and promoting people’s rights'), ('self_care', 'Self-care and support'), ('psychological', 'Optional skills using psychological approaches'), ('meta', 'Meta-competences: judgement and reflection')], max_length=14, verbose_name='competence domain')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='training.cohort')),
                ('educator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions_taught', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Trainee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_on', models.DateField(blank=True, null=True)),
                ('attendance', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                ('result', models.CharField(choices=[('in_training', 'In training'), ('completed', 'Completed'), ('part_complete', 'Part complete'), ('withdrew', 'Withdrew'), ('not_yet', 'Not yet'), ('not_known', 'Not known')], default='in_training', max_length=14)),
                ('completed_on', models.DateField(blank=True, null=True)),
                ('cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainees', to='training.cohort')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainings', to='people.person')),
            ],
            options={
                'ordering': ['cohort_id', 'person__name'],
            },
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(fields=('trust', 'name'), name='a_course_name_is_used_once'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='a_course_has_hours'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('attendance_share__gte', 0), ('attendance_share__lte', 1)), name='the_share_to_attend_is_between_none_and_all'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('most_hours_missed', None), models.Q(('most_hours_missed__gte', 0), ('most_hours_missed__lte', models.F('hours'))), _connector='OR'), name='no_more_hours_may_be_missed_than_are_taught'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark__lte', 100)), name='a_mark_to_reach_is_at_most_100'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('trust', 'number'), name='a_cohort_number_is_used_once'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_cohort_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('cohort', 'starts_at'), name='a_cohort_has_one_session_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_session_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 24)), name='a_session_has_hours'),
        ),
        migrations.AddConstraint(
            model_name='trainee',
            constraint=models.UniqueConstraint(fields=('person', 'cohort'), name='a_person_joins_a_cohort_once'),
        ),
        migrations.AddConstraint(
            model_name='trainee',
            constraint=models.CheckConstraint(condition=models.Q(('attendance', None), models.Q(('attendance__gte', 0), ('attendance__lte', 1)), _connector='OR'), name='attendance_is_between_none_and_all'),
        ),
        migrations.AddConstraint(
            model_name='trainee',
            constraint=models.CheckConstraint(condition=models.Q(('completed_on', None), ('result', 'completed'), _connector='OR'), name='only_the_completed_have_a_date_of_it'),
        ),
    ]
