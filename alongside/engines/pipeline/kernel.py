"""One programme, week by week, for many replications: the compiled heart of the engine.

The order of the steps within a week is part of the model (docs/algorithms/pipeline.md, "The week"); `week` shows it.
Every count is an integer. What is alike for many people or posts is drawn once for all of them, and then falls on
some of them evenly: the same distribution as a draw for each, in a tenth of the draws.

One file on purpose: numba's cache looks only at the file of the function that is called, so a change in another
file would leave the old machine code running. After a change in chance.py, save this file too.
"""

from __future__ import annotations

from math import erfc, exp, log, log1p, sqrt
from typing import NamedTuple

import numpy as np

from alongside.engines.pipeline.chance import U64, binomial, compiled, inlined, mix, normal_quantile, poisson, uniform

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
(STARTS, IN_TIME, ELIGIBLE, ON_TIME, QUALIFIED, GAVE_UP, LATE, WAITED, EMPTY, COURSES, PLACES, NEW_POSTS, LEAVERS,
 POSTS_ENDED, FROZEN_WEEKS, IN_POST_WEEKS, CHECKS_ENDED, WITHDREW, SELECTED, NOT_QUALIFIED,
 REOPENED) = range(len(TOTALS))  # fmt: skip

POOL, FROZEN, TRAINING, WAITING, CHECKING, HEAD, TAIL, QUEUED_BEFORE = range(8)
OPEN, WELL, SICK = range(3)
RING = 160
BEFORE_WEEKS = 1 << 40  # keeps the keys of people apart from those of weeks, and those who wait today from later ones
LONGEST_CHECK = RING - 2
BINS = 640
BLOCK = 64  # futures whose weeks are kept before they are counted

(R_REOPEN, R_ILL, R_RECOVER, R_MU, R_SIGMA, R_FAIL, R_CUT, R_LOST, R_FREEZE, R_THAW, R_APPLY, R_SELECT, R_DROP,
R_QUALIFY,
 R_GIVE_UP) = range(15)  # fmt: skip

(FLIP, OPENS, OPENS_WHERE, LEAVES, LEAVES_WHERE, REOPENS, FALLS_ILL, ILL_WHERE, RECOVERS, BACK_WHERE, ENDS, ENDS_WHERE,
 APPLIES, WITHDRAWS, QUALIFIES, GIVES_UP, GIVES_UP_WHO, PROMOTES, WHERE_TO, WHERE_FROM, ACCEPTS, LASTS, CLEARED,
 PENDING_LASTS, PENDING_CLEARED) = range(25)  # fmt: skip


class World(NamedTuple):
    """One future as it unfolds. S settings; bands and kinds (open, well, sick) in threes.

    rate, logs (P,) the rates of this future as packed by Rates, and log1p(-rate); means (8,) new posts a week by
    band and people selected a week, each followed by exp(-that); base the column where the single rates begin.
    posts, before (S, 3, 3); whole (3, 3) the same over all settings; ring (RING, S, 2) checks by week due, setting, and
    cleared or ended; ends (weeks + ...) people in training by the week their course ends; queue (n, 3) week qualified,
    people left and people matched so far, oldest first; n (8,) single counts; total (len(TOTALS),); now
    (len(SERIES),); kept (BLOCK, weeks + 1, len(SERIES)) int32 the `now` of every week of the last futures. Other counts
    are int64.
    """

    rate: np.ndarray
    logs: np.ndarray
    means: np.ndarray
    base: int
    posts: np.ndarray
    before: np.ndarray
    whole: np.ndarray
    ring: np.ndarray
    ends: np.ndarray
    queue: np.ndarray
    n: np.ndarray
    total: np.ndarray
    now: np.ndarray
    kept: np.ndarray


