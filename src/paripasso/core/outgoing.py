"""The one way out of the house: a guarded HTTP GET for addresses that people type in (trust.md, W10).

The address is checked on the very socket address that is about to be connected to, so a name that answers differently the
second time gains nothing. Addresses inside the house are refused unless the house allows their network
(`PARIPASSO_OUTGOING_ALLOW`); plain `http://` too. No redirect is followed, five seconds are the end of it, and so is one
megabyte, however it arrives.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

SECONDS = 5.0
MOST_BYTES = 1024 * 1024
LONGEST = 2000
PIECE = 64 * 1024
AGENT = "Paripasso"

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

# Inside, or nowhere: what `is_global` leaves open in one Python version or another is named here.
DENIED: tuple[Network, ...] = tuple(
    ipaddress.ip_network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
        "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
# IPv6 that carries an IPv4 address: where it stands, in bits from the right.
CARRIERS: tuple[tuple[Network, int], ...] = (
    (ipaddress.ip_network("::ffff:0:0/96"), 0),
    (ipaddress.ip_network("64:ff9b::/96"), 0),
    (ipaddress.ip_network("2002::/16"), 80),
)


class Trouble(StrEnum):
    """Why nothing came back."""

    ADDRESS = "address"  # not an address we could ask
    INSIDE = "inside"  # leads into the house, or nowhere
    PLAIN = "plain"  # http:// would show the address to whoever listens
    NOBODY = "nobody"  # no answer, or not one of HTTP
    REFUSED = "refused"  # an answer other than 200
    MOVED = "moved"  # a redirect
    SLOW = "slow"
    LARGE = "large"


class NotFetched(Exception):
    """Nothing came back. `trouble` says why; nothing says what was asked, which is somebody's secret."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the body and what it says it is."""

    content: bytes
    content_type: str


def fetch(url: str, *, accept: str = "*/*", seconds: float = SECONDS) -> Answer:
    """Ask an address, and return what it says; at most one megabyte. Raises NotFetched."""
    parts = checked(url)
    end = monotonic() + seconds
    connection = _Guarded(parts, end)
    try:
        return _asked(connection, parts, accept)
    except NotFetched:
        raise
    except (OSError, http.client.HTTPException, ValueError):
        raise NotFetched(Trouble.SLOW if connection.is_over or monotonic() >= end else Trouble.NOBODY) from None
    finally:
        connection.finish()


def checked(url: str) -> SplitResult:
    """Return an address in its parts, if we could ask it at all; its host is not looked up yet. Raises NotFetched."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise NotFetched(Trouble.ADDRESS) from None
    readable = len(url) <= LONGEST and url.isascii() and url.strip().isprintable() and " " not in url.strip()
    known = parts.scheme in {"http", "https"} and parts.hostname and "\\" not in url
    if not readable or not known or parts.username is not None or parts.password is not None or port == 0:
        raise NotFetched(Trouble.ADDRESS)
    return parts


def is_inside(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Tell whether an address leads into the house or nowhere, and no allowed network holds it."""
    ip = _plain(ipaddress.ip_address(address.partition("%")[0]))
    if _is_allowed(ip, allowed):
        return False
    return (
        not ip.is_global or ip.is_multicast or any(ip in network for network in DENIED if network.version == ip.version)
    )


def _plain(ip: Address) -> Address:
    """The IPv4 address that an IPv6 address carries, or the address itself."""
    for network, shift in CARRIERS:
        if ip.version == network.version and ip in network:
            return IPv4Address((int(ip) >> shift) & 0xFFFFFFFF)
    return ip


def _is_allowed(ip: Address, allowed: Sequence[Network]) -> bool:
    return any(ip in network for network in allowed if network.version == ip.version)


class _Guarded(http.client.HTTPConnection):
    """A connection that looks at each address before it connects, and is cut when its time is over."""

    def __init__(self, parts: SplitResult, end: float) -> None:
        self.is_tls = parts.scheme == "https"
        super().__init__(parts.hostname or "", parts.port or (443 if self.is_tls else 80))
        self.end, self.is_over = end, False
        self.line: socket.socket | None = (
            None  # kept here as well: http.client lets go of its own once an answer begins
        )
        self.cutter: threading.Timer | None = None

    def connect(self) -> None:
        allowed: tuple[Network, ...] = settings.OUTGOING_ALLOWED
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise NotFetched(Trouble.NOBODY) from None
        if not found or any(is_inside(str(place[0]), allowed) for *_rest, place in found):
            raise NotFetched(Trouble.INSIDE)
        if not self.is_tls and not all(
            _is_allowed(_plain(ipaddress.ip_address(str(place[0]))), allowed) for *_rest, place in found
        ):
            raise NotFetched(Trouble.PLAIN)
        self.sock = self._opened(found)
        if self.is_tls:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
            self._cut_later(self.sock)

    def _opened(self, found: Sequence[tuple[int, int, int, str, tuple[object, ...]]]) -> socket.socket:
        """Connect to the first that answers: to the address that was looked at, never to the name."""
        problem: OSError = OSError("no address")
        for family, kind, protocol, _name, place in found:
            left = self.end - monotonic()
            if left <= 0:
                self.is_over = True
                break
            opened = socket.socket(family, kind, protocol)
            opened.settimeout(left)
            try:
                opened.connect(place)
            except OSError as one:
                opened.close()
                problem = one
                continue
            self._cut_later(opened)
            return opened
        raise problem

    def _cut_later(self, line: socket.socket) -> None:
        """Shut the line when the time is over, even if a byte drips in now and then."""
        self.line = line
        if self.cutter is not None:
            self.cutter.cancel()
        self.cutter = threading.Timer(max(self.end - monotonic(), 0.01), self._cut)
        self.cutter.daemon = True
        self.cutter.start()

    def _cut(self) -> None:
        self.is_over = True
        if self.line is not None:
            try:
                self.line.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def finish(self) -> None:
        """Put the clock away, and hang up."""
        if self.cutter is not None:
            self.cutter.cancel()
        if self.line is not None:
            self.line.close()
        self.close()


def _asked(connection: _Guarded, parts: SplitResult, accept: str) -> Answer:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": AGENT, "Connection": "close"}
    connection.request("GET", path, headers=headers)
    with connection.getresponse() as answer:
        if 300 <= answer.status < 400:
            raise NotFetched(Trouble.MOVED)
        if answer.status != http.client.OK or answer.getheader("Content-Encoding", "identity").lower() != "identity":
            raise NotFetched(Trouble.REFUSED)
        content = _read(answer)
        if connection.is_over:
            raise NotFetched(Trouble.SLOW)
        return Answer(content, answer.getheader("Content-Type", ""))


def _read(answer: http.client.HTTPResponse) -> bytes:
    if (answer.length or 0) > MOST_BYTES:
        raise NotFetched(Trouble.LARGE)
    content = bytearray()
    while piece := answer.read(PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            raise NotFetched(Trouble.LARGE)
    return bytes(content)
