"""Why a sealed text stays sealed. Whatever goes wrong is one of these: an error never opens anything."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from paripasso.core.refusals import Refusal


class CannotOpen(Refusal):
    """A sealed text stays sealed."""

    sentence = _("These words cannot be opened right now. Nothing is lost; please try again later.")


class NotYours(CannotOpen):
    """The reader is no member now, was none when the row was written, or asks for a purpose that is not theirs."""

    sentence = _("These words are open only to the people they were written for.")


class TooFast(CannotOpen):
    """The reader opened more spaces in an hour than people do by hand."""

    sentence = _("Too many spaces were opened in a short time. For safety, reading is closed to you for an hour.")


class KeyGone(CannotOpen):
    """The key is shredded, missing, or not the one this house was set up with."""

    sentence = _("The key to these words is not available. Nothing is lost; whoever runs Paripasso can see why.")


class CannotSeal(Refusal):
    """A text cannot be sealed, so it is not written at all."""

    sentence = _("Your words could not be sealed, so they were not saved. Please try again later.")
