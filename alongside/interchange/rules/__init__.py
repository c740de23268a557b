"""From a workbook to the fate of every row: read, guess, decide. Pure: no database, no clock.

    >>> from alongside.interchange.formats.workbook import open_workbook
    >>> workbook = open_workbook(data, "fenland.xlsx")           # Workbook, or Refusal(kind, sentence)
    >>> layout = guess_layout(workbook)                            # shown, and corrigible:
    >>> layout = layout.with_field("Peer workers", "H", "started_on")
    >>> layout = guess_again(workbook, layout, "Volunteers", kind=SheetKind.PEOPLE)
    >>> report = decide(workbook, layout, standing, decisions, as_at=date(2026, 11, 20))
    >>> report.loaded + report.refused + report.skipped == len(report.rows)
    True
    >>> decisions = decisions.say("pairs", report.questions[0].key, "same")   # and decide again

Layout and Decisions go to JSON and back. A value that is not taken stands in no message: those name the place and
the kind.
"""

from alongside.interchange.rules.columns import meanings
from alongside.interchange.rules.decisions import UNDECIDED, Decisions
from alongside.interchange.rules.fates import LOADED, SKIPPED, Fate, Question, Report, RowFate, Told
from alongside.interchange.rules.layout import Column, Layout, SheetKind, SheetLayout
from alongside.interchange.rules.load import decide
from alongside.interchange.rules.sheets import guess_again, guess_layout
from alongside.interchange.rules.standing import NOTHING, KnownPerson, KnownPost, Standing

__all__ = [
    "LOADED",
    "NOTHING",
    "SKIPPED",
    "UNDECIDED",
    "Column",
    "Decisions",
    "Fate",
    "KnownPerson",
    "KnownPost",
    "Layout",
    "Question",
    "Report",
    "RowFate",
    "SheetKind",
    "SheetLayout",
    "Standing",
    "Told",
    "decide",
    "guess_again",
    "guess_layout",
    "meanings",
]
