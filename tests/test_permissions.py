"""Every page, every role, every place: who sees it, who is refused (403), for whom it does not exist (404).

A page without a line fails; a role too many or too few in a line fails.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.timezone import localdate, now

from alongside.access.actors import acting
from alongside.access.models import Job, RetentionRule
from alongside.access.permissions import Role
from alongside.checks.models import (
    Certificate,
    Check,
    ConditionalOffer,
    Disclosure,
    Document,
    HealthOutcome,
    HistoryPeriod,
    Matter,
    PoliceVetting,
    PostEligibility,
    StartOverride,
)
from alongside.interchange.models import Load
from alongside.interchange.rules import Decisions, Layout, SheetKind, SheetLayout
from alongside.people.actions import link_account
from alongside.people.models import LegalHold
from alongside.placement.models import PlacementPlan, Proposal, TeamToAvoid
from alongside.posts.models import AgreedDuties, Conversion, DutyLine, JobDescription, JobLine
from alongside.recruitment.models import (
    Application,
    Booking,
    Criterion,
    InformationSession,
    Intake,
    IntakeStage,
    Interview,
    LivedExperience,
    Outcome,
)
from alongside.teams.models import TeamManager, TeamPair
from alongside.training.models import (
    Adjustment,
    Attendance,
    CatchUp,
    Cohort,
    Course,
    CourseCertificate,
    Session,
    Trainee,
    WaitingPlace,
    WorkExperienceSlot,
)
from tests.factories import (
    SYSTEM,
    TODAY,
    make_holding,
    make_person,
    make_post,
    make_registered_post,
    make_site,
    make_team,
    make_trust,
    make_user,
    signed_in,
)
from tests.planning.sample import ready_forecast
from tests.training.making import exam_things

pytestmark = pytest.mark.django_db

LEAD, EDUCATOR, CHECKS, MANAGER = "programme_lead", "educator", "checks_officer", "team_manager"
ESTABLISHMENT, APPROVER, EXECUTIVE, PERSON = "establishment", "approver", "executive", "person"
PANEL = "panel_member"
ADMINISTRATOR, PROTECTION, EVALUATOR = "administrator", "data_protection", "evaluator"
ASSESSOR, DECIDER, APPEALS, HEALTH = "disclosure_assessor", "decider", "appeal_officer", "occupational_health"
EVERYBODY = " ".join(Role)

# What anybody may read, and the front door, before anybody is known.
PUBLIC = {
    "certificate_check",
    "help", "accessibility", "privacy",
    "intakes_open", "apply_privacy", "apply_start", "apply_sent", "apply_ring", "session_book",
    "sign_in", "sign_out", "second_factor_code", "passkey_sign_in", "openid", "openid_answer",
}  # fmt: skip
# An applicant's own pages, which only the holder of their secret link opens: to everybody else they are not found.
BY_LINK = {
    "applicant_link", "own_application", "own_answers", "own_needs", "own_statement", "own_equality", "own_submit",
    "own_withdraw", "own_offer", "own_interview_file", "own_leave",
}  # fmt: skip
# Everybody's own account, wherever they work: another's second factor is not found (404).
OWN_ACCOUNT = {
    "own_account", "password", "session_end", "second_factor", "second_factor_app", "second_factor_passkey",
    "second_factor_remove", "recovery_codes", "step_up", "step_up_elsewhere", "stay", "time_left", "kept_form",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Roles that see it for the whole trust, for their own team only, and for themselves only."""

    trust: str = ""
    team: str = ""
    alone: str = ""
    posts_only: bool = False

    def roles(self) -> set[str]:
        return set(f"{self.trust} {self.team} {self.alone}".split())

    def sees(self, role: str, place: str) -> bool:
        if place == "other trust":
            return False
        return role in self.trust.split() or (place == "own" and role in self.roles())


