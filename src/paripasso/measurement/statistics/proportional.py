"""Does one hazard ratio describe the whole time? The check that belongs to every Cox model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from paripasso.measurement.statistics.arrays import Floats, durations, truths
from paripasso.measurement.statistics.cox import Cox
from paripasso.measurement.statistics.reasons import NotEnough, Reason
from paripasso.measurement.statistics.survival import counts
from paripasso.measurement.statistics.tails import chi_square_p

FEWEST_EVENTS = 10


@dataclass(frozen=True)
class Proportional:
    """One test per covariate, (covariates,): a small `p` says that the ratio changes over time."""

    statistic: Floats
    p: Floats


def proportional_hazards(fit: Cox, time: npt.ArrayLike, event: npt.ArrayLike) -> Proportional:
    """Test whether the scaled Schoenfeld residuals of a fit drift with time, on the scale 1 − Kaplan–Meier.

    Parameters
    ----------
    fit : Cox
    time, event : array_like, (people,)
        Those the model was fitted to.

    Raises
    ------
    NotEnough
        `TOO_FEW` under ten events: the test would find nothing either way.

    References
    ----------
    Grambsch, Therneau (1994), Biometrika 81, 515–526, with the average variance.

    Examples
    --------
    >>> from paripasso.measurement.statistics.cox import cox
    >>> time, event, group = list(range(1, 21)), [1] * 20, [0, 1, 1, 0] * 5
    >>> round(float(proportional_hazards(cox(time, event, group), time, event).p[0]), 2)
    0.74
    """
    if fit.events < FEWEST_EVENTS:
        raise NotEnough(Reason.TOO_FEW, what="events", have=fit.events, need=FEWEST_EVENTS)
    span = durations("time", time)
    gone = truths("event", event, like=len(span))
    moments, at_risk, events = counts(span, gone)
    before = np.concatenate(([1.0], np.cumprod(1 - events / at_risk)[:-1]))  # continuous from the left
    scale = 1 - before[np.searchsorted(moments, fit.event_time)]
    centred = scale - scale.mean()
    inverse = fit.model_covariance
    scaled = fit.events * fit.schoenfeld @ inverse
    statistic = (centred @ scaled) ** 2 / (fit.events * np.diag(inverse) * (centred @ centred))
    return Proportional(statistic, np.array([chi_square_p(one, 1) for one in statistic]))
