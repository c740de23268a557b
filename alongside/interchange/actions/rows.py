"""The one deed that turns a workbook into records: short, at once, by whoever still holds the job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from alongside.access.gate import action
from alongside.access.jobs import Progress, Stop
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.interchange.bridge import Intake, Stands, after_load
from alongside.interchange.models import MENDING_LASTS, Load
from alongside.interchange.rules import Standing


class StandsElse(Exception):
    """Something of the trust changed after the rows were decided: decide again."""


@dataclass(frozen=True)
class Decided:
    """What a workbook comes to: the records to write, on what they were decided, and what is told of the rows."""

    intake: Intake
    decided_on: Standing
    findings: dict
    mending: bytes | None


@action(May.LOAD_ROWS)
def load_rows(
    load: Load,
    *,
    decided: Decided,
    again: Callable[[], Decided] | None,
    progress: Progress,
    at: datetime,
    by,
) -> Load:
    """Write down every row that loads. One load of a trust at a time, on exactly what its rows were decided on; where
    that has changed, what can be decided `again` in a moment is, while nobody else loads."""
    progress.hold()
    Trust.objects.select_for_update().get(pk=load.trust_id)
    load = Load.objects.select_for_update(of=("self",)).get(pk=load.pk)
    if load.state != Load.State.LOADING:
        raise Stop("This load is over already. Nothing was written.")
    if Stands(load.trust_id).standing != decided.decided_on:
        if again is None:
            raise StandsElse
        decided = again()
    _write(decided.intake)
    report = decided.intake.report
    load.state, load.loaded_at = Load.State.LOADED, at
    load.rows, load.loaded, load.refused = len(report.rows), report.loaded, report.refused
    load.skipped = report.skipped
    load.upload = load.layout = load.decisions = None
    load.findings, load.mending, load.empty_at = after_load(decided.findings), decided.mending, at + MENDING_LASTS
    load.save()
    return load


def _write(intake: Intake) -> None:
    for model, records in _by_model(intake.new):
        model.objects.bulk_create(records)
    for record, names in intake.changed:
        record.save(update_fields=names)


def _by_model(records: Sequence[Model]) -> list[tuple[type[Model], list[Model]]]:
    """Each table once, in the order in which its first record was made: what is pointed at comes first."""
    found: dict[type[Model], list[Model]] = {}
    for record in records:
        found.setdefault(type(record), []).append(record)
    return list(found.items())
