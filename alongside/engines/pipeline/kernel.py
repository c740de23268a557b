"""One programme, week by week, for many replications: the compiled heart of the engine.

The order of the steps within a week is part of the model (docs/algorithms/pipeline.md, "The week"); `week` shows it.
All counts are integers; a replication uses about four kilobytes.
"""

from __future__ import annotations

from math import erfc, exp, log, sqrt

import numpy as np

from alongside.engines.pipeline.chance import U64, binomial, compiled, mix, normal_quantile, poisson, uniform

SERIES = (
    "waiting", "in_training", "in_checks", "in_post", "open_posts", "pool", "off_sick", "frozen",
    "posts_opened", "leavers", "starts", "qualified", "gave_up",
)  # fmt: skip
"""What is recorded at the end of every week: eight stocks, then five running totals since the start."""

TOTALS = (
    "starts", "in_time", "eligible", "on_time", "qualified", "gave_up", "late", "weeks_waited", "empty_post_weeks",
    "courses", "course_places", "new_posts", "leavers", "posts_ended", "frozen_weeks", "in_post_weeks", "checks_ended",
    "withdrew", "selected", "not_qualified", "reopened",
)  # fmt: skip
"""What one replication adds up to over the whole horizon."""
(STARTS, IN_TIME, ELIGIBLE, ON_TIME, QUALIFIED, GAVE_UP, LATE, WAITED, EMPTY, COURSES, PLACES, NEW_POSTS, LEAVERS, POSTS_ENDED,
 FROZEN_WEEKS, IN_POST_WEEKS, CHECKS_ENDED, WITHDREW, SELECTED, NOT_QUALIFIED, REOPENED) = range(len(TOTALS))  # fmt: skip

POOL, FROZEN, TRAINING, WAITING, CHECKING, HEAD, TAIL, QUEUED_BEFORE = range(8)
OPEN, WELL, SICK = range(3)
RING = 160
LONGEST_CHECK = RING - 2
BINS = 640

(SINGLE_REOPEN, SINGLE_ILL, SINGLE_RECOVER, SINGLE_MU, SINGLE_SIGMA, SINGLE_FAIL, SINGLE_CUT, SINGLE_LOST, SINGLE_FREEZE,
 SINGLE_THAW, SINGLE_APPLY, SINGLE_SELECT, SINGLE_DROP, SINGLE_QUALIFY, SINGLE_GIVE_UP) = range(15)  # fmt: skip

(FLIP, OPENS, LEAVES_WELL, LEAVES_SICK, REOPENS, FALLS_ILL, RECOVERS, ENDS, APPLIES, WITHDRAWS, QUALIFIES, GIVES_UP, PROMOTES,
 FROM_WHERE, ACCEPTS, LASTS, CLEARED, PENDING_LASTS, PENDING_CLEARED) = range(19)  # fmt: skip


@compiled
def bin_of(value: int) -> int:
    """Exact below 256; above it 64 bins for every doubling, up to 16,383 and more."""
    if value < 256:
        return value
    doubling = 0
    while doubling < 5 and (value >> (doubling + 9)) > 0:
        doubling += 1
    return min(BINS - 1, 256 + doubling * 64 + (value >> (doubling + 2)) - 64)


def bin_values() -> np.ndarray:
    """int64 (BINS,): the value that stands for each bin (the middle of the wider ones)."""
    values = np.arange(BINS, dtype=np.int64)
    for index in range(256, BINS):
        doubling, place = divmod(index - 256, 64)
        values[index] = ((place + 64) << (doubling + 2)) + (1 << (doubling + 1))
    return values


@compiled
def freezes(key: np.uint64, rate: np.ndarray, n: np.ndarray, base: int) -> None:
    u = uniform(key, FLIP, 0)
    if n[FROZEN] == 1:
        if u < rate[base + SINGLE_THAW]:
            n[FROZEN] = 0
    elif u < rate[base + SINGLE_FREEZE]:
        n[FROZEN] = 1


