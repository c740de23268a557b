"""`alongside forecast programme.toml --reps 10000 --seed 1 --out forecast.json`: a forecast without a database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from alongside.engines.pipeline.comparison import compare
from alongside.engines.pipeline.documents import canonical, whole
from alongside.engines.pipeline.forecast import ENGINE_VERSION, MOST_WEEKS, Progress, simulate
from alongside.engines.pipeline.programme_file import ProgrammeFile, read_programme

MOST_FUTURES = 1_000_000


def main(argv: list[str]) -> int:
    """Run the command; 0 when written, 2 when the file or an option does not fit (the reason goes to standard
    error)."""
    parser = argparse.ArgumentParser(prog="alongside forecast", description=__doc__)
    parser.add_argument("programme", help="a programme.toml (schema: docs/algorithms/pipeline.md)")
    parser.add_argument("--reps", type=int, default=10_000, help="futures to simulate (default 10000)")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same bytes (default 0)")
    parser.add_argument("--weeks", type=int, help="weeks ahead (default: the file's, or 260)")
    parser.add_argument("--threads", type=int, default=1, help="threads (the answer does not depend on it)")
    parser.add_argument("--out", default="-", help="where to write JSON; - is standard output (default)")
    try:
        asked = parser.parse_args(argv)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        whole("--reps", asked.reps, 1, MOST_FUTURES)
        whole("--seed", asked.seed, 0, 2**61)
        whole("--threads", asked.threads, 1)
        if asked.weeks is not None:
            whole("--weeks", asked.weeks, 1, MOST_WEEKS)
        programme = read_programme(Path(asked.programme).read_text(encoding="utf-8"))
        weeks = programme.weeks if asked.weeks is None else asked.weeks
        text = forecast_text(programme, asked.reps, asked.seed, weeks, asked.threads, _bar())
        if asked.out == "-":
            sys.stdout.write(text)
        else:
            Path(asked.out).write_text(text, encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        print(f"alongside forecast: {error}", file=sys.stderr)
        return 2
    return 0


def forecast_text(
    programme: ProgrammeFile, reps: int, seed: int, weeks: int, threads: int = 1, progress: Progress | None = None
) -> str:
    """The JSON document: what the rates rest on, a forecast for each policy, and the comparison with the first one."""
    rates = programme.posterior.draw(reps, seed)
    forecasts = {}
    for number, (name, policy) in enumerate(programme.policies.items()):
        step = _part(progress, number, len(programme.policies) + 1)
        forecasts[name] = simulate(
            programme.state, rates, policy, weeks=weeks, seed=seed, threads=threads, progress=step
        )
    comparison = compare(
        programme.state, rates, programme.policies, weights=programme.weights, weeks=weeks, seed=seed,
        progress=_part(progress, len(programme.policies), len(programme.policies) + 1),
    )  # fmt: skip
    document = {
        "engine_version": ENGINE_VERSION,
        "state": programme.state,
        "rates": programme.posterior,
        "rates_enough": programme.posterior.enough,
        "rates_in_words": programme.posterior.in_words(),
        "weights": programme.weights,
        "forecasts": forecasts,
        "comparison": comparison,
    }
    return canonical(document) + "\n"


def _part(progress: Progress | None, number: int, parts: int) -> Progress | None:
    """The same bar for one part of the work."""
    if progress is None:
        return None
    return lambda done, of: progress(number * 1_000 + done * 1_000 // of, parts * 1_000)


def _bar() -> Progress | None:
    """A bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, of: int) -> None:
        filled = 40 * done // of
        end = "\n" if done == of else ""
        print(f"\r[{'#' * filled}{'.' * (40 - filled)}] {done / of:4.0%}{end}", end="", file=sys.stderr, flush=True)

    return show