LINES = {
    "start": Line(EVERYBODY),
    "search": Line(f"{LEAD} {EDUCATOR} {CHECKS} {MANAGER}"),
    "board": Line(LEAD),
    "moved_on": Line(LEAD),
    "letter_pack": Line(LEAD, alone=PERSON),
    "own_duties": Line(alone=PERSON),
    "to_train": Line(f"{LEAD} {EDUCATOR}"),
    "people": Line(f"{LEAD} {EDUCATOR} {CHECKS} {MANAGER}"),
    "person": Line(f"{LEAD} {EDUCATOR} {CHECKS}", team=MANAGER),
    "own_record": Line(PERSON),
    "subject_access": Line(LEAD, alone=PERSON),
    "subject_access_file": Line(LEAD, alone=PERSON),
    "legal_hold_new": Line(LEAD),
    "retention": Line(PROTECTION),
    "retention_rule_new": Line(PROTECTION),
    "legal_hold_for_all": Line(PROTECTION),
    "legal_hold_lift": Line(PROTECTION, posts_only=True),
    "person_new": Line(LEAD),
    "contact": Line(LEAD),
    "account_link": Line(LEAD),
    "accounts": Line(ADMINISTRATOR),
    "account_new": Line(ADMINISTRATOR),
    "account": Line(ADMINISTRATOR),
    "account_disable": Line(ADMINISTRATOR, posts_only=True),
    "account_enable": Line(ADMINISTRATOR, posts_only=True),
    "account_second_factor_reset": Line(ADMINISTRATOR, posts_only=True),
    "account_identity": Line(ADMINISTRATOR),
    "account_identity_unlink": Line(ADMINISTRATOR, posts_only=True),
    "audit": Line(PROTECTION),
    "teams": Line(f"{LEAD} {ESTABLISHMENT} {MANAGER}"),
    "team": Line(f"{LEAD} {ESTABLISHMENT}", team=MANAGER),
    "team_new": Line(LEAD),
    "sites": Line(LEAD),
    "site_new": Line(LEAD),
    "team_change": Line(LEAD),
    "team_preparation": Line(LEAD),
    "team_pair": Line(LEAD),
    "team_unpair": Line(LEAD, posts_only=True),
    "team_manager": Line(LEAD),
    "team_manager_release": Line(LEAD, posts_only=True),
    "posts": Line(f"{LEAD} {ESTABLISHMENT} {APPROVER} {EXECUTIVE} {MANAGER}"),
    "post": Line(f"{LEAD} {ESTABLISHMENT} {APPROVER} {EXECUTIVE}", team=MANAGER),
    "post_new": Line(f"{LEAD} {ESTABLISHMENT}"),
    "post_change": Line(ESTABLISHMENT),
    "post_split": Line(ESTABLISHMENT),
    "post_close": Line(ESTABLISHMENT),
    "post_screen": Line(LEAD),
    "job_descriptions": Line(f"{LEAD} {ESTABLISHMENT} {APPROVER} {EXECUTIVE} {MANAGER}"),
    "job_description": Line(f"{LEAD} {ESTABLISHMENT} {APPROVER} {EXECUTIVE} {MANAGER}"),
    "job_description_new": Line(LEAD),
    "job_line_new": Line(LEAD),
    "job_line_remove": Line(LEAD, posts_only=True),
    "job_description_issue": Line(LEAD, posts_only=True),
    "job_description_renew": Line(LEAD, posts_only=True),
    "duties": Line(f"{LEAD} {ESTABLISHMENT} {APPROVER} {EXECUTIVE}", team=MANAGER),
    "duties_new": Line(LEAD),
    "duties_agree": Line(LEAD, team=MANAGER, posts_only=True),
    "duties_withdraw": Line(LEAD, posts_only=True),
    "post_freeze": Line(ESTABLISHMENT),
    "post_thaw": Line(ESTABLISHMENT),
    "post_advertise": Line(f"{LEAD} {ESTABLISHMENT}"),
    "post_advert_withdraw": Line(f"{LEAD} {ESTABLISHMENT}", posts_only=True),
    "post_registration": Line(APPROVER),
    "conversions": Line(f"{LEAD} {ESTABLISHMENT} {APPROVER} {EXECUTIVE} {MANAGER}"),
    "conversion": Line(f"{LEAD} {ESTABLISHMENT} {APPROVER} {EXECUTIVE}", team=MANAGER),
    "conversion_new": Line(LEAD),
    "conversion_approve": Line(APPROVER),
    "conversion_decline": Line(APPROVER),
    "conversion_carry_out": Line(LEAD, posts_only=True),
    "intakes": Line(f"{LEAD} {EDUCATOR} {PANEL}"),
    "intake": Line(f"{LEAD} {EDUCATOR} {PANEL}"),
    "intake_new": Line(LEAD),
    "intake_change": Line(LEAD),
    "intake_publish": Line(LEAD, posts_only=True),
    "intake_criterion_new": Line(LEAD),
    "intake_stage_new": Line(LEAD),
    "stage_remove": Line(LEAD, posts_only=True),
    "application_stage": Line(LEAD, posts_only=True),
    "intake_application_new": Line(f"{LEAD} {EDUCATOR}"),
    "intake_equality": Line(LEAD),
    "criterion_remove": Line(LEAD, posts_only=True),
    "information_sessions": Line(f"{LEAD} {EDUCATOR}"),
    "information_session_new": Line(f"{LEAD} {EDUCATOR}"),
    "information_session": Line(f"{LEAD} {EDUCATOR}"),
    "ask_again": Line(LEAD),
    "application": Line(f"{LEAD} {EDUCATOR} {PANEL}"),
    "application_entry": Line(f"{LEAD} {EDUCATOR}"),
    "application_needs": Line(f"{LEAD} {EDUCATOR}"),
    "application_send": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "application_link": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "application_scores": Line(f"{LEAD} {EDUCATOR} {PANEL}"),
    "application_statement": Line(f"{LEAD} {PANEL}"),
    "application_invite": Line(LEAD, posts_only=True),
    "application_interview": Line(LEAD),
    "application_interview_file": Line(f"{LEAD} {EDUCATOR} {PANEL}"),
    "application_decision": Line(LEAD),
    "letter": Line(LEAD),
    "application_reinvite": Line(LEAD, posts_only=True),
    "application_offer_answer": Line(LEAD, posts_only=True),
    "application_withdraw": Line(LEAD, posts_only=True),
    "checks": Line(CHECKS),
    "check": Line(f"{LEAD} {CHECKS}"),
    "checks_today": Line(CHECKS),
    "documents": Line(CHECKS, alone=PERSON),
    "document_new": Line(CHECKS, alone=PERSON),
    "document_send": Line(CHECKS, alone=PERSON),
    "document_file": Line(CHECKS, alone=PERSON),
    "history": Line(CHECKS, alone=PERSON),
    "history_period_remove": Line(CHECKS, alone=PERSON, posts_only=True),
    "reference_letter": Line(CHECKS),
    "document_ask": Line(CHECKS),
    "document_original": Line(CHECKS),
    "document": Line(CHECKS),
    "post_eligibility": Line(LEAD),
    "conditional_offer": Line(LEAD),
    "conditional_offer_withdraw": Line(LEAD, posts_only=True),
    "certificate_new": Line(CHECKS),
    "update_check": Line(CHECKS),
    "start_new": Line(f"{LEAD} {CHECKS}"),
    "benefits": Line(f"{LEAD} {CHECKS} {PERSON}"),
    "benefit_figure_new": Line(LEAD),
    "starts": Line(f"{LEAD} {CHECKS} {APPROVER}"),
    "start_sign": Line(APPROVER, posts_only=True),
    "start_end": Line(f"{LEAD} {CHECKS} {APPROVER}", posts_only=True),
    "vetting_new": Line(CHECKS),
    "health_requests": Line(HEALTH),
    "health_outcome": Line(HEALTH),
    "disclosures": Line(f"{CHECKS} {ASSESSOR} {DECIDER} {APPEALS}"),
    "disclosure": Line(CHECKS, alone=f"{ASSESSOR} {DECIDER} {APPEALS}"),
    "matter_new": Line(CHECKS),
    "disclosure_meeting": Line(CHECKS),
    "disclosure_assessors": Line(CHECKS),
    "disclosure_close": Line(CHECKS),
    "disclosure_assess": Line(alone=ASSESSOR),
    "disclosure_panel": Line(CHECKS),
    "disclosure_decide": Line(alone=DECIDER),
    "disclosure_appeal": Line(CHECKS),
    "disclosure_appeal_decide": Line(alone=APPEALS),
    "cohorts": Line(f"{LEAD} {EDUCATOR}"),
    "cohort": Line(f"{LEAD} {EDUCATOR}"),
    "cohort_new": Line(f"{LEAD} {EDUCATOR}"),
    "enrol": Line(f"{LEAD} {EDUCATOR}"),
    "result": Line(f"{LEAD} {EDUCATOR}"),
    "timetable": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "timetable_calendar": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "timetable_new": Line(f"{LEAD} {EDUCATOR}"),
    "timetable_move": Line(f"{LEAD} {EDUCATOR}"),
    "educators": Line(f"{LEAD} {EDUCATOR}"),
    "educator_new": Line(f"{LEAD} {EDUCATOR}"),
    "educator": Line(f"{LEAD} {EDUCATOR}"),
    "room_new": Line(f"{LEAD} {EDUCATOR}"),
    "syllabus": Line(f"{LEAD} {EDUCATOR}"),
    "exams": Line(f"{LEAD} {EDUCATOR}"),
    "exam_new": Line(f"{LEAD} {EDUCATOR}"),
    "exam": Line(f"{LEAD} {EDUCATOR}"),
    "exam_adjust": Line(f"{LEAD} {EDUCATOR}"),
    "exam_resit": Line(f"{LEAD} {EDUCATOR}"),
    "exam_mark": Line(f"{LEAD} {EDUCATOR}"),
    "questions": Line(f"{LEAD} {EDUCATOR}"),
    "question_new": Line(f"{LEAD} {EDUCATOR}"),
    "question": Line(f"{LEAD} {EDUCATOR}"),
    "questions_load": Line(f"{LEAD} {EDUCATOR}"),
    "questions_download": Line(f"{LEAD} {EDUCATOR}"),
    "papers": Line(f"{LEAD} {EDUCATOR}"),
    "paper_new": Line(f"{LEAD} {EDUCATOR}"),
    "paper": Line(f"{LEAD} {EDUCATOR}"),
    "paper_print": Line(f"{LEAD} {EDUCATOR}"),
    "exam_release": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "exam_collect": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "question_retire": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "paper_question_add": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "paper_question_remove": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "paper_ready": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "paper_revise": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "own_exam": Line(alone=PERSON),
    "own_exam_question": Line(alone=PERSON),
    "own_exams": Line(PERSON),
    "own_exam_start": Line(alone=PERSON, posts_only=True),
    "own_exam_break": Line(alone=PERSON, posts_only=True),
    "own_exam_hand_in": Line(alone=PERSON, posts_only=True),
    "courses": Line(f"{LEAD} {EDUCATOR}"),
    "course_new": Line(f"{LEAD} {EDUCATOR}"),
    "course_change": Line(f"{LEAD} {EDUCATOR}"),
    "cohort_change": Line(f"{LEAD} {EDUCATOR}"),
    "cohort_session_new": Line(f"{LEAD} {EDUCATOR}"),
    "register": Line(f"{LEAD} {EDUCATOR}"),
    "adjustment_new": Line(f"{LEAD} {EDUCATOR}"),
    "adjustment_end": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "own_adjustments": Line(PERSON),
    "waiting_place_answer": Line(f"{LEAD} {EDUCATOR}", alone=PERSON, posts_only=True),
    "trainee": Line(f"{LEAD} {EDUCATOR}"),
    "trainee_withdraw": Line(f"{LEAD} {EDUCATOR}"),
    "trainee_catch_up": Line(f"{LEAD} {EDUCATOR}"),
    "trainee_competences": Line(f"{LEAD} {EDUCATOR}"),
    "trainee_certificate": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "trainee_opinion": Line(alone=PERSON),
    "catch_up_done": Line(f"{LEAD} {EDUCATOR}", posts_only=True),
    "work_experience": Line(f"{LEAD} {EDUCATOR} {MANAGER}"),
    "work_experience_new": Line(f"{LEAD} {MANAGER}"),
    "work_experience_book": Line(f"{LEAD} {EDUCATOR}"),
    "work_experience_sign_off": Line(LEAD, team=MANAGER),
    "work_experience_cancel": Line(f"{LEAD} {EDUCATOR}", alone=PERSON, posts_only=True),
    "work_experience_withdraw": Line(LEAD, team=MANAGER, posts_only=True),
    "certificate_file": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "certificate_revoke": Line(f"{LEAD} {EDUCATOR}"),
    "supervision_new": Line(LEAD, team=MANAGER),
    "leaving_new": Line(LEAD),
    "plans": Line(LEAD),
    "plan": Line(LEAD),
    "plan_new": Line(LEAD),
    "plan_comparison": Line(LEAD),
    "plan_progress": Line(LEAD),
    "plan_download": Line(LEAD),
    "plan_discard": Line(LEAD),
    "proposal_accept": Line(LEAD),
    "proposal_decline": Line(LEAD),
    "proposal_turn_down": Line(LEAD, alone=PERSON),
    "holding_turn_down": Line(LEAD, alone=PERSON),
    "holding_end": Line(LEAD),
    "holding_new": Line(LEAD),
    "forecasts": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_new": Line(LEAD),
    "back_test_new": Line(LEAD, posts_only=True),
    "forecast": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_progress": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_basis": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_svg": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_png": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_csv": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_comparison": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_since": Line(f"{LEAD} {EVALUATOR}"),
    "forecast_latest_summary": Line(f"{LEAD} {EVALUATOR} {EXECUTIVE}"),
    "forecast_summary": Line(f"{LEAD} {EVALUATOR} {EXECUTIVE}"),
    "forecast_summary_svg": Line(f"{LEAD} {EVALUATOR} {EXECUTIVE}"),
    "refreshers": Line(LEAD),
    "loads": Line(LEAD),
    "load_new": Line(LEAD),
    "load": Line(LEAD),
    "load_progress": Line(LEAD),
    "load_rows": Line(LEAD),
    "load_sheet": Line(LEAD),
    "load_questions": Line(LEAD),
    "load_confirm": Line(LEAD, posts_only=True),
    "load_discard": Line(LEAD),
    "load_mending": Line(LEAD),
    "wishes": Line(f"{LEAD} {EDUCATOR}", alone=PERSON),
    "team_to_avoid_new": Line(LEAD, alone=PERSON, posts_only=True),
    "team_to_avoid_removal": Line(LEAD, alone=PERSON, posts_only=True),
}

