"""The door to exams for whoever asks about a certificate."""

from collections.abc import Iterable

from django.db.models import Sum

from alongside.access.verdicts import Verdict
from alongside.training.models import Exam, ExamAttempt, Trainee
from alongside.training.rules.exams import exams_reached


def exams_passed(trainee: Trainee) -> bool:
    """Whether somebody has reached the mark of every exam of their cohort, by what has been told to them."""
    return trainee.pk in exams_passed_by([trainee])


def exams_passed_by(trainees: Iterable[Trainee]) -> set[int]:
    """Those who have."""
    return {key for key, verdict in exams_standing(trainees).items() if verdict}


def exams_standing(trainees: Iterable[Trainee]) -> dict[int, Verdict]:
    """Trainee -> whether every exam of their cohort is reached, in two queries however many they are."""
    trainees = list(trainees)
    cohorts = {trainee.cohort_id for trainee in trainees if trainee.cohort_id}
    firsts: dict[int, list[Exam]] = {}
    for exam in Exam.objects.filter(cohort__in=cohorts, resit_of=None).select_related("paper").order_by("opens_at"):
        firsts.setdefault(exam.cohort_id, []).append(exam)
    reached: dict[tuple[int, int], str] = {}
    told = ExamAttempt.objects.filter(trainee__in=trainees, exam__released_at__isnull=False, mark__isnull=False)
    told = told.annotate(worth=Sum("exam__paper__questions__marks")).select_related("exam__paper")
    for attempt in told.order_by("exam__opens_at"):
        reached[attempt.trainee_id, attempt.exam.resit_of_id or attempt.exam_id] = attempt.outcome(attempt.worth)
    return {
        trainee.pk: exams_reached(
            (str(exam), reached.get((trainee.pk, exam.pk), "")) for exam in firsts.get(trainee.cohort_id, ())
        )
        for trainee in trainees
    }