class Plan(NamedTuple):
    """What does not change from one future to the next: today's counts and the policy. All int64 but the three counts.

    table (S, 3, 3); queue (n, 2); classes (m, 2); pending (k, 3); limits (4,): course weeks, trainees per educator,
    smallest course, weeks that count as in time; timetable (weeks,); rule (5,) as in Policy.stock_rule.
    """

    table: np.ndarray
    queue: np.ndarray
    classes: np.ndarray
    pending: np.ndarray
    pool: int
    frozen: int
    limits: np.ndarray
    timetable: np.ndarray
    rule: np.ndarray


def new_world(plan: Plan) -> World:
    """Room for one future; used again for every replication."""
    weeks, latest = len(plan.timetable), int(plan.classes[:, 0].max(initial=0))
    settings = len(plan.table)
    columns = 4 * settings + 5 + 15
    return World(
        rate=np.zeros(columns),
        logs=np.zeros(columns),
        means=np.zeros(8),
        base=4 * settings + 5,
        posts=np.zeros_like(plan.table),
        before=np.zeros_like(plan.table),
        whole=np.zeros((3, 3), dtype=np.int64),
        ring=np.zeros((RING, plan.table.shape[0], 2), dtype=np.int64),
        ends=np.zeros(weeks + int(plan.limits[0]) + latest + 1, dtype=np.int64),
        queue=np.zeros((len(plan.queue) + weeks + 1, 3), dtype=np.int64),
        n=np.zeros(8, dtype=np.int64),
        total=np.zeros(len(TOTALS), dtype=np.int64),
        now=np.zeros(len(SERIES), dtype=np.int64),
        kept=np.zeros((BLOCK, weeks + 1, len(SERIES)), dtype=np.int32),
    )


@inlined
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
def fan_bins(counts: np.ndarray, ranks: np.ndarray, out: np.ndarray) -> None:
    """Fill out (weeks, series, len(ranks)) with the first bin at which so many futures are reached; ranks ascend."""
    for t in range(counts.shape[0]):
        for k in range(counts.shape[1]):
            reached, index = 0, 0
            for level in range(len(ranks)):
                while reached + counts[t, k, index] < ranks[level]:
                    reached += counts[t, k, index]
                    index += 1
                out[t, k, level] = index


@inlined
def move(world: World, s: int, b: int, kind: int, change: int) -> None:
    """Change one count and the sum over settings that is kept beside it."""
    world.posts[s, b, kind] += change
    world.whole[b, kind] += change


@inlined
def some(key: np.uint64, purpose: int, index: int, of: int, column: int, world: World) -> int:
    """How many of `of` something happens to, when each has the chance in that column of the rates."""
    return binomial(key, purpose, index, of, world.rate[column], world.logs[column])


@inlined
def anyone(u: float, posts: np.ndarray, b: int, kind: int, of: int) -> int:
    """The setting of the one that u points at, among the `of` of one kind in band index b."""
    pick = min(int(u * of), of - 1)
    s = 0
    while pick >= posts[s, b, kind]:
        pick -= posts[s, b, kind]
        s += 1
    return s


@inlined
def freezes(key: np.uint64, world: World) -> None:
    u = uniform(key, FLIP, 0)
    if world.n[FROZEN] == 1:
        if u < world.rate[world.base + R_THAW]:
            world.n[FROZEN] = 0
    elif u < world.rate[world.base + R_FREEZE]:
        world.n[FROZEN] = 1


@inlined
def posts_open(key: np.uint64, world: World) -> None:
    """New suitable posts: Poisson for each band, each post then falls to a setting in proportion."""
    settings = world.posts.shape[0]
    for b in range(3):
        mean = world.means[2 * b]
        for j in range(poisson(key, OPENS, b, mean, world.means[2 * b + 1])):
            u = uniform(key, OPENS_WHERE, 4096 * b + j) * mean
            s = 0
            while s < settings - 1 and u >= world.rate[3 * s + b]:
                u -= world.rate[3 * s + b]
                s += 1
            move(world, s, b, OPEN, 1)
            world.total[NEW_POSTS] += 1


