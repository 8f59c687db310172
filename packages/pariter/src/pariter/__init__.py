"""Pariter: pairs of people who help each other, proven and explained."""

from pariter.problem import ClosedList, Flaw, Objective, Person, Policy, Population, Problem, ProblemError
from pariter.progress import Cancelled, Progress
from pariter.result import Change, Direction, Group, Pair, Reason, Result, ResultError, Unmatched
from pariter.solvers import Solver

__version__ = "0.1.0"

__all__ = [
    "Cancelled",
    "Change",
    "ClosedList",
    "Direction",
    "Flaw",
    "Group",
    "Objective",
    "Pair",
    "Person",
    "Policy",
    "Population",
    "Problem",
    "ProblemError",
    "Progress",
    "Reason",
    "Result",
    "ResultError",
    "Solver",
    "Unmatched",
]
