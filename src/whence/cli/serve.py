"""`whence serve`: a ledger in the browser."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
import socket
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from ..errors import WhenceError
from .output import say

if TYPE_CHECKING:
    from ..web.settings import Settings

USUAL = (80, 443)  # of http and https
PORTED = re.compile(r"(\[[^\]]*\]|[^:]+):(\d{1,5})")  # a name with a port
PATIENCE = 5  # seconds for answers that are under way when it is told to stop
PORT = 8470  # no service of note has it (IANA's list)


@click.command()
@click.argument("ledger", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--host", default="127.0.0.1", help="Where to listen; by default this machine only.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, help="0 takes one that is free."
)
@click.option("--name", "names", multiple=True, help="Another name that browsers may call it by.")
@click.option("--token", help="What others must bring; made anew each time if not given.")
@click.option("--read-only", is_flag=True, help="Nothing can be changed or added.")
@click.option("--anyone", is_flag=True, help="Whoever reaches HOST may read; with --read-only.")
@click.option("--no-open", is_flag=True, help="Open no browser.")
def serve(  # noqa: PLR0913, PLR0917 - one parameter for each option
    ledger: Path,
    host: str,
    port: int,
    names: tuple[str, ...],
    token: str | None,
    read_only: bool,
    anyone: bool,
    no_open: bool,
) -> None:
    """Show LEDGER in the browser: search, read, check against the page, correct, export.

    It listens on this machine alone. Where HOST is another address, everybody needs the token
    (--token), or may only read (--anyone --read-only).
    """
    remote = not is_loopback(host)
    if remote and not token and not anyone:
        raise click.UsageError(
            f"{host} can be reached by others: give --token, or --anyone --read-only"
        )
    if anyone and not read_only:
        raise click.UsageError("--anyone goes with --read-only alone")
    if token is not None and len(token) < SHORTEST:
        raise click.UsageError(f"--token must have at least {SHORTEST} characters")
    try:
        listener = listen(host, port)
    except OSError as error:
        say(f"Error: {host}:{port}: {error.strerror}; --port 0 takes a port that is free")
        sys.exit(2)
    bound = listener.getsockname()[1]
    try:
        from ..web.settings import Settings

        settings = Settings(
            ledger,
            token or secrets.token_urlsafe(24),
            hosts_of(host, names, bound),
            read_only=read_only,
            jobs=os.cpu_count() or 1,
            locked=remote and not anyone,
        )
        run(settings, listener, show=not no_open and not remote)
    except WhenceError as error:
        say(f"Error: {error}")
        sys.exit(2)
    except KeyboardInterrupt:
        say("stopped")
    finally:
        listener.close()


SHORTEST = 16  # characters of a token that nobody guesses over a network


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own, which no other can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen()  # who calls at once waits until the app is up
    except OSError:
        made.close()
        raise
    return made


def hosts_of(host: str, names: tuple[str, ...], port: int) -> tuple[str, ...]:
    """The heads `Host` that are answered, the one that is shown first."""
    called = [host, *names]
    if is_loopback(host):
        called += ["localhost", "127.0.0.1", "::1"]
    return tuple(dict.fromkeys(head for each in called for head in heads_of(each, port)))


def heads_of(name: str, port: int) -> list[str]:
    """The heads `Host` of one name; of one that is given with a port, with that.

    Browsers leave out the port of the scheme, be it ours or that of a server in front of us.
    """
    given = PORTED.fullmatch(name)
    bare = given[1] if given else f"[{name}]" if ":" in name and name[0] != "[" else name
    at = int(given[2]) if given else port
    return [f"{bare}:{at}", bare] if at in USUAL else [f"{bare}:{at}"]


def run(settings: Settings, listener: socket.socket, *, show: bool) -> None:
    """Serves until it is told to stop; prints the address first."""
    import uvicorn

    from ..web.app import create_app

    if not settings.ledger.exists() and not settings.read_only:
        say(f"{settings.ledger} is new and empty; pages can be dropped onto it in the browser")
    app = create_app(settings)
    address = f"http://{settings.hosts[0]}/"
    if settings.locked:
        address += f"?token={settings.token}"
    click.echo(address)
    say(f"{settings.ledger} is shown there; Ctrl-C stops")
    if show:
        import webbrowser

        webbrowser.open(address)
    # Of a million statements the first page would take some ten seconds.
    Thread(target=app.state.whence.warm, daemon=True).start()
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    uvicorn.Server(config).run(sockets=[listener])
