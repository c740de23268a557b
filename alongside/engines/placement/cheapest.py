"""Cheapest augmenting paths with potentials, the other of the two loops that need speed (see kernels).

Plain Python that numba may compile: the same operations on the same whole numbers either way, so the same answer."""

from __future__ import annotations

import numpy as np

from alongside.engines.placement.kernels import FAR, Index, owner, pop, push


def cheapest(
    order: Index,
    start: Index,
    target: Index,
    cost: Index,
    count: Index,
    team: Index,
    room: Index,
    group: Index,
    bonus: Index,
    team_slots_start: Index,
    team_slots: Index,
    group_teams_start: Index,
    group_teams: Index,
    arc_of: Index,
    potential: Index,
) -> int:
    """Places everybody in `order` at the least cost, one cheapest augmenting path each; how many could be placed.

    bonus: (groups) what the first to come saves. arc_of: (people) the option taken, -1 for none, is filled in.
    potential: (slots + teams + groups) is filled in: cost + potential[person] - potential[slot] >= 0 for every option,
    and 0 for those taken."""
    slots, teams, groups = len(count), len(room), len(bonus)
    at_team, at_group = slots, slots + teams
    nodes = slots + teams + groups
    base = np.zeros(slots + 1, dtype=np.int64)
    for s in range(slots):
        base[s + 1] = base[s] + count[s]
    holder = np.full(base[slots], -1, dtype=np.int64)
    filled = np.zeros(slots, dtype=np.int64)
    place = np.full(len(arc_of), -1, dtype=np.int64)
    in_team = np.zeros(teams, dtype=np.int64)
    in_group = np.zeros(groups, dtype=np.int64)
    for g in range(groups):
        potential[at_group + g] = bonus[g]
    for t in range(teams):
        potential[at_team + t] = potential[at_group + group[t]]
    for s in range(slots):
        potential[s] = potential[at_team + team[s]]
    distance = np.full(nodes, FAR, dtype=np.int64)
    parent = np.full(nodes, -1, dtype=np.int64)
    touched = np.zeros(nodes, dtype=np.int64)
    heap_key = np.zeros(len(target) + 4 * nodes + 4, dtype=np.int64)
    heap_node = np.zeros(len(target) + 4 * nodes + 4, dtype=np.int64)
    placed = 0
    for o in range(len(order)):
        person = order[o]
        if start[person] == start[person + 1]:
            continue
        touches = 0
        size = 0
        least = FAR
        for a in range(start[person], start[person + 1]):
            least = min(least, cost[a] - potential[target[a]])
        for a in range(start[person], start[person + 1]):
            s = target[a]
            d = cost[a] - potential[s] - least
            distance[s] = d
            parent[s] = a
            touched[touches] = s
            touches += 1
            size = push(heap_key, heap_node, size, d, s)
        goal, goal_group = FAR, np.int64(-1)
        while size > 0:
            d, node = heap_key[0], heap_node[0]
            if d >= goal:
                break
            size = pop(heap_key, heap_node, size)
            if d > distance[node]:
                continue
            if node < slots:
                s = node
                t = at_team + team[s]
                if filled[s] < count[s]:
                    near = d + potential[s] - potential[t]
                    if near < distance[t]:
                        if distance[t] == FAR:
                            touched[touches] = t
                            touches += 1
                        distance[t] = near
                        parent[t] = s
                        size = push(heap_key, heap_node, size, near, t)
                for h in range(base[s], base[s] + filled[s]):
                    q = holder[h]
                    here = d + potential[s] - cost[arc_of[q]]
                    for a in range(start[q], start[q + 1]):
                        n = target[a]
                        near = here + cost[a] - potential[n]
                        if near < distance[n] and near < goal:
                            if distance[n] == FAR:
                                touched[touches] = n
                                touches += 1
                            distance[n] = near
                            parent[n] = a
                            size = push(heap_key, heap_node, size, near, n)
            elif node < at_group:
                t = node - at_team
                g = at_group + group[t]
                if in_team[t] < room[t]:
                    near = d + potential[node] - potential[g]
                    if near < distance[g]:
                        if distance[g] == FAR:
                            touched[touches] = g
                            touches += 1
                        distance[g] = near
                        parent[g] = node
                        size = push(heap_key, heap_node, size, near, g)
                for k in range(team_slots_start[t], team_slots_start[t + 1]):
                    n = team_slots[k]
                    near = d + potential[node] - potential[n]
                    if filled[n] > 0 and near < distance[n]:
                        if distance[n] == FAR:
                            touched[touches] = n
                            touches += 1
                        distance[n] = near
                        parent[n] = -2
                        size = push(heap_key, heap_node, size, near, n)
            else:
                g = node - at_group
                end = d + potential[node] - (bonus[g] if in_group[g] == 0 else 0)
                if end < goal:
                    goal, goal_group = end, g
                for k in range(group_teams_start[g], group_teams_start[g + 1]):
                    n = at_team + group_teams[k]
                    near = d + potential[node] - potential[n]
                    if in_team[group_teams[k]] > 0 and near < distance[n]:
                        if distance[n] == FAR:
                            touched[touches] = n
                            touches += 1
                        distance[n] = near
                        parent[n] = node
                        size = push(heap_key, heap_node, size, near, n)
        if goal_group >= 0:
            placed += 1
            for k in range(touches):
                if distance[touched[k]] < goal:
                    potential[touched[k]] += distance[touched[k]] - goal
            in_group[goal_group] += 1
            node = at_group + goal_group
            while True:
                if node >= at_group:
                    node = parent[node]
                    in_team[node - at_team] += 1
                elif node >= at_team:
                    if parent[node] >= at_group:
                        in_team[node - at_team] -= 1
                    node = parent[node]
                else:
                    if parent[node] == -2:
                        node = at_team + team[node]
                        continue
                    a = parent[node]
                    q = person
                    if not start[person] <= a < start[person + 1]:
                        q = owner(start, a)
                    old = arc_of[q]
                    if old >= 0:
                        left = target[old]
                        filled[left] -= 1
                        moved = holder[base[left] + filled[left]]
                        holder[place[q]] = moved
                        place[moved] = place[q]
                    place[q] = base[node] + filled[node]
                    holder[place[q]] = q
                    filled[node] += 1
                    arc_of[q] = a
                    if old < 0:
                        break
                    node = target[old]
        for k in range(touches):
            distance[touched[k]] = FAR
    return placed
