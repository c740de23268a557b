import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('teams', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='JobDescription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='job title')),
                ('band', models.PositiveSmallIntegerField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('purpose', models.TextField(max_length=1500, verbose_name='what the post is for')),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='job_descriptions', to='access.trust')),
            ],
            options={
                'ordering': ['title', 'band', '-version'],
            },
        ),
        migrations.CreateModel(
            name='JobLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('peer', 'Peer duty'), ('other', 'Other duty'), ('essential', 'Essential'), ('desirable', 'Desirable')], max_length=9)),
                ('words', models.CharField(max_length=200)),
                ('assessed', models.CharField(blank=True, choices=[('certificate', 'By the certificate of the course'), ('reference', 'By a reference'), ('conversation', 'In the conversation with the team')], max_length=12)),
                ('description', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='posts.jobdescription')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, verbose_name='post number')),
                ('title', models.CharField(max_length=120, verbose_name='job title')),
                ('band', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('staff_group', models.CharField(choices=[('scientific', 'Add Prof Scientific and Technic'), ('clinical_services', 'Additional Clinical Services'), ('administrative', 'Administrative and Clerical'), ('allied', 'Allied Health Professionals'), ('estates', 'Estates and Ancillary'), ('healthcare_scientists', 'Healthcare Scientists'), ('medical', 'Medical and Dental'), ('nursing', 'Nursing and Midwifery Registered'), ('social_work', 'Social Work'), ('students', 'Students'), ('not_stated', 'Not stated')], default='not_stated', max_length=24)),
                ('registered', models.BooleanField(default=False, verbose_name='needs a professional registration')),
                ('ever_registered', models.BooleanField(default=False, editable=False)),
                ('peer', models.BooleanField(default=False, verbose_name='is a peer post')),
                ('suitable', models.CharField(choices=[('not_asked', 'Not looked at yet'), ('yes', 'Could be a peer post'), ('no', 'Not suitable')], default='not_asked', max_length=10, verbose_name='could be a peer post')),
                ('wte_funded', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='funded WTE')),
                ('wte_others', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=4, verbose_name='WTE held by people outside the programme')),
                ('cost_centre', models.CharField(blank=True, max_length=20)),
                ('vetting_needed', models.BooleanField(default=False, verbose_name='needs police vetting')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='can start from')),
                ('frozen', models.BooleanField(default=False, editable=False)),
                ('advertised_on', models.DateField(blank=True, null=True)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('funded_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='funds', to='posts.post')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='teams.team')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='access.trust')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Freeze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(null=True)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('why', models.CharField(choices=[('cost', 'Cost control'), ('redesign', 'Service redesign'), ('redeployment', 'Held for redeployment'), ('not_stated', 'Not stated')], default='not_stated', max_length=14)),
                ('minute', models.CharField(blank=True, max_length=60, verbose_name='panel minute')),
                ('thawed_on', models.DateField(blank=True, null=True)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='freezes', to='posts.post')),
            ],
            options={
                'ordering': ['-from_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Conversion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('new_title', models.CharField(max_length=120)),
                ('new_band', models.PositiveSmallIntegerField()),
                ('quality_impact', models.TextField(max_length=1000, verbose_name='quality impact assessment, in short')),
                ('state', models.CharField(choices=[('asked', 'Waiting for approval'), ('declined', 'Declined'), ('converted', 'Converted')], default='asked', max_length=10)),
                ('asked_on', models.DateField()),
                ('nurse_on', models.DateField(null=True)),
                ('doctor_on', models.DateField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conversions_asked', to=settings.AUTH_USER_MODEL)),
                ('doctor_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nurse_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversions', to='posts.post')),
            ],
            options={
                'ordering': ['-asked_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AgreedDuties',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('put_forward_on', models.DateField()),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_forward_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('description', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='posts.jobdescription')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='posts.post')),
            ],
            options={
                'verbose_name_plural': 'agreed duties',
                'ordering': ['-put_forward_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Advert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('ended', models.CharField(blank=True, choices=[('withdrawn', 'Withdrawn'), ('frozen', 'The post was frozen'), ('closed', 'The post closed')], max_length=10)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adverts', to='posts.post')),
            ],
            options={
                'ordering': ['-from_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RegistrationCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('first_at', models.DateTimeField()),
                ('second_at', models.DateTimeField(null=True)),
                ('first_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='posts.post')),
                ('second_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DutyLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('peer', models.BooleanField()),
                ('words', models.CharField(max_length=200)),
                ('duties', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='posts.agreedduties')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('duties', 'words'), name='a_duty_stands_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='jobdescription',
            constraint=models.UniqueConstraint(fields=('trust', 'title', 'band', 'version'), name='a_version_of_a_job_description_stands_once', violation_error_message='There is a job description of this title and band already: begin its next version instead.'),
        ),
        migrations.AddConstraint(
            model_name='jobdescription',
            constraint=models.UniqueConstraint(condition=models.Q(('issued_on', None)), fields=('trust', 'title', 'band'), name='one_version_of_a_job_description_is_written_at_a_time', violation_error_message='Its next version is being written already.'),
        ),
        migrations.AddConstraint(
            model_name='jobdescription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_by', None), ('issued_on', None)), models.Q(('issued_by__isnull', False), ('issued_on__isnull', False)), _connector='OR'), name='an_issued_job_description_says_who_issued_it'),
        ),
        migrations.AddConstraint(
            model_name='jobdescription',
            constraint=models.CheckConstraint(condition=models.Q(('band__in', (3, 4))), name='a_peer_job_description_is_band_3_or_4', violation_error_message='A peer post is band 3 or 4.'),
        ),
        migrations.AddConstraint(
            model_name='jobline',
            constraint=models.UniqueConstraint(fields=('description', 'words'), name='a_line_of_a_job_description_stands_once', violation_error_message='This line stands there already.'),
        ),
        migrations.AddConstraint(
            model_name='jobline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('assessed', ''), ('part__in', ('peer', 'other'))), models.Q(('part__in', ('essential', 'desirable')), models.Q(('assessed', ''), _negated=True)), _connector='OR'), name='what_is_looked_for_says_how_it_is_assessed'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('trust', 'number'), name='a_post_number_is_used_once', violation_error_message='Another post has this post number.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='a_post_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('ever_registered', True), ('peer', True), _negated=True), name='registered_post_is_never_a_peer_post', violation_error_message='A registered post can never be a peer post.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('registered', False), ('ever_registered', True), _connector='OR'), name='registered_post_stays_marked'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('ever_registered', True), ('suitable', 'yes'), _negated=True), name='registered_post_is_no_candidate', violation_error_message='A registered post cannot be put forward as a peer post.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('advertised_on', None), ('frozen', False), _connector='OR'), name='frozen_post_is_not_advertised', violation_error_message='A frozen post is not advertised.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('wte_others__lte', models.F('wte_funded'))), name='filled_by_others_within_funded', violation_error_message='More WTE is held by people outside the programme than is funded.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('wte_funded__gt', 0), ('wte_funded__lte', 40), ('wte_others__gte', 0)), name='wte_is_positive', violation_error_message='Funded WTE is more than 0 and at most 40; held WTE is not below 0.'),
        ),
        migrations.AddConstraint(
            model_name='freeze',
            constraint=models.UniqueConstraint(condition=models.Q(('thawed_on', None)), fields=('post',), name='a_post_is_frozen_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='freeze',
            constraint=models.CheckConstraint(condition=models.Q(('thawed_on', None), ('from_on', None), ('thawed_on__gte', models.F('from_on')), _connector='OR'), name='a_freeze_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='conversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('post',), name='a_post_has_one_open_conversion', violation_error_message='A request for this post waits for approval already.'),
        ),
        migrations.AddConstraint(
            model_name='conversion',
            constraint=models.CheckConstraint(condition=models.Q(('nurse_by', None), ('doctor_by', None), models.Q(('nurse_by', models.F('doctor_by')), _negated=True), _connector='OR'), name='two_different_people_approve'),
        ),
        migrations.AddConstraint(
            model_name='conversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'converted'), _negated=True), models.Q(('doctor_by__isnull', False), ('nurse_by__isnull', False)), _connector='OR'), name='converted_only_when_both_approved'),
        ),
        migrations.AddConstraint(
            model_name='conversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on', None), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='a_decided_conversion_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='agreedduties',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_on', None)), fields=('post',), name='one_set_of_duties_waits_for_agreement', violation_error_message="Other duties of this post wait for the team's agreement already."),
        ),
        migrations.AddConstraint(
            model_name='agreedduties',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_by', None), ('agreed_on', None)), models.Q(('agreed_by__isnull', False), ('agreed_on__isnull', False)), _connector='OR'), name='agreed_duties_say_who_agreed'),
        ),
        migrations.AddConstraint(
            model_name='advert',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('post',), name='a_post_is_advertised_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='advert',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended', ''), ('ended_on', None)), models.Q(('ended_on__gte', models.F('from_on')), models.Q(('ended', ''), _negated=True)), _connector='OR'), name='an_advert_ends_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='registrationcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('second_by', None), models.Q(('second_by', models.F('first_by')), _negated=True), _connector='OR'), name='two_people_correct_a_registration'),
        ),
        migrations.AddConstraint(
            model_name='registrationcorrection',
            constraint=models.UniqueConstraint(condition=models.Q(('second_by', None)), fields=('post',), name='a_registration_is_corrected_once_at_a_time'),
        ),
    ]
