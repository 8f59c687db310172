"""The one way out: no address form leads inside, whatever it looks like, and nothing that comes back is too much (W10, M22)."""

from __future__ import annotations

import socket
from ipaddress import ip_network

import pytest

from paripasso.core import outgoing
from paripasso.core.outgoing import NotFetched, Trouble, fetch, is_inside
from tests.core.feeds import dripping, endless, moved, saying, serving

LOOPBACK = (ip_network("127.0.0.0/8"),)
ODD = [
    "http://127.0.0.1/", "https://127.0.0.1/", "https://127.0.0.1:8443/", "https://127.1/", "https://127.0.1/",
    "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/", "https://0177.0.0.1/", "https://017700000001/",
    "https://0/", "https://0.0.0.0/", "https://localhost/", "https://LOCALHOST/", "https://localhost./",
    "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/", "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/", "https://[64:ff9b::127.0.0.1]/", "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]/", "https://[2002:a9fe:a9fe::]/", "https://[fe80::1]/", "https://[fe80::1%25lo]/",
    "https://[fc00::1]/", "https://[fd12:3456::1]/", "https://[ff02::1]/", "https://[fec0::1]/", "https://[2001:db8::1]/",
    "https://10.0.0.1/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.1.1/", "https://169.254.169.254/",
    "https://100.64.0.1/", "https://192.0.0.1/", "https://198.18.0.1/", "https://224.0.0.1/", "https://239.255.255.255/",
    "https://255.255.255.255/", "https://240.0.0.1/", "https://0xa9fea9fe/", "https://2852039166/",
    "https://user@8.8.8.8/", "https://8.8.8.8@127.0.0.1/", "https://127.0.0.1\\@8.8.8.8/", "https:///nowhere", "//127.0.0.1/",
    "ftp://8.8.8.8/", "file:///etc/passwd", "gopher://127.0.0.1:25/", "https://[::1/", "https://①②⑦.0.0.1/", "https://8.8.8.8:0/",
]  # fmt: skip


@pytest.fixture
def connections(monkeypatch) -> list[object]:
    """Every address that somebody tried to connect to; nobody gets through."""
    tried: list[object] = []

    def connect(_self: object, place: object) -> None:
        tried.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


@pytest.mark.enable_socket  # to look names up; the fixture lets nobody connect
@pytest.mark.parametrize("url", ODD)
def test_no_odd_address_leads_inside(url, connections) -> None:
    with pytest.raises(NotFetched) as refused:
        fetch(url)
    assert (connections, refused.value.trouble in {Trouble.ADDRESS, Trouble.INSIDE, Trouble.NOBODY}) == ([], True)


def test_there_are_more_than_forty_forms() -> None:
    assert len(set(ODD)) == len(ODD) > 40


def answers(monkeypatch, *found: list[str]) -> None:
    """The house's resolver, which says something else each time it is asked."""
    lists = iter(found)

    def resolve(_host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in next(lists)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.enable_socket
def test_rebinding_gains_nothing(monkeypatch, connections) -> None:
    answers(monkeypatch, ["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"])
    with pytest.raises(NotFetched):
        fetch("https://rebinding.example/")
    assert connections == [("8.8.8.8", 443)]


def test_one_address_inside_spoils_them_all(monkeypatch, connections) -> None:
    answers(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(NotFetched) as refused:
        fetch("https://two-faced.example/")
    assert (refused.value.trouble, connections) == (Trouble.INSIDE, [])


def test_plain_http_is_refused_outside_the_allowed_networks(monkeypatch, connections) -> None:
    answers(monkeypatch, ["8.8.8.8"])
    with pytest.raises(NotFetched) as refused:
        fetch("http://plain.example/")
    assert (refused.value.trouble, connections) == (Trouble.PLAIN, [])


def test_the_house_may_allow_a_network_of_its_own() -> None:
    allowed = (ip_network("10.20.0.0/16"),)
    asked = ("10.20.3.4", "10.21.0.1", "::ffff:10.20.3.4", "8.8.8.8", "2606:4700::1111")
    assert [is_inside(one, allowed) for one in asked] == [False, True, False, False, False]


@pytest.fixture
def open_loopback(settings) -> None:
    settings.OUTGOING_ALLOWED = LOOPBACK


HERE = pytest.mark.allow_hosts(["127.0.0.1"])


@HERE
def test_what_is_allowed_comes_back(open_loopback) -> None:
    with serving(saying(b"BEGIN:VCALENDAR")) as url:
        found = fetch(url)
    assert (found.content, found.content_type) == (b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8")


@HERE
@pytest.mark.slow
@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (moved, Trouble.MOVED),
        (saying(b"", status=404), Trouble.REFUSED),
        (saying(b"x" * (outgoing.MOST_BYTES + 1)), Trouble.LARGE),
        (endless, Trouble.LARGE),
    ],
    ids=["moved", "missing", "large", "endless"],
)
def test_what_does_not_fit_is_named(open_loopback, reply, trouble) -> None:
    with serving(reply) as url, pytest.raises(NotFetched) as refused:
        fetch(url)
    assert refused.value.trouble == trouble


@HERE
@pytest.mark.slow
def test_a_dripping_answer_is_cut(open_loopback) -> None:
    with serving(dripping) as url, pytest.raises(NotFetched) as refused:
        fetch(url, seconds=0.4)
    assert refused.value.trouble == Trouble.SLOW


@pytest.mark.enable_socket
def test_nothing_says_what_was_asked(connections) -> None:
    with pytest.raises(NotFetched) as refused:
        fetch("https://127.0.0.1/private-secret")
    assert "secret" not in str(refused.value) + repr(refused.value)
