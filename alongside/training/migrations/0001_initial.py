import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
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
            ],
            options={
                'ordering': ['number'],
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
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('trust', 'number'), name='a_cohort_number_is_used_once'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_cohort_ends_after_it_starts'),
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