@inlined
def leavers(key: np.uint64, world: World) -> None:
    """Band by band; the leaver is anyone in that band, at work or off sick, and the post may open again."""
    whole, total = world.whole, world.total
    for b in range(3):
        people = whole[b, WELL] + whole[b, SICK]
        for j in range(some(key, LEAVES, b, people, world.base - 3 + b, world)):
            u = uniform(key, LEAVES_WHERE, 4096 * b + j) * (whole[b, WELL] + whole[b, SICK])
            kind = WELL
            if u >= whole[b, WELL]:
                kind = SICK
                u -= whole[b, WELL]
            s = anyone(u / whole[b, kind], world.posts, b, kind, whole[b, kind])
            move(world, s, b, kind, -1)
            total[LEAVERS] += 1
            if uniform(key, REOPENS, 4096 * b + j) < world.rate[world.base + R_REOPEN]:
                move(world, s, b, OPEN, 1)
                total[REOPENED] += 1


@inlined
def sickness(key: np.uint64, world: World) -> None:
    """Some fall ill and, of those who were ill before, some come back; band by band, so that an educator's health
    does not hang on how many others there are."""
    whole, before = world.whole, world.before
    for b in range(3):
        well, sick = whole[b, WELL], whole[b, SICK]
        ill = some(key, FALLS_ILL, b, well, world.base + R_ILL, world)
        back = some(key, RECOVERS, b, sick, world.base + R_RECOVER, world)
        if ill + back == 0:
            continue
        for s in range(before.shape[0]):
            before[s, b, SICK] = world.posts[s, b, SICK]
        for j in range(ill):
            s = anyone(uniform(key, ILL_WHERE, 4096 * b + j), world.posts, b, WELL, well - j)
            move(world, s, b, WELL, -1)
            move(world, s, b, SICK, 1)
        for j in range(back):
            s = anyone(uniform(key, BACK_WHERE, 4096 * b + j), before, b, SICK, sick - j)
            before[s, b, SICK] -= 1
            move(world, s, b, SICK, -1)
            move(world, s, b, WELL, 1)


@inlined
def checks_end(t: int, world: World) -> None:
    if world.n[CHECKING] == 0:
        return
    due, total = world.ring[t % RING], world.total
    for s in range(due.shape[0]):
        cleared, ended = due[s, 0], due[s, 1]
        if cleared + ended > 0:
            move(world, s, 0, WELL, cleared)
            move(world, s, 0, OPEN, ended)
            world.n[CHECKING] -= cleared + ended
            total[STARTS] += cleared
            total[CHECKS_ENDED] += ended
            due[s, 0] = 0
            due[s, 1] = 0


@inlined
def posts_end(key: np.uint64, world: World) -> None:
    """Open posts are cut while posts are frozen, and lost to other applicants while they are not."""
    column = world.base + (R_CUT if world.n[FROZEN] == 1 else R_LOST)
    for b in range(3):
        every = world.whole[b, OPEN]
        for j in range(some(key, ENDS, b, every, column, world)):
            s = anyone(uniform(key, ENDS_WHERE, 4096 * b + j), world.posts, b, OPEN, every - j)
            move(world, s, b, OPEN, -1)
            world.total[POSTS_ENDED] += 1


@inlined
def applications(key: np.uint64, world: World) -> None:
    n, total = world.n, world.total
    selected = poisson(key, APPLIES, 0, world.means[6], world.means[7])
    n[POOL] += selected
    withdrew = some(key, WITHDRAWS, 0, n[POOL], world.base + R_DROP, world)
    n[POOL] -= withdrew
    total[SELECTED] += selected
    total[WITHDREW] += withdrew


@inlined
def course_ends(key: np.uint64, t: int, world: World) -> None:
    n, total, people = world.n, world.total, world.ends[t]
    if people == 0:
        return
    qualified = some(key, QUALIFIES, 0, people, world.base + R_QUALIFY, world)
    n[TRAINING] -= people
    total[QUALIFIED] += qualified
    total[NOT_QUALIFIED] += people - qualified
    if qualified > 0:
        world.queue[n[TAIL], 0] = t
        world.queue[n[TAIL], 1] = qualified
        world.queue[n[TAIL], 2] = 0
        n[TAIL] += 1
        n[WAITING] += qualified


