"""Edmonds' blossom algorithm, begun in the middle: from prices and pairs that are nearly right to those that are exact.

The linear relaxation leaves a few odd cycles; each costs one person their partner. From each such person a search grows
an alternating tree, lowers and raises prices on its way, shrinks odd cycles into *blossoms*, and ends in a better matching.

All numbers are whole, prices in halves. Time inside one search is the sum of its price changes; a price is brought up
to date only when its label changes (Galil, Micali, Gabow 1986). Shrinking and expanding follow the classical description
(Edmonds 1965; Galil, *Efficient algorithms for finding maximum matching in graphs*, 1986).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pariter.kernels.graph import Graph

_FREE, _OUTER, _INNER = 0, 1, 2  # not in the tree; at even distance from the root; at odd distance
_GROW, _SHRINK, _EXPAND, _ALONE = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Optimum:
    """A maximum-weight matching and why it is one.

    `mates[i]` is −1 for whoever stays alone. `prices[i] + prices[j] + Σ price of odd sets around both ≥ 2 · weight`, with
    equality along the matching; prices are ≥ 0, and 0 for whoever is alone. `odd_sets` are `(members, price)`.
    """

    mates: list[int]
    prices: list[int]
    odd_sets: list[tuple[list[int], int]]


class Blossoms:
    """The state of the algorithm. A *node* is a vertex, 0..n−1, or a blossom, n and above.

    Parameters
    ----------
    graph
        Undirected, whole weights.
    prices
        In halves, ≥ 0, covering every edge: `prices[i] + prices[j] ≥ 2 · weight`.
    mates
        A matching along edges where that is an equality. Whoever is alone at a price above 0 is searched from.

    Complexity: O(edges · log(people)) for each search, and one search for each odd cycle.
    """

    def __init__(self, graph: Graph, prices: Sequence[int], mates: Sequence[int]) -> None:
        self.size = len(graph)
        self.graph = graph
        self.price = [int(price) for price in prices]
        self.mate = [int(mate) for mate in mates]
        self.top = list(range(self.size))  # the outermost node around a vertex
        self.parent = [-1] * self.size
        self.base = list(range(self.size))  # the one vertex of a node that may be matched outside it
        self.first = [-1] * self.size  # the child that holds the base; children stand in a ring
        self.after = [-1] * self.size
        self.before = [-1] * self.size
        self.link: list[tuple[int, int]] = [(-1, -1)] * self.size  # the edge from a child to the next one
        self.label = [_FREE] * self.size
        self.entry: list[tuple[int, int]] = [(-1, -1)] * self.size  # the edge by which a node joined the tree
        self.since = [0] * self.size  # when the price was last brought up to date
        self.spare: list[int] = []
        self.now = 0
        self.heap: list[tuple[int, int, int, int, int]] = []
        self.touched: set[int] = set()
        self._rows: dict[int, list[tuple[int, int]]] = {}

    def run(self, tick: Callable[[int, int], None] | None = None) -> Optimum:
        """Search from everybody who is alone at a price above 0, in order."""
        roots = [vertex for vertex in range(self.size) if self.mate[vertex] < 0 and self.price[vertex] > 0]
        for done, root in enumerate(roots):
            if tick:
                tick(done, len(roots))
            if self.mate[root] < 0 and self.price[root] > 0:
                self._search(root)
        odd = [
            (sorted(self._leaves(node)), self.price[node])
            for node in range(self.size, len(self.parent))
            if self.first[node] >= 0 and self.price[node] > 0
        ]
        return Optimum(self.mate, self.price[: self.size], sorted(odd))

    # --- one search ---------------------------------------------------------------------------------------------

    def _search(self, root: int) -> None:
        """Grow a tree from `root` until it reaches somebody free, or somebody who may as well stay alone."""
        self.now, self.heap, self.touched = 0, [], set()
        self._label(self.top[root], _OUTER, (-1, root))
        while True:
            when, event, one, other, weight = heapq.heappop(self.heap)
            if not self._still_true(event, one, other, when, weight):
                continue
            self.now = when
            if event == _ALONE:
                self._alternate(one, -1)
                break
            if event == _EXPAND:
                self._expand(one)
            elif event == _SHRINK:
                self._shrink(one, other)
            elif self.mate[self.base[self.top[other]]] < 0:
                self._join(one, other)
                break
            else:
                self._grow(one, other)
        self._rest()

    def _still_true(self, event: int, one: int, other: int, when: int, weight: int) -> bool:
        """Whether an event foreseen earlier still happens. Labels and prices may have changed since."""
        if event == _ALONE:
            return True
        if event == _EXPAND:
            return (
                self.parent[one] < 0 and self.first[one] >= 0 and self.label[one] == _INNER and self._due(one) == when
            )
        a, b = self.top[one], self.top[other]
        if self.label[a] != _OUTER or a == b:
            return False
        if event == _SHRINK:
            return self.label[b] == _OUTER
        slack = self.price[one] - (when - self.since[one]) + self.price[other] - weight
        return self.label[b] == _FREE and slack == 0

    def _due(self, node: int) -> int:
        """When the price of an inner blossom reaches 0."""
        return self.since[node] + self.price[node] // 2

    def _grow(self, one: int, other: int) -> None:
        """A matched node joins the tree as inner, and its partner as outer."""
        node = self.top[other]
        self._label(node, _INNER, (one, other))
        base = self.base[node]
        self._label(self.top[self.mate[base]], _OUTER, (base, self.mate[base]))

    def _label(self, node: int, label: int, entry: tuple[int, int]) -> None:
        """Put a node into the tree, and foresee what follows from it."""
        self._settle(node)
        self.label[node], self.entry[node] = label, entry
        self.touched.add(node)
        if label == _OUTER:
            for vertex in self._leaves(node):
                self._foresee(vertex)
        elif node >= self.size:
            heapq.heappush(self.heap, (self._due(node), _EXPAND, node, -1, 0))

    def _foresee(self, vertex: int) -> None:
        """Events of a vertex that has just become outer: its price falls from now on."""
        price, now, here = self.price[vertex], self.now, self.top[vertex]
        heapq.heappush(self.heap, (now + price, _ALONE, vertex, -1, 0))
        for other, weight in self._row(vertex):
            node = self.top[other]
            if node == here:
                continue
            label = self.label[node]
            if label == _FREE:
                heapq.heappush(self.heap, (now + price + self.price[other] - weight, _GROW, vertex, other, weight))
            elif label == _OUTER:
                slack = price + self.price[other] - (now - self.since[other]) - weight
                heapq.heappush(self.heap, (now + slack // 2, _SHRINK, vertex, other, weight))

    def _welcome(self, vertex: int) -> None:
        """Events of a vertex that has just become free: outer neighbours may reach it."""
        for other, weight in self._row(vertex):
            if self.label[self.top[other]] == _OUTER:
                slack = self.price[vertex] + self.price[other] - (self.now - self.since[other]) - weight
                heapq.heappush(self.heap, (self.now + slack, _GROW, other, vertex, weight))

    def _row(self, vertex: int) -> list[tuple[int, int]]:
        """Neighbours and doubled weights, kept once read."""
        if vertex not in self._rows:
            span = slice(int(self.graph.starts[vertex]), int(self.graph.starts[vertex + 1]))
            doubled = (2 * self.graph.weights[span]).tolist()
            self._rows[vertex] = list(zip(self.graph.ends[span].tolist(), doubled, strict=True))
        return self._rows[vertex]

    def _settle(self, node: int) -> None:
        """Bring the prices of a node and of its vertices up to date, before its label changes."""
        label = self.label[node]
        sign = -1 if label == _OUTER else 1 if label == _INNER else 0
        for vertex in self._leaves(node):
            self.price[vertex] += sign * (self.now - self.since[vertex])
            self.since[vertex] = self.now
        if node >= self.size:
            self.price[node] -= 2 * sign * (self.now - self.since[node])
            self.since[node] = self.now

    def _rest(self) -> None:
        """Take the tree down. Blossoms that cost nothing are opened, so that they do not pile up."""
        for node in sorted(self.touched):
            if self.parent[node] < 0 and (node < self.size or self.first[node] >= 0) and self.label[node] != _FREE:
                self._settle(node)
                self.label[node] = _FREE
                if node >= self.size and self.price[node] == 0:
                    self._open(node)
        for vertex in range(self.size) if self.now else ():
            self.since[vertex] = 0
        for node in range(self.size, len(self.parent)):
            self.since[node] = 0

    # --- blossoms -----------------------------------------------------------------------------------------------

    def _leaves(self, node: int) -> list[int]:
        """The vertices inside a node."""
        if node < self.size:
            return [node]
        found = list[int]()
        waiting, size, after = [node], self.size, self.after
        while waiting:
            first = child = self.first[waiting.pop()]
            while True:
                (found if child < size else waiting).append(child)
                child = after[child]
                if child == first:
                    break
        return found

    def _children(self, node: int) -> list[int]:
        """The children of a blossom around its ring, from the one with the base."""
        ring = [self.first[node]]
        while (child := self.after[ring[-1]]) != ring[0]:
            ring.append(child)
        return ring

    def _shrink(self, one: int, other: int) -> None:
        """An edge between two outer nodes closes an odd cycle: make it one outer node."""
        left, right = self._way_up(self.top[one]), self._way_up(self.top[other])
        common = set(right)
        shared = next(node for node in left if node in common)
        left, right = left[: left.index(shared)], right[: right.index(shared)]
        ring = [shared, *reversed(left), *right]
        links = [self.entry[node] for node in reversed(left)]
        links += [(one, other), *((inner, outer) for outer, inner in (self.entry[node] for node in right))]
        blossom = self._new_node(shared)
        for node, following, link in zip(ring, [*ring[1:], shared], links, strict=True):
            self._absorb(node)
            self.parent[node], self.after[node], self.before[following], self.link[node] = (
                blossom,
                following,
                node,
                link,
            )
        inner = [vertex for node in ring if self.label[node] == _INNER for vertex in self._leaves(node)]
        for vertex in self._leaves(blossom):
            self.top[vertex] = blossom
        self.label[blossom], self.entry[blossom], self.since[blossom] = _OUTER, self.entry[shared], self.now
        self.touched.add(blossom)
        for vertex in inner:
            self._foresee(vertex)

    def _absorb(self, node: int) -> None:
        """Settle a node that becomes part of an outer one. What was outer stays outer: its vertices need no settling."""
        if self.label[node] != _OUTER:
            self._settle(node)
        elif node >= self.size:
            self.price[node] += 2 * (self.now - self.since[node])
            self.since[node] = self.now

    def _way_up(self, node: int) -> list[int]:
        """The nodes from `node` to the root of the tree."""
        way = [node]
        while (outside := self.entry[way[-1]][0]) >= 0:
            way.append(self.top[outside])
        return way

    def _new_node(self, shared: int) -> int:
        """A blossom around the node `shared`, in a place that is free."""
        if self.spare:
            blossom = self.spare.pop()
        else:
            blossom = len(self.parent)
            for column, empty in ((self.parent, -1), (self.base, -1), (self.first, -1), (self.after, -1)):
                column.append(empty)
            for column, empty in ((self.before, -1), (self.label, _FREE), (self.since, 0), (self.price, 0)):
                column.append(empty)
            self.link.append((-1, -1))
            self.entry.append((-1, -1))
        self.parent[blossom], self.first[blossom], self.base[blossom] = -1, shared, self.base[shared]
        self.price[blossom] = 0
        return blossom

    def _open(self, blossom: int) -> list[int]:
        """Take a blossom apart; its children become outermost, free nodes. Returns them around the ring."""
        ring = self._children(blossom)
        for node in ring:
            self.parent[node], self.label[node] = -1, _FREE
            for vertex in self._leaves(node):
                self.top[vertex] = node
            if node >= self.size:
                self.since[node] = self.now
        self.first[blossom] = -1
        self.spare.append(blossom)
        return ring

    def _expand(self, blossom: int) -> None:
        """An inner blossom costs nothing any more: keep in the tree the half of its ring that leads through it."""
        outside, inside = self.entry[blossom]
        self._settle(blossom)
        links = {node: self.link[node] for node in self._children(blossom)}
        ring = self._open(blossom)
        place = ring.index(self.top[inside])
        if place % 2:  # from where the tree enters, the even way round to the base
            way = [*range(place, len(ring)), 0]
            edges = [links[ring[step]] for step in way[:-1]]
        else:
            way = list(range(place, -1, -1))
            edges = [links[ring[step - 1]][::-1] for step in way[:-1]]
        entry = (outside, inside)
        for step, place_on_way in enumerate(way):
            self._label(ring[place_on_way], _INNER if step % 2 == 0 else _OUTER, entry)
            if step < len(edges):
                entry = edges[step]
        for node in set(ring) - {ring[place_on_way] for place_on_way in way}:
            for vertex in self._leaves(node):
                self._welcome(vertex)

    # --- flipping the path --------------------------------------------------------------------------------------

    def _join(self, one: int, other: int) -> None:
        """`other` is free and reached from the tree: match along the path, to the root."""
        self._turn(self.top[other], other)
        self._alternate(one, other)
        self.mate[other] = one

    def _alternate(self, vertex: int, partner: int) -> None:
        """Give `vertex`, outer, the new `partner` (or none), and pass the change on to the root."""
        while True:
            node = self.top[vertex]
            self._turn(node, vertex)
            self.mate[vertex] = partner
            above = self.entry[node][0]  # inner: it was this node's partner until now
            if above < 0:
                return
            inner = self.top[above]
            outside, inside = self.entry[inner]
            self._turn(inner, inside)
            self.mate[inside] = outside
            vertex, partner = outside, inside

    def _turn(self, node: int, vertex: int) -> None:
        """Rematch inside a node so that `vertex` becomes its base. Nested blossoms may be deep: no recursion."""
        waiting = [(node, vertex)]
        while waiting:
            node, vertex = waiting.pop()
            if node < self.size:
                continue
            child = vertex
            while self.parent[child] != node:
                child = self.parent[child]
            waiting.append((child, vertex))
            ring = self._children(node)
            place = ring.index(child)
            forward = place % 2 == 1
            while child != ring[0]:
                step = self.after if forward else self.before
                one, other = step[child], step[step[child]]
                ends = self.link[one] if forward else self.link[other][::-1]
                waiting += [(one, ends[0]), (other, ends[1])]
                self.mate[ends[0]], self.mate[ends[1]] = ends[1], ends[0]
                child = other
            self.first[node], self.base[node] = ring[place], vertex
