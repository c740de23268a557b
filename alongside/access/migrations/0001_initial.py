import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(max_length=120)),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('demonstration', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('first_row', models.BigIntegerField()),
                ('last_row', models.BigIntegerField(unique=True)),
                ('digests', models.JSONField()),
                ('previous', models.CharField(max_length=64, unique=True)),
                ('digest', models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='BackupMade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CacheEntry',
            fields=[
                ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('value', models.TextField()),
                ('expires', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Trust',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=5, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9]{3}([A-Z0-9]{2})?$', 'An ODS code has three or five capitals and digits.')], verbose_name='ODS code')),
                ('name', models.CharField(max_length=200)),
                ('demonstration', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='AuditRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=80)),
                ('deed', models.CharField(max_length=60)),
                ('table_name', models.CharField(max_length=80)),
                ('operation', models.CharField(max_length=6)),
                ('row_id', models.CharField(max_length=40)),
                ('columns', models.JSONField(default=list)),
                ('values', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['table_name', 'row_id'], name='audit_of_a_row')],
            },
        ),
        migrations.CreateModel(
            name='BrowserSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('device', models.CharField(blank=True, max_length=80)),
                ('started_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='browser_sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Download',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('plan_download', 'A placement plan'), ('forecast_csv', 'The figures of a forecast'), ('forecast_png', 'A chart of a forecast'), ('load_mending', 'The rows to mend of a load'), ('subject_access_file', 'A copy of everything held about somebody'), ('document_file', 'A document that somebody checks'), ('application_interview_file', 'An interview for a calendar'), ('timetable_calendar', 'The sessions of a course for a calendar'), ('questions_download', 'The question bank'), ('certificate_file', 'A course certificate'), ('other', 'Another file')], max_length=30)),
                ('number', models.BigIntegerField(null=True, verbose_name='of the plan, forecast or load')),
                ('at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=5, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9]{3}([A-Z0-9]{2})?$', 'An ODS code has three or five capitals and digits.')])),
                ('region', models.CharField(blank=True, max_length=5)),
                ('icb', models.CharField(blank=True, max_length=5, verbose_name='integrated care board')),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('opened_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_on', None), ('opened_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='organisation_closes_after_it_opens')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='trust',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='users', to='access.trust'),
        ),
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200)),
                ('subject', models.CharField(max_length=191)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='a_subject_opens_one_account'), models.UniqueConstraint(fields=('user', 'issuer'), name='an_account_has_one_subject_at_an_issuer')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('from_on', models.DateField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='access.organisation')),
            ],
            options={
                'ordering': ['organisation_id', 'from_on'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'from_on'), name='one_name_from_a_day_on')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('programme_lead', 'Programme lead'), ('educator', 'Educator'), ('panel_member', 'Selection panel member'), ('checks_officer', 'Checks officer'), ('disclosure_assessor', 'Disclosure assessor'), ('decider', 'Decider'), ('appeal_officer', 'Appeal officer'), ('team_manager', 'Team manager'), ('establishment', 'Establishment (post control)'), ('approver', 'Approver (chief nurse or medical director)'), ('occupational_health', 'Occupational health'), ('evaluator', 'Evaluator'), ('executive', 'Executive'), ('data_protection', 'Data protection lead'), ('administrator', 'Administrator'), ('person', 'Peer worker or trainee (own record)')], max_length=24)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'role'), name='a_role_is_granted_once')],
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('right_to_work', 'The right to work check of somebody who left'), ('no_post', 'Everything about somebody who left without having held a post'), ('record', 'Everything about somebody who left'), ('no_place', 'Everything about somebody whose application brought them no place, from its end on'), ('disclosure', 'What a certificate showed, from the decision on'), ('draft', 'An application begun and never sent, from the last day to apply on'), ('booking', 'Places booked at an information session, from its day on'), ('equality', 'Applicants’ answers about equality, from the last day to apply on'), ('link', 'Links sent to applicants, from the day they stop working on')], max_length=14)),
                ('months', models.PositiveSmallIntegerField(verbose_name='months it is kept')),
                ('from_on', models.DateField(verbose_name='in force from')),
                ('source', models.CharField(max_length=200)),
                ('verified', models.BooleanField(default=False, verbose_name='checked against the text of the source')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retention_rules', to='access.trust')),
            ],
            options={
                'ordering': ['kind', '-from_on', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_retention_rule_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('queued', 'Waiting to start'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped')], default='queued', max_length=10)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease', models.UUIDField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('message', models.CharField(blank=True, max_length=300)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='access.trust')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'lease_until'], name='job_lease')],
            },
        ),
    ]
