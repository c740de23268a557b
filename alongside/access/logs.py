"""What a log may hold: the place of a fault, never its content."""

import logging
import sys


class PlacesOnly(logging.Filter):
    """Puts the kind and place of a fault where its traceback and words would stand."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            fault = sys.exc_info()[1] if record.exc_info is True else record.exc_info[1]
            record.msg, record.args = f"{record.getMessage()} ({place_of(fault)})", ()
            record.exc_info = record.exc_text = None
        return True


def place_of(fault: BaseException | None) -> str:
    """The kind of a fault, and the module and line it came from."""
    trace = fault.__traceback__ if fault else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
    return f"{type(fault).__name__} at {where}"