@compiled
def posts_and_people(key: np.uint64, rate: np.ndarray, posts: np.ndarray, total: np.ndarray, base: int) -> None:
    """New posts, then leavers, then sickness."""
    settings = posts.shape[0]
    leave = 4 * settings + 2
    for s in range(settings):
        for b in range(3):
            place = 3 * s + b
            opened = poisson(key, OPENS, place, rate[place])
            well = binomial(key, LEAVES_WELL, place, posts[s, b, WELL], rate[leave + b])
            sick = binomial(key, LEAVES_SICK, place, posts[s, b, SICK], rate[leave + b])
            posts[s, b, WELL] -= well
            posts[s, b, SICK] -= sick
            again = binomial(key, REOPENS, place, well + sick, rate[base + SINGLE_REOPEN])
            posts[s, b, OPEN] += opened + again
            total[NEW_POSTS] += opened
            total[LEAVERS] += well + sick
            total[REOPENED] += again
            ill = binomial(key, FALLS_ILL, place, posts[s, b, WELL], rate[base + SINGLE_ILL])
            back = binomial(key, RECOVERS, place, posts[s, b, SICK], rate[base + SINGLE_RECOVER])
            posts[s, b, WELL] += back - ill
            posts[s, b, SICK] += ill - back


@compiled
def checks_end(t: int, posts: np.ndarray, ring: np.ndarray, n: np.ndarray, total: np.ndarray) -> None:
    due = ring[t % RING]
    for s in range(posts.shape[0]):
        cleared, ended = due[s, 0], due[s, 1]
        posts[s, 0, WELL] += cleared
        posts[s, 0, OPEN] += ended
        n[CHECKING] -= cleared + ended
        total[STARTS] += cleared
        total[CHECKS_ENDED] += ended
        due[s, 0] = 0
        due[s, 1] = 0


@compiled
def posts_end(key: np.uint64, rate: np.ndarray, posts: np.ndarray, n: np.ndarray, total: np.ndarray, base: int) -> None:
    chance = rate[base + (SINGLE_CUT if n[FROZEN] == 1 else SINGLE_LOST)]
    for s in range(posts.shape[0]):
        for b in range(3):
            gone = binomial(key, ENDS, 3 * s + b, posts[s, b, OPEN], chance)
            posts[s, b, OPEN] -= gone
            total[POSTS_ENDED] += gone


@compiled
def applications(key: np.uint64, rate: np.ndarray, n: np.ndarray, total: np.ndarray, base: int) -> None:
    selected = poisson(key, APPLIES, 0, rate[base + SINGLE_APPLY] * rate[base + SINGLE_SELECT])
    n[POOL] += selected
    withdrew = binomial(key, WITHDRAWS, 0, n[POOL], rate[base + SINGLE_DROP])
    n[POOL] -= withdrew
    total[SELECTED] += selected
    total[WITHDREW] += withdrew


@compiled
def course_ends(
    key: np.uint64,
    t: int,
    rate: np.ndarray,
    n: np.ndarray,
    ends: np.ndarray,
    queue: np.ndarray,
    total: np.ndarray,
    base: int,
) -> None:
    people = ends[t]
    if people == 0:
        return
    ends[t] = 0
    qualified = binomial(key, QUALIFIES, 0, people, rate[base + SINGLE_QUALIFY])
    n[TRAINING] -= people
    total[QUALIFIED] += qualified
    total[NOT_QUALIFIED] += people - qualified
    if qualified > 0:
        queue[n[TAIL], 0] = t
        queue[n[TAIL], 1] = qualified
        n[TAIL] += 1
        n[WAITING] += qualified


