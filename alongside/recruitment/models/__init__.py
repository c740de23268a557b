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
from alongside.recruitment.models.intakes import Booking, Criterion, InformationSession, Intake
from alongside.recruitment.models.selection import Interview, InterviewSeat, Marking, Outcome, Score

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
    "Interview",
    "InterviewSeat",
    "LivedExperience",
    "Marking",
    "Outcome",
    "Score",
    "StageReached",
]
