"""Certificates, and what learners say of the course."""

import secrets
from collections.abc import Mapping
from datetime import date

from alongside.access.gate import action
from alongside.access.models import User
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.training.models import CourseCertificate, CourseOpinion, Trainee
from alongside.training.queries import progress_of, respondent
from alongside.training.rules import may_issue_certificate, revoking_ends_completion

# Without letters and digits that are mistaken for each other; sixty bits, so that no code is found by trying.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
COURSE_NOT_NAMED = "Peer support worker training"


@action(May.ISSUE_CERTIFICATE)
def issue_certificate(trainee: Trainee, *, today: date, by) -> CourseCertificate:
    """Records the completion too, with the share attended."""
    Trainee.objects.select_for_update().get(pk=trainee.pk)
    trainee = Trainee.objects.select_related("person", "cohort__course").get(pk=trainee.pk)
    progress = progress_of([trainee], today)[trainee.pk]
    may_issue_certificate(trainee.result, progress.reached, trainee.certificates.standing().exists()).or_refuse()
    if trainee.result != Trainee.Result.COMPLETED:
        trainee.result, trainee.completed_on = Trainee.Result.COMPLETED, today
        trainee.attendance = None if progress.attended.share is None else round(progress.attended.share, 3)
        trainee.full_clean()
        trainee.save()
    course = trainee.cohort.course if trainee.cohort else None
    return CourseCertificate.objects.create(
        trainee=trainee,
        code="-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)),
        course_name=course.name if course else COURSE_NOT_NAMED,
        issued_on=today,
        issued_by_id=getattr(by, "pk", None),
    )


@action(May.REVOKE_CERTIFICATE)
def revoke_certificate(certificate: CourseCertificate, *, because: str, today: date, by) -> CourseCertificate:
    """It stays to be found by its code, and says that it counts no more."""
    certificate = CourseCertificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.revoked_on:
        raise Refused("This certificate has been revoked already.")
    certificate.revoked_on, certificate.revoked_because = today, because
    certificate.full_clean()
    certificate.save(update_fields=["revoked_on", "revoked_because"])
    if revoking_ends_completion(because):
        trainee = certificate.trainee
        trainee.result, trainee.completed_on = Trainee.Result.NOT_YET, None
        trainee.save(update_fields=["result", "completed_on"])
    return certificate


@action(May.GIVE_COURSE_OPINION)
def give_course_opinion(trainee: Trainee, *, answers: Mapping[str, int], by) -> Trainee:
    """Given once and not changed, so that no figure can be watched while one answer changes."""
    somebody_else = isinstance(by, User) and trainee.person.account_id != by.pk
    if somebody_else or trainee.cohort is None:
        raise Refused("Only somebody who was on this course can say how it was.")
    Trainee.objects.select_for_update().get(pk=trainee.pk)
    under = respondent(trainee)
    if CourseOpinion.objects.filter(cohort=trainee.cohort, respondent=under).exists():
        raise Refused("You have already said how the course was. Thank you.")
    CourseOpinion.objects.create(cohort=trainee.cohort, respondent=under, answers=dict(answers))
    return trainee
