"""One-tap links: signed, 256 random bits, stored hashed, for one purpose, one person and one use.

A GET reads (`read`) and shows a page with a button; only the POST by hand uses it up (`use`): mail scanners open every link.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from paripasso.core.models import Link
from paripasso.core.refusals import Refusal


class CannotFollow(Refusal):
    """The link is forged, used, too old, or made for something else: the same answer to all of them."""

    sentence = _("This link no longer works: it was used already, or it is too old. Sign in to go on.")


@dataclass(frozen=True, slots=True)
class Tap:
    """What a link stands for."""

    person_id: UUID
    target: str


def make(purpose: str, person_id: UUID, target: str, *, lasts: timedelta, at: datetime) -> str:
    """Return a new token for an address. It cannot be shown again: only its hash is kept."""
    token = secrets.token_urlsafe(32)
    Link.objects.create(
        token_hash=_hash(token),
        purpose=purpose,
        person_id=person_id,
        target=target,
        made_at=at,
        expires_at=at + lasts,
    )
    return _signer(purpose).sign(token)


def read(token: str, purpose: str, at: datetime) -> Tap:
    """Return what a link stands for and leave it usable. Raises CannotFollow."""
    link = _waiting(token, purpose, at).first()
    if link is None:
        raise CannotFollow
    return Tap(link.person_id, link.target)


def use(token: str, purpose: str, *, at: datetime) -> Tap:
    """Use a link up and return what it stands for; of two taps at once one wins. Raises CannotFollow."""
    tap = read(token, purpose, at)
    if not _waiting(token, purpose, at).update(used_at=at):
        raise CannotFollow
    return tap


def _waiting(token: str, purpose: str, at: datetime) -> QuerySet[Link]:
    try:
        plain = _signer(purpose).unsign(token)
    except BadSignature:
        raise CannotFollow from None
    return Link.objects.filter(token_hash=_hash(plain), purpose=purpose, used_at=None, expires_at__gt=at)


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"paripasso.link.{purpose}", sep=".")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
