"""People from CSV, XLSX and JSON files; results back to them. Errors name row, column and cure; no file is half written."""

from pariter.io.files import neutral, write_all, write_whole
from pariter.io.people import COLUMNS, read_problem, write_people
from pariter.io.policy import read_policy, read_skills
from pariter.io.results import known_format, read_result, rendered

__all__ = [
    "COLUMNS",
    "known_format",
    "neutral",
    "read_policy",
    "read_problem",
    "read_result",
    "read_skills",
    "rendered",
    "write_all",
    "write_people",
    "write_whole",
]
