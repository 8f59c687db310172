"""What makes a pair good: one file each, named as in the policy. They know no sibling."""

from pariter.criteria import (
    aims,
    different_department,
    experience,
    first_choice,
    level_proximity,
    new_acquaintance,
    shared_hours,
    teaching,
    working_style,
)
from pariter.terms import Criterion

ALL: dict[str, Criterion] = {
    part.CRITERION.name: part.CRITERION
    for part in (
        teaching,
        first_choice,
        aims,
        experience,
        different_department,
        shared_hours,
        level_proximity,
        new_acquaintance,
        working_style,
    )
}
