"""The chain: every entry carries a keyed mark of itself, and a link to the entry before it.

An entry is written inside the transaction of its cause and linked right after that has committed: so that one thing done does
not wait for another, and two of them never wait for each other. The key comes from the house's secret key, not from the database.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from paripasso.audit.models import Entry, Head

BATCH = 500


@dataclass(frozen=True)
class Verdict:
    """What a look at the whole chain found. `faults` are sentences for whoever runs the house."""

    entries: int
    faults: list[str]


def keyed(*parts: str) -> str:
    """Return the keyed hash of some parts, as 64 hexadecimal digits."""
    key = hashlib.sha256(b"paripasso audit\0" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, json.dumps(parts).encode(), hashlib.sha256).hexdigest()


def mark_of(entry: Entry) -> str:
    """Return the mark an entry must carry."""
    facts = json.dumps(entry.facts, sort_keys=True, ensure_ascii=False)
    at = entry.happened_at.isoformat(timespec="microseconds")
    return keyed(str(entry.pk), at, entry.event, entry.by, entry.about_kind, entry.about_id, facts)


def link_waiting() -> None:
    """Tie the entries that wait to the end of the chain, under the lock of its head."""
    while True:
        with transaction.atomic():
            Head.objects.get_or_create(name="head")
            head = Head.objects.select_for_update().get(name="head")
            waiting = list(Entry.objects.filter(number=None).order_by("happened_at", "pk")[:BATCH])
            for entry in waiting:
                head.length, head.link = head.length + 1, keyed(head.link, str(head.length + 1), entry.mark)
                entry.number, entry.link = head.length, head.link
            if waiting:
                Entry.objects.bulk_update(waiting, ["number", "link"])
                head.mark = keyed("head", str(head.length), head.link)
                head.save(update_fields=["length", "link", "mark"])
        if len(waiting) < BATCH:
            return


def verify() -> Verdict:
    """Walk the chain and say what was changed, taken out, put in, moved or cut off."""
    faults: list[str] = []
    link, number = "", 0
    for entry in Entry.objects.exclude(number=None).order_by("number").iterator(2000):
        number += 1
        if entry.number != number:
            faults.append(f"Entries {number} to {(entry.number or 0) - 1} are missing.")
            number = entry.number or 0
        elif entry.link != keyed(link, str(number), entry.mark):
            faults.append(f"Entry {number} does not follow the one before it.")
        if not hmac.compare_digest(entry.mark, mark_of(entry)):
            faults.append(f"Entry {number} was changed.")
        link = entry.link
    waiting = Entry.objects.filter(number=None)
    faults += [f"The waiting entry {entry.pk} was changed." for entry in waiting if entry.mark != mark_of(entry)]
    faults += _faults_of_head(number, link)
    return Verdict(entries=number + len(waiting), faults=faults)


def _faults_of_head(number: int, link: str) -> list[str]:
    head = Head.objects.filter(name="head").first()
    if head is None:
        return ["The end of the chain is missing."] if number else []
    if head.length == 0 and number == 0:
        return []
    if head.mark != keyed("head", str(head.length), head.link):
        return ["The end of the chain was changed."]
    return [] if (head.length, head.link) == (number, link) else [f"The chain ends at {number}, not at {head.length}."]
