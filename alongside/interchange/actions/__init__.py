"""The deeds of loading a workbook."""

from alongside.interchange.actions.loads import (
    change_layout,
    confirm_load,
    decide_rows,
    discard_load,
    empty_load,
    record_fates,
    start_load,
)
from alongside.interchange.actions.rows import Decided, StandsElse, load_rows

__all__ = [
    "Decided",
    "StandsElse",
    "change_layout",
    "confirm_load",
    "decide_rows",
    "discard_load",
    "empty_load",
    "load_rows",
    "record_fates",
    "start_load",
]
