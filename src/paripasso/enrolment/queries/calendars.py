"""Calendars that are read."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from paripasso.enrolment.models import CalendarFeed
from paripasso.people.models import Person


def of(person: Person) -> CalendarFeed | None:
    """Return a person's calendar, or None."""
    return CalendarFeed.objects.filter(person=person).first()


def due(at: datetime) -> QuerySet[CalendarFeed]:
    """Return the calendars that wait to be read: new ones, and each once a night."""
    return CalendarFeed.objects.filter(due_at__lte=at, person__is_active=True).select_related("person")
