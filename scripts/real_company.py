#!/usr/bin/env python3
"""Make a realistic company of 1,470 people out of two public data sets, to try Paripasso and pariter on.

    python scripts/real_company.py --data DIR --out DIR

reads `ibm_emp_attrition.csv` (fictional employees published by IBM: department, level, role, tenure) and
`so2019_subset_have_want_long.csv` (Stack Overflow's survey of 2019: what real people can do and would like to learn), gives each
employee a random respondent's lists, and writes

    people.csv       for `paripasso import people`
    enrolments.csv   for `paripasso import enrolments`
    population.csv   for `pariter match`: the same people, as the engine sees them

The seed is fixed: the same files, byte for byte, at each run. Only respondents who hold something and want something that they
do not hold are drawn; of what they hold, at most twelve skills are kept, as many as the enrolment form takes.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from paripasso.matching.keywords import keywords
from paripasso.people.codes import code_of

EMPLOYEES, SURVEY = "ibm_emp_attrition.csv", "so2019_subset_have_want_long.csv"
SEED, TODAY = 1470, date(2026, 11, 1)
MOST_SKILLS = 12
KINDS = ("Language", "Database", "Platform", "WebFrame")
NOT_SKILLS = {
    "",
    "Other(s):",
    "Windows",
    "MacOS",
    "Slack",
    "iOS",
    "Android",
}  # answers, and things that one has rather than knows
OUR_NAMES = {"C": "c-cpp", "C++": "c-cpp", "Python": "python", "SQL": "sql"}  # skills that our own list has already
SITES = (
    ("Torino", "Europe/Rome", 5),
    ("Milano", "Europe/Rome", 4),
    ("Dublin", "Europe/Dublin", 2),
    ("Sofia", "Europe/Sofia", 2),
)
FEMALE = (
    "Anna Giulia Sara Chiara Elena Marta Laura Silvia Paola Francesca Irene Alice Aoife Niamh Ciara Maeve Orla Emma Grace Kate "
    "Ivana Elitsa Desislava Yana Mariya Nadya Viktoria Amina Fatima Leila Yara Ines Sofia Greta Nora Rita Ada Lucia"
).split()
MALE = (
    "Marco Luca Andrea Davide Paolo Matteo Pietro Giorgio Stefano Riccardo Conor Sean Liam Cian Eoin Patrick Brian David Thomas Hugh "
    "Ivan Georgi Dimitar Petar Stefan Kaloyan Boris Amadou Omar Karim Bruno Hugo Leo Aldo Dario Emil Viktor Carlo"
).split()
FAMILY = (
    "Rossi Ferrari Bianchi Colombo Ricci Marino Greco Conti Galli Costa Fontana Moretti Barbieri Rinaldi Lombardi Ferrante Negri Bellini "
    "Murphy Kelly Byrne Ryan Walsh Doyle Nolan Flynn Quinn Reilly Brennan Keane Hughes Foley "
    "Ivanov Petrov Dimitrov Georgiev Nikolov Todorov Stoyanov Marinov Kolev Angelov Popov Vasilev "
    "Diallo Haddad Singh Chen Novak Kowalski Popescu Silva Garcia Schmidt Weber Jansen Larsen Horvat Rama"
).split()
WEEKS = (
    "mon-fri 9-11", "mon-fri 14-16", "mon 9-12; wed 9-12; thu 14-17", "tue 9-12; thu 9-12; fri 9-11", "mon-thu 11-13",
    "tue 14-18; wed 14-18", "wed 10-13; fri 10-13", "mon-fri 16-18",
)  # fmt: skip
AIMS = (
    "Become a team lead", "Move into data", "Automate what I repeat every week", "Speak in front of customers", "Build my first service",
    "Understand our platform", "Change department", "Teach what I know", "Prepare for certification", "Work better with suppliers",
)  # fmt: skip
EXPERIENCE = (
    "Led a small team", "Automated monthly reports", "Moved a platform to the cloud", "Trained newcomers", "Spoke at a conference",
    "Ran a customer project", "Passed a certification", "Changed department twice", "Worked with suppliers abroad", "",
)  # fmt: skip


@dataclass
class Employee:
    """One person of the company."""

    number: str
    given_name: str
    family_name: str
    email: str
    department: str
    title: str
    level: int
    seniority: int
    hired_on: date
    site: str
    time_zone: str
    spoken: tuple[str, ...]
    manager: str = ""
    offers: list[tuple[str, int]] = field(default_factory=list)
    seeks: list[tuple[str, int]] = field(default_factory=list)
    hours: str = ""
    aims: str = ""
    experience: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages this person is happy to meet in, as codes."""
        return tuple(sorted(spoken.partition(":")[0] for spoken in self.spoken if not spoken.endswith("basic")))


