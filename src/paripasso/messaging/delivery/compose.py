"""From words to an e-mail: the one place that writes headers."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings

from paripasso.messaging.headers import Injected, guarded
from paripasso.messaging.models import Notice
from paripasso.messaging.rendering import Words

METHODS = frozenset({"REQUEST", "CANCEL"})


def compose(notice: Notice, words: Words, *, at: datetime) -> EmailMessage:
    """Make the e-mail of a notice. Raises Injected if a name, address, subject or calendar method would forge a header."""
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = guarded(notice.message_id)
    mail["Date"] = format_datetime(at)
    mail["Subject"] = guarded(words.subject)
    mail["From"] = _address(*parseaddr(settings.DEFAULT_FROM_EMAIL))
    mail["To"] = (
        _address(notice.person.full_name, notice.person.email) if notice.person else _address("", notice.address)
    )
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.text, charset="utf-8")
    if words.html:
        mail.add_alternative(words.html, subtype="html", charset="utf-8")
    if notice.calendar:
        _invite(mail, notice)
    return mail


def _address(name: str, address: str) -> Address:
    local, at, domain = guarded(address).rpartition("@")
    if not at:
        raise Injected("An address has a name, an @ and a domain.")
    return Address(guarded(name), local, domain)


def _invite(mail: EmailMessage, notice: Notice) -> None:
    """An alternative that calendars act upon, and the same as a file for those that do not."""
    method = notice.calendar_method.upper()
    if method not in METHODS:
        raise Injected("An invitation is a REQUEST or a CANCEL.")
    mail.add_alternative(notice.calendar, subtype="calendar", charset="utf-8", params={"method": method})
    mail.add_attachment(notice.calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
