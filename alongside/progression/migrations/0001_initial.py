import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Leaving',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('left_on', models.DateField(blank=True, null=True)),
                ('destination', models.CharField(choices=[('promoted', 'Another peer post'), ('nhs', 'Other NHS'), ('professional_training', 'Nurse or other professional training'), ('voluntary', 'Voluntary sector'), ('other_work', 'Other work'), ('study', 'Study'), ('retired', 'Retired'), ('other', 'Something else'), ('not_known', 'Not known')], default='not_known', max_length=22)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leavings', to='people.person')),
            ],
            options={
                'ordering': ['-left_on', '-id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'left_on'), name='a_leaving_is_recorded_once')],
            },
        ),
    ]
