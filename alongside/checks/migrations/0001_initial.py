import alongside.access.encryption
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('people', '0001_initial'),
        ('posts', '0001_initial'),
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
            name='ConditionalOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_on', models.DateField()),
                ('level', models.CharField(choices=[('', 'Not stated'), ('basic', 'Basic'), ('standard', 'Standard'), ('enhanced', 'Enhanced'), ('enhanced_barred', 'Enhanced with barred list')], max_length=16, verbose_name='criminal record check it allows')),
                ('workforce', models.CharField(choices=[('adult', 'Adults'), ('child', 'Children'), ('both', 'Adults and children')], max_length=6)),
                ('regulated', models.BooleanField(verbose_name='is regulated activity')),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditional_offers', to='people.person')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='posts.post')),
            ],
            options={
                'ordering': ['-made_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('', 'Not stated'), ('basic', 'Basic'), ('standard', 'Standard'), ('enhanced', 'Enhanced'), ('enhanced_barred', 'Enhanced with barred list')], max_length=16)),
                ('workforce', models.CharField(choices=[('adult', 'Adults'), ('child', 'Children'), ('both', 'Adults and children')], max_length=6)),
                ('number', alongside.access.encryption.SealedField(null=True, verbose_name='certificate number')),
                ('issued_on', models.DateField()),
                ('seen_on', models.DateField()),
                ('shows', alongside.access.encryption.SealedField(null=True, verbose_name='shows something')),
                ('consent', models.BooleanField(default=False, verbose_name='may be looked up in the update service')),
                ('update', models.CharField(blank=True, choices=[('', 'Not asked'), ('blank', 'No new information, the certificate was blank'), ('content', 'No new information, the certificate had content'), ('changed', 'Not current: apply for a new check'), ('unmatched', 'The details did not match')], default='', max_length=10)),
                ('updated_on', models.DateField(blank=True, null=True)),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='people.person')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='checks.conditionaloffer')),
            ],
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('comparing', 'Compared with what the person said'), ('assessing', 'With two assessors'), ('deciding', 'With the decider'), ('panel', 'With a panel'), ('nothing', 'Nothing in it may be weighed'), ('cleared', 'Cleared'), ('conditions', 'Cleared with conditions'), ('withdrawn', 'Not cleared'), ('appeal', 'An appeal is open'), ('upheld', 'Not cleared, after an appeal'), ('stopped', 'Stopped by the barred list')], default='comparing', max_length=10)),
                ('opened_on', models.DateField()),
                ('said', alongside.access.encryption.SealedField(null=True, verbose_name='what the person said')),
                ('met_on', models.DateField(null=True, verbose_name='meeting, or the day it was declined')),
                ('decided_on', models.DateField(null=True)),
                ('conditions', alongside.access.encryption.SealedField(null=True)),
                ('reasons', alongside.access.encryption.SealedField(null=True)),
                ('review_on', models.DateField(null=True)),
                ('appealed_on', models.DateField(null=True)),
                ('purged_on', models.DateField(null=True)),
                ('appeal_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='disclosure', to='checks.certificate')),
                ('chair', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['opened_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', alongside.access.encryption.SealedField()),
                ('locked_at', models.DateTimeField()),
                ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='checks.disclosure')),
            ],
            options={
                'ordering': ['locked_at', 'id'],
            },
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
        migrations.CreateModel(
            name='HealthOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('adjustments', alongside.access.encryption.SealedField(null=True)),
                ('recorded_on', models.DateField()),
                ('review_on', models.DateField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='health_outcomes', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-recorded_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='HistoryPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('work', 'Work'), ('volunteering', 'Volunteering'), ('study', 'Study'), ('caring', 'Caring for somebody'), ('not_working', 'Not working')], max_length=12)),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('what', alongside.access.encryption.SealedField(blank=True, null=True, verbose_name='where or what')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='people.person')),
            ],
            options={
                'ordering': ['-from_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', alongside.access.encryption.SealedField(null=True)),
                ('entered_on', models.DateField()),
                ('redacted_on', models.DateField(null=True)),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matters', to='checks.disclosure')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PanelSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.CharField(choices=[('hr', 'Personnel'), ('clinical', 'Clinical or safeguarding'), ('lived', 'Lived experience')], max_length=8)),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='checks.disclosure')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PoliceVetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('force', models.CharField(max_length=60, verbose_name='police force')),
                ('level', models.CharField(choices=[('1', 'Level 1'), ('2a', 'Level 2, abbreviated'), ('2', 'Level 2, full'), ('3', 'Level 3')], max_length=2)),
                ('applied_on', models.DateField()),
                ('outcome', models.CharField(choices=[('waiting', 'With the force'), ('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn'), ('discontinued', 'Discontinued')], default='waiting', max_length=12)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vettings', to='people.person')),
            ],
            options={
                'ordering': ['-applied_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PostEligibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField()),
                ('workforce', models.CharField(choices=[('adult', 'Adults'), ('child', 'Children'), ('both', 'Adults and children')], default='adult', max_length=6)),
                ('answered_on', models.DateField()),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='eligibilities', to='posts.post')),
            ],
            options={
                'ordering': ['-answered_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='StartOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('references', 'Employment history and references'), ('health', 'Work health assessment'), ('dbs', 'Criminal record (DBS)')], max_length=16, verbose_name='check')),
                ('regulated', models.BooleanField(verbose_name='for regulated activity')),
                ('safeguards', models.CharField(max_length=500, verbose_name='what keeps everybody safe meanwhile')),
                ('asked_on', models.DateField()),
                ('until_on', models.DateField()),
                ('signed_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='start_overrides', to='people.person')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-asked_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='BenefitFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('permitted_work', 'Employment and Support Allowance: most that permitted work may pay a week'), ('permitted_hours', 'Employment and Support Allowance: hours a week that stay under the limit'), ('allowance_rent', 'Universal Credit: work allowance a month, with help for housing'), ('allowance', 'Universal Credit: work allowance a month, without help for housing')], max_length=16, verbose_name='what it is')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='figure')),
                ('from_on', models.DateField(verbose_name='in force from')),
                ('source', models.URLField(verbose_name='page on GOV.UK it was read on')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.trust')),
            ],
            options={
                'ordering': ['kind', '-from_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_benefit_figure_has_a_source'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='a_benefit_figure_is_more_than_nothing')],
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
            model_name='conditionaloffer',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('person',), name='one_conditional_offer_at_a_time', violation_error_message='They have a conditional offer already.'),
        ),
        migrations.AddConstraint(
            model_name='conditionaloffer',
            constraint=models.CheckConstraint(condition=models.Q(('regulated', True), models.Q(('level', 'enhanced_barred'), _negated=True), _connector='OR'), name='barred_list_only_for_regulated_activity'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='two_different_people_assess'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by', models.F('first')), _negated=True), models.Q(('decided_by', models.F('second')), _negated=True)), name='who_decides_has_not_assessed'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('chair', models.F('first')), _negated=True), models.Q(('chair', models.F('second')), _negated=True)), name='who_chairs_has_not_assessed'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('appeal_by', models.F('first')), _negated=True), models.Q(('appeal_by', models.F('second')), _negated=True), models.Q(('appeal_by', models.F('decided_by')), _negated=True), models.Q(('appeal_by', models.F('chair')), _negated=True)), name='who_hears_an_appeal_had_no_earlier_part'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cleared', 'conditions', 'withdrawn', 'upheld']), _negated=True), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('first__isnull', False), ('second__isnull', False)), _connector='OR'), name='a_decision_has_two_assessors_and_a_decider'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(('purged_on', None), models.Q(('reasons__isnull', True), ('said__isnull', True), models.Q(('state', 'appeal'), _negated=True)), _connector='OR'), name='what_was_purged_is_empty_and_has_no_open_appeal'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('disclosure', 'assessor'), name='an_assessor_locks_once'),
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
        migrations.AddConstraint(
            model_name='historyperiod',
            constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='a_period_of_history_ends_no_earlier_than_it_began'),
        ),
        migrations.AddConstraint(
            model_name='historyperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'not_working'), _negated=True), ('what__isnull', True), _connector='OR'), name='not_working_needs_no_reason_and_keeps_none'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.CheckConstraint(condition=models.Q(('redacted_on', None), ('facts__isnull', True), _connector='OR'), name='a_protected_matter_is_not_kept'),
        ),
        migrations.AddConstraint(
            model_name='panelseat',
            constraint=models.UniqueConstraint(fields=('disclosure', 'member'), name='a_panel_member_sits_once'),
        ),
        migrations.AddConstraint(
            model_name='policevetting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'granted'), _negated=True), models.Q(('valid_from__isnull', False), ('valid_to__gte', models.F('valid_from'))), _connector='OR'), name='vetting_granted_has_its_days'),
        ),
        migrations.AddConstraint(
            model_name='startoverride',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['references', 'health', 'dbs'])), name='no_start_without_identity_or_right_to_work'),
        ),
        migrations.AddConstraint(
            model_name='startoverride',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'dbs'), ('regulated', True), _negated=True), name='no_start_in_regulated_activity_without_the_barred_list'),
        ),
        migrations.AddConstraint(
            model_name='startoverride',
            constraint=models.CheckConstraint(condition=models.Q(('signed_by', models.F('asked_by')), _negated=True), name='who_asks_for_a_start_does_not_sign_it'),
        ),
        migrations.AddConstraint(
            model_name='startoverride',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_by', None), ('signed_on', None)), models.Q(('signed_by__isnull', False), ('signed_on__isnull', False)), _connector='OR'), name='a_start_is_signed_by_somebody_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='startoverride',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('asked_on'))), name='a_start_on_risk_ends_on_a_day'),
        ),
    ]
