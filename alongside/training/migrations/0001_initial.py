import alongside.access.encryption
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('people', '0001_initial'),
        ('teams', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AdjustmentCause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', alongside.access.encryption.SealedField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='adjustment_cause', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('provider', models.CharField(blank=True, max_length=120)),
                ('hours', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='taught hours')),
                ('attendance_share', models.DecimalField(decimal_places=3, default=Decimal('0.800'), max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1)], verbose_name='share of the hours to attend')),
                ('most_hours_missed', models.DecimalField(blank=True, decimal_places=1, default=Decimal('8'), max_digits=5, null=True, verbose_name='most hours that may be missed')),
                ('work_experience_hours', models.DecimalField(decimal_places=1, default=0, max_digits=5)),
                ('pass_mark', models.PositiveSmallIntegerField(default=80, verbose_name='mark to reach, in per cent')),
                ('resubmissions', models.PositiveSmallIntegerField(default=2, verbose_name='times a piece may be handed in again')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='access.trust')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name, where it has one instead of a number')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('venue', models.CharField(blank=True, max_length=120)),
                ('places', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='access.trust')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='training.course')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='CourseOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('respondent', models.CharField(editable=False, max_length=32)),
                ('answers', alongside.access.encryption.SealedField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='training.cohort')),
            ],
        ),
        migrations.CreateModel(
            name='Educator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('assistant', 'Assists'), ('educator', 'Teaches'), ('senior', 'Teaches and mentors other educators')], default='educator', max_length=10)),
                ('teaching_since', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='teaching since the year')),
                ('domains', models.JSONField(blank=True, default=list, verbose_name='may teach')),
                ('weekdays', models.JSONField(default=list, verbose_name='days they work')),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='educators', to='access.trust')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='educator', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['user__name'],
            },
        ),
        migrations.CreateModel(
            name='Exam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField(verbose_name='last moment to begin')),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='training.cohort')),
                ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resit_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resits', to='training.exam')),
            ],
            options={
                'ordering': ['-opens_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ExamAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on_paper', models.BooleanField(default=False, verbose_name='sits it on paper')),
                ('extra_time', models.PositiveSmallIntegerField(default=0, verbose_name='extra time, in per cent')),
                ('break_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='minutes of break in which the clock stands')),
                ('reader', models.BooleanField(default=False, verbose_name='has a reader')),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ('mark', models.DecimalField(blank=True, decimal_places=1, max_digits=6, null=True, verbose_name='agreed mark')),
                ('exam', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='training.exam')),
            ],
            options={
                'ordering': ['trainee__person__name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExamBreak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_at', models.DateTimeField()),
                ('to_at', models.DateTimeField(blank=True, null=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breaks', to='training.examattempt')),
            ],
            options={
                'ordering': ['from_at'],
            },
        ),
        migrations.CreateModel(
            name='ExamMarking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('first', 'First marking'), ('second', 'Second marking'), ('moderation', 'Moderation')], max_length=10)),
                ('total', models.DecimalField(decimal_places=1, max_digits=6)),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='markings', to='training.examattempt')),
                ('marker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExamPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='minutes to sit it')),
                ('pass_mark', models.PositiveSmallIntegerField(default=80, verbose_name='mark to reach, in per cent')),
                ('second_marking', models.BooleanField(default=True, verbose_name='essays are marked twice')),
                ('tolerance', models.PositiveSmallIntegerField(default=10, verbose_name='how far two markers may differ, in per cent')),
                ('ready', models.BooleanField(default=False)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='training.course')),
            ],
            options={
                'ordering': ['title', '-version'],
            },
        ),
        migrations.AddField(
            model_name='exam',
            name='paper',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exams', to='training.exampaper'),
        ),
        migrations.CreateModel(
            name='ExamQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('choice', 'Multiple choice'), ('true_false', 'True or false'), ('short', 'Short answer'), ('essay', 'Essay')], max_length=10)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField(max_length=4000)),
                ('guidance', models.TextField(blank=True, max_length=4000, verbose_name='guidance for the marker')),
                ('marks', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)])),
                ('domain', models.CharField(blank=True, choices=[('values', 'Values and principles'), ('knowledge', 'Knowledge'), ('relational', 'Core relational skills'), ('supporting', 'Supporting people as a peer support worker'), ('teams', 'Working with teams and promoting people’s rights'), ('self_care', 'Self-care and support'), ('psychological', 'Optional skills using psychological approaches'), ('meta', 'Meta-competences: judgement and reflection')], max_length=14, verbose_name='competence domain')),
                ('answers', models.JSONField(blank=True, default=list)),
                ('retired', models.BooleanField(default=False)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='training.course')),
            ],
            options={
                'ordering': ['domain', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PaperQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('choice', 'Multiple choice'), ('true_false', 'True or false'), ('short', 'Short answer'), ('essay', 'Essay')], max_length=10)),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField(max_length=4000)),
                ('guidance', models.TextField(blank=True, max_length=4000, verbose_name='guidance for the marker')),
                ('marks', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)])),
                ('domain', models.CharField(blank=True, choices=[('values', 'Values and principles'), ('knowledge', 'Knowledge'), ('relational', 'Core relational skills'), ('supporting', 'Supporting people as a peer support worker'), ('teams', 'Working with teams and promoting people’s rights'), ('self_care', 'Self-care and support'), ('psychological', 'Optional skills using psychological approaches'), ('meta', 'Meta-competences: judgement and reflection')], max_length=14, verbose_name='competence domain')),
                ('answers', models.JSONField(blank=True, default=list)),
                ('position', models.PositiveSmallIntegerField()),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='training.exampaper')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.examquestion')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExamAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given', alongside.access.encryption.SealedField()),
                ('late', models.BooleanField(default=False)),
                ('saved_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='training.examattempt')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.paperquestion')),
            ],
        ),
        migrations.CreateModel(
            name='QuestionMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.DecimalField(decimal_places=1, max_digits=5)),
                ('comment', alongside.access.encryption.SealedField(null=True)),
                ('marking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='training.exammarking')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.paperquestion')),
            ],
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('hours', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='hours that count')),
                ('room', models.CharField(blank=True, max_length=80)),
                ('domain', models.CharField(blank=True, choices=[('values', 'Values and principles'), ('knowledge', 'Knowledge'), ('relational', 'Core relational skills'), ('supporting', 'Supporting people as a peer support worker'), ('teams', 'Working with teams and promoting people’s rights'), ('self_care', 'Self-care and support'), ('psychological', 'Optional skills using psychological approaches'), ('meta', 'Meta-competences: judgement and reflection')], max_length=14, verbose_name='competence domain')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='training.cohort')),
                ('educator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions_taught', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SyllabusSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('hours', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='hours that count')),
                ('domain', models.CharField(blank=True, choices=[('values', 'Values and principles'), ('knowledge', 'Knowledge'), ('relational', 'Core relational skills'), ('supporting', 'Supporting people as a peer support worker'), ('teams', 'Working with teams and promoting people’s rights'), ('self_care', 'Self-care and support'), ('psychological', 'Optional skills using psychological approaches'), ('meta', 'Meta-competences: judgement and reflection')], max_length=14, verbose_name='competence domain')),
                ('level', models.CharField(choices=[('assistant', 'Assists'), ('educator', 'Teaches'), ('senior', 'Teaches and mentors other educators')], default='assistant', max_length=10, verbose_name='who may teach it')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='syllabus', to='training.course')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='TeachingRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('seats', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                ('trust', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teaching_rooms', to='access.trust')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Trainee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_on', models.DateField(blank=True, null=True)),
                ('attendance', models.DecimalField(blank=True, decimal_places=3, max_digits=4, null=True)),
                ('result', models.CharField(choices=[('in_training', 'In training'), ('completed', 'Completed'), ('part_complete', 'Part complete'), ('withdrew', 'Withdrew'), ('not_yet', 'Not yet'), ('not_known', 'Not known')], default='in_training', max_length=14)),
                ('completed_on', models.DateField(blank=True, null=True)),
                ('withdrew_week', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='week of the course they left in')),
                ('withdrew_because', models.CharField(blank=True, choices=[('work', 'Found work or other study'), ('time', 'The days or times did not suit'), ('caring', 'Caring for somebody'), ('travel', 'Travel or money'), ('later', 'Wants to come back later'), ('course', 'The course was not what they hoped for'), ('other', 'Another reason'), ('not_said', 'Not said')], max_length=10, verbose_name='why they left')),
                ('cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainees', to='training.cohort')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainings', to='people.person')),
            ],
            options={
                'ordering': ['cohort_id', 'person__name'],
            },
        ),
        migrations.AddField(
            model_name='examattempt',
            name='trainee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exam_attempts', to='training.trainee'),
        ),
        migrations.CreateModel(
            name='CourseCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=14, unique=True)),
                ('course_name', models.CharField(max_length=120)),
                ('issued_on', models.DateField()),
                ('revoked_on', models.DateField(blank=True, null=True)),
                ('revoked_because', models.CharField(blank=True, choices=[('mistake', 'Issued by mistake'), ('details', 'The name or the course was not right; a new one follows'), ('asked', 'The person asked for it'), ('conduct', 'A decision after an inquiry')], max_length=10)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('trainee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='training.trainee')),
            ],
            options={
                'ordering': ['-issued_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CompetenceSignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(choices=[('values', 'Values and principles'), ('knowledge', 'Knowledge'), ('relational', 'Core relational skills'), ('supporting', 'Supporting people as a peer support worker'), ('teams', 'Working with teams and promoting people’s rights'), ('self_care', 'Self-care and support'), ('psychological', 'Optional skills using psychological approaches'), ('meta', 'Meta-competences: judgement and reflection')], max_length=14)),
                ('signed_on', models.DateField()),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('trainee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences', to='training.trainee')),
            ],
            options={
                'ordering': ['signed_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CatchUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=200, verbose_name='what they will do')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=4, verbose_name='hours it makes up for')),
                ('by_on', models.DateField(verbose_name='by when')),
                ('done_on', models.DateField(blank=True, null=True)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catch_ups', to='training.session')),
                ('trainee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catch_ups', to='training.trainee')),
            ],
            options={
                'ordering': ['by_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours_missed', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=4)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='training.session')),
                ('trainee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='training.trainee')),
            ],
            options={
                'verbose_name_plural': 'attendances',
            },
        ),
        migrations.CreateModel(
            name='UnplacedSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.TextField()),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unplaced', to='training.cohort')),
                ('planned', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='training.syllabussession')),
            ],
            options={
                'ordering': ['planned__position'],
            },
        ),
        migrations.CreateModel(
            name='WaitingPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('offered', 'A place is offered'), ('taken', 'Took the place'), ('passed', 'Did not want it this time')], default='waiting', max_length=8)),
                ('offered_on', models.DateField(blank=True, null=True)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waiting_places', to='training.cohort')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waiting_places', to='people.person')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WorkExperienceSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('hours', models.DecimalField(decimal_places=2, max_digits=4)),
                ('supervisor_name', models.CharField(max_length=120)),
                ('hours_done', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('signed_off_on', models.DateField(blank=True, null=True)),
                ('signed_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_experience_slots', to='teams.team')),
                ('trainee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='work_experience', to='training.trainee')),
            ],
            options={
                'ordering': ['held_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('extra_time', 'Extra time in exams, in per cent'), ('attendance_line', 'Attendance line, in per cent'), ('hours_missed', 'Hours that may be missed')], max_length=16)),
                ('value', models.DecimalField(decimal_places=1, max_digits=5)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreed_adjustments', to='people.person')),
            ],
            options={
                'ordering': ['from_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on', None)), fields=('person', 'kind'), name='one_adjustment_of_a_kind_at_a_time'), models.CheckConstraint(condition=models.Q(('value__gt', 0), models.Q(models.Q(('kind', 'attendance_line'), _negated=True), ('value__lte', 100), _connector='OR')), name='an_adjustment_has_a_sensible_value'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='an_adjustment_ends_after_it_starts')],
            },
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(fields=('trust', 'name'), name='a_course_name_is_used_once'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='a_course_has_hours'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('attendance_share__gte', 0), ('attendance_share__lte', 1)), name='the_share_to_attend_is_between_none_and_all'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('most_hours_missed', None), models.Q(('most_hours_missed__gte', 0), ('most_hours_missed__lte', models.F('hours'))), _connector='OR'), name='no_more_hours_may_be_missed_than_are_taught'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark__lte', 100)), name='a_mark_to_reach_is_at_most_100'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('trust', 'number'), name='a_cohort_number_is_used_once'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_cohort_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='courseopinion',
            constraint=models.UniqueConstraint(fields=('cohort', 'respondent'), name='a_learner_says_it_once'),
        ),
        migrations.AddConstraint(
            model_name='exambreak',
            constraint=models.UniqueConstraint(condition=models.Q(('to_at', None)), fields=('attempt',), name='one_break_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='exammarking',
            constraint=models.UniqueConstraint(fields=('attempt', 'stage'), name='a_script_is_marked_once_in_each_stage'),
        ),
        migrations.AddConstraint(
            model_name='exammarking',
            constraint=models.UniqueConstraint(fields=('attempt', 'marker'), name='nobody_marks_a_script_twice'),
        ),
        migrations.AddConstraint(
            model_name='exampaper',
            constraint=models.UniqueConstraint(fields=('course', 'title', 'version'), name='a_paper_has_each_version_once'),
        ),
        migrations.AddConstraint(
            model_name='exampaper',
            constraint=models.CheckConstraint(condition=models.Q(('pass_mark__lte', 100), ('tolerance__lte', 100)), name='a_paper_asks_for_at_most_all_marks'),
        ),
        migrations.AddConstraint(
            model_name='exampaper',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 600)), name='a_paper_has_its_minutes'),
        ),
        migrations.AddConstraint(
            model_name='exam',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='an_exam_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='exam',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', None)), models.Q(('released_at__isnull', False), ('released_by__isnull', False)), _connector='OR'), name='released_results_have_a_time_and_a_person'),
        ),
        migrations.AddConstraint(
            model_name='examquestion',
            constraint=models.CheckConstraint(condition=models.Q(('marks__gte', 1), ('marks__lte', 100)), name='a_question_is_worth_marks'),
        ),
        migrations.AddConstraint(
            model_name='examquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='a_question_has_words'),
        ),
        migrations.AddConstraint(
            model_name='paperquestion',
            constraint=models.UniqueConstraint(fields=('paper', 'source'), name='a_paper_asks_a_question_once', violation_error_message='This question is in the paper already.'),
        ),
        migrations.AddConstraint(
            model_name='examanswer',
            constraint=models.UniqueConstraint(fields=('attempt', 'question', 'late'), name='a_question_is_answered_once'),
        ),
        migrations.AddConstraint(
            model_name='questionmark',
            constraint=models.UniqueConstraint(fields=('marking', 'question'), name='a_question_is_marked_once_in_a_marking'),
        ),
        migrations.AddConstraint(
            model_name='questionmark',
            constraint=models.CheckConstraint(condition=models.Q(('mark__gte', 0)), name='a_mark_is_not_below_none'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('cohort', 'starts_at'), name='a_cohort_has_one_session_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_session_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 24)), name='a_session_has_hours'),
        ),
        migrations.AddConstraint(
            model_name='syllabussession',
            constraint=models.UniqueConstraint(fields=('course', 'position'), name='a_syllabus_has_an_order'),
        ),
        migrations.AddConstraint(
            model_name='syllabussession',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 8)), name='a_syllabus_session_fits_a_day'),
        ),
        migrations.AddConstraint(
            model_name='teachingroom',
            constraint=models.UniqueConstraint(fields=('trust', 'name'), name='a_room_name_is_used_once'),
        ),
        migrations.AddConstraint(
            model_name='trainee',
            constraint=models.UniqueConstraint(fields=('person', 'cohort'), name='a_person_joins_a_cohort_once'),
        ),
        migrations.AddConstraint(
            model_name='trainee',
            constraint=models.CheckConstraint(condition=models.Q(('attendance', None), models.Q(('attendance__gte', 0), ('attendance__lte', 1)), _connector='OR'), name='attendance_is_between_none_and_all'),
        ),
        migrations.AddConstraint(
            model_name='trainee',
            constraint=models.CheckConstraint(condition=models.Q(('completed_on', None), ('result', 'completed'), _connector='OR'), name='only_the_completed_have_a_date_of_it'),
        ),
        migrations.AddConstraint(
            model_name='trainee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrew_because', ''), ('withdrew_week', None)), ('result', 'withdrew'), _connector='OR'), name='only_who_withdrew_has_a_week_and_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='examattempt',
            constraint=models.UniqueConstraint(fields=('exam', 'trainee'), name='somebody_sits_an_exam_once'),
        ),
        migrations.AddConstraint(
            model_name='examattempt',
            constraint=models.CheckConstraint(condition=models.Q(('extra_time__lte', 300)), name='extra_time_is_at_most_four_times_the_time'),
        ),
        migrations.AddConstraint(
            model_name='examattempt',
            constraint=models.CheckConstraint(condition=models.Q(('mark', None), models.Q(('handed_in_at__isnull', False), ('mark__gte', 0)), _connector='OR'), name='a_mark_is_of_a_script'),
        ),
        migrations.AddConstraint(
            model_name='coursecertificate',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_on', None)), fields=('trainee',), name='a_trainee_has_one_standing_certificate'),
        ),
        migrations.AddConstraint(
            model_name='coursecertificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_because', ''), ('revoked_on', None)), models.Q(('revoked_on__isnull', False), models.Q(('revoked_because', ''), _negated=True)), _connector='OR'), name='a_revoked_certificate_has_a_day_and_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='competencesignoff',
            constraint=models.UniqueConstraint(fields=('trainee', 'domain'), name='a_domain_is_signed_off_once'),
        ),
        migrations.AddConstraint(
            model_name='catchup',
            constraint=models.UniqueConstraint(fields=('trainee', 'session'), name='a_missed_session_has_one_catch_up'),
        ),
        migrations.AddConstraint(
            model_name='catchup',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='a_catch_up_makes_up_for_hours'),
        ),
        migrations.AddConstraint(
            model_name='catchup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('done_on', None)), models.Q(('done_by__isnull', False), ('done_on__isnull', False)), _connector='OR'), name='a_catch_up_is_done_on_a_day_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('session', 'trainee'), name='a_trainee_stands_once_in_a_register'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('hours_missed__gte', 0)), name='hours_missed_are_not_less_than_none'),
        ),
        migrations.AddConstraint(
            model_name='unplacedsession',
            constraint=models.UniqueConstraint(fields=('cohort', 'planned'), name='a_session_is_unplaced_once'),
        ),
        migrations.AddConstraint(
            model_name='waitingplace',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'offered'])), fields=('person', 'cohort'), name='a_person_waits_once_for_a_cohort'),
        ),
        migrations.AddConstraint(
            model_name='waitingplace',
            constraint=models.CheckConstraint(condition=models.Q(('offered_on__isnull', False), models.Q(('state', 'offered'), _negated=True), _connector='OR'), name='an_offered_place_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='workexperienceslot',
            constraint=models.UniqueConstraint(condition=models.Q(('trainee__isnull', False)), fields=('trainee', 'held_on'), name='somebody_has_one_work_experience_a_day', violation_error_message='They have work experience on this day already.'),
        ),
        migrations.AddConstraint(
            model_name='workexperienceslot',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 24)), name='work_experience_has_hours'),
        ),
        migrations.AddConstraint(
            model_name='workexperienceslot',
            constraint=models.CheckConstraint(condition=models.Q(('supervisor_name', ''), _negated=True), name='work_experience_is_supervised'),
        ),
        migrations.AddConstraint(
            model_name='workexperienceslot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hours_done', None), ('signed_off_by', None), ('signed_off_on', None)), models.Q(('hours_done__gt', 0), ('hours_done__isnull', False), ('hours_done__lte', 24), ('signed_off_by__isnull', False), ('signed_off_on__isnull', False), ('trainee__isnull', False)), _connector='OR'), name='signed_off_means_somebody_was_there_for_hours'),
        ),
    ]
