"""A refusal: the domain says no, politely, and says what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Refusal(Exception):
    """An action that is not possible now.

    The subclass lives beside its verb (`CannotHold` beside `hold`). `sentence` is a lazily translated text for the person;
    one middleware turns it into an answer 409 with that sentence, and commands print it and exit with 3.
    """

    sentence: str | StrPromise = ""

    def __init__(self, sentence: str = "", **values: object) -> None:
        """Take a sentence of its own, or values for the named placeholders of the class's sentence."""
        self.given = sentence
        self.values = values
        super().__init__(sentence or str(self.sentence))

    def __str__(self) -> str:
        text = str(self.given or self.sentence) or gettext("This is not possible right now.")
        return text % self.values if self.values else text
