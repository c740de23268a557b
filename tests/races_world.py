"""What two race for, made by the deeds of the product; each answers what the test has to know of it."""

from datetime import timedelta
from types import SimpleNamespace

from django.urls import reverse
from django.utils.timezone import localdate, now

from alongside.access.permissions import Role
from alongside.checks.actions import answer_eligibility
from alongside.checks.rules.eligibility import QUESTIONS
from alongside.people.actions import link_account
from alongside.recruitment.actions import add_information_session, invite_applicant, save_answers
from alongside.recruitment.queries import scored_in
from alongside.training.actions import record_result
from alongside.training.actions.exams import hand_in_exam, start_exam
from alongside.training.models import ExamAttempt
from tests.factories import SYSTEM, make_person, make_post, make_team, make_trust, make_user
from tests.recruitment.conftest import answered, begun, holder, make_intake, score, sent, sit
from tests.training.conftest import make_cohort, make_trainee
from tests.training.making import CHOICE, ESSAY, make_course, make_exam, make_paper


def trust_with(*roles: Role) -> tuple:
    trust = make_trust()
    return trust, *[make_user(trust, role) for role in roles]


def script() -> dict:
    """One handed-in script with an essay, and two educators who may mark it."""
    at = now() - timedelta(minutes=5)
    said = exam_to_sit(ESSAY, at)
    attempt = ExamAttempt.objects.get(pk=said["attempt"])
    learner = attempt.trainee.person.account
    hand_in_exam(start_exam(attempt, now=at, by=learner), now=at, by=learner)
    return said


def exam_to_sit(question=CHOICE, at=None) -> dict:
    at = at or now() - timedelta(minutes=5)
    trust, learner, *educators = trust_with(Role.PERSON, Role.EDUCATOR, Role.EDUCATOR)
    trainee = make_trainee(make_cohort(trust))
    link_account(trainee.person, account=learner, by=SYSTEM)
    paper = make_paper(make_course(trust), question)
    attempt = make_exam(trainee.cohort, paper, opens_at=at, closes_at=at + timedelta(hours=2)).attempts.get()
    return {
        "learner": learner.pk,
        "educators": [one.pk for one in educators],
        "attempt": attempt.pk,
        "question": paper.questions.get().pk,
        "mark": reverse("exam_mark", args=[trainee.pk, attempt.exam_id]),
        "start": reverse("own_exam_start", args=[attempt.pk]),
        "hand_in": reverse("own_exam_hand_in", args=[attempt.pk]),
    }


def certificate() -> dict:
    trust, lead = trust_with(Role.PROGRAMME_LEAD)
    trainee = make_trainee(make_cohort(trust))
    record_result(trainee, result="completed", completed_on=localdate(), by=SYSTEM)
    return {"lead": lead.pk, "trainee": trainee.pk, "path": reverse("trainee_certificate", args=[trainee.pk])}


def offer() -> dict:
    """Two leads, one person, two posts whose questions are answered."""
    trust, *leads = trust_with(Role.PROGRAMME_LEAD, Role.PROGRAMME_LEAD)
    team, people = make_team(trust), [make_person(trust) for _ in range(2)]
    posts = [make_post(trust, team) for _ in range(2)]
    for post in posts:
        given = dict.fromkeys(QUESTIONS, False) | {"patients": True, "alone": True}
        answer_eligibility(post, answers=given, workforce="adult", today=localdate(), by=SYSTEM)
    return {
        "leads": [one.pk for one in leads],
        "posts": [one.pk for one in posts],
        "people": [one.pk for one in people],
        "paths": [reverse("conditional_offer", args=[one.public_id]) for one in people],
    }


def _selection(**facts) -> tuple:
    trust, *leads = trust_with(Role.PROGRAMME_LEAD, Role.PROGRAMME_LEAD)
    scorers = [make_user(trust, Role.PANEL_MEMBER) for _ in range(3)]
    return trust, leads, scorers, make_intake(trust, **facts)


def decision() -> dict:
    """One place, two who were interviewed, two leads."""
    _, leads, scorers, intake = _selection(places=1)
    applications = [sent(intake) for _ in range(2)]
    for application in applications:
        for scorer in scorers[:2]:
            score(application, scorer)
        invite_applicant(application, at=now(), by=leads[0])
        sit(SimpleNamespace(scorers=scorers[:2], lead=leads[0]), application)
        for scorer in scorers[:2]:
            score(application, scorer, round="interview")
    return {
        "leads": [one.pk for one in leads],
        "applications": [one.pk for one in applications],
        "paths": [reverse("application_decision", args=[one.pk]) for one in applications],
    }


def scoring() -> dict:
    """One application that one person has scored, and two more who want to."""
    _, _, scorers, intake = _selection()
    application = sent(intake)
    score(application, scorers[0])
    criteria = scored_in(intake.pk, "shortlist")
    return {
        "scorers": [one.pk for one in scorers],
        "application": application.pk,
        "path": reverse("application_scores", args=[application.pk]),
        "data": {f"points_{one.pk}": "2" for one in criteria} | {"lock": "yes"},
        "criteria": len(criteria),
    }


def sending() -> dict:
    """A draft that is ready to be sent, by its link."""
    intake = make_intake(make_trust())
    application = begun(intake, secret=f"link-{intake.pk}", name=f"Race Runner {intake.pk}")
    save_answers(application, contact={}, **answered(application), by=holder(application))
    return {"application": application.pk, "intake": intake.pk, "link": f"link-{intake.pk}"}


def beginning() -> dict:
    intake = make_intake(make_trust())
    return {"intake": intake.pk, "path": reverse("apply_start", args=[intake.pk])}


def booking() -> dict:
    trust = make_trust()
    starts_at = now() + timedelta(days=3)
    session = add_information_session(trust, starts_at=starts_at, venue="Hall", places=1, by=SYSTEM)
    return {"session": session.pk, "path": reverse("session_book", args=[session.pk])}


def adding() -> dict:
    trust, lead = trust_with(Role.PROGRAMME_LEAD)
    return {"trust": trust.pk, "lead": lead.pk, "path": reverse("person_new")}


WORLDS = {
    made.__name__: made
    for made in (script, exam_to_sit, certificate, offer, decision, scoring, sending, beginning, booking, adding)
}
