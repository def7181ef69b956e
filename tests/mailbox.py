"""A real mail server on a port of its own, and what arrived there."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from aiosmtpd.controller import Controller

from tests.listening import answering
from tests.live import PATIENCE


@dataclass
class Mailbox:
    """`refuses` maps an address, of a sender too, to the reply it gets in place of its mail."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def newest_to(self, address: str) -> str:
        """The text of the newest mail that somebody got."""
        (mail, *_) = [mail for mail in reversed(self.mails) if mail["To"] == address]
        body = mail.get_body(("plain",))
        assert body
        return body.get_content().replace("\r\n", "\n")


@contextmanager
def running() -> Iterator[Mailbox]:
    mailbox = Mailbox(port=_free_port())
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@contextmanager
def slammed_door(words: str) -> Iterator[str]:
    """A server that refuses whoever connects; its address."""

    class Refusing(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    server = ThreadingTCPServer(("127.0.0.1", 0), Refusing)
    with answering(server):
        yield f"smtp://127.0.0.1:{server.server_address[1]}"


@contextmanager
def silence() -> Iterator[tuple[str, socket.socket]]:
    """A server that takes every connection and never says a word: its address and its listener."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        listener.settimeout(PATIENCE)
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}", listener


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
