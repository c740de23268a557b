"""The deeds of training."""

from alongside.training.actions.cohorts import add_cohort, enrol_trainee, record_result

__all__ = ["add_cohort", "enrol_trainee", "record_result"]