def main() -> int:
    """Write the three files, and say what is in them."""
    parser = argparse.ArgumentParser(description="Make a company of 1,470 people out of two public data sets.")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the two data sets")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    args = parser.parse_args()
    for name in (EMPLOYEES, SURVEY):
        if not (args.data / name).is_file():
            print(f"{args.data / name} is missing: --data must name the folder that holds it.", file=sys.stderr)
            return 2
    chance = Random(SEED)
    people = employees(args.data / EMPLOYEES, chance)
    give_managers(people)
    give_skills(people, respondents(args.data / SURVEY), chance)
    args.out.mkdir(parents=True, exist_ok=True)
    write(args.out / "people.csv", PEOPLE, (person_row(one) for one in people))
    write(args.out / "enrolments.csv", ENROLMENTS, (enrolment_row(one) for one in people))
    write(args.out / "population.csv", POPULATION, (population_row(one) for one in people))
    skills = {skill for one in people for skill, _ in (*one.offers, *one.seeks)}
    print(
        f"{len(people)} people with {len(skills)} skills: people.csv, enrolments.csv and population.csv in {args.out}"
    )
    return 0


def employees(path: Path, chance: Random) -> list[Employee]:
    """Read the directory, and give each person a name, an address and a place."""
    taken: set[str] = set()
    found = []
    for row in rows(path):
        given = chance.choice(FEMALE if row["Gender"] == "Female" else MALE)
        family = chance.choice(FAMILY)
        email = address(given, family, taken)
        site, zone, _share = chance.choices(SITES, [share for *_, share in SITES])[0]
        found.append(
            Employee(
                number=row["EmployeeNumber"],
                given_name=given,
                family_name=family,
                email=email,
                department=row["Department"],
                title=row["JobRole"],
                level=int(row["JobLevel"]),
                seniority=int(row["TotalWorkingYears"]),
                hired_on=TODAY - timedelta(days=365 * int(row["YearsAtCompany"]) + chance.randint(1, 300)),
                site=site,
                time_zone=zone,
                spoken=spoken_at(site, chance),
            )
        )
    return found


def address(given: str, family: str, taken: set[str]) -> str:
    """The first free one of anna.rossi@, anna.rossi2@, …"""
    plain = f"{given}.{family}".lower()
    number = next(n for n in range(1, 10_000) if f"{plain}{n if n > 1 else ''}" not in taken)
    name = f"{plain}{number if number > 1 else ''}"
    taken.add(name)
    return f"{name}@example.org"


def spoken_at(site: str, chance: Random) -> tuple[str, ...]:
    """Languages, as the directory says them: everybody has one, nine in ten can work in English."""
    own = {"Dublin": "en:native", "Sofia": "bg:native"}.get(site, "it:native")
    if own.startswith("en"):
        return (own, "it:basic") if chance.random() < 0.2 else (own,)
    english = chance.choices(("en:fluent", "en:working", "en:basic"), (3, 6, 1))[0]
    return own, english


def give_managers(people: Sequence[Employee]) -> None:
    """Everybody reports to somebody one level up in their department; the most senior of each department lead it, one leads all."""
    rooms: dict[str, list[Employee]] = defaultdict(list)
    for person in people:
        rooms[person.department].append(person)
    heads = {name: max(room, key=lambda one: (one.level, one.seniority, one.email)) for name, room in rooms.items()}
    top = max(heads.values(), key=lambda one: (one.level, one.seniority, one.email))
    for name, room in rooms.items():
        for place, person in enumerate(room):
            above = [one for one in room if one.level == person.level + 1]
            boss = above[place % len(above)] if above else heads[name]
            if person is heads[name]:
                boss = top
            person.manager = "" if person is top else boss.email


