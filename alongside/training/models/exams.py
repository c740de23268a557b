"""Exams: the bank of questions, papers made of them, who sits which, and how each script was marked."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from alongside.access.encryption import SealedField
from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.training.models.cohorts import Cohort, Trainee
from alongside.training.models.courses import Course, Domain
from alongside.training.rules.exams import STAGES, outcome
from alongside.training.rules.questions import CHOICE, ESSAY, SHORT, TRUE_FALSE, Answer, Question

KINDS = [
    (CHOICE, "Multiple choice"),
    (TRUE_FALSE, "True or false"),
    (SHORT, "Short answer"),
    (ESSAY, "Essay"),
]


class OfCourseQuerySet(models.QuerySet):
    def seen_by(self, user):
        """The bank and its papers are for those who teach: a learner meets a question in an exam only."""
        mine = self.filter(course__trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR) else mine.none()


class QuestionWords(models.Model):
    """What a question is made of, in the bank and as it was copied into a paper."""

    kind = models.CharField(max_length=10, choices=KINDS)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4000)
    guidance = models.TextField("guidance for the marker", max_length=4000, blank=True)
    marks = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(100)])
    domain = models.CharField("competence domain", max_length=14, choices=Domain, blank=True)
    answers = models.JSONField(default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    def as_question(self) -> Question:
        answers = tuple(Answer(one["text"], one["right"]) for one in self.answers)
        return Question(self.kind, self.title, self.text, self.marks, self.domain, answers, self.guidance)

    def words_of(self, question: Question) -> None:
        """Take over the words of a question."""
        for name in ("kind", "title", "text", "marks", "domain", "guidance"):
            setattr(self, name, getattr(question, name))
        self.answers = [{"text": answer.text, "right": answer.right} for answer in question.answers]


class ExamQuestion(QuestionWords):
    """A question in the bank of a course. What a paper asks is a copy, so changing it here changes no paper."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="questions")
    retired = models.BooleanField(default=False)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        ordering = ["domain", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(marks__gte=1, marks__lte=100), name="a_question_is_worth_marks"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="a_question_has_words"),
        ]

    @property
    def trust_id(self):
        return self.course.trust_id


