"""Greedy augmenting paths, and what the cheapest ones need besides: one of the two loops that need speed.

Plain Python that numba may compile: the same operations on the same whole numbers either way, so the same answer.

The network: person -> slot (holds `count`) -> team (holds `room`) -> group -> sink. `holder` keeps the people of
slot s at base[s] ... base[s] + filled[s] - 1. slot_of is -1 for somebody without a place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
FAR = np.int64(2**62)


def greedy(
    order: Index,
    start: Index,
    target: Index,
    count: Index,
    team: Index,
    room: Index,
    team_slots_start: Index,
    team_slots: Index,
    slot_of: Index,
) -> None:
    """Gives each person in turn a place if a chain of moves makes one, and never takes it away again (in slot_of).

    A search that fails marks slots and teams as dead for good: nobody who waits less will get through them either."""
    slots = len(count)
    base = np.zeros(slots + 1, dtype=np.int64)
    for s in range(slots):
        base[s + 1] = base[s] + count[s]
    holder = np.full(base[slots], -1, dtype=np.int64)
    filled = np.zeros(slots, dtype=np.int64)
    in_team = np.zeros(len(room), dtype=np.int64)
    place = np.full(len(slot_of), -1, dtype=np.int64)
    seen = np.zeros(slots, dtype=np.int64)
    team_seen = np.zeros(len(room), dtype=np.int64)
    came_from = np.full(slots, -1, dtype=np.int64)
    entered = np.full(len(room), -1, dtype=np.int64)
    queue = np.zeros(slots, dtype=np.int64)
    turn = 0
    for o in range(len(order)):
        person = order[o]
        turn += 1
        size = 0
        end = -1
        for a in range(start[person], start[person + 1]):
            s = target[a]
            if seen[s] == 0:
                seen[s] = turn
                came_from[s] = person
                queue[size] = s
                size += 1
                if filled[s] < count[s] and in_team[team[s]] < room[team[s]]:
                    end = int(s)
                    break
        head = 0
        while head < size and end < 0:
            s = queue[head]
            head += 1
            first, last, hop = s, s + 1, 0
            t = team[s]
            if filled[s] < count[s] and team_seen[t] == 0:
                team_seen[t] = turn
                entered[t] = s
                first, last, hop = team_slots_start[t], team_slots_start[t + 1], 1
            for k in range(first, last):
                other = team_slots[k] if hop == 1 else s
                if hop == 1 and other != s:
                    if filled[other] == 0:
                        continue
                    if seen[other] == 0:
                        seen[other] = turn
                        came_from[other] = -2
                        queue[size] = other
                        size += 1
                    continue
                for h in range(base[other], base[other] + filled[other]):
                    q = holder[h]
                    for a in range(start[q], start[q + 1]):
                        n = target[a]
                        if seen[n] == 0:
                            seen[n] = turn
                            came_from[n] = q
                            queue[size] = n
                            size += 1
                            if filled[n] < count[n] and in_team[team[n]] < room[team[n]]:
                                end = int(n)
                                break
                    if end >= 0:
                        break
                if end >= 0:
                    break
        if end < 0:
            continue
        in_team[team[end]] += 1
        s = end
        while True:
            q = came_from[s]
            if q == -2:
                s = entered[team[s]]
                continue
            old = slot_of[q]
            if old >= 0:
                filled[old] -= 1
                moved = holder[base[old] + filled[old]]
                holder[place[q]] = moved
                place[moved] = place[q]
            place[q] = base[s] + filled[s]
            holder[place[q]] = q
            filled[s] += 1
            slot_of[q] = s
            if q == person:
                break
            s = old
        for k in range(size):
            seen[queue[k]] = 0
            team_seen[team[queue[k]]] = 0


def push(heap_key: Index, heap_node: Index, size: int, key: int, node: int) -> int:
    """Puts a node on the heap; ties go to the lower node, so that the order is always the same."""
    i = size
    while i > 0:
        up = (i - 1) >> 1
        if heap_key[up] < key or (heap_key[up] == key and heap_node[up] <= node):
            break
        heap_key[i], heap_node[i] = heap_key[up], heap_node[up]
        i = up
    heap_key[i], heap_node[i] = key, node
    return size + 1


def pop(heap_key: Index, heap_node: Index, size: int) -> int:
    """Takes the top off the heap, which the caller has read."""
    size -= 1
    key, node = heap_key[size], heap_node[size]
    i = 0
    while True:
        down = 2 * i + 1
        if down >= size:
            break
        other = down + 1
        if other < size and (
            heap_key[other] < heap_key[down]
            or (heap_key[other] == heap_key[down] and heap_node[other] < heap_node[down])
        ):
            down = other
        if key < heap_key[down] or (key == heap_key[down] and node <= heap_node[down]):
            break
        heap_key[i], heap_node[i] = heap_key[down], heap_node[down]
        i = down
    heap_key[i], heap_node[i] = key, node
    return size


def owner(start: Index, option: int) -> int:
    """The person an option belongs to."""
    low, high = 0, len(start) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if start[middle] <= option:
            low = middle
        else:
            high = middle
    return low
