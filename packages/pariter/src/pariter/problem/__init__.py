"""What is asked: people, policy, and what is settled already. Values only; nothing here decides anything."""

from pariter.problem.errors import Flaw, ProblemError, nearest
from pariter.problem.person import HOURS_OF_WEEK, Person
from pariter.problem.policy import CRITERIA, KINDS, RULES, Objective, Policy
from pariter.problem.population import Population, Ragged
from pariter.problem.problem import ClosedList, Problem

__all__ = [
    "CRITERIA",
    "HOURS_OF_WEEK",
    "KINDS",
    "RULES",
    "ClosedList",
    "Flaw",
    "Objective",
    "Person",
    "Policy",
    "Population",
    "Problem",
    "ProblemError",
    "Ragged",
    "nearest",
]
