import alongside.access.encryption
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
            },
        ),
        migrations.CreateModel(
            name='Chaser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('expires_on', models.DateField()),
                ('days', models.PositiveSmallIntegerField(verbose_name='days before')),
                ('sent_on', models.DateField()),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chasers', to='checks.check')),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('identity', 'Identity'), ('right_to_work', 'Right to work')], max_length=14, verbose_name='for')),
                ('type', models.CharField(blank=True, choices=[('passport_british', 'British passport'), ('passport_other', 'Passport of another country'), ('driving_licence', 'Photocard driving licence'), ('identity_card', 'Identity card with a photograph'), ('council_tax', 'Council tax letter'), ('bank_statement', 'Bank or building society statement'), ('utility_bill', 'Gas, electricity, water or telephone bill'), ('benefit_letter', 'Letter about a benefit or pension'), ('tenancy', 'Tenancy agreement or rent letter'), ('share_code', 'Home Office share code result'), ('birth_certificate', 'Birth certificate with a National Insurance letter')], max_length=20, verbose_name='kind of document')),
                ('provider', models.CharField(blank=True, max_length=80, verbose_name='issued by')),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('uploaded', 'Waiting to be looked at'), ('accepted', 'Seen and accepted'), ('refused', 'Another is needed')], default='asked', max_length=10)),
                ('why', models.CharField(blank=True, choices=[('', 'Not refused'), ('unreadable', 'It cannot be read'), ('expired', 'It is out of date'), ('other_name', 'The name or address is another'), ('wrong_type', 'It is another kind of document')], default='', max_length=12, verbose_name='why another is needed')),
                ('content', alongside.access.encryption.SealedField(blank=True, null=True)),
                ('format', models.CharField(blank=True, choices=[('pdf', 'PDF'), ('jpeg', 'JPEG'), ('png', 'PNG')], editable=False, max_length=4)),
                ('asked_on', models.DateField(blank=True, null=True)),
                ('uploaded_on', models.DateField(blank=True, null=True)),
                ('seen_on', models.DateField(blank=True, null=True, verbose_name='looked at on')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='people.person')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['purpose', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(fields=('person', 'kind'), name='one_check_of_a_kind_per_person'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('level', ''), ('kind', 'dbs'), _connector='OR'), name='only_a_dbs_check_has_a_level'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('fitness', ''), ('kind', 'health'), _connector='OR'), name='only_a_health_check_has_a_fitness'),
        ),
        migrations.AddConstraint(
            model_name='chaser',
            constraint=models.UniqueConstraint(fields=('of', 'expires_on', 'days'), name='a_chaser_is_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('content__isnull', True), ('state', 'uploaded'), _connector='OR'), name='a_file_is_kept_until_it_is_looked_at'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'refused']), _negated=True), ('seen_on__isnull', False), _connector='OR'), name='a_document_decided_was_seen_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'refused'), ('why', ''), _connector='OR'), name='only_a_refused_document_says_why'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'asked'), models.Q(('type', ''), _negated=True), _connector='OR'), name='a_document_shown_is_of_a_kind'),
        ),
    ]
