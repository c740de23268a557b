"""Reads of training that span several tables."""