class ExamPaper(models.Model):
    """One version of a paper. Once it is ready to be sat it never changes."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField("minutes to sit it", default=60)
    pass_mark = models.PositiveSmallIntegerField("mark to reach, in per cent", default=80)
    second_marking = models.BooleanField("essays are marked twice", default=True)
    tolerance = models.PositiveSmallIntegerField("how far two markers may differ, in per cent", default=10)
    ready = models.BooleanField(default=False)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["course", "title", "version"], name="a_paper_has_each_version_once"),
            models.CheckConstraint(
                condition=Q(pass_mark__lte=100, tolerance__lte=100), name="a_paper_asks_for_at_most_all_marks"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=600), name="a_paper_has_its_minutes"),
        ]

    def __str__(self):
        return f"{self.title}, version {self.version}"

    @property
    def trust_id(self):
        return self.course.trust_id


class PaperQuestion(QuestionWords):
    """A question as this paper asks it."""

    paper = models.ForeignKey(ExamPaper, models.CASCADE, related_name="questions")
    source = models.ForeignKey(ExamQuestion, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "source"],
                name="a_paper_asks_a_question_once",
                violation_error_message="This question is in the paper already.",
            ),
        ]

    @property
    def trust_id(self):
        return self.paper.trust_id


class ExamQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(cohort__trust_id=user.trust_id)
        return mine if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR) else mine.none()


class Exam(models.Model):
    """A paper arranged for a cohort, or for those of it who sit it again."""

    paper = models.ForeignKey(ExamPaper, models.PROTECT, related_name="exams")
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="exams")
    resit_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="resits")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField("last moment to begin")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ExamQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="an_exam_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="released_results_have_a_time_and_a_person",
            ),
        ]

    def __str__(self):
        return f"{self.paper.title} (resit)" if self.resit_of_id else self.paper.title

    @property
    def trust_id(self):
        return self.cohort.trust_id


class ExamAttemptQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Those who teach see every script of their trust; a learner sees their own and nobody else's."""
        mine = self.filter(trainee__person__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
            return mine
        return mine.filter(trainee__person__account=user)

    def of_learner(self, user):
        return self.filter(trainee__person__trust_id=user.trust_id, trainee__person__account=user)

    def to_mark(self):
        return self.filter(handed_in_at__isnull=False, mark=None)


class ExamAttempt(models.Model):
    """One person's exam. What was agreed for them stands here as its effect only; why is nowhere."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="attempts")
    trainee = models.ForeignKey(Trainee, models.CASCADE, related_name="exam_attempts")
    on_paper = models.BooleanField("sits it on paper", default=False)
    extra_time = models.PositiveSmallIntegerField("extra time, in per cent", default=0)
    break_minutes = models.PositiveSmallIntegerField("minutes of break in which the clock stands", default=0)
    reader = models.BooleanField("has a reader", default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    mark = models.DecimalField("agreed mark", max_digits=6, decimal_places=1, null=True, blank=True)

    objects = ExamAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["trainee__person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exam", "trainee"], name="somebody_sits_an_exam_once"),
            models.CheckConstraint(condition=Q(extra_time__lte=300), name="extra_time_is_at_most_four_times_the_time"),
            models.CheckConstraint(
                condition=Q(mark=None) | Q(mark__gte=0, handed_in_at__isnull=False), name="a_mark_is_of_a_script"
            ),
        ]

    @property
    def trust_id(self):
        return self.trainee.trust_id

    @property
    def effects(self) -> list[str]:
        """What was agreed, as all that is ever said of it."""
        said = [(self.extra_time, f"extra time {self.extra_time}%")]
        said += [(self.break_minutes, f"{self.break_minutes} minutes of break"), (self.reader, "a reader")]
        said += [(self.on_paper, "on paper")]
        return [words for there, words in said if there]

    def outcome(self, worth: int) -> str:
        """Reached, or needs polish; nothing while there is no agreed mark."""
        return "" if self.mark is None else outcome(self.mark, worth, self.exam.paper.pass_mark)


class OfAttemptQuerySet(models.QuerySet):
    def seen_by(self, user):
        mine = self.filter(attempt__trainee__person__trust_id=user.trust_id)
        if user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
            return mine
        return mine.filter(attempt__trainee__person__account=user)


class ExamBreak(models.Model):
    """A break in which the clock stood still."""

    attempt = models.ForeignKey(ExamAttempt, models.CASCADE, related_name="breaks")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)

    objects = OfAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["from_at"]
        constraints = [
            models.UniqueConstraint(fields=["attempt"], condition=Q(to_at=None), name="one_break_at_a_time"),
        ]

    @property
    def trust_id(self):
        return self.attempt.trust_id


class ExamAnswer(models.Model):
    """What somebody answered, sealed; what came after the time stands beside it and never in its place."""

    attempt = models.ForeignKey(ExamAttempt, models.CASCADE, related_name="answers")
    question = models.ForeignKey(PaperQuestion, models.PROTECT, related_name="+")
    given = SealedField()
    late = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    objects = OfAttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question", "late"], name="a_question_is_answered_once"),
        ]

    @property
    def trust_id(self):
        return self.attempt.trust_id


class ExamMarking(models.Model):
    """One marker's whole marking of one script."""

    attempt = models.ForeignKey(ExamAttempt, models.CASCADE, related_name="markings")
    stage = models.CharField(max_length=10, choices=list(STAGES.items()))
    marker = models.ForeignKey(User, models.PROTECT, related_name="+")
    total = models.DecimalField(max_digits=6, decimal_places=1)
    at = models.DateTimeField()

    objects = OfAttemptQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "stage"], name="a_script_is_marked_once_in_each_stage"),
            models.UniqueConstraint(fields=["attempt", "marker"], name="nobody_marks_a_script_twice"),
        ]

    @property
    def trust_id(self):
        return self.attempt.trust_id


class QuestionMark(models.Model):
    """The mark of one question, and what the marker says to the learner about it, sealed."""

    marking = models.ForeignKey(ExamMarking, models.CASCADE, related_name="marks")
    question = models.ForeignKey(PaperQuestion, models.PROTECT, related_name="+")
    mark = models.DecimalField(max_digits=5, decimal_places=1)
    comment = SealedField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marking", "question"], name="a_question_is_marked_once_in_a_marking"),
            models.CheckConstraint(condition=Q(mark__gte=0), name="a_mark_is_not_below_none"),
        ]

    @property
    def trust_id(self):
        return self.marking.trust_id