FACTS = {"kind": "caution", "on": "2020-01-01", "words": "Words", "declared": True}
FACTS |= {"under_18": False, "specified": False, "custodial": False}
OPTIMAL = {"status": "optimal", "placed": 0, "bound": 0, "gap": 0}
PLACES = ("own", "other team", "other trust")


def addresses(resolver=None, prefix=()) -> dict[str, tuple]:
    """Name -> converters' parameter names, for every address the product answers."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            found[pattern.name or str(pattern.pattern)] = (*prefix, *pattern.pattern.converters)
        else:
            found |= addresses(pattern, (*prefix, *pattern.pattern.converters))
    return found


def a_selection(trust, lead, person) -> dict:
    """An open intake with somebody to be rung, somebody invited and somebody turned down, and a session to ask at."""
    at, days = now(), {"opens_on": localdate(), "closes_on": localdate(), "published_on": localdate()}
    intake = Intake.objects.create(trust=trust, title="Spring", about="A course.", places=2, telephone="01632", **days)
    session = InformationSession.objects.create(trust=trust, starts_at=at + timedelta(days=9), venue="Hall")
    other = make_person(trust)
    invited = Application.objects.create(intake=intake, number=1, person=person, state="invited")
    turned_down = Application.objects.create(intake=intake, number=2, person=other, state="no")
    LivedExperience.objects.create(application=invited, words="What I lived through.")
    return {
        "intake": intake,
        "criterion": Criterion.objects.create(intake=intake, words="Can listen", easy_words="Listens"),
        "stage": IntakeStage.objects.create(intake=intake, name="Taster day", told="Two hours with us."),
        "information_session": session,
        "booking": Booking.objects.create(session=session, name="Ida", email="ida@example.org", booked_at=at),
        "application": invited,
        "spoken": Application.objects.create(intake=intake, number=3, name="Olga", phone="01632", way="spoken"),
        "interview": Interview.objects.create(application=invited, starts_at=at, venue="Room 2"),
        "outcome": Outcome.objects.create(
            application=turned_down, kind="no", reasons="Not shown.", letter="Dear", decided_by=lead, decided_on=TODAY
        ),
    }


def a_job(post, lead) -> dict:
    """A job description of version 1, issued, and duties that wait for the team."""
    facts = {"purpose": "To listen.", "issued_on": TODAY, "issued_by": lead}
    description, _ = JobDescription.objects.get_or_create(
        trust=post.trust, title="Peer Support Worker", band=3, defaults=facts
    )
    duties = AgreedDuties.objects.create(post=post, description=description, put_forward_on=TODAY, put_forward_by=lead)
    DutyLine.objects.create(duties=duties, peer=True, words="Listens")
    job_line, _ = JobLine.objects.get_or_create(description=description, part="peer", words="Listens")
    return {"description": description, "duties": duties, "job_line": job_line}


def furnish(trust, lead, *, manager=None, account=None, weighing=(None, None, None)) -> SimpleNamespace:
    """One of everything that an address can name, around one person, one team and one post."""
    team = make_team(trust, manager=manager or make_user(trust, Role.TEAM_MANAGER))
    person = make_person(trust)
    if account:
        link_account(person, account=account, by=SYSTEM)
    post = make_post(trust, team)
    holding = make_holding(person, post, started_on=localdate() + timedelta(days=30))
    at = localdate()
    with acting("system:test", "test"):
        plan = PlacementPlan.objects.create(
            trust=trust,
            as_of=at,
            state=PlacementPlan.State.PROPOSED,
            asked_by=lead,
            answer={"assignments": [], "unplaced": [], "teams": [], "certificate": OPTIMAL},
            job=Job.objects.create(trust=trust, kind="propose_placements", subject_id=1, asked_by=lead, state="done"),
        )
        pair = TeamPair.objects.create(first=team, second=make_team(trust))
        proposal = Proposal.objects.create(
            plan=plan,
            person=person,
            post=post,
            team=team,
            starts_on=at,
            hours=Decimal("18.75"),
            state=Proposal.State.ACCEPTED,
            holding=holding,
            decided_by=lead,
            decided_at=f"{at}T10:00Z",
        )
        conversion = Conversion.objects.create(
            post=make_post(trust, team, peer=False, title="Support Worker"),
            new_title="Peer Support Worker",
            new_band=3,
            quality_impact="Low",
            asked_by=lead,
            asked_on=TODAY,
        )
        cohort = Cohort.objects.create(trust=trust, number=1 + Cohort.objects.filter(trust=trust).count())
        selection = a_selection(trust, lead, person) | a_job(post, lead)
        trainee = Trainee.objects.create(person=person, cohort=cohort)
        offer = ConditionalOffer.objects.create(
            person=person, post=post, made_on=at, level="enhanced", workforce="adult", regulated=False
        )
        certificate = Certificate.objects.create(
            person=person, offer=offer, level="enhanced", workforce="adult", number="001", issued_on=at, seen_on=at
        )
        first, decider, appeals = weighing
        disclosure = Disclosure.objects.create(
            certificate=certificate, opened_on=at, first=first, decided_by=decider, appeal_by=appeals
        )
        return SimpleNamespace(
            **selection,
            **exam_things(trainee),
            trust=trust,
            team=team,
            person=person,
            post=post,
            registered=make_registered_post(trust, team),
            holding=holding,
            plan=plan,
            pair=pair,
            proposal=proposal,
            conversion=conversion,
            cohort=cohort,
            trainee=trainee,
            **furnish_course(trust, team, trainee),
            site=make_site(trust),
            manager=TeamManager.objects.get(team=team),
            avoided=TeamToAvoid.objects.create(person=person, team=pair.second),
            user=make_user(trust, Role.PANEL_MEMBER),
            load=Load.objects.create(
                trust=trust,
                file_name="lists.xlsx",
                as_at=at,
                state=Load.State.READY,
                asked_by=lead,
                empty_at=f"{at}T10:00Z",
                layout={"layout": Layout((SheetLayout("Lists", SheetKind.NOT_DATA),)).to_json(), "again": {}},
                decisions=Decisions().to_json(),
                findings={"rows": [], "columns": [], "questions": [], "examples": {}},
                mending=b"a workbook",
            ),
            check=Check.objects.create(person=person, kind="dbs"),
            health=Check.objects.create(person=person, kind="health", state="requested"),
            eligibility=PostEligibility.objects.create(post=post, answers={}, answered_on=at),
            offer=offer,
            certificate=certificate,
            disclosure=disclosure,
            matter=Matter.objects.create(disclosure=disclosure, facts=FACTS, entered_on=at),
            start=StartOverride.objects.create(
                person=person, kind="references", regulated=True, safeguards="Never alone", asked_on=at, until_on=at
            ),
            health_outcome=HealthOutcome.objects.create(person=person, adjustments="A quiet room", recorded_on=at),
            vetting=PoliceVetting.objects.create(person=person, force="Fenland", level="2", applied_on=at),
            history_period=HistoryPeriod.objects.create(person=person, kind="caring", from_on=at),
            document=Document.objects.create(
                person=person,
                purpose="identity",
                type="passport_british",
                state="uploaded",
                content=b"%PDF-",
                format="pdf",
            ),
            forecast=ready_forecast(trust, lead),
            hold=LegalHold.objects.create(trust=trust, person=person, reference="Inquiry", from_on=at, placed_by=lead),
            rule=RetentionRule.objects.filter(trust=trust).first(),
        )


def furnish_course(trust, team, trainee) -> dict:
    """One of everything that an address of training can name."""
    at = localdate()
    session = Session.objects.create(
        cohort=trainee.cohort, title="Listening", starts_at=f"{at}T09:30Z", ends_at=f"{at}T15:00Z", hours=Decimal("4.5")
    )
    Attendance.objects.create(session=session, trainee=trainee, hours_missed=Decimal("1.5"))
    return {
        "course": Course.objects.create(trust=trust, name=f"Course {Course.objects.count()}", hours=Decimal(72)),
        "session": session,
        "catch_up": CatchUp.objects.create(
            trainee=trainee, session=session, what="Read module 4", hours=Decimal("1.5"), by_on=at
        ),
        "adjustment": Adjustment.objects.create(
            person=trainee.person, kind="extra_time", value=Decimal(25), from_on=at
        ),
        "waiting_place": WaitingPlace.objects.create(
            person=trainee.person,
            cohort=Cohort.objects.create(trust=trust, number=900 + Cohort.objects.filter(trust=trust).count()),
            asked_at=f"{at}T10:00Z",
        ),
        "slot": WorkExperienceSlot.objects.create(
            team=team, held_on=at, hours=Decimal(6), supervisor_name="Supervisor", trainee=trainee
        ),
        "course_certificate": CourseCertificate.objects.create(
            trainee=trainee, code=f"TEST-{trainee.pk}", course_name="Peer support", issued_on=at
        ),
    }


def arguments(name: str, wanted: tuple, place: SimpleNamespace) -> dict:
    """What this address needs to name its thing in this place."""
    things = {
        "account": place.user,
        "apply_start": place.intake,
        "apply_privacy": place.trust,
        "intake": place.intake,
        "criterion": place.criterion,
        "stage": place.stage,
        "session_book": place.information_session,
        "information_session": place.information_session,
        "application": place.application,
        "application_entry": place.spoken,
        "application_needs": place.spoken,
        "letter": place.outcome.application,
        "application_reinvite": place.outcome.application,
        "conversion_new": place.post,
        "post_registration": place.registered,
        "account_disable": place.user,
        "account_enable": place.user,
        "adjustment": place.adjustment,
        "catch_up": place.catch_up,
        "certificate": place.course_certificate,
        "cohort": place.cohort,
        "course": place.course,
        "register": place.session,
        "trainee": place.trainee,
        "waiting_place": place.waiting_place,
        "work_experience": place.slot,
        "conversion": place.conversion,
        "timetable": place.cohort,
        "timetable_move": place.session,
        "educator": place.educator,
        "syllabus": place.course,
        "exam": place.exam,
        "exam_mark": place.trainee,
        "exam_adjust": place.attempt,
        "exam_collect": place.attempt,
        "exam_resit": place.attempt,
        "own_exam": place.attempt,
        "paper": place.paper,
        "question": place.question,
        "document": place.document,
        "disclosure": place.disclosure,
        "matter": place.disclosure,
        "update": place.certificate,
        "start": place.start,
        "health_outcome": place.health,
        "history_period": place.history_period,
        "forecast": place.forecast,
        "holding": place.holding,
        "legal_hold": place.hold,
        "load": place.load,
        "plan": place.plan,
        "post": place.post,
        "job_description": place.description,
        "job_line_new": place.description,
        "job_line": place.job_line,
        "duties": place.post,
        "duties_agree": place.duties,
        "duties_withdraw": place.duties,
        "letter_pack": place.holding,
        "own_duties": place.holding,
        "proposal": place.proposal,
        "result": place.trainee,
        "team_to_avoid": place.avoided,
        "team": place.team,
    }
    start = next((word for word in sorted(things, key=len, reverse=True) if name.startswith(word)), None)
    given = {
        "pk": things[start].pk if start else None,
        "public_id": place.person.public_id,
        "kind": "dbs",
        "form": "json",
        "pair": place.pair.pk,
        "manager": place.manager.pk,
        "number": 1,
        "exam": place.exam.pk,
        "series": "waiting",
        "stage": place.stage.pk,
        "secret": "not-a-secret",
    }
    return {key: given[key] for key in wanted}


def a_world() -> SimpleNamespace:
    """Somebody of every role in one trust, and one of everything in each place."""
    here, there = make_trust(), make_trust()
    users = {role: make_user(here, role) for role in Role}
    lead = users[Role.PROGRAMME_LEAD]
    return SimpleNamespace(
        users=users,
        places={
            "own": furnish(
                here,
                lead,
                manager=users[Role.TEAM_MANAGER],
                account=users[Role.PERSON],
                weighing=[users[role] for role in (ASSESSOR, DECIDER, APPEALS)],
            ),
            "other team": furnish(here, lead),
            "other trust": furnish(there, make_user(there, Role.PROGRAMME_LEAD)),
        },
    )


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for the tests of a file; what each of them writes is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cookies(world, django_db_blocker):
    """Everybody's browser, signed in: role -> its cookies."""
    found = {}
    with django_db_blocker.unblock():
        for role, user in world.users.items():
            client = Client()
            signed_in(client, user)
            found[role] = client.cookies.output(header="", sep=";")
    return found


