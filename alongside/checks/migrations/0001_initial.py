import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('identity', 'Identity'), ('right_to_work', 'Right to work'), ('registration', 'Registration and qualification'), ('references', 'Employment history and references'), ('health', 'Work health assessment'), ('dbs', 'Criminal record (DBS)'), ('police_vetting', 'Police vetting')], max_length=16)),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('requested', 'Asked for'), ('evidence_received', 'Evidence received'), ('undecided', 'Decision open'), ('verified', 'Clear'), ('not_applicable', 'Does not apply'), ('expired', 'Out of date'), ('not_cleared', 'Not cleared')], default='not_started', max_length=18)),
                ('level', models.CharField(blank=True, choices=[('', 'Not stated'), ('basic', 'Basic'), ('standard', 'Standard'), ('enhanced', 'Enhanced'), ('enhanced_barred', 'Enhanced with barred list')], default='', max_length=16)),
                ('fitness', models.CharField(blank=True, choices=[('', 'Not known yet'), ('fit', 'Fit'), ('fit_adjustments', 'Fit with adjustments'), ('restricted', 'Restricted'), ('not_now', 'Not fit at present')], default='', max_length=16)),
                ('requested_on', models.DateField(blank=True, null=True)),
                ('evidence_on', models.DateField(blank=True, null=True, verbose_name='issued or seen on')),
                ('expected_on', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('received', models.PositiveSmallIntegerField(default=0, verbose_name='references received')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='people.person')),
            ],
            options={
                'ordering': ['person_id', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='one_check_of_a_kind_per_person'), models.CheckConstraint(condition=models.Q(('level', ''), ('kind', 'dbs'), _connector='OR'), name='only_a_dbs_check_has_a_level'), models.CheckConstraint(condition=models.Q(('fitness', ''), ('kind', 'health'), _connector='OR'), name='only_a_health_check_has_a_fitness')],
            },
        ),
    ]
