"""Quantiles and tails of the few distributions that we need.

`scipy.special` has them all and costs 0.4 s to import, `scipy.stats` has them as well and costs 2 s. Pages that show stored figures
need neither; so the import waits for the first call.
"""

from __future__ import annotations

from math import erfc, sqrt
from statistics import NormalDist

Z95 = 1.959963984540054
_NORMAL = NormalDist()


def normal_quantile(share: float) -> float:
    """Return the point that `share` of a standard normal distribution lies below.

    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    return _NORMAL.inv_cdf(share)


def normal_cdf(z: float) -> float:
    """Return the share of a standard normal distribution below `z`.

    >>> round(normal_cdf(1.959964), 6)
    0.975
    """
    return _NORMAL.cdf(z)


def normal_p(z: float) -> float:
    """Return the two-sided p value of a standard normal statistic; exact far out, where 1 − cdf would be zero.

    >>> round(normal_p(1.959964), 6)
    0.05
    """
    return erfc(abs(z) / sqrt(2))


def chi_square_p(statistic: float, freedom: int) -> float:
    """Return the chance of a chi-square above `statistic`.

    >>> round(chi_square_p(3.841459, 1), 6)
    0.05
    """
    from scipy.special import chdtrc  # noqa: PLC0415 - see above

    return float(chdtrc(freedom, statistic))


def t_quantile(share: float, freedom: float) -> float:
    """Return the point that `share` of Student's distribution lies below.

    >>> round(t_quantile(0.975, 10), 6)
    2.228139
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - see above

    return float(stdtrit(freedom, share))


def t_p(t: float, freedom: float) -> float:
    """Return the two-sided p value of a t statistic.

    >>> round(t_p(2.228139, 10), 6)
    0.05
    """
    from scipy.special import stdtr  # noqa: PLC0415 - see above

    return float(2 * stdtr(freedom, -abs(t)))


def f_p(statistic: float, above: float, below: float) -> float:
    """Return the chance of an F with `above` and `below` degrees of freedom beyond `statistic`.

    >>> round(f_p(4.964603, 1, 10), 6)
    0.05
    """
    from scipy.special import fdtrc  # noqa: PLC0415 - see above

    return float(fdtrc(above, below, statistic))
