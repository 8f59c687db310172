"""What people give and seek."""

from paripasso.enrolment.models.calendars import CalendarFeed
from paripasso.enrolment.models.enrolments import Enrolment, Offer, Seek

__all__ = ["CalendarFeed", "Enrolment", "Offer", "Seek"]
