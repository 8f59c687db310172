"""What must not be: one file each, named as in the policy. They know no sibling."""

from pariter.rules import (
    already_paired,
    closed_lists,
    common_language,
    department,
    level_distance,
    promotion_race,
    reporting_line,
    same_manager,
    shared_hour,
    site,
)
from pariter.terms import Rule

ALL: dict[str, Rule] = {
    part.RULE.name: part.RULE
    for part in (
        reporting_line,
        same_manager,
        promotion_race,
        department,
        site,
        level_distance,
        common_language,
        shared_hour,
        already_paired,
        closed_lists,
    )
}
