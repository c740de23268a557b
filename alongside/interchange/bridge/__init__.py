"""Between clean rows and the programme's records: what stands, and what the rows would make of it. Writes nothing."""

from alongside.interchange.bridge.findings import after_load, findings_of
from alongside.interchange.bridge.intake import Intake, prepare
from alongside.interchange.bridge.stands import Stands

__all__ = ["Intake", "Stands", "after_load", "findings_of", "prepare"]
