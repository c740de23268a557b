import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)])),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)])),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='access.trust')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('setting', models.CharField(choices=[('inpatient', 'Inpatient'), ('community', 'Community'), ('crisis', 'Crisis'), ('eating_disorder', 'Eating disorder'), ('offender', 'Offender management'), ('education', 'Recovery college and education'), ('other', 'Other')], max_length=20)),
                ('manager_name', models.CharField(blank=True, max_length=120)),
                ('prepared', models.BooleanField(default=False, verbose_name='has been prepared')),
                ('prepared_on', models.DateField(blank=True, null=True)),
                ('most_peers', models.PositiveSmallIntegerField(default=6, verbose_name='most peers it can support')),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='teams.site')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='access.trust')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='TeamManager',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='managers', to='teams.team')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='managed', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='TeamPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paired_as_first', to='teams.team')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paired_as_second', to='teams.team')),
            ],
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.UniqueConstraint(fields=('trust', 'name'), name='a_site_is_named_once', violation_error_message='There is a site of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='site',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='a_position_has_both_coordinates'),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.UniqueConstraint(fields=('trust', 'name'), name='a_team_is_named_once', violation_error_message='There is a team of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='teammanager',
            constraint=models.UniqueConstraint(fields=('team', 'user'), name='a_manager_has_a_team_once'),
        ),
        migrations.AddConstraint(
            model_name='teampair',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='a_pair_is_declared_once', violation_error_message='These two teams count as one already.'),
        ),
        migrations.AddConstraint(
            model_name='teampair',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='a_pair_is_two_teams_in_order'),
        ),
    ]