@inlined
def course_starts(t: int, plan: Plan, world: World) -> None:
    """As many as there are places, people selected, and educators at work for; not at all below the smallest course."""
    n, rule, limits = world.n, plan.rule, plan.limits
    places = plan.timetable[t]
    if rule[2] > 0 and t >= rule[0] and (t - rule[0]) % rule[1] == 0:
        stock = n[WAITING] + n[TRAINING]
        if stock < rule[3]:
            places = max(places, min(rule[2] - stock, rule[4]))
    people = min(places, n[POOL], limits[1] * world.whole[2, WELL] - n[TRAINING])
    if people < limits[2]:
        return
    n[POOL] -= people
    n[TRAINING] += people
    world.ends[t + limits[0]] += people
    world.total[COURSES] += 1
    world.total[PLACES] += people


@inlined
def some_give_up(key: np.uint64, world: World) -> None:
    n, queue = world.n, world.queue
    for j in range(some(key, GIVES_UP, 0, n[WAITING], world.base + R_GIVE_UP, world)):
        pick = int(uniform(key, GIVES_UP_WHO, j) * n[WAITING])
        i = n[HEAD]
        while pick >= queue[i, 1]:
            pick -= queue[i, 1]
            i += 1
        queue[i, 1] -= 1
        n[WAITING] -= 1
        world.total[GAVE_UP] += 1


@inlined
def promotions(key: np.uint64, upper: int, world: World) -> None:
    """Open posts of band index `upper` are filled from the band below; the posts left behind open at once."""
    whole, posts = world.whole, world.posts
    ready = min(whole[upper, OPEN], whole[upper - 1, WELL])
    for j in range(some(key, PROMOTES, upper, ready, world.base - 6 + upper, world)):
        place = 4096 * upper + j
        to = anyone(uniform(key, WHERE_TO, place), posts, upper, OPEN, whole[upper, OPEN])
        u = uniform(key, WHERE_FROM, place)
        source = anyone(u, posts, upper - 1, WELL, whole[upper - 1, WELL])
        move(world, source, upper - 1, WELL, -1)
        move(world, source, upper - 1, OPEN, 1)
        move(world, to, upper, OPEN, -1)
        move(world, to, upper, WELL, 1)


@inlined
def check_length(u: float, mu: float, sigma: float) -> int:
    """Whole weeks of checks, rounded to the nearest, at most LONGEST_CHECK."""
    return min(LONGEST_CHECK, int(exp(min(mu + sigma * normal_quantile(u), 20.0)) + 0.5))


@inlined
def matches(future: np.uint64, key: np.uint64, t: int, plan: Plan, world: World) -> None:
    """Open band 3 posts and those who have waited longest; the setting that comes first changes every week."""
    posts, n = world.posts, world.n
    settings = posts.shape[0]
    if n[WAITING] == 0 or world.whole[0, OPEN] == 0:
        return
    for step in range(settings):
        s = (t + step) % settings
        free = min(posts[s, 0, OPEN], n[WAITING])
        for _ in range(some(key, ACCEPTS, s, free, 3 * settings + s, world)):
            match(future, t, s, plan, world)