def test_every_page_has_a_line():
    assert set(addresses()) - PUBLIC - BY_LINK - OWN_ACCOUNT == set(LINES)


def answers(client, cookies: str, address: str, method: str) -> int:
    client.cookies = SimpleCookie(cookies)
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    return response.status_code


@pytest.mark.parametrize("name", sorted(LINES))
def test_who_sees_it_who_is_refused_and_for_whom_it_does_not_exist(name, world, cookies, client):
    line, wanted = LINES[name], addresses().get(name, ())
    faults = []
    for place in PLACES if wanted else PLACES[:1]:
        address = reverse(name, kwargs=arguments(name, wanted, world.places[place]))
        for role in world.users:
            # Who is refused as who they are is asked for both where they are nearest, and elsewhere for what writes.
            for method in ("get", "post") if place == "own" or role in line.roles() else ("post",):
                status = answers(client, cookies[role], address, method)
                if role not in line.roles():
                    right = status == 403
                elif method == "get" and line.posts_only:
                    right = status == 405
                elif not line.sees(role, place):
                    right = status == 404
                else:
                    right = status < 400 or status in {405, 409, 422}
                if not right:
                    faults.append(f"{method.upper()} {name} in {place} as {role}: {status}")
    assert faults == []


@pytest.mark.parametrize("name", sorted(set(LINES) - {"start"}))
def test_nobody_who_is_not_signed_in_sees_anything(name, world, client):
    address = reverse(name, kwargs=arguments(name, addresses()[name], world.places["own"]))
    for method in (client.get, client.post):
        response = method(address)
        assert response.status_code == 302 and response["Location"].startswith(reverse("sign_in"))
