"""What an app hands to the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from paripasso.people.models import Person

Value = str | int | None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message to be. Plain values, nothing sealed; its words are in `templates/emails/<kind>/` and chosen when it is sent.

    `cause` names what happened as `noun:id`: the same cause, person and kind make one message, however often they are added.
    `link` is the path of the page behind the one button. `calendar` is an iCalendar text, `calendar_method` REQUEST or CANCEL.
    """

    kind: str
    to: Person
    cause: str
    values: dict[str, Value] = field(default_factory=dict)
    due_at: datetime | None = None
    calendar: str = ""
    calendar_method: str = ""
    link: str = ""
