import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Supervision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('kind', models.CharField(choices=[('line', 'Line management'), ('clinical', 'Clinical'), ('peer', 'Peer'), ('group', 'Group'), ('one_to_one', 'One to one'), ('not_stated', 'Not stated')], default='not_stated', max_length=10)),
                ('supervisor_name', models.CharField(blank=True, max_length=120, verbose_name='with')),
                ('held', models.BooleanField(blank=True, null=True)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supervisions', to='people.person')),
            ],
            options={
                'ordering': ['-on', '-id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'on', 'kind', 'supervisor_name', 'minutes'), name='a_supervision_is_recorded_once')],
            },
        ),
    ]
