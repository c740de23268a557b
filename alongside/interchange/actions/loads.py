"""Deeds on a load: begin it, mend its layout, answer its questions, confirm it, set it aside, empty it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from alongside.access.gate import action
from alongside.access.jobs import Progress, Stop, ask_for
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.interchange.models import UPLOAD_LASTS, Load
from alongside.interchange.rules import Decisions, Layout, Report, SheetKind, SheetLayout

LEFT_OUT_BY_HAND = "somebody who loads it left it out"


@action(May.START_LOAD)
def start_load(trust: Trust, *, data: bytes, file_name: str, sha256: str, as_at: date, at: datetime, by) -> Load:
    """Keep the file, sealed and for a day at most, and have it read."""
    load = Load.objects.create(
        trust=trust,
        file_name=file_name,
        sha256=sha256,
        as_at=as_at,
        asked_by=by,
        asked_at=at,
        upload=data,
        decisions=Decisions().to_json(),
        empty_at=at + UPLOAD_LASTS,
    )
    return _read_again(load, by)


@action(May.CHANGE_LAYOUT)
def change_layout(
    load: Load, *, sheet: str, kind: SheetKind, header_rows: tuple[int, ...], fields: Mapping[str, str], by
) -> Load:
    """What a person says of one sheet. Another kind or other heading rows have its columns guessed anew."""
    load = _open_load(load)
    layout = Layout.from_json(load.layout["layout"])
    old = layout.sheet(sheet)
    again = dict(load.layout["again"])
    if (kind, header_rows) != (old.kind, old.header_rows):
        again[sheet] = [kind.value, list(header_rows)]
    else:
        for column in old.columns:
            if column.column in fields and fields[column.column] != column.field:
                layout = layout.with_field(sheet, column.column, fields[column.column])
        layout = layout.with_sheet(_left_out(layout.sheet(sheet)))
    load.layout = {"layout": layout.to_json(), "again": again}
    return _read_again(load, by)


@action(May.DECIDE_ROWS)
def decide_rows(load: Load, *, answers: Sequence[tuple[str, str, str]], afresh: bool = False, by) -> Load:
    """Answers are (about, key, answer) of a load's questions; `afresh` forgets those given before."""
    load = _open_load(load)
    decisions = Decisions() if afresh else Decisions.from_json(load.decisions)
    for about, key, answer in answers:
        decisions = decisions.say(about, key, answer)
    load.decisions = decisions.to_json()
    return _read_again(load, by)


@action(May.RECORD_FATES)
def record_fates(
    load: Load,
    *,
    layout: Layout | None = None,
    report: Report | None = None,
    findings: dict | None = None,
    refusal: str = "",
    progress: Progress,
    by,
) -> Load:
    """Write down what reading came to, by whoever still holds the job; a file that is refused is emptied at once."""
    progress.hold()
    load = _locked(load)
    if load.state != Load.State.READING:
        raise Stop("This load was set aside while it was being read.")
    if layout is None or report is None:
        load.state, load.refusal = Load.State.REFUSED, refusal
        return _emptied(load)
    load.state = Load.State.READY
    load.layout, load.findings = {"layout": layout.to_json(), "again": {}}, findings
    load.rows, load.loaded = len(report.rows), report.loaded
    load.refused, load.skipped = report.refused, report.skipped
    load.save()
    return load


@action(May.CONFIRM_LOAD)
def confirm_load(load: Load, *, by) -> Load:
    """Have the rows written down. Of two people who confirm, one does."""
    load = _locked(load)
    stopped = load.state == Load.State.LOADING and load.job is not None and load.job.over
    if load.state != Load.State.READY and not stopped:
        raise Refused(f"This workbook cannot be loaded now: {load.get_state_display().lower()}.")
    load.state = Load.State.LOADING
    load.job = ask_for("load_rows", load, by=by)
    load.save(update_fields=["state", "job"])
    return load


@action(May.DISCARD_LOAD)
def discard_load(load: Load, *, by) -> Load:
    """Set a load aside: the file and everything read from it go at once."""
    load = _locked(load)
    if load.state in {Load.State.LOADED, Load.State.REFUSED, Load.State.DISCARDED, Load.State.EXPIRED}:
        raise Refused("This load is over already.")
    if load.state == Load.State.LOADING and not (load.job and load.job.over):
        raise Refused("This workbook is being loaded at this moment.")
    load.state = Load.State.DISCARDED
    return _emptied(load)


@action(May.EMPTY_LOAD)
def empty_load(load: Load, *, at: datetime, by) -> Load:
    """Time is over: whatever is sealed goes. What was loaded, and how many rows, stays."""
    load = _locked(load)
    running = load.job is not None and not load.job.over
    if load.empty_at is None or load.empty_at > at or (load.state == Load.State.LOADING and running):
        return load
    if load.state != Load.State.LOADED:
        load.state = Load.State.EXPIRED
    return _emptied(load)


def _locked(load: Load) -> Load:
    """Held until the deed is done; what is sealed is only opened where a deed asks for it."""
    return Load.objects.light().select_for_update(of=("self",)).select_related("job").get(pk=load.pk)


def _open_load(load: Load) -> Load:
    load = _locked(load)
    if load.state != Load.State.READY:
        raise Refused(f"This cannot be changed now: {load.get_state_display().lower()}. Look at the load again.")
    return load


def _read_again(load: Load, by) -> Load:
    load.state = Load.State.READING
    load.job = ask_for("read_workbook", load, by=by)
    load.save()
    return load


def _left_out(sheet: SheetLayout) -> SheetLayout:
    """A column without a meaning says why it stays out."""
    return replace(
        sheet,
        columns=tuple(
            one if one.field or one.never_load else replace(one, never_load=LEFT_OUT_BY_HAND) for one in sheet.columns
        ),
    )


def _emptied(load: Load) -> Load:
    load.upload = load.layout = load.decisions = load.findings = load.mending = load.empty_at = None
    if load.state != Load.State.LOADED:
        load.rows = load.loaded = load.refused = load.skipped = 0
    load.save()
    return load
