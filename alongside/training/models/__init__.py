"""Courses run for the programme: cohorts, who joined them, what is taught when, and how it went."""

from alongside.training.models.cohorts import Cohort, Trainee, cohort_in_words
from alongside.training.models.courses import Course, Domain
from alongside.training.models.sessions import Session

__all__ = ["Cohort", "Course", "Domain", "Session", "Trainee", "cohort_in_words"]
