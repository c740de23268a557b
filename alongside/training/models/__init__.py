"""Courses run for the programme: cohorts, who joined them, what is taught when, and how it went."""

from alongside.training.models.attendance import Adjustment, AdjustmentCause, Attendance, CatchUp
from alongside.training.models.certificates import CourseCertificate, CourseOpinion
from alongside.training.models.cohorts import Cohort, Trainee, WaitingPlace, cohort_in_words
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
from alongside.training.models.experience import CompetenceSignOff, WorkExperienceSlot
from alongside.training.models.sessions import Session
from alongside.training.models.timetable import Educator, SyllabusSession, TeachingRoom, UnplacedSession

__all__ = [
    "Adjustment",
    "AdjustmentCause",
    "Attendance",
    "CatchUp",
    "Cohort",
    "CompetenceSignOff",
    "Course",
    "CourseCertificate",
    "CourseOpinion",
    "Domain",
    "Educator",
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
    "SyllabusSession",
    "TeachingRoom",
    "Trainee",
    "UnplacedSession",
    "WaitingPlace",
    "WorkExperienceSlot",
    "cohort_in_words",
]