@compiled
def course_starts(
    t: int, posts: np.ndarray, n: np.ndarray, ends: np.ndarray, timetable: np.ndarray, rule: np.ndarray, plan: np.ndarray,
    total: np.ndarray,
) -> None:  # fmt: skip
    places = timetable[t]
    if rule[2] > 0 and t >= rule[0] and (t - rule[0]) % rule[1] == 0:
        stock = n[WAITING] + n[TRAINING]
        if stock < rule[3]:
            places = max(places, min(rule[2] - stock, rule[4]))
    if places == 0:
        return
    educators = 0
    for s in range(posts.shape[0]):
        educators += posts[s, 2, WELL]
    people = min(places, n[POOL], plan[1] * educators - n[TRAINING])
    if people < plan[2]:
        return
    n[POOL] -= people
    n[TRAINING] += people
    ends[t + plan[0]] += people
    total[COURSES] += 1
    total[PLACES] += people


@compiled
def some_give_up(
    key: np.uint64, rate: np.ndarray, n: np.ndarray, queue: np.ndarray, total: np.ndarray, base: int
) -> None:
    chance = rate[base + SINGLE_GIVE_UP]
    for i in range(n[HEAD], n[TAIL]):
        since = queue[i, 0] + (1 << 20) + (1 << 22 if i < n[QUEUED_BEFORE] else 0)
        gone = binomial(key, GIVES_UP, since, queue[i, 1], chance)
        queue[i, 1] -= gone
        n[WAITING] -= gone
        total[GAVE_UP] += gone


@compiled
def promotions(key: np.uint64, rate: np.ndarray, posts: np.ndarray, upper: int) -> None:
    """Open posts of band index `upper` are filled from the band below; the posts left behind open at once."""
    settings = posts.shape[0]
    ready = 0
    for s in range(settings):
        ready += posts[s, upper - 1, WELL]
    for s in range(settings):
        chosen = binomial(
            key, PROMOTES, 3 * s + upper, min(posts[s, upper, OPEN], ready), rate[4 * settings + upper - 1]
        )
        for i in range(chosen):
            pick = int(uniform(key, FROM_WHERE, 4096 * (3 * s + upper) + i) * ready)
            source = 0
            while pick >= posts[source, upper - 1, WELL]:
                pick -= posts[source, upper - 1, WELL]
                source += 1
            posts[source, upper - 1, WELL] -= 1
            posts[source, upper - 1, OPEN] += 1
            posts[s, upper, OPEN] -= 1
            posts[s, upper, WELL] += 1
            ready -= 1


@compiled
def check_length(u: float, mu: float, sigma: float) -> int:
    """Whole weeks of checks, rounded to the nearest, at most LONGEST_CHECK."""
    return min(LONGEST_CHECK, int(exp(min(mu + sigma * normal_quantile(u), 20.0)) + 0.5))


@compiled
def matches(
    key: np.uint64, t: int, weeks: int, rate: np.ndarray, posts: np.ndarray, ring: np.ndarray, n: np.ndarray, queue: np.ndarray,
    plan: np.ndarray, total: np.ndarray, base: int,
) -> None:  # fmt: skip
    """Open band 3 posts and those who have waited longest; the setting that comes first changes every week."""
    settings = posts.shape[0]
    for step in range(settings):
        s = (t + step) % settings
        matched = binomial(key, ACCEPTS, s, min(posts[s, 0, OPEN], n[WAITING]), rate[3 * settings + s])
        for i in range(matched):
            while queue[n[HEAD], 1] == 0:
                n[HEAD] += 1
            since = queue[n[HEAD], 0]
            queue[n[HEAD], 1] -= 1
            n[WAITING] -= 1
            posts[s, 0, OPEN] -= 1
            place = 4096 * s + i
            length = check_length(uniform(key, LASTS, place), rate[base + SINGLE_MU], rate[base + SINGLE_SIGMA])
            cleared = uniform(key, CLEARED, place) >= rate[base + SINGLE_FAIL]
            late = t + length - since > plan[3]
            if cleared and not late:
                if t + length < weeks:
                    total[IN_TIME] += 1
                if n[HEAD] >= n[QUEUED_BEFORE] and since + plan[3] < weeks:
                    total[ON_TIME] += 1
            if late and t - since <= plan[3] and since + plan[3] < weeks:
                total[LATE] += 1
            if length > 0:
                ring[(t + length) % RING, s, 0 if cleared else 1] += 1
                n[CHECKING] += 1
            elif cleared:
                posts[s, 0, WELL] += 1
                total[STARTS] += 1
            else:
                posts[s, 0, OPEN] += 1
                total[CHECKS_ENDED] += 1


