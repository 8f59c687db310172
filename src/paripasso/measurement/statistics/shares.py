"""Shares and how sure they are. Plain arithmetic."""

from __future__ import annotations

from math import sqrt

from paripasso.measurement.statistics.tails import Z95


def wilson(part: int, whole: int, z: float = Z95) -> tuple[float, float]:
    """Return the interval of a share, 0 to 1 (Wilson, 1927, without continuity correction).

    Raises ValueError when `whole` is not positive or `part` lies outside 0..whole.
    """
    if whole <= 0 or not 0 <= part <= whole:
        message = f"{part} of {whole} is no share"
        raise ValueError(message)
    share = part / whole
    spread = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    middle = share + z * z / (2 * whole)
    scale = 1 + z * z / whole
    # The method's own ends are exact at 0 and at 1; arithmetic on floats is not.
    low = 0.0 if part == 0 else (middle - spread) / scale
    high = 1.0 if part == whole else (middle + spread) / scale
    return low, high
