"""Courses run for the programme: cohorts, who joined them, what is taught when, and how it went."""

from alongside.training.models.cohorts import Cohort, Trainee
from alongside.training.models.courses import Course, Domain
from alongside.training.models.exams import (
    Exam,
    ExamAnswer,
    ExamAttempt,
    ExamBreak,
    ExamMarking,
    ExamPaper,
    ExamQuestion,
    PaperQuestion,
    QuestionMark,
)
from alongside.training.models.sessions import Session

__all__ = [
    "Cohort",
    "Course",
    "Domain",
    "Exam",
    "ExamAnswer",
    "ExamAttempt",
    "ExamBreak",
    "ExamMarking",
    "ExamPaper",
    "ExamQuestion",
    "PaperQuestion",
    "QuestionMark",
    "Session",
    "Trainee",
]
