"""A web server on this machine that says what a test tells it to: `with serving(answer) as url`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


def saying(body: bytes, *, content_type: str = "text/calendar; charset=utf-8", status: int = 200) -> Reply:
    """Answer with a body."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def moved(handler: BaseHTTPRequestHandler) -> None:
    """Send on to somewhere else."""
    handler.send_response(302)
    handler.send_header("Location", "http://127.0.0.1:1/")
    handler.end_headers()


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Never stop, and never say how much is to come."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"X-MORE:" + b"x" * 4096 + b"\r\n")


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for as long as somebody listens."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"B")
        handler.wfile.flush()
        time.sleep(0.05)


@contextmanager
def serving(reply: Reply) -> Iterator[str]:
    """Serve an answer, whatever is asked; the address is `http://127.0.0.1:<port>/`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                reply(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