@compiled
def week(
    key: np.uint64, t: int, weeks: int, rate: np.ndarray, posts: np.ndarray, ring: np.ndarray, n: np.ndarray, ends: np.ndarray,
    queue: np.ndarray, timetable: np.ndarray, rule: np.ndarray, plan: np.ndarray, total: np.ndarray,
) -> None:  # fmt: skip
    """The order of one week."""
    base = 4 * posts.shape[0] + 5
    freezes(key, rate, n, base)
    posts_and_people(key, rate, posts, total, base)
    checks_end(t, posts, ring, n, total)
    posts_end(key, rate, posts, n, total, base)
    applications(key, rate, n, total, base)
    course_ends(key, t, rate, n, ends, queue, total, base)
    course_starts(t, posts, n, ends, timetable, rule, plan, total)
    some_give_up(key, rate, n, queue, total, base)
    if n[FROZEN] == 0:
        promotions(key, rate, posts, 2)
        promotions(key, rate, posts, 1)
        matches(key, t, weeks, rate, posts, ring, n, queue, plan, total, base)


@compiled
def observe(posts: np.ndarray, n: np.ndarray, total: np.ndarray, now: np.ndarray) -> None:
    """Fill now (len(SERIES),) with the stocks and running totals of this moment."""
    opened, well, sick = 0, 0, 0
    for s in range(posts.shape[0]):
        for b in range(3):
            opened += posts[s, b, OPEN]
            well += posts[s, b, WELL]
            sick += posts[s, b, SICK]
    now[0] = n[WAITING]
    now[1] = n[TRAINING]
    now[2] = n[CHECKING]
    now[3] = well + sick
    now[4] = opened
    now[5] = n[POOL]
    now[6] = sick
    now[7] = n[FROZEN]
    now[8] = total[NEW_POSTS] + total[REOPENED]
    now[9] = total[LEAVERS]
    now[10] = total[STARTS]
    now[11] = total[QUALIFIED]
    now[12] = total[GAVE_UP]


@compiled
def count_week(
    t: int, weeks: int, n: np.ndarray, queue: np.ndarray, plan: np.ndarray, now: np.ndarray, total: np.ndarray
) -> None:
    """Add one finished week to the totals; whoever has now waited the whole time allowed is late."""
    total[WAITED] += now[0]
    total[EMPTY] += now[4] + now[2]
    total[IN_POST_WEEKS] += now[3]
    total[FROZEN_WEEKS] += now[7]
    while n[HEAD] < n[TAIL] and queue[n[HEAD], 1] == 0:
        n[HEAD] += 1
    for i in range(n[HEAD], n[TAIL]):
        age = t - queue[i, 0]
        if age == plan[3]:
            total[LATE] += queue[i, 1]
        if age < plan[3]:
            break


