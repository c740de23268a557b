"""What is read of training, in fixed numbers of queries."""

from alongside.training.queries.exams import exams_passed, exams_passed_by
from alongside.training.queries.progress import (
    Progress,
    extra_time,
    opinions_of,
    progress_of,
    register_as_seen,
    respondent,
)

__all__ = [
    "Progress",
    "exams_passed",
    "exams_passed_by",
    "extra_time",
    "opinions_of",
    "progress_of",
    "register_as_seen",
    "respondent",
]
