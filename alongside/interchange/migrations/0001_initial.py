import alongside.access.encryption
import django.db.models.deletion
import django.db.models.expressions
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
            name='Load',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=100)),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('reading', 'Being read'), ('ready', 'Waiting for you'), ('loading', 'Being loaded'), ('loaded', 'Loaded'), ('refused', 'Could not be read'), ('discarded', 'Set aside'), ('expired', 'Not confirmed in time')], default='reading', max_length=10)),
                ('as_at', models.DateField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('loaded_at', models.DateTimeField(null=True)),
                ('empty_at', models.DateTimeField(null=True, verbose_name='sealed parts are emptied at')),
                ('refusal', models.CharField(blank=True, max_length=300)),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='rows in the file')),
                ('loaded', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('skipped', models.PositiveIntegerField(default=0)),
                ('upload', alongside.access.encryption.SealedField(null=True, verbose_name='the file itself')),
                ('layout', alongside.access.encryption.SealedField(null=True, verbose_name='how its sheets are laid out')),
                ('decisions', alongside.access.encryption.SealedField(null=True, verbose_name='what was decided')),
                ('findings', alongside.access.encryption.SealedField(null=True, verbose_name='the fate of every row')),
                ('mending', alongside.access.encryption.SealedField(null=True, verbose_name='a workbook of what is to mend')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.job')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.trust')),
            ],
            options={
                'ordering': ['-asked_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('rows', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('loaded'), '+', models.F('refused')), '+', models.F('skipped')))), name='every_row_has_one_fate'), models.CheckConstraint(condition=models.Q(('upload__isnull', True), ('state__in', ['reading', 'ready', 'loading']), _connector='OR'), name='the_upload_is_gone_when_a_load_is_over'), models.CheckConstraint(condition=models.Q(models.Q(('findings__isnull', True), ('mending__isnull', True), ('upload__isnull', True)), ('empty_at__isnull', False), _connector='OR'), name='what_is_sealed_has_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'loaded'), _negated=True), ('loaded_at__isnull', False), _connector='OR'), name='loaded_means_it_has_a_time')],
            },
        ),
    ]
