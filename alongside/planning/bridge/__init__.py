"""Between the records and the engine: rows become dated spells without names, and a forecast becomes a document."""

from alongside.planning.bridge.answers import ENGINE_VERSION, TooShort, back_test, decide, warm
from alongside.planning.bridge.programme import RECRUITMENT, Programme, read

__all__ = ["ENGINE_VERSION", "RECRUITMENT", "Programme", "TooShort", "back_test", "decide", "read", "warm"]
