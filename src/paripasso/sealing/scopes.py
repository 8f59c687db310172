"""Whom a sealed text belongs to, who asks to read it, and what for. Plain values: anyone may import them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ScopeKind(StrEnum):
    """What a data key is made for. One key for each relationship, person, case, survey; one for the house."""

    RELATIONSHIP = "relationship"
    PERSON = "person"
    CASE = "case"
    SURVEY = "survey"
    ASK = "ask"  # a question to somebody who is good at something, and the answer
    RUN = "run"  # the certificate of a match run: its prices would let a reader work out vetoes
    HOUSE = "house"  # seals nothing: it pins the key-encryption key, so that a wrong one is noticed at the start


@dataclass(frozen=True, slots=True)
class Scope:
    """One circle of readers, and so one data key."""

    kind: ScopeKind
    id: UUID

    @classmethod
    def relationship(cls, relationship_id: UUID) -> Scope:
        """What the members of a relationship write for each other."""
        return cls(ScopeKind.RELATIONSHIP, relationship_id)

    @classmethod
    def person(cls, person_id: UUID) -> Scope:
        """What a person keeps for themselves."""
        return cls(ScopeKind.PERSON, person_id)

    @classmethod
    def ask(cls, ask_id: UUID) -> Scope:
        """What somebody asks a colleague about a skill, and the answer: for these two."""
        return cls(ScopeKind.ASK, ask_id)

    @classmethod
    def run(cls, run_id: UUID) -> Scope:
        """The certificate of a match run. Nobody holds its key: only the engine's job opens it."""
        return cls(ScopeKind.RUN, run_id)

    @classmethod
    def house(cls) -> Scope:
        """The scope whose key says which key-encryption key this house was set up with."""
        return cls(ScopeKind.HOUSE, uuid.NAMESPACE_OID)


class Purpose(StrEnum):
    """What sealed text is opened for. Each purpose fits one kind of reader."""

    SHOW = "show"  # a member's own page
    EXPORT_SELF = "export"  # the person's own archive
    ENGINE = "engine"  # vetoes and wishes, for a match job, never for a web request
    CASE = "case"  # a trust contact named on the case
    FEED = "feed"  # a person's own calendar address, for the job that reads it
    FLUSH = "flush"  # survey queue to answers, in the release job alone
    REKEY = "rekey"  # rotation and erasure; the text never leaves the function


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. Built by the middleware (person and login) or by the job runner (job), never by a view."""

    person: UUID | None = None
    login: str | None = None
    job: str | None = None
