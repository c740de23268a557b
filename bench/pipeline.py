"""The pipeline engine against its peers, in one run: CPU time, memory, and the target of each line.

    python -m bench.pipeline [--quick]

Peers: the SimPy model of the tests (an object for every person and post), and the same rules as vectorised numpy (all
replications of a week at once, numpy's own generator). Times are CPU seconds of this process, best of several
turns taken alternately, so that another load on the machine meets all alike. Ratios are what counts; the load is
printed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from alongside.engines.pipeline import (
    Group,
    InPost,
    OpenPosts,
    Policy,
    Rates,
    State,
    improve,
    next_decision,
    simulate,
    warm,
)
from alongside.engines.pipeline.forecast import totals_of
from tests.engines.pipeline.oracle import futures

SETTINGS = ("inpatient", "community", "crisis", "other")
WEEKS = 260
STATE = State(
    as_of=date(2026, 11, 22),
    settings=SETTINGS,
    pool=12,
    training=(Group(2, 10),),
    waiting=(Group(10, 4),),
    in_post=(
        *(InPost(setting, 3, 8) for setting in SETTINGS),
        *(InPost(setting, 4, 2) for setting in SETTINGS),
        InPost("community", 6, 2),
    ),
    open_posts=(OpenPosts("inpatient", 3, 2),),
)
POLICY = Policy.fixed(12, 26)
VALUES = {
    "vacancies": np.array([0.075, 0.015, 0.0025]), "accept": 0.15, "promote": [0.05, 0.03], "leave": [0.0035,
    0.003, 0.002],
    "reopen": 0.7, "fall_ill": 0.01, "recover": 0.22, "check_mu": np.log(9.0), "check_sigma": 0.5, "check_fail": 0.06,
    "cut": 0.015, "lost": 0.03, "freeze": 1 / 130, "thaw": 1 / 35, "applications": 1.2, "selected": 0.5,
    "drop_out": 0.02,
    "qualify": 0.86, "give_up": 0.012,
}  # fmt: skip


def rates(replications: int) -> Rates:
    """The same rates in every future, so that the peers can be given them too."""
    return Rates.known(SETTINGS, replications, **VALUES)


def vectorised(replications: int, seed: int) -> np.ndarray:
    """starts (R,): the same week, for all replications at once in numpy."""
    dice = np.random.default_rng(seed)
    v = {name: np.asarray(value, dtype=float) for name, value in VALUES.items()}
    start = STATE.posts_table()
    open_, well, sick = (np.repeat(start[None, :, :, k], replications, axis=0) for k in range(3))
    rows = np.arange(replications)
    pool, frozen = np.full(replications, STATE.pool), np.zeros(replications, dtype=bool)
    ring = np.zeros((replications, 160, len(SETTINGS), 2), dtype=np.int64)
    ends = np.zeros((replications, WEEKS + 10), dtype=np.int64)
    queue = np.zeros((replications, WEEKS + 40), dtype=np.int64)
    training = np.zeros(replications, dtype=np.int64)
    starts, timetable = np.zeros(replications, dtype=np.int64), POLICY.timetable(WEEKS)
    for group in STATE.training:
        ends[:, STATE.course_weeks - group.weeks] += group.people
        training += group.people
    for group in STATE.waiting:
        queue[:, 39 - group.weeks] += group.people
    for t in range(WEEKS):
        frozen ^= dice.random(replications) < np.where(frozen, v["thaw"], v["freeze"])
        open_ += dice.poisson(v["vacancies"], size=open_.shape)
        gone_well, gone_sick = dice.binomial(well, v["leave"]), dice.binomial(sick, v["leave"])
        well, sick = well - gone_well, sick - gone_sick
        open_ += dice.binomial(gone_well + gone_sick, v["reopen"])
        ill, back = dice.binomial(well, v["fall_ill"]), dice.binomial(sick, v["recover"])
        well, sick = well - ill + back, sick + ill - back
        due = ring[:, t % 160]
        well[:, :, 0] += due[:, :, 0]
        open_[:, :, 0] += due[:, :, 1]
        starts += due[:, :, 0].sum(axis=1)
        due[:] = 0
        open_ -= dice.binomial(open_, np.where(frozen, v["cut"], v["lost"])[:, None, None])
        pool += dice.poisson(v["applications"] * v["selected"], size=replications)
        pool -= dice.binomial(pool, v["drop_out"])
        queue[:, t + 40 - 1] += dice.binomial(ends[:, t], v["qualify"])
        training -= ends[:, t]
        if timetable[t]:
            room = STATE.trainees_per_educator * well[:, :, 2].sum(axis=1) - training
            size = np.minimum(np.minimum(timetable[t], pool), room)
            size[size < STATE.smallest_course] = 0
            pool, training = pool - size, training + size
            ends[:, t + STATE.course_weeks] += size
        recent = queue[:, : t + 40]
        recent -= dice.binomial(recent, v["give_up"])
        for upper in (2, 1):
            for s in range(len(SETTINGS)):
                ready = well[:, :, upper - 1].sum(axis=1)
                up = dice.binomial(np.where(frozen, 0, np.minimum(open_[:, s, upper], ready)), v["promote"][upper - 1])
                for r in np.flatnonzero(up):
                    for _ in range(up[r]):
                        source = dice.choice(len(SETTINGS), p=well[r, :, upper - 1] / well[r, :, upper - 1].sum())
                        well[r, source, upper - 1] -= 1
                        open_[r, source, upper - 1] += 1
                        open_[r, s, upper] -= 1
                        well[r, s, upper] += 1
        for step in range(len(SETTINGS)):
            s = (t + step) % len(SETTINGS)
            free = np.where(frozen, 0, np.minimum(open_[:, s, 0], recent.sum(axis=1)))
            matched = dice.binomial(free, v["accept"])
            some = rows[matched > 0]
            before = np.cumsum(recent[some], axis=1)
            left = np.maximum(before - matched[some, None], 0)
            recent[some] = np.diff(left, axis=1, prepend=0)
            open_[:, s, 0] -= matched
            who = np.repeat(rows, matched)
            length = np.exp(dice.normal(v["check_mu"], v["check_sigma"], len(who)))
            weeks = np.clip(np.floor(length + 0.5), 1, 158).astype(int)
            np.add.at(ring, (who, (t + weeks) % 160, s, (dice.random(len(who)) < v["check_fail"]).astype(int)), 1)
    return starts


def cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def memory_growth(replications: int) -> float:
    """Megabytes by which a fresh process grows at its highest while it draws nothing but simulates."""
    code = (
        "from bench.pipeline import *; warm(); simulate(STATE, rates(10), POLICY, weeks=WEEKS);"
        "top = lambda: int(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1]);"
        f"a = top(); simulate(STATE, rates({replications}), POLICY, weeks=WEEKS); print(top() - a)"
    )
    return int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout) / 1024


def warm_start() -> float:
    """CPU seconds of `warm` in a fresh process with a filled cache."""
    code = (
        "import time; from alongside.engines.pipeline import warm;"
        "t = time.process_time(); warm(); print(time.process_time() - t)"
    )
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer turns and replications")
    quick = parser.parse_args().quick
    print(f"pipeline: load {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors; CPU seconds, best of turns")
    warm()
    turns, slow, fast, wide = (6, 3, 3_000, 500) if quick else (25, 4, 4_000, 1_000)
    simpy = ours = plain = numpy_ = table = float("inf")
    for _ in range(turns):
        simpy = min(simpy, cpu(lambda: futures(STATE, rates(1), POLICY, WEEKS, slow, seed=1)) / slow)
        ours = min(ours, cpu(lambda: simulate(STATE, rates(fast), POLICY, weeks=WEEKS)) / fast)
        plain = min(plain, cpu(lambda: totals_of(STATE, rates(fast), POLICY, weeks=WEEKS)) / fast)
    agree: list[float] = []
    for turn in range(turns // 3):
        numpy_ = min(numpy_, cpu(lambda turn=turn: agree.append(vectorised(wide, turn).mean())) / wide)
        table = min(table, cpu(lambda: next_decision(STATE, rates(2_000), POLICY, weeks=WEEKS)))
    mean = simulate(STATE, rates(fast), POLICY, weeks=WEEKS).outcome("starts").mean
    print(
        f"  a replication of {WEEKS} weeks: SimPy {simpy * 1e3:.2f} ms, "
        f"numpy {numpy_ * 1e6:.0f} us, ours {ours * 1e6:.0f} us"
    )
    print(f"  mean starts, as a check: numpy {np.mean(agree):.2f}, ours {mean:.2f}")
    found = improve(STATE, rates(4_000), weeks=WEEKS)
    spent = found.search.replications if found.search else 0
    lines = [
        ("CPU a replication, times SimPy", simpy / plain, ">=", 200.0, "x"),
        ("the same with our weekly quantiles counted in", simpy / ours, ">=", 200.0, "x"),
        ("CPU a replication, times vectorised numpy", numpy_ / plain, ">=", 5.0, "x"),
        ("memory of 100,000 replications x 5 years", memory_growth(100_000), "<=", 64.0, " MB"),
        ("next decision, 8 of 10 choices x 2,000, to SimPy x 2,000", table * 0.8 / (simpy * 2_000), "<=", 0.05, "x"),
        ("base stock and calendar search, futures simulated", float(spent), "<=", 100_000.0, ""),
        ("first use after a start with a filled cache", warm_start(), "<=", 2.0, " s"),
    ]
    for name, value, sign, target, unit in lines:
        met = value >= target if sign == ">=" else value <= target
        print(f"  {name:58s} {value:>10,.2f}{unit:3s} target {sign} {target:,.2f}  {'met' if met else 'NOT MET'}")


if __name__ == "__main__":
    main()