@inlined
def match(future: np.uint64, t: int, s: int, plan: Plan, world: World) -> None:
    """The one who has waited longest takes an open post in setting s; checks begin.

    How long they last and whether they clear hangs on the person (the week they qualified and their place in that
    course), not on the week of the match: the same person meets the same checks whatever the policy.
    """
    n, queue, total = world.n, world.queue, world.total
    weeks, in_time = len(plan.timetable), plan.limits[3]
    while queue[n[HEAD], 1] == 0:
        n[HEAD] += 1
    since, place = queue[n[HEAD], 0], queue[n[HEAD], 2]
    queue[n[HEAD], 2] += 1
    person = mix(future, U64(since + BEFORE_WEEKS + (BEFORE_WEEKS if n[HEAD] < n[QUEUED_BEFORE] else 0)))
    queue[n[HEAD], 1] -= 1
    n[WAITING] -= 1
    move(world, s, 0, OPEN, -1)
    length = check_length(
        uniform(person, LASTS, place), world.rate[world.base + R_MU], world.rate[world.base + R_SIGMA]
    )
    cleared = uniform(person, CLEARED, place) >= world.rate[world.base + R_FAIL]
    if t + length - since <= in_time:
        if cleared and t + length < weeks:
            total[IN_TIME] += 1
        if cleared and n[HEAD] >= n[QUEUED_BEFORE] and since + in_time < weeks:
            total[ON_TIME] += 1
    elif t - since <= in_time and since + in_time < weeks:
        total[LATE] += 1
    if length > 0:
        world.ring[(t + length) % RING, s, 0 if cleared else 1] += 1
        n[CHECKING] += 1
    elif cleared:
        move(world, s, 0, WELL, 1)
        total[STARTS] += 1
    else:
        move(world, s, 0, OPEN, 1)
        total[CHECKS_ENDED] += 1


@inlined
def week(future: np.uint64, t: int, plan: Plan, world: World) -> None:
    """The order of one week."""
    key = mix(future, U64(t))
    freezes(key, world)
    posts_open(key, world)
    leavers(key, world)
    sickness(key, world)
    checks_end(t, world)
    posts_end(key, world)
    applications(key, world)
    course_ends(key, t, world)
    course_starts(t, plan, world)
    some_give_up(key, world)
    if world.n[FROZEN] == 0:
        promotions(key, 2, world)
        promotions(key, 1, world)
        matches(future, key, t, plan, world)


@inlined
def observe(world: World) -> None:
    """Write the stocks and running totals of this moment to `now`, in the order of SERIES."""
    whole, n, total, now = world.whole, world.n, world.total, world.now
    sick = whole[0, SICK] + whole[1, SICK] + whole[2, SICK]
    now[0] = n[WAITING]
    now[1] = n[TRAINING]
    now[2] = n[CHECKING]
    now[3] = whole[0, WELL] + whole[1, WELL] + whole[2, WELL] + sick
    now[4] = whole[0, OPEN] + whole[1, OPEN] + whole[2, OPEN]
    now[5] = n[POOL]
    now[6] = sick
    now[7] = n[FROZEN]
    now[8] = total[NEW_POSTS] + total[REOPENED]
    now[9] = total[LEAVERS]
    now[10] = total[STARTS]
    now[11] = total[QUALIFIED]
    now[12] = total[GAVE_UP]


@inlined
def count_week(t: int, plan: Plan, world: World) -> None:
    """Add one finished week to the totals; whoever has now waited the whole time allowed is late."""
    n, queue, total, now, in_time = world.n, world.queue, world.total, world.now, plan.limits[3]
    total[WAITED] += now[0]
    total[EMPTY] += now[4] + now[2]
    total[IN_POST_WEEKS] += now[3]
    total[FROZEN_WEEKS] += now[7]
    if t + in_time < len(plan.timetable):
        total[ELIGIBLE] = total[QUALIFIED]
    while n[HEAD] < n[TAIL] and queue[n[HEAD], 1] == 0:
        n[HEAD] += 1
    for i in range(n[HEAD], n[TAIL]):
        age = t - queue[i, 0]
        if age < in_time:
            break
        if age == in_time:
            total[LATE] += queue[i, 1]


@inlined
def take_rates(rate: np.ndarray, world: World) -> None:
    """Keep one future's rates and what the draws need of them."""
    means = world.means
    means[:] = 0.0
    for i in range(len(rate)):
        world.rate[i] = rate[i]
        world.logs[i] = log1p(-rate[i]) if 0.0 < rate[i] < 1.0 else 0.0
        if i < 3 * world.posts.shape[0]:
            means[2 * (i % 3)] += rate[i]
    means[6] = rate[world.base + R_APPLY] * rate[world.base + R_SELECT]
    for i in range(0, 8, 2):
        means[i + 1] = exp(-means[i])


