"""The directory of Valdora Pompe, as the spreadsheet that a company would upload."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from paripasso.config.demo import company
from paripasso.config.demo.company import Room


@dataclass(frozen=True)
class Colleague:
    """One row of the directory."""

    email: str
    given_name: str
    family_name: str
    room: Room
    title: str
    level: int
    site: str
    time_zone: str
    manager: str
    hired_on: date
    languages: tuple[str, ...]
    language: str


CAST = (
    # given, family, department, level (from 1), the role they play
    ("Chiara", "Ferrante", "Qualità", 2, "peer"),
    ("Amadou", "Diallo", "Logistica", 2, "peer"),
    ("Yara", "Haddad", "Amministrazione e finanza", 3, "other_peer"),
    ("Davide", "Colombo", "Manutenzione", 3, "other_peer"),
    ("Paola", "Negri", "Persone e legale", 4, "program_manager"),
    ("Marco", "Bellini", "Qualità", 5, "line_manager"),
    ("Livia", "Olivero", "Vendite", 5, "sponsor"),
    ("Teresa", "Riva", "Persone e legale", 3, "trust_contact"),
    ("Ines", "Kovač", "Ricerca e sviluppo", 3, "administrator"),
)


def directory(*, size: int, language: str, seed: int, today: date) -> list[Colleague]:
    """Return `size` colleagues, the cast first. The same seed gives the same people."""
    chance = Random(seed)
    rooms = {room.name.it: room for room in company.ROOMS}
    names = _names(chance, size)
    colleagues = [
        _colleague(chance, given, family, rooms[room], level, language, today)
        for given, family, room, level, _role in CAST
    ]
    weights = [room.share for room in company.ROOMS]
    for given, family in names[len(CAST) :]:
        room = chance.choices(company.ROOMS, weights)[0]
        level = chance.choices((1, 2, 3, 4), (34, 34, 24, 8))[0]
        colleagues.append(_colleague(chance, given, family, room, level, language, today))
    return _with_managers(_with_heads(colleagues))


def spreadsheet(colleagues: list[Colleague], *, language: str) -> bytes:
    """Write the directory as the CSV that people upload, semicolons and all."""
    head = {
        "it": [
            "E-mail",
            "Nome",
            "Cognome",
            "Reparto",
            "Sede",
            "Livello",
            "Grado",
            "Ruolo",
            "Responsabile",
            "Fuso orario",
            "Data di assunzione",
            "Lingue",
            "Lingua",
        ],
        "en": [
            "E-mail",
            "Given name",
            "Family name",
            "Department",
            "Site",
            "Level",
            "Level rank",
            "Job title",
            "Manager",
            "Time zone",
            "Hired on",
            "Languages",
            "Language",
        ],
    }[language]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    for one in colleagues:
        writer.writerow([
            one.email, one.given_name, one.family_name, one.room.name.say(language), one.site, company.LEVELS[one.level - 1].say(language),
                one.level,
            one.title, one.manager, one.time_zone, one.hired_on.isoformat(), "; ".join(one.languages), one.language,
        ])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def address(given: str, family: str) -> str:
    """Make the company's address out of a name."""
    plain = unicodedata.normalize("NFKD", f"{given}.{family}").encode("ascii", "ignore").decode()
    return f"{plain.lower().replace(' ', '').replace(chr(39), '')}@{company.DOMAIN}"


def _names(chance: Random, size: int) -> list[tuple[str, str]]:
    names = [(given, family) for given, family, *_ in CAST]
    taken = {address(*name) for name in names}
    while len(names) < size:
        name = (chance.choice(company.GIVEN_NAMES), chance.choice(company.FAMILY_NAMES))
        if len(taken) > len(company.GIVEN_NAMES) * len(company.FAMILY_NAMES) // 2:
            name = (name[0], f"{name[1]} {chance.choice(company.FAMILY_NAMES)}")
        if address(*name) not in taken:
            taken.add(address(*name))
            names.append(name)
    return names[:size]


def _colleague(
    chance: Random, given: str, family: str, room: Room, level: int, language: str, today: date
) -> Colleague:
    site, zone, _ = chance.choices(company.SITES, [share for *_, share in company.SITES])[0]
    if (given, family) in {(row[0], row[1]) for row in CAST}:
        site, zone = "Biella", "Europe/Rome"
    spoken = ["it:native"] if site != "Plovdiv" else ["bg:native", chance.choice(["it:working", "it:fluent"])]
    if chance.random() < 0.6:
        spoken.append(chance.choice(["en:working", "en:fluent"]))
    if chance.random() < 0.12:
        spoken.append(chance.choice(["fr:working", "de:working", "ro:native", "ar:native", "es:working"]))
    return Colleague(
        email=address(given, family),
        given_name=given,
        family_name=family,
        room=room,
        title=chance.choice(room.titles).say(language),
        level=level,
        site=site,
        time_zone=zone,
        manager="",
        hired_on=today - timedelta(days=chance.randint(120, 9000)),
        languages=tuple(spoken),
        language=language,
    )


def _with_heads(colleagues: list[Colleague]) -> list[Colleague]:
    """Give every department that has people one head of the highest level."""
    done = list(colleagues)
    for room in company.ROOMS:
        places = [n for n, one in enumerate(done) if one.room is room]
        if places and all(done[n].level < 5 for n in places):
            best = max(places, key=lambda n: (done[n].level, done[n].hired_on < done[places[0]].hired_on, -n))
            done[best] = replace(done[best], level=5)
    return done


def _with_managers(colleagues: list[Colleague]) -> list[Colleague]:
    """Everyone reports to a lead of their department, leads to its head, heads to the first of them."""
    heads = {one.room.name.en: one for one in reversed(colleagues) if one.level == 5}
    first = next(one for one in colleagues if one.level == 5)
    leads: dict[str, list[Colleague]] = {}
    for one in colleagues:
        if one.level == 4:
            leads.setdefault(one.room.name.en, []).append(one)
    done = []
    for n, one in enumerate(colleagues):
        head = heads[one.room.name.en]
        team = leads.get(one.room.name.en, [])
        if one is head:
            boss = "" if one is first else first.email
        elif one.level >= 4 or not team or n == 0:  # Chiara reports to Marco himself
            boss = head.email
        else:
            boss = team[n % len(team)].email
        done.append(replace(one, manager=boss))
    return done
