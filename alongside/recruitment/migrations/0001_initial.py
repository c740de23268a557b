import alongside.access.encryption
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name, until it is sent')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail, until it is sent')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='telephone, until it is sent')),
                ('way', models.CharField(choices=[('written', 'I will write it'), ('easy_read', 'I will write it, with the questions in easy words'), ('spoken', 'I would rather speak: ring me, and we fill it in together')], default='written', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('submitted', 'To be shortlisted'), ('invited', 'Invited to an interview'), ('interviewed', 'To be decided'), ('offered', 'Offered a place'), ('accepted', 'Place accepted'), ('declined', 'Place turned down'), ('not_yet', 'Not yet'), ('no', 'No place'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='applications', to='people.person')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['intake_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ApplicantLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('until', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='recruitment.application')),
            ],
        ),
        migrations.CreateModel(
            name='AssessmentNeeds',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', alongside.access.encryption.SealedField()),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='recruitment.application')),
            ],
            options={
                'verbose_name_plural': 'assessment needs',
            },
        ),
        migrations.CreateModel(
            name='InformationSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('venue', models.CharField(max_length=200, verbose_name='where, or the link to join')),
                ('places', models.PositiveSmallIntegerField(default=12)),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='information_sessions', to='access.trust')),
            ],
            options={
                'ordering': ['starts_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('booked_at', models.DateTimeField()),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='recruitment.informationsession')),
            ],
            options={
                'ordering': ['booked_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('about', models.TextField(max_length=3000, verbose_name='what it is, for those who think of applying')),
                ('places', models.PositiveSmallIntegerField(verbose_name='training places')),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='training starts on')),
                ('telephone', models.CharField(max_length=20, verbose_name='telephone for those who would rather speak')),
                ('published_on', models.DateField(editable=False, null=True)),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='intakes', to='access.trust')),
            ],
            options={
                'ordering': ['-opens_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='EqualityAnswers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('answers', alongside.access.encryption.SealedField()),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='recruitment.intake')),
            ],
            options={
                'verbose_name_plural': 'equality answers',
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=200, verbose_name='what is looked for')),
                ('easy_words', models.CharField(blank=True, max_length=200, verbose_name='the same in easy words')),
                ('essential', models.BooleanField(default=True)),
                ('assessed', models.CharField(choices=[('declaration', 'By saying yes'), ('form', 'By a written or spoken answer'), ('interview', 'At the interview')], default='form', max_length=12)),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='recruitment.intake')),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['-essential', 'id'],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='intake',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='recruitment.intake'),
        ),
        migrations.CreateModel(
            name='IntakeStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='what the step is called')),
                ('told', models.CharField(max_length=300, verbose_name='what applicants are told about it')),
                ('before', models.CharField(choices=[('invited', 'Before they are invited to an interview'), ('offered', 'Before a place is offered')], default='offered', max_length=8)),
                ('intake', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_stages', to='recruitment.intake')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('minutes', models.PositiveSmallIntegerField(default=45)),
                ('venue', models.CharField(max_length=200, verbose_name='where, or the link to join')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='interview', to='recruitment.application')),
            ],
        ),
        migrations.CreateModel(
            name='InterviewSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('peer', models.BooleanField(default=False, verbose_name='sits there as somebody with lived experience')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='recruitment.interview')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='LivedExperience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', alongside.access.encryption.SealedField()),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='statement', to='recruitment.application')),
            ],
            options={
                'verbose_name_plural': 'lived-experience statements',
            },
        ),
        migrations.CreateModel(
            name='Marking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.CharField(choices=[('shortlist', 'Shortlisting'), ('interview', 'Interview')], max_length=10)),
                ('locked_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='markings', to='recruitment.application')),
                ('scorer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('offered', 'Offer a training place'), ('not_yet', 'Not yet: say what would help, and when you will ask again'), ('no', 'No place: say why, and where else to turn')], max_length=8)),
                ('reasons', alongside.access.encryption.SealedField(null=True)),
                ('ask_again_on', models.DateField(null=True)),
                ('letter', alongside.access.encryption.SealedField()),
                ('decided_on', models.DateField()),
                ('sent_on', models.DateField(null=True)),
                ('asked_on', models.DateField(null=True, verbose_name='asked again on')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='recruitment.application')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.PositiveSmallIntegerField()),
                ('rationale', alongside.access.encryption.SealedField(null=True)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recruitment.criterion')),
                ('marking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='recruitment.marking')),
            ],
        ),
        migrations.CreateModel(
            name='StageDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done_on', models.DateField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages_done', to='recruitment.application')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='recruitment.intakestage')),
            ],
        ),
        migrations.CreateModel(
            name='StageReached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('submitted', 'To be shortlisted'), ('invited', 'Invited to an interview'), ('interviewed', 'To be decided'), ('offered', 'Offered a place'), ('accepted', 'Place accepted'), ('declined', 'Place turned down'), ('not_yet', 'Not yet'), ('no', 'No place'), ('withdrawn', 'Withdrawn')], max_length=12)),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='recruitment.application')),
            ],
            options={
                'verbose_name_plural': 'stages reached',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ApplicantAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('yes', models.BooleanField(null=True)),
                ('words', alongside.access.encryption.SealedField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='recruitment.application')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='recruitment.criterion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('application', 'criterion'), name='a_criterion_is_answered_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='informationsession',
            constraint=models.CheckConstraint(condition=models.Q(('places__gt', 0)), name='a_session_has_places'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.UniqueConstraint(fields=('session', 'email', 'name'), name='one_booking_of_a_session_for_each_person'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='an_intake_closes_after_it_opens', violation_error_message='The last day to apply is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('places__gt', 0)), name='an_intake_has_places', violation_error_message='An intake has at least one place.'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('intake', 'words'), name='a_criterion_stands_once', violation_error_message='This line stands there already.'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['intake', 'state'], name='applications_by_state'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('intake', 'number'), name='an_application_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('person__isnull', False), _connector='OR'), name='a_sent_application_is_a_persons'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('person', None), models.Q(('email', ''), ('name', ''), ('phone', '')), _connector='OR'), name='contact_of_an_applicant_stands_once'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('intake', 'person'), name='one_application_of_a_person_in_an_intake'),
        ),
        migrations.AddConstraint(
            model_name='intakestage',
            constraint=models.UniqueConstraint(fields=('intake', 'name'), name='a_stage_stands_once_in_an_intake', violation_error_message='This step stands there already.'),
        ),
        migrations.AddConstraint(
            model_name='interviewseat',
            constraint=models.UniqueConstraint(fields=('interview', 'member'), name='an_interviewer_sits_once'),
        ),
        migrations.AddConstraint(
            model_name='marking',
            constraint=models.UniqueConstraint(fields=('application', 'scorer', 'round'), name='a_scorer_marks_once_in_a_round'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'not_yet'), _negated=True), ('ask_again_on__isnull', False), _connector='OR'), name='not_yet_has_a_day_to_be_asked_again'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('asked_on', None), models.Q(('kind', 'not_yet'), ('sent_on__isnull', False)), _connector='OR'), name='only_who_was_told_not_yet_is_asked_again'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'offered'), ('reasons__isnull', False), _connector='OR'), name='no_answer_without_its_reasons'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('marking', 'criterion'), name='a_criterion_is_scored_once_in_a_marking'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('points__lte', 2)), name='a_score_is_nought_one_or_two'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('points__gt', 0), ('rationale__isnull', False), _connector='OR'), name='a_score_of_nought_has_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='stagedone',
            constraint=models.UniqueConstraint(fields=('application', 'stage'), name='a_stage_is_taken_once'),
        ),
    ]