def respondents(path: Path) -> list[tuple[list[str], list[str]]]:
    """What each respondent holds, and wants without holding it; in the order of the file, names sorted."""
    held: dict[str, set[str]] = defaultdict(set)
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows(path):
        for kind in KINDS:
            held[row["Respondent"]].add(row[f"{kind}WorkedWith"] or "")
            wanted[row["Respondent"]].add(row[f"{kind}DesireNextYear"] or "")
    lists = []
    for respondent, known in held.items():
        holds = {OUR_NAMES.get(name, name) for name in known - NOT_SKILLS}
        wants = {OUR_NAMES.get(name, name) for name in wanted[respondent] - NOT_SKILLS} - holds
        if holds and wants:
            lists.append((sorted(holds), sorted(wants)))
    return lists


def give_skills(people: Iterable[Employee], lists: Sequence[tuple[list[str], list[str]]], chance: Random) -> None:
    """Give each person a random respondent's lists, with depths, priorities, hours, aims and experiences."""
    for person in people:
        holds, wants = chance.choice(lists)
        kept = sorted(chance.sample(holds, min(MOST_SKILLS, len(holds))))
        person.offers = [(name, chance.choices((2, 3, 4), (4, 4, 2))[0]) for name in kept]
        order = chance.sample(wants, min(MOST_SKILLS, len(wants)))
        person.seeks = [(name, min(place, 3)) for place, name in enumerate(order, start=1)]
        person.hours = chance.choice(WEEKS)
        person.aims = chance.choice(AIMS)
        person.experience = chance.choice(EXPERIENCE)


PEOPLE = (
    "E-mail", "First name", "Family name", "Personnel number", "Department", "Site", "Level", "Level rank", "Job title", "Line manager",
    "Time zone", "Languages spoken", "Hired on",
)  # fmt: skip
ENROLMENTS = (
    "E-mail", "Offers", "Seeks", "Aims", "Experience", "Hours", "Languages", "Meeting mode", "Department wish", "Capacity",
)  # fmt: skip
POPULATION = (
    "id", "name", "department", "site", "level", "manager", "time_zone", "languages", "offers", "seeks", "aims", "experience", "hours",
    "max_partners",
)  # fmt: skip


def person_row(one: Employee) -> tuple[object, ...]:
    """A line of people.csv."""
    return (
        one.email, one.given_name, one.family_name, one.number, one.department, one.site, f"Level {one.level}", one.level, one.title,
        one.manager, one.time_zone, "; ".join(one.spoken), one.hired_on.isoformat(),
    )  # fmt: skip


def enrolment_row(one: Employee) -> tuple[object, ...]:
    """A line of enrolments.csv. Skills that Paripasso does not know are named, and made on import."""
    return (
        one.email, pairs(one.offers, "; "), pairs(one.seeks, "; "), one.aims, one.experience, one.hours, "; ".join(one.languages),
        "either", "any", 1,
    )  # fmt: skip


def population_row(one: Employee) -> tuple[object, ...]:
    """A line of population.csv: codes for skills, keywords for sentences, addresses for people."""
    offers = sorted((code_of(name), depth) for name, depth in one.offers)
    seeks = sorted((code_of(name), priority) for name, priority in one.seeks)
    return (
        one.email, f"{one.given_name} {one.family_name}", one.department, one.site, one.level, one.manager, one.time_zone,
        ";".join(one.languages), pairs(offers, ";"), pairs(seeks, ";"), ";".join(keywords(one.aims)), ";".join(keywords(one.experience)),
        one.hours.replace("; ", ";"), 1,
    )  # fmt: skip


def pairs(said: Iterable[tuple[str, int]], between: str) -> str:
    """Skills with their numbers, as a cell holds them."""
    return between.join(f"{name}:{number}" for name, number in said)


def rows(path: Path) -> Iterable[dict[str, str]]:
    """The rows of a CSV by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def write(path: Path, headers: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    """Write a CSV in UTF-8, with commas."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headers)
        writer.writerows(lines)


if __name__ == "__main__":
    sys.exit(main())
