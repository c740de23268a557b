"""Somebody's own course as they see it: what they attended, what is left, what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.people.models import Person
from alongside.training.models import (
    CatchUp,
    CourseCertificate,
    CourseOpinion,
    Session,
    Trainee,
    WaitingPlace,
    WorkExperienceSlot,
)
from alongside.training.queries import Progress, progress_of, respondent


@dataclass(frozen=True)
class OwnTraining:
    """One course of the person's own."""

    trainee: Trainee
    progress: Progress
    next_session: Session | None
    catch_ups: list[CatchUp]
    slots: list[WorkExperienceSlot]
    certificates: list[CourseCertificate]
    may_say: bool


def own_training(person: Person, at: datetime, on: date) -> list[OwnTraining]:
    """Each course somebody is on or has completed, the latest first."""
    told = [Trainee.Result.IN_TRAINING, Trainee.Result.COMPLETED]
    trainees = Trainee.objects.filter(person=person, result__in=told, cohort__isnull=False)
    trainees = list(trainees.select_related("person", "cohort__course").order_by("-cohort__number"))
    progress = progress_of(trainees, on)
    return [
        OwnTraining(
            trainee=one,
            progress=progress[one.pk],
            next_session=Session.objects.filter(cohort=one.cohort_id, starts_at__gte=at).first(),
            catch_ups=list(one.catch_ups.filter(done_on=None).select_related("session")),
            slots=list(one.work_experience.filter(signed_off_on=None).select_related("team")),
            certificates=list(one.certificates.standing()),
            may_say=not CourseOpinion.objects.filter(cohort=one.cohort_id, respondent=respondent(one)).exists(),
        )
        for one in trainees
    ]


def offered_places(person: Person) -> list[WaitingPlace]:
    """Places on a cohort that came free and wait for this person's answer."""
    return list(WaitingPlace.objects.offered().filter(person=person).select_related("cohort"))
