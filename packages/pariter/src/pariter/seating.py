"""The best total at a given number of pairs, with its proof: whoever they leave alone takes an empty chair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pariter.bounds import value_at_most
from pariter.kernels.exact import heaviest
from pariter.result import OddSet


@dataclass(frozen=True, slots=True)
class Seated:
    """Pairs of indices, and the prices that prove them: see `pariter.result.Proof`."""

    pairs: list[tuple[int, int]]
    prices: tuple[int, ...]
    chairs: tuple[int, ...]
    odd_sets: tuple[OddSet, ...]

    @property
    def halves(self) -> int:
        """The bound on the total, in halves."""
        return value_at_most(self.prices, self.chairs, self.odd_sets)


def seated(
    allowed: npt.NDArray[np.bool_],
    worth: npt.NDArray[np.int64],
    pairs: int | None,
    *,
    tick: Callable[[int, int], None] | None = None,
) -> Seated:
    """The heaviest matching of exactly `pairs` pairs, the most there can be; of any number if `pairs` is `None`.

    Parameters
    ----------
    allowed, worth
        Symmetric (n, n): who may be paired, and what for.
    """
    size = len(allowed)
    if pairs is None:
        best = heaviest(allowed, worth, tick=tick)
        return _named(list(range(size)), size, best.mates, best.prices, best.odd_sets, 0)
    people = np.nonzero(allowed.any(axis=1))[0]
    crowd, chairs = len(people), len(people) - 2 * pairs
    bonus = 20_000 * (crowd + 1)  # so much more than any change of the total that everyone is seated
    full, may = np.zeros((crowd + chairs,) * 2, np.int64), np.zeros((crowd + chairs,) * 2, bool)
    inner = np.ix_(people, people)
    full[:crowd, :crowd], may[:crowd, :crowd] = worth[inner], allowed[inner]
    may[:crowd, crowd:] = may[crowd:, :crowd] = True
    best = heaviest(may, full + bonus, tick=tick)
    prices = [price - bonus for price in best.prices]
    return _named([*people.tolist(), *range(size, size + chairs)], size, best.mates, prices, best.odd_sets, chairs)


def _named(
    places: list[int], size: int, mates: list[int], prices: list[int], odd: list[tuple[list[int], int]], chairs: int
) -> Seated:
    """Back from places in the crowd to indices in the pool."""
    pairs = [(places[one], places[mate]) for one, mate in enumerate(mates) if one < mate and places[mate] < size]
    price = [0] * (size + chairs)
    for place, amount in zip(places, prices, strict=True):
        price[place] = amount
    odd_sets = tuple(OddSet(tuple(places[one] for one in members), amount) for members, amount in odd)
    return Seated(sorted(pairs), tuple(price[:size]), tuple(price[size:]), odd_sets)
