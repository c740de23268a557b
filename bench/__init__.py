"""Measurements: `make bench` prints them with the machine's load. Nothing here is a test."""
