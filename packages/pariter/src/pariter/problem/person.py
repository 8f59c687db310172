"""One participant, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

HOURS_OF_WEEK = 168
DEPTHS = (1, 2, 3, 4)
PRIORITIES = (1, 2, 3)
ROLES = ("both", "gives", "seeks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part: what they give, what they seek, when they are free.

    Parameters
    ----------
    id
        Any text, unique in the population. Ties are broken by it, and results name people by it.
    department, site, manager, race
        Names or codes; `None` if unknown. `manager` is an id, of somebody in the population or not.
        `race` names a promotion race: two people of one race are rivals.
    level
        Rank as a whole number from 0; bigger is more senior.
    time_zone
        For information and for sharding only: `hours` are already in UTC.
    languages
        Codes of the languages spoken well enough to meet in.
    offers
        `(skill, depth)` with depth 1 (basics) to 4 (master).
    seeks
        `(skill, priority)` with priority 1 (first choice) to 3.
    aims, experience
        Keywords: what I aim at; what I have been through and can share. One vocabulary for both.
    hours
        The free hours of a week in UTC, as an integer of 168 bits: bit 0 is Monday 00:00-01:00, bit 167 Sunday
        23:00-24:00. Zero means that nobody knows.
    tenure_months
        Months since the person was hired, `None` if unknown.
    max_partners
        How many partners this person has room for.
    style
        Optional answers about working style, each 1 to 5; compared only with answers of the same length.
    role
        `"both"`, or `"gives"` / `"seeks"` in a directed programme.
    """

    id: str
    department: str | None = None
    site: str | None = None
    level: int | None = None
    manager: str | None = None
    time_zone: str | None = None
    languages: tuple[str, ...] = ()
    offers: tuple[tuple[str, int], ...] = ()
    seeks: tuple[tuple[str, int], ...] = ()
    aims: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    hours: int = 0
    tenure_months: int | None = None
    max_partners: int = 1
    race: str | None = None
    style: tuple[int, ...] = ()
    role: str = "both"
