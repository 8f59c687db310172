"""What allauth must know of an address before it writes to it."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from paripasso.people.models import Person


def expect(*, person: Person) -> None:
    """Note the address of whoever the directory names, so that a code or a link that arrives there proves it theirs.

    Safe to repeat. Without it, whoever comes with a code would be asked for a second one.
    """
    EmailAddress.objects.filter(user=person, primary=True).exclude(email__iexact=person.email).update(primary=False)
    EmailAddress.objects.get_or_create(user=person, email=person.email.lower(), defaults={"primary": True})
