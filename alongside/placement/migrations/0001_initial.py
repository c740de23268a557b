import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('people', '0001_initial'),
        ('posts', '0001_initial'),
        ('teams', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('band', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('wte', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('contract', models.CharField(choices=[('permanent', 'Permanent'), ('fixed_term', 'Fixed term'), ('bank', 'Bank'), ('secondment', 'Secondment'), ('apprentice', 'Apprenticeship'), ('honorary', 'Honorary'), ('not_stated', 'Not stated')], default='not_stated', max_length=10)),
                ('manager_name', models.CharField(blank=True, max_length=120, verbose_name='line manager')),
                ('started_on', models.DateField(blank=True, null=True)),
                ('ended', models.BooleanField(default=False)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('turned_down', models.BooleanField(default=False, verbose_name='turned down before the start')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holdings', to='people.person')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='posts.post')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='teams.team')),
            ],
            options={
                'ordering': ['person_id', 'started_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DutiesAccepted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted_on', models.DateField()),
                ('duties', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='posts.agreedduties')),
                ('holding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties_accepted', to='placement.holding')),
            ],
            options={
                'verbose_name_plural': 'duties accepted',
            },
        ),
        migrations.CreateModel(
            name='PlacementPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='placing as of')),
                ('options', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('asked', 'Being worked out'), ('proposed', 'Ready to decide'), ('stopped', 'Could not be worked out'), ('discarded', 'Discarded')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.JSONField(null=True)),
                ('inputs_digest', models.CharField(blank=True, max_length=80)),
                ('engine_version', models.CharField(blank=True, max_length=40)),
                ('fault', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='access.job')),
                ('previous', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='placement.placementplan')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='access.trust')),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='posts.post')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='placement.placementplan')),
            ],
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('hours', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='hours a week')),
                ('opens_team', models.BooleanField(default=False, verbose_name='opens a team with others')),
                ('conditional', models.BooleanField(default=False, verbose_name='only if a clearance comes in time')),
                ('pinned', models.BooleanField(default=False)),
                ('metres', models.PositiveIntegerField(null=True)),
                ('state', models.CharField(choices=[('proposed', 'Waiting for a decision'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('turned_down', 'Turned down by the person')], default='proposed', max_length=12)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('verdict', models.JSONField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('holding', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='placement.holding')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='people.person')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='placement.placementplan')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='posts.post')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='teams.team')),
            ],
            options={
                'ordering': ['team__name', 'person__name'],
            },
        ),
        migrations.CreateModel(
            name='TeamToAvoid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams_to_avoid', to='people.person')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teams.team')),
            ],
            options={
                'verbose_name_plural': 'teams to avoid',
            },
        ),
        migrations.CreateModel(
            name='Wishes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bands', models.JSONField(default=list)),
                ('hours_least', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('hours_most', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('settings', models.JSONField(default=list)),
                ('teams', models.JSONField(default=list)),
                ('home_latitude', models.FloatField(blank=True, null=True)),
                ('home_longitude', models.FloatField(blank=True, null=True)),
                ('most_km', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True, verbose_name='furthest to travel, in km')),
                ('available_from', models.DateField(blank=True, null=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'wishes',
            },
        ),
        migrations.AddIndex(
            model_name='holding',
            index=models.Index(fields=['team', 'ended'], name='holding_in_a_team'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('started_on', None), ('ended_on__gte', models.F('started_on')), ('turned_down', True), _connector='OR'), name='a_holding_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended', True), _connector='OR'), name='an_end_date_means_it_ended'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('wte', None), models.Q(('wte__gt', 0), ('wte__lte', 1)), _connector='OR'), name='holding_is_one_person'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.UniqueConstraint(condition=models.Q(('ended', False)), fields=('person', 'post'), name='a_person_holds_a_post_once'),
        ),
        migrations.AddConstraint(
            model_name='dutiesaccepted',
            constraint=models.UniqueConstraint(fields=('holding', 'duties'), name='duties_are_accepted_once'),
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.UniqueConstraint(fields=('plan', 'person'), name='a_person_is_pinned_once'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('plan', 'person'), name='a_person_is_proposed_once_in_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='a_decision_has_a_time_and_a_person'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('holding__isnull', False), _connector='OR'), name='accepted_means_a_holding'),
        ),
        migrations.AddConstraint(
            model_name='teamtoavoid',
            constraint=models.UniqueConstraint(fields=('person', 'team'), name='a_team_is_avoided_once'),
        ),
        migrations.AddConstraint(
            model_name='wishes',
            constraint=models.CheckConstraint(condition=models.Q(('hours_least', None), ('hours_most', None), ('hours_most__gte', models.F('hours_least')), _connector='OR'), name='most_hours_is_not_less_than_least'),
        ),
    ]
