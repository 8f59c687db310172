"""`paripasso serve`: answer browsers, and run the worker beside it if asked."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from granian.constants import Interfaces
from granian.server import Server

from paripasso.config import companion

if TYPE_CHECKING:
    from paripasso.config.cli import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    words = "Serve the pages. Behind a proxy, that ends TLS."
    command = commands.add_parser("serve", help=words, description=words)
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--workers", type=int, default=1, help="processes that answer; 1 is right for SQLite")
    command.add_argument("--threads", type=int, default=4, help="threads of each process")
    command.add_argument("--with-worker", action="store_true", help="run `paripasso worker` beside it")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    server = Server(
        "paripasso.config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.workers,
        blocking_threads=arguments.threads,
        log_access=False,  # addresses of pages tell who reads what
    )
    if arguments.with_worker:
        with companion.worker():
            server.serve()
    else:
        server.serve()
    return 0
