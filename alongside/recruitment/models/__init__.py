"""Selection, by noun: what is offered, who applies, and how the panel comes to its answer."""

from alongside.recruitment.models.applications import (
    ApplicantAnswer,
    ApplicantLink,
    Application,
    AssessmentNeeds,
    EqualityAnswers,
    LivedExperience,
    StageReached,
)
from alongside.recruitment.models.intakes import Booking, Criterion, InformationSession, Intake, IntakeStage
from alongside.recruitment.models.selection import Interview, InterviewSeat, Marking, Outcome, Score, StageDone

__all__ = [
    "ApplicantAnswer",
    "ApplicantLink",
    "Application",
    "AssessmentNeeds",
    "Booking",
    "Criterion",
    "EqualityAnswers",
    "InformationSession",
    "Intake",
    "IntakeStage",
    "Interview",
    "InterviewSeat",
    "LivedExperience",
    "Marking",
    "Outcome",
    "Score",
    "StageDone",
    "StageReached",
]
