"""`alongside place`: a plan from files to a file. The only module of the package that touches files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from alongside.engines.placement import cells
from alongside.engines.placement.faults import Fault, InputFaults
from alongside.engines.placement.inputs import Couples, Inputs, Rules
from alongside.engines.placement.outcome import Plan, posts_given
from alongside.engines.placement.planning import plan_of
from alongside.engines.placement.tables import People, Posts, Table, Teams

AnyTable = TypeVar("AnyTable", bound=Table)
BAD_INPUT = 2


def main(argv: list[str]) -> int:
    """Runs the command. Answers 0 when a plan was written, 1 when a file could not be opened, 2 on bad input."""
    options = _parser().parse_args(argv)
    steps = Steps(sys.stderr.isatty())
    try:
        inputs = _read(options, steps)
        with steps.showing("Planning"):
            made = plan_of(inputs)
        with steps.showing("Writing"):
            Path(options.out).write_text(made.to_json(), encoding="utf-8")
    except InputFaults as faults:
        print(f"alongside place: {len(faults.faults)} faults in the input", file=sys.stderr)
        for fault in faults.faults:
            print(fault, file=sys.stderr)
        return BAD_INPUT
    except OSError as fault:
        print(f"alongside place: {fault.filename}: {fault.strerror}", file=sys.stderr)
        return 1
    finally:
        steps.close()
    print(_summary(made))
    return 0


class Steps:
    """A progress bar over the steps of the work, on a terminal only."""

    def __init__(self, terminal: bool) -> None:
        self._bar = None
        if terminal:
            from tqdm import tqdm

            self._bar = tqdm(total=6, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} {elapsed}", leave=False)

    def showing(self, words: str) -> AbstractContextManager[None]:
        """Says what comes now and moves the bar on."""
        if self._bar is not None:
            self._bar.set_description(words)
            self._bar.update(1)
        return nullcontext()

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="alongside place", description=__doc__)
    parser.add_argument("--people", required=True, metavar="people.csv")
    parser.add_argument("--teams", required=True, metavar="teams.csv")
    parser.add_argument("--posts", required=True, metavar="posts.csv")
    parser.add_argument("--previous", metavar="plan.json", help="a plan from which few people shall be moved")
    parser.add_argument("--pins", metavar="pins.csv", help="people decided already: person_id,post_id")
    parser.add_argument("--pairs", metavar="pairs.csv", help="teams that count as one for company: team_id,team_id")
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day the plan is made for (today)")
    parser.add_argument("--never-alone", type=int, default=2, metavar="K", help="fewest peers in a team that opens (2)")
    parser.add_argument("--objective", default="people", help="most people, or most hours: people (default), hours")
    parser.add_argument("--out", required=True, metavar="plan.json")
    return parser


def _read(options: argparse.Namespace, steps: Steps) -> Inputs:
    faults: list[Fault] = []
    rows: dict[str, list[int]] = {}

    def table(kind: type[AnyTable], path: str) -> AnyTable:
        with steps.showing(f"Reading {kind.__name__.lower()}"), open(path, encoding="utf-8", newline="") as stream:
            found, rows[kind.__name__.lower()] = kind.read_leniently(stream, faults)
        return found

    def couples(path: str | None, name: str, columns: tuple[str, str]) -> Couples:
        if path is None:
            return ()
        with open(path, encoding="utf-8", newline="") as stream:
            return tuple(cells.csv_couples(stream, name, columns, faults))

    as_of = _or_fault(faults, lambda: _as_of(options.as_of), _today(), "as_of", "--as-of")
    inputs = Inputs(
        people=table(People, options.people),
        teams=table(Teams, options.teams),
        posts=table(Posts, options.posts),
        as_of=as_of,
        pins=couples(options.pins, "pins", ("person_id", "post_id")),
        previous=_or_fault(faults, lambda: _previous(options.previous), {}, "previous", "assignments"),
        rules=Rules(options.never_alone, options.objective),
        pairs=couples(options.pairs, "pairs", ("team_id", "team_id")),
    )
    with steps.showing("Checking"):
        return inputs.checked(rows, faults)


Found = TypeVar("Found")


def _or_fault(faults: list[Fault], read: Callable[[], Found], instead: Found, table: str, column: str) -> Found:
    try:
        return read()
    except ValueError as fault:
        faults.append(Fault(table, 1, column, str(fault)))
        return instead


def _as_of(text: str | None) -> date:
    if text is None:
        return _today()
    found: date = cells.day(text).astype(object)
    return found


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _previous(path: str | None) -> dict[str, str]:
    if path is None:
        return {}
    return posts_given(Path(path).read_text(encoding="utf-8"))


def _summary(made: Plan) -> str:
    proof = made.certificate
    lone = sum(one.lone_peer for one in made.teams)
    return (
        f"{proof.placed} placed, {len(made.unplaced)} not yet; {lone} teams with a lone peer; "
        f"{proof.status}, gap {proof.gap}"
    )
