"""Over SMTP, against a server that says what a test tells it to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from paripasso.messaging import jobs, queries
from paripasso.messaging.actions import outbox, posting
from paripasso.messaging.delivery.carriers import Smtp, Unreachable
from paripasso.messaging.enums import NoticeState
from paripasso.messaging.models import Notice
from paripasso.messaging.queries import Outbox

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.slow]  # a conversation takes its time


class Relay(socketserver.ThreadingTCPServer):
    """Takes mail, except where `answers` says otherwise for a recipient or for DATA."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.answers: dict[str, str] = {}
        self.taken: list[str] = []


class Talk(socketserver.StreamRequestHandler):
    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        self.say("220 relay")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].upper()
            if verb.startswith("RCPT"):
                address = line.partition("<")[2].partition(">")[0]
                self.say(self.server.answers.get(address, "250 ok"))
            elif verb == "DATA":
                self.say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                answer = self.server.answers.get("DATA", "250 taken")
                if answer == "hang up":
                    return
                if answer.startswith("250"):
                    self.server.taken.append(next(row for row in body.splitlines() if row.startswith("Message-ID")))
                self.say(answer)
            else:
                self.say("221 bye" if verb == "QUIT" else "250 ok")
                if verb == "QUIT":
                    return


@pytest.fixture
def relay(settings) -> Iterator[Relay]:
    with Relay() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.MAIL_URL = f"smtp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def two(draft, amadou, at) -> list[Notice]:
    return [outbox.add(one, at=at) for one in (draft, replace(draft, to=amadou))]


def test_messages_leave_with_their_ids(relay, two, at) -> None:
    assert jobs.sweep(worker="w", at=at) == 2
    assert sorted(relay.taken) == sorted(f"Message-ID: {notice.message_id}" for notice in two)
    assert queries.outbox() == Outbox(queued=0, sent=2, failed=0, stopped=0)


def test_a_refused_address_is_named_and_the_rest_goes_on(relay, two, at) -> None:
    relay.answers["chiara@valdora.example"] = "550 no such person"
    jobs.sweep(worker="w", at=at)
    states = {notice.person.given_name: (notice.state, notice.failure) for notice in Notice.objects.all()}
    assert states == {
        "Chiara": (NoticeState.FAILED, "The server refused it (550)."),
        "Amadou": (NoticeState.SENT, ""),
    }


@pytest.mark.parametrize("answer", ["451 later", "452 full"])
def test_a_deferred_message_is_tried_again(relay, two, at, answer: str) -> None:
    relay.answers["chiara@valdora.example"] = answer
    jobs.sweep(worker="w", at=at)
    relay.answers.clear()
    assert [jobs.sweep(worker="w", at=at + wait) for wait in (posting.WAITS[0] / 2, posting.WAITS[0])] == [0, 1]
    assert (len(relay.taken), queries.outbox().sent) == (2, 2)


@pytest.mark.parametrize("answer", ["hang up", "421 closing"])
def test_a_server_that_goes_away_loses_nothing(relay, two, at, answer: str) -> None:
    relay.answers["DATA"] = answer
    with pytest.raises(Unreachable):
        jobs.sweep(worker="w", at=at)
    assert set(Notice.objects.values_list("state", "attempts")) == {(NoticeState.QUEUED, 0)}
    relay.answers.clear()
    assert jobs.sweep(worker="w", at=at + posting.OUTAGE) == 2
    assert len(relay.taken) == 2


def test_nobody_listening_is_an_outage() -> None:
    with pytest.raises(Unreachable), Smtp("smtp://127.0.0.1:1"):
        pass


def test_a_server_without_tls_gets_no_message(relay, settings, two, at) -> None:
    settings.MAIL_URL += "?tls=starttls"
    with pytest.raises(Unreachable):
        jobs.sweep(worker="w", at=at)
    assert relay.taken == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://relay.example", ("relay.example", 587, "starttls")),
        ("smtp://u:p%40ss@relay.example:2525?tls=implicit", ("relay.example", 2525, "implicit")),
        ("smtp://localhost", ("localhost", 25, "none")),
    ],
)
def test_the_address_of_the_server_says_how_to_speak_to_it(url: str, said: tuple[str, int, str]) -> None:
    smtp = Smtp(url)
    assert (smtp.host, smtp.port, smtp.tls) == said
