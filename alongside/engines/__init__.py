"""Pure engines: arrays and frozen dataclasses in, frozen results out. No Django, no clock, no files."""
