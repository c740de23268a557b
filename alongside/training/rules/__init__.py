"""When training must be finished, and what a course asks of somebody."""

from alongside.training.rules.due import MONTHS_TO_TRAIN, SOON, train_by, training_due

__all__ = ["MONTHS_TO_TRAIN", "SOON", "train_by", "training_due"]
