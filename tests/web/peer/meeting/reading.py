"""How tests of pages sign in, read and count."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from django.db import connections
from django.test import Client

from paripasso.relationships.actions import agenda, follow_ups, goals, notes
from tests.relationships.scene import AT, Pair

if TYPE_CHECKING:
    from django.http import HttpResponse

    from paripasso.people.models import Person
    from paripasso.relationships.models import Meeting


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def text_of(answer: HttpResponse, tag: str) -> str:
    """The words of the first such element."""
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]+>", " ", found[1])).split()) if found else ""


def queries_of(client: Client, address: str) -> int:
    """How many queries a page costs, in both databases, the second time it is opened."""
    client.get(address)
    before = {}
    for alias in ("default", "keys"):
        connections[alias].force_debug_cursor = True
        before[alias] = len(connections[alias].queries_log)
    answer = client.get(address)
    total = sum(len(connections[alias].queries_log) - count for alias, count in before.items())
    for alias in before:
        connections[alias].force_debug_cursor = False
    assert answer.status_code == 200
    return total


def fill(pair: Pair, *, times: int, meeting: Meeting | None = None) -> None:
    """Write more of everything."""
    common = {"relationship": pair.relationship, "at": AT}
    for number in range(times):
        goals.add(by=pair.chiara, title=f"goal {number}", steps=["a", "b"], **common)
        follow_ups.add(
            by=pair.amadou, text=f"follow-up {number}", owners=[pair.me, pair.you], meeting=meeting, **common
        )
        if meeting is not None:
            agenda.add(meeting=meeting, by=pair.chiara, at=AT, text=f"point {number}", minutes=5, owner=pair.you)
    if meeting is not None and not hasattr(meeting, "note"):
        notes.write(meeting=meeting, by=pair.chiara, at=AT, text="notes", version=0)
