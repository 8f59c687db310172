"""Who carries a message out of the house: a spool folder or an SMTP server, as PARIPASSO_MAIL_URL says."""

from __future__ import annotations

import os
import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings

SECONDS = 20
LOCAL = {"localhost", "127.0.0.1", "::1"}


class Refused(Exception):
    """This message will never be taken: a bad address, for one. The words name the reason, never the content."""


class Unreachable(Exception):
    """Nobody takes messages right now. It says nothing about the message at hand."""


class Carrier(Protocol):
    """Takes messages. Used as a context, so that one connection serves many."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def hand_over(self, mail: EmailMessage) -> None:
        """Take a message; taking one with a Message-ID taken before is nothing. Raises Refused or Unreachable."""


class Spool:
    """A folder with one file a message, named by its Message-ID.

    A message is there whole or not at all, and once. Whoever empties the folder moves the files into `passed`, so that a
    worker that died before it could mark a message as sent does not write it again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passed = folder / "passed"
        self.unready = folder / "unready"

    def __enter__(self) -> Self:
        try:
            for folder in (self.folder, self.passed, self.unready):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as problem:
            raise Unreachable(f"The spool folder cannot be written ({problem.strerror}).") from None
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is kept open."""

    def hand_over(self, mail: EmailMessage) -> None:
        name = str(mail["Message-ID"]).strip("<>").replace("/", "_") + ".eml"
        final = self.folder / name
        # A file moves from the folder to `passed`: looked for in this order, it cannot slip between two looks.
        if final.exists() or (self.passed / name).exists():
            return
        unready = self.unready / f"{name}.{os.getpid()}"
        try:
            with unready.open("wb") as file:
                file.write(mail.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            os.link(unready, final)  # unlike a rename, it fails if another worker was first
        except FileExistsError:
            pass
        except OSError as problem:
            raise Unreachable(f"The spool folder cannot be written ({problem.strerror}).") from None
        finally:
            unready.unlink(missing_ok=True)


class Smtp:
    """An SMTP server: smtp://user:password@host:port?tls=starttls|implicit|none. Other hosts than this one need TLS."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host = parts.hostname or "localhost"
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.tls = dict(parse_qsl(parts.query)).get("tls", "none" if self.host in LOCAL else "starttls")
        self.port = parts.port or {"implicit": 465, "starttls": 587}.get(self.tls, 25)
        self.server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        try:
            self.server = self._connected()
        except (OSError, smtplib.SMTPException) as problem:
            raise Unreachable(f"{self.host}:{self.port} does not take messages ({type(problem).__name__}).") from None
        return self

    def __exit__(self, *_: object) -> None:
        if self.server is not None:
            try:
                self.server.quit()
            except (OSError, smtplib.SMTPException):
                self.server.close()

    def hand_over(self, mail: EmailMessage) -> None:
        if self.server is None:
            raise Unreachable("There is no connection.")
        try:
            self.server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as problem:
            raise _verdict(next(iter(problem.recipients.values()))[0]) from None
        except smtplib.SMTPResponseException as problem:
            raise _verdict(problem.smtp_code) from None
        except (OSError, smtplib.SMTPException) as problem:
            raise Unreachable(f"{self.host}:{self.port} hung up ({type(problem).__name__}).") from None

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls == "implicit":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            if self.tls == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server


def _verdict(code: int) -> Exception:
    """5xx is for ever, anything else is for now; 421 and kin speak of the server, not of the message."""
    if 500 <= code < 600:
        return Refused(f"The server refused it ({code}).")
    return (
        Unreachable("The server is closing.") if code == 421 else ConnectionError(f"The server deferred it ({code}).")
    )


def carrier() -> Carrier:
    """Return the carrier of this house."""
    url: str = settings.MAIL_URL
    scheme, _, rest = url.partition(":")
    if scheme == "spool":
        return Spool(Path(rest) if rest else Path(settings.ENV.home) / "spool")
    return Smtp(url)