@compiled
def begin(
    key: np.uint64, rate: np.ndarray, queue0: np.ndarray, classes0: np.ndarray, pending0: np.ndarray, ring: np.ndarray,
    n: np.ndarray, ends: np.ndarray, queue: np.ndarray, base: int,
) -> None:  # fmt: skip
    """Lay out the state of today; checks under way last as long as checks do that have lasted so long."""
    ring[:] = 0
    ends[:] = 0
    for i in range(len(queue0)):
        queue[i, 0] = queue0[i, 0]
        queue[i, 1] = queue0[i, 1]
        n[WAITING] += queue0[i, 1]
    n[HEAD], n[TAIL], n[QUEUED_BEFORE] = 0, len(queue0), len(queue0)
    for i in range(len(classes0)):
        ends[classes0[i, 0]] += classes0[i, 1]
        n[TRAINING] += classes0[i, 1]
    mu, sigma = rate[base + SINGLE_MU], rate[base + SINGLE_SIGMA]
    for i in range(len(pending0)):
        s, so_far = pending0[i, 0], pending0[i, 1]
        gone = 0.0
        if so_far > 0 and sigma > 0.0:
            gone = 0.5 * erfc(-(log(so_far - 0.5) - mu) / sigma / sqrt(2.0))
        for j in range(pending0[i, 2]):
            place = 4096 * i + j
            u = min(gone + uniform(key, PENDING_LASTS, place) * (1.0 - gone), 1.0 - 1e-16)
            left = max(0, check_length(u, mu, sigma) - so_far)
            cleared = uniform(key, PENDING_CLEARED, place) >= rate[base + SINGLE_FAIL]
            ring[left % RING, s, 0 if cleared else 1] += 1
            n[CHECKING] += 1


@compiled
def run(
    rates: np.ndarray, table: np.ndarray, queue0: np.ndarray, classes0: np.ndarray, pending0: np.ndarray, pool: int, frozen: int,
    plan: np.ndarray, timetable: np.ndarray, rule: np.ndarray, seed: int, first: int,
    totals: np.ndarray, counts: np.ndarray, sums: np.ndarray, paths: np.ndarray,
) -> None:  # fmt: skip
    """Simulate len(rates) replications, numbered from `first`.

    rates (R, P) float64 as packed by Rates; table (S, 3, 3); queue0 (n, 2); classes0 (m, 2); pending0 (k, 3);
    plan (4,): course weeks, trainees per educator, smallest course, weeks that count as in time; timetable (weeks,); rule (5,).
    Out: totals (R, len(TOTALS)) int32 is filled; counts (weeks + 1, len(SERIES), BINS) int32 and sums (weeks + 1,
    len(SERIES)) int64 are added to; paths (R or 0, weeks + 1, len(SERIES)) int32 is filled if it has rows.
    """
    weeks, settings = len(timetable), table.shape[0]
    base = 4 * settings + 5
    posts = np.empty_like(table)
    ring = np.zeros((RING, settings, 2), dtype=np.int64)
    ends = np.zeros(weeks + plan[0] + 1 + (classes0[:, 0].max() if len(classes0) else 0), dtype=np.int64)
    queue = np.zeros((len(queue0) + weeks + 1, 2), dtype=np.int64)
    n = np.zeros(8, dtype=np.int64)
    total = np.zeros(len(TOTALS), dtype=np.int64)
    now = np.zeros(len(SERIES), dtype=np.int64)
    root = mix(U64(0), U64(seed))
    for r in range(len(rates)):
        future = mix(root, U64(first + r))
        posts[:] = table
        n[:] = 0
        n[POOL], n[FROZEN] = pool, frozen
        total[:] = 0
        begin(mix(future, U64(0xFFFFFFFF)), rates[r], queue0, classes0, pending0, ring, n, ends, queue, base)
        observe(posts, n, total, now)
        for t in range(weeks + 1):
            if t > 0:
                week(
                    mix(future, U64(t - 1)),
                    t - 1,
                    weeks,
                    rates[r],
                    posts,
                    ring,
                    n,
                    ends,
                    queue,
                    timetable,
                    rule,
                    plan,
                    total,
                )
                observe(posts, n, total, now)
                count_week(t - 1, weeks, n, queue, plan, now, total)
                if t - 1 + plan[3] < weeks and n[TAIL] > n[QUEUED_BEFORE] and queue[n[TAIL] - 1, 0] == t - 1:
                    total[ELIGIBLE] = total[QUALIFIED]
            for k in range(len(now)):
                counts[t, k, bin_of(now[k])] += 1
                sums[t, k] += now[k]
            if len(paths):
                paths[r, t] = now
        totals[r] = total
