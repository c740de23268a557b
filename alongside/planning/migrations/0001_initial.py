import django.db.models.deletion
import django.utils.timezone
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
            name='ForecastRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('decision', 'Next decision'), ('back_test', 'Back-test')], max_length=10)),
                ('as_of', models.DateField()),
                ('scenario', models.JSONField(default=dict)),
                ('seed', models.PositiveIntegerField(default=1)),
                ('replications', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('asked', 'Being worked out'), ('ready', 'Ready')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('inputs', models.JSONField(null=True)),
                ('result', models.JSONField(null=True)),
                ('inputs_digest', models.CharField(blank=True, max_length=64)),
                ('engine_version', models.CharField(blank=True, max_length=40)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='access.job')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='access.trust')),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('inputs__isnull', False), ('result__isnull', False)), _connector='OR'), name='a_ready_forecast_has_its_answer')],
            },
        ),
    ]
