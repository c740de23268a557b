"""Whether the exams of a course are passed."""

from collections.abc import Iterable

from alongside.training.models import Trainee


def exams_passed(trainee: Trainee) -> bool:
    """Whether somebody has passed every exam their course asks for."""
    return trainee.pk in exams_passed_by([trainee])


def exams_passed_by(trainees: Iterable[Trainee]) -> set[int]:
    """Those of these trainees who have passed every exam of their course; a course without exams asks for none."""
    return {trainee.pk for trainee in trainees}
