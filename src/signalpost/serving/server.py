"""Starts and stops everything in order: the socket, Django behind the front, the runner."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator

import uvicorn
import uvloop
from django.conf import settings
from django.db import connection

from signalpost.installation import claim
from signalpost.serving import connections
from signalpost.serving.bridge import Bridge
from signalpost.serving.connections import Connection
from signalpost.serving.front import Front
from signalpost.serving.prepare import prepare
from signalpost.serving.supervision import Child, when_left_alone
from signalpost.site import operations as site

#: Python lets a busy thread run for 5 ms by default: too long to wait for an event loop.
_SWITCH_INTERVAL = 0.0005
#: How long requests may still take once the server is asked to stop, in seconds.
_GRACE = 10
#: How long one of several workers leaves visitors to the others while it begins, in seconds. If it
#: is not ready then, the others may not be either: it says so, rather than let everybody wait.
_HEAD_START = 5.0


class CannotListen(Exception):
    """A sentence on why the address cannot be served."""


def listen(host: str, port: int) -> socket.socket:
    """The socket that all serving processes share; port 0 takes any that is free."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server(
            (host, port),
            family=family,
            backlog=2048,
            dualstack_ipv6=host == "::" and socket.has_dualstack_ipv6(),  # every address, it says
        )
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]  # as asyncio puts it
        raise CannotListen(f"Cannot listen on {host}, port {port}: {reason}.") from None


def serve(listener: socket.socket, *, workers: int = 1, with_runner: bool = True) -> None:
    """Serve until SIGTERM or SIGINT."""
    if workers == 1:
        _run(_serve_here(listener, with_runner=with_runner))
    else:
        _run(_supervise(listener, workers=workers, with_runner=with_runner))


def serve_inherited(descriptor: int) -> None:
    """Be one of several serving processes, on a socket that the supervisor opened."""
    with socket.socket(fileno=descriptor) as listener:
        _run(_serve_here(listener, with_runner=False, is_worker=True))


async def _serve_here(
    listener: socket.socket, *, with_runner: bool, is_worker: bool = False
) -> None:
    sys.setswitchinterval(_SWITCH_INTERVAL)
    connections.allow_many()
    bridge = Bridge(
        threads=settings.SERVING_THREADS,
        queue=settings.SERVING_QUEUE,
        body_limit=settings.BODY_LIMIT,
        uploads=settings.UPLOADS,
        proxies=settings.TRUSTED_NETWORKS,
    )
    server = _Server(_config(Front(bridge)))
    here = None if is_worker else _address(listener)
    runner = Child(["runner", "--supervised"]) if with_runner else None

    def stop() -> None:
        server.stop()
        bridge.stop()

    if is_worker:
        when_left_alone(stop)
    with _on_signals(stop):
        async with asyncio.TaskGroup() as tasks:
            opening = tasks.create_task(_open(bridge, server, here, runner))
            if is_worker:
                await asyncio.wait([opening], timeout=_HEAD_START)
            tasks.create_task(_answer(server, listener, runner))
    bridge.close()


async def _answer(server: _Server, listener: socket.socket, runner: Child | None) -> None:
    """Listen first: health is told, and visitors get a 503, while Django is being prepared."""
    await server.serve(sockets=[listener])
    if runner:
        await runner.stop()


async def _open(bridge: Bridge, server: _Server, here: str | None, runner: Child | None) -> None:
    django = await asyncio.to_thread(prepare, is_wanted=lambda: not server.should_exit)
    if django is None or server.should_exit:
        return
    bridge.open(django)
    if here:
        await asyncio.to_thread(_announce, here)
    if runner and not server.should_exit:
        await runner.run()


async def _supervise(listener: socket.socket, *, workers: int, with_runner: bool) -> None:
    """Several serving processes on one socket, and the runner."""
    descriptor = listener.fileno()
    child = ["serve", "--inherit", str(descriptor)]
    children = [Child(child, pass_fds=[descriptor]) for _ in range(workers)]
    runner = Child(["runner", "--supervised"])
    stopping = asyncio.Event()

    async def begin() -> None:
        if await asyncio.to_thread(prepare, is_wanted=lambda: not stopping.is_set()) is None:
            return
        await asyncio.to_thread(_announce, _address(listener))
        if with_runner:
            await runner.run()

    with _on_signals(stopping.set):
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(begin())
            for one in children:
                tasks.create_task(one.run())
            await stopping.wait()
            await asyncio.gather(*(one.stop() for one in [*children, runner]))


class _Server(uvicorn.Server):
    """Signals are handled by who runs it, so that what comes after it still happens."""

    def stop(self) -> None:
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _config(front: Front) -> uvicorn.Config:
    return uvicorn.Config(
        front,
        loop="uvloop",
        http=Connection,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",  # what is no request is its sender's business
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
    )


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def _announce(here: str) -> None:
    print(f"Signalpost is at {here}/", flush=True)
    about = site.current()
    if not about.is_set_up:
        print(_how_to_set_up(about.address or here), flush=True)
    connection.close()


def _how_to_set_up(address: str) -> str:
    """The code stands in this output alone: whoever can read it may claim the installation."""
    return (
        "Nobody has set this installation up yet. Open this page, which this output alone names:\n"
        f"  {claim.link(address)}\n"
        f"or run: {_called()} setup --email you@example.com --password … --site-name …"
    )


def _called() -> str:
    """The command as it was typed: after `make run` no shell finds it by its name alone."""
    return sys.argv[0] if sys.argv[0].endswith("/signalpost") else "signalpost"


@contextlib.contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _run(main: Coroutine[object, object, None]) -> None:
    """What one of its tasks raises comes out as it is, and not as a group of errors."""
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(main)
    except ExceptionGroup as group:
        match group.exceptions:
            case [alone]:
                raise alone from None
        raise
