"""Reading a workbook and loading its rows, in the worker. Decided outside any transaction, written at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.utils import timezone

from alongside.access.actors import System
from alongside.access.jobs import Progress, Stop, job, sweep
from alongside.access.models import Job
from alongside.interchange.actions import Decided, StandsElse, empty_load, load_rows, record_fates
from alongside.interchange.bridge import Intake, Stands, findings_of, prepare
from alongside.interchange.formats.mending import mending_workbook
from alongside.interchange.formats.table import Refusal, Workbook
from alongside.interchange.formats.workbook import open_workbook
from alongside.interchange.models import Load
from alongside.interchange.rules import Decisions, Layout, SheetKind, decide, guess_again, guess_layout

MOST_TRIES = 10
MOMENT = 1.5
"""Seconds; no transaction lasts longer than about two (design, section 3)."""


@dataclass(frozen=True)
class Weighed:
    """The rows of a workbook on what stands: their fates, and what would be written."""

    stands: Stands
    intake: Intake
    findings: dict


def weigh(
    workbook: Workbook,
    layout: Layout,
    decisions: Decisions,
    trust_id: int,
    as_at: date,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Weighed:
    """What every row comes to on what stands now."""
    stands = Stands(trust_id)
    report = decide(workbook, layout, stands.standing, decisions, as_at=as_at)
    intake = prepare(report, layout, stands, today=as_at, tell_done=tell)
    return Weighed(stands, intake, findings_of(workbook, layout, intake.report, stands))


def lay_out(workbook: Workbook, tell: Callable[[int, int], None] = lambda done, total: None) -> Layout:
    """The layout of a workbook, guessed sheet by sheet; tells how many of its rows have been looked at."""
    total = sum(sheet.last_row for sheet in workbook.sheets)
    sheets, done = [], 0
    for sheet in workbook.sheets:
        tell(done, total)
        sheets.extend(guess_layout(Workbook(workbook.name, (sheet,))).sheets)
        done += sheet.last_row
    tell(done, total)
    return Layout(tuple(sheets))


@job("read_workbook")
def read_workbook(progress: Progress, held: Job) -> None:
    load = Load.objects.get(pk=held.subject_id)
    if load.upload is None:
        raise Stop("This load was set aside before it was read.")
    workbook = open_workbook(load.upload, load.file_name)
    if isinstance(workbook, Refusal):
        record_fates(load, refusal=workbook.sentence, progress=progress, by=held.asked_by)
        return
    layout = _wanted_layout(load, workbook, progress)
    weighed = weigh(workbook, layout, Decisions.from_json(load.decisions), load.trust_id, load.as_at)
    record_fates(
        load,
        layout=layout,
        report=weighed.intake.report,
        findings=weighed.findings,
        progress=progress,
        by=held.asked_by,
    )


def _wanted_layout(load: Load, workbook: Workbook, progress: Progress) -> Layout:
    if load.layout is None:
        return lay_out(workbook, progress.tell)
    layout = Layout.from_json(load.layout["layout"])
    for sheet, (kind, rows) in load.layout["again"].items():
        layout = guess_again(workbook, layout, sheet, kind=SheetKind(kind), header_rows=tuple(rows) or None)
    return layout


@job("load_rows")
def load_workbook(progress: Progress, held: Job) -> None:
    load = Load.objects.get(pk=held.subject_id)
    if load.upload is None or load.layout is None:
        raise Stop("This load was set aside before it was loaded. Nothing was written.")
    workbook = open_workbook(load.upload, load.file_name)
    if isinstance(workbook, Refusal):
        raise Stop(workbook.sentence)
    layout = Layout.from_json(load.layout["layout"])
    decisions = Decisions.from_json(load.decisions)
    total = sum(sheet.last_row for sheet in workbook.sheets)

    def decided(tell: Callable[[int, int], None] = lambda done, total: None) -> Decided:
        weighed = weigh(workbook, layout, decisions, load.trust_id, load.as_at, tell)
        mending = mending_workbook(workbook, layout, weighed.intake.report, load.as_at)
        return Decided(weighed.intake, weighed.stands.standing, weighed.findings, mending)

    for _ in range(MOST_TRIES):
        progress.tell(0, total)
        began = monotonic()
        first = decided(progress.tell)
        again = decided if monotonic() - began < MOMENT else None
        try:
            load_rows(load, decided=first, again=again, progress=progress, at=timezone.now(), by=held.asked_by)
        except StandsElse:
            continue
        progress.tell(total, total)
        return
    raise Stop("The programme's records kept changing while this was loaded. Nothing was written; try again later.")


@sweep
def empty_old_loads() -> None:
    """Files nobody confirmed in a day, and what was to mend a week ago, go."""
    at = timezone.now()
    for load in Load.objects.outlived(at).light():
        empty_load(load, at=at, by=System("empty_old_loads"))
