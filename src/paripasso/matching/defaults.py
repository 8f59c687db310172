"""The matching policy that each kind of programme starts with (`content/templates.md` 2.2 and 2.3), in the engine's names. Pure."""

from __future__ import annotations

from typing import Any

from paripasso.programs.enums import Kind

CRITERIA = (
    "teaching", "first_choice", "aims", "experience", "different_department",
    "shared_hours", "level_proximity", "new_acquaintance", "working_style",
)  # fmt: skip

# The order in which a pair meets them, and in which pages list them.
RULES: dict[str, dict[str, Any]] = {
    "shared_hour": {"hours": 1},
    "common_language": {},
    "reporting_line": {"levels": 2},
    "same_manager": {},
    "promotion_race": {},
    "level_distance": {"at_least": 0, "at_most": 1},
    "already_paired": {"months": 24},
    "department": {"must": "different"},
    "site": {"must": "same"},
}

ENGINE_KIND = {
    Kind.PEER: "pairs", Kind.CIRCLE: "circles", Kind.BUDDY: "directed",
    Kind.REVERSE: "directed", Kind.CAREER: "directed", Kind.FLASH: "directed",
}  # fmt: skip

WEIGHTS = {
    Kind.PEER: (9, 8, 6, 4, 6, 5, 5, 5, 1),
    Kind.CIRCLE: (4, 8, 7, 4, 6, 8, 3, 5, 1),
    Kind.BUDDY: (1, 5, 3, 7, 0, 7, 5, 0, 1),
    Kind.REVERSE: (3, 8, 5, 5, 4, 5, 0, 4, 1),
    Kind.CAREER: (0, 8, 8, 7, 4, 5, 0, 3, 1),
    Kind.FLASH: (0, 10, 3, 6, 2, 6, 0, 2, 0),
}

ALL_LEVELS = 20  # "all": no company is that deep

_COMMON: dict[str, dict[str, Any]] = {
    "reporting_line": {"levels": 2},
    "promotion_race": {},
    "common_language": {},
    "shared_hour": {"hours": 1},
}
_NOT_LATELY: dict[str, dict[str, Any]] = {"same_manager": {}, "already_paired": {"months": 24}}
DEFAULT_RULES: dict[Kind, dict[str, dict[str, Any]]] = {
    Kind.PEER: {**_COMMON, **_NOT_LATELY, "level_distance": {"at_least": 0, "at_most": 1}},
    Kind.CIRCLE: {
        **_COMMON, "same_manager": {}, "already_paired": {"months": 12}, "shared_hour": {"hours": 2},
        "level_distance": {"at_least": 0, "at_most": 1},
    },
    Kind.BUDDY: {
        **_COMMON, "already_paired": {"months": 24}, "level_distance": {"at_least": 0, "at_most": 1},
        "site": {"must": "same"},
    },
    Kind.REVERSE: {
        **_COMMON, **_NOT_LATELY, "reporting_line": {"levels": ALL_LEVELS},
        "level_distance": {"at_least": 2, "at_most": ALL_LEVELS}, "department": {"must": "different"},
    },
    Kind.CAREER: {**_COMMON, **_NOT_LATELY, "level_distance": {"at_least": 1, "at_most": 3}},
    Kind.FLASH: dict(_COMMON),
}  # fmt: skip

MOST_PER_DEPARTMENT = {Kind.CIRCLE: 2}


def rules_of(kind: str) -> dict[str, dict[str, Any]]:
    """The rules that are on for this kind, with their parameters; a fresh copy."""
    return {name: dict(parameters) for name, parameters in DEFAULT_RULES[Kind(kind)].items()}


def weights_of(kind: str) -> dict[str, int]:
    """Criterion to weight, 0 to 10."""
    return dict(zip(CRITERIA, WEIGHTS[Kind(kind)], strict=True))