@inlined
def begin(key: np.uint64, plan: Plan, world: World) -> None:
    """Lay out the state of today; checks under way last as long as checks do that have lasted so long."""
    n = world.n
    world.whole[:] = 0
    for s in range(len(plan.table)):
        for b in range(3):
            for kind in range(3):
                world.posts[s, b, kind] = plan.table[s, b, kind]
                world.whole[b, kind] += plan.table[s, b, kind]
    world.ring[:] = 0
    world.ends[:] = 0
    world.total[:] = 0
    n[:] = 0
    n[POOL], n[FROZEN], n[TAIL], n[QUEUED_BEFORE] = plan.pool, plan.frozen, len(plan.queue), len(plan.queue)
    for i in range(len(plan.queue)):
        world.queue[i, 0] = plan.queue[i, 0]
        world.queue[i, 1] = plan.queue[i, 1]
        world.queue[i, 2] = 0
        n[WAITING] += plan.queue[i, 1]
    for i in range(len(plan.classes)):
        world.ends[plan.classes[i, 0]] += plan.classes[i, 1]
        n[TRAINING] += plan.classes[i, 1]
    mu, sigma = world.rate[world.base + R_MU], world.rate[world.base + R_SIGMA]
    for i in range(len(plan.pending)):
        s, so_far = plan.pending[i, 0], plan.pending[i, 1]
        gone = 0.0
        if so_far > 0 and sigma > 0.0:
            gone = 0.5 * erfc(-(log(so_far - 0.5) - mu) / sigma / sqrt(2.0))
        for j in range(plan.pending[i, 2]):
            place = 4096 * i + j
            u = min(gone + uniform(key, PENDING_LASTS, place) * (1.0 - gone), 1.0 - 1e-16)
            left = max(0, check_length(u, mu, sigma) - so_far)
            cleared = uniform(key, PENDING_CLEARED, place) >= world.rate[world.base + R_FAIL]
            world.ring[left, s, 0 if cleared else 1] += 1
            n[CHECKING] += 1


@compiled
def count_futures(kept: np.ndarray, futures: int, counts: np.ndarray, sums: np.ndarray) -> None:
    """Count the first `futures` of those kept, week by week: the bins of one week stay near at hand meanwhile."""
    for t in range(kept.shape[1]):
        for r in range(futures):
            for k in range(kept.shape[2]):
                value = kept[r, t, k]
                counts[t, k, bin_of(value)] += 1
                sums[t, k] += value


@compiled
def run(
    rates: np.ndarray, plan: Plan, world: World, seed: int, first: int,
    totals: np.ndarray, counts: np.ndarray, sums: np.ndarray, paths: np.ndarray,
) -> None:  # fmt: skip
    """Simulate len(rates) replications, numbered from `first`; rates (R, P) float64 as packed by Rates.

    Out: totals (R, len(TOTALS)) int32 is filled; counts (weeks + 1 or 0, len(SERIES), BINS) int32 and sums
    (weeks + 1 or 0, len(SERIES)) int64 are added to if they have rows; paths (R or 0, weeks + 1, len(SERIES))
    int32 is filled if it has rows.
    """
    now = world.now
    root = mix(U64(0), U64(seed))
    for r in range(len(rates)):
        future = mix(root, U64(first + r))
        take_rates(rates[r], world)
        begin(mix(future, U64(0xFFFFFFFF)), plan, world)
        for t in range(len(plan.timetable) + 1):
            if t > 0:
                week(future, t - 1, plan, world)
            observe(world)
            if t > 0:
                count_week(t - 1, plan, world)
            if len(counts) > 0:
                for k in range(len(now)):
                    world.kept[r % BLOCK, t, k] = now[k]
            if len(paths) > 0:
                for k in range(len(now)):
                    paths[r, t, k] = now[k]
        if len(counts) > 0 and (r % BLOCK == BLOCK - 1 or r == len(rates) - 1):
            count_futures(world.kept, r % BLOCK + 1, counts, sums)
        for k in range(len(world.total)):
            totals[r, k] = world.total[k]
