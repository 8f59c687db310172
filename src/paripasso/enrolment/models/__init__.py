"""What people give and seek."""

from paripasso.enrolment.models.enrolments import Enrolment, Offer, Seek

__all__ = ["Enrolment", "Offer", "Seek"]
