"""A calendar's text to busy hours, in a process with little memory and little time. Words of events do not come back."""

from __future__ import annotations

import codecs
import json
import subprocess
import sys
from datetime import date, timedelta
from email.message import Message
from pathlib import Path

from paripasso.core.outgoing import Answer
from paripasso.enrolment.enums import FeedTrouble
from paripasso.enrolment.hours import READ_WEEKS, often

CHILD = Path(__file__).with_name("busy_child.py")
SECONDS = 10
BEGINNING, END = "BEGIN:VCALENDAR", "END:VCALENDAR"


class NotRead(Exception):
    """The text is no calendar, or a broken one; `trouble` says which."""

    def __init__(self, trouble: FeedTrouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


def busy_hours(answer: Answer, *, today: date, zone: str) -> list[int]:
    """Return the busy hours of a usual week: those taken in at least half of the next four. Raises NotRead."""
    text = decoded(answer)
    if not text.lstrip().upper().startswith(BEGINNING):
        raise NotRead(FeedTrouble.NO_CALENDAR)
    if not text.rstrip().upper().endswith(END):  # half a calendar would look half as busy
        raise NotRead(FeedTrouble.UNREADABLE)
    monday = today - timedelta(days=today.weekday())
    try:
        done = subprocess.run(  # noqa: S603 (our own script, no shell)
            [sys.executable, "-I", str(CHILD), monday.isoformat(), str(READ_WEEKS), zone],
            input=text.encode(),
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise NotRead(FeedTrouble.UNREADABLE) from None
    if done.returncode != 0:
        raise NotRead(FeedTrouble.UNREADABLE)
    return often(json.loads(done.stdout))


def decoded(answer: Answer) -> str:
    """Return the text: UTF-8, or what the answer says it is, if we know that. Raises NotRead."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if answer.content.startswith(mark):
            return _as(answer.content, name)
    header = Message()
    header["Content-Type"] = answer.content_type
    return _as(answer.content, header.get_content_charset() or "utf-8")


def _as(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset)
    except (LookupError, UnicodeError):
        raise NotRead(FeedTrouble.UNREADABLE) from None
