"""Bringing spreadsheets in: what every kind of import shares. Pure: rows of text in, a plan and its faults out.

A kind of import is an `Importer` (in its app's actions); `people.actions.imports` runs it: preview, then all or nothing.
"""

from __future__ import annotations

from paripasso.people.imports.columns import Column, guess
from paripasso.people.imports.faults import Fault, Words, declare
from paripasso.people.imports.plans import Ask, Change, FieldChange, Importer, Note, Plan, Progress, Verb
from paripasso.people.imports.sheets import Record, Sheet

__all__ = [
    "Ask",
    "Change",
    "Column",
    "Fault",
    "FieldChange",
    "Importer",
    "Note",
    "Plan",
    "Progress",
    "Record",
    "Sheet",
    "Verb",
    "Words",
    "declare",
    "guess",
]
