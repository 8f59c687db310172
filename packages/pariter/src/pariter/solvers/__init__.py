"""Solvers behind one contract: `Solver(**settings).solve(problem) -> Result`."""

from __future__ import annotations

from dataclasses import dataclass

from pariter.problem import Flaw, Problem, ProblemError
from pariter.progress import Listener, Reporter
from pariter.result import Result
from pariter.solvers import directed, pairs

VERSION = "0.1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solver:
    """Solves problems of every kind. Settings are keyword-only and stored unchanged.

    Parameters
    ----------
    exact_up_to
        Pools of so many people are solved on all their pairs at once, to the proven optimum, the weakest pair raised first.
        Beyond, candidates are matched exactly and the bound is proven over all pairs; the weakest pair is not raised.
        Memory grows with its square: about 90 bytes a pair.

    Examples
    --------
    >>> from pariter.problem import Person, Policy, Problem
    >>> ann = Person(id="ann", offers=(("sql", 4),), seeks=(("chess", 1),))
    >>> bo = Person(id="bo", offers=(("chess", 4),), seeks=(("sql", 1),))
    >>> result = Solver().solve(Problem.of(people=[ann, bo], policy=Policy(rules={}, weights={"teaching": 1})))
    >>> [(pair.a, pair.b, pair.value) for pair in result.pairs], result.gap
    ([('ann', 'bo', 10000)], 0)
    """

    exact_up_to: int = 2_500

    def solve(self, problem: Problem, *, progress: Listener | None = None) -> Result:
        """Pair everybody who can be paired, and prove it.

        Parameters
        ----------
        problem
            People, policy, and what is settled already.
        progress
            Called with `Progress`; answering `False` stops the run.

        Raises
        ------
        ProblemError
            If a locked pair is barred by a rule, which is named; or if the policy's kind is still to come.
        Cancelled
            If `progress` answered `False`.
        """
        engine, reporter, kind = f"pariter {VERSION}", Reporter(progress), problem.policy.kind
        if kind == "directed":
            return directed.solve(problem, engine=engine, reporter=reporter, exact_up_to=self.exact_up_to)
        if kind != "pairs":
            cure = "This version solves pairs and directed programmes. Circles and rings are to come, behind this contract."
            raise ProblemError([Flaw("kind_to_come", "policy.kind", kind, "cannot be solved yet", cure)])
        if len(problem.population) <= self.exact_up_to:
            return pairs.solve(problem, engine=engine, reporter=reporter)
        from pariter.solvers import large  # noqa: PLC0415 - numba takes a second to load; small pools do not wait

        return large.solve(problem, engine=engine, reporter=reporter)
