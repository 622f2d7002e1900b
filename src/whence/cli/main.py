"""`whence`, the command. Its verbs are loaded when they are called, so that it starts at once."""

from __future__ import annotations

from importlib import import_module

import click

from ..version import __version__

# Each verb with its module; the command in it has the verb's name.
VERBS = {
    "check": "whence.cli.check",
    "correct": "whence.cli.correct",
    "export": "whence.cli.export",
    "ingest": "whence.cli.ingest",
    "read": "whence.cli.read",
    "schema": "whence.cli.schema",
    "serve": "whence.cli.serve",
}


class Verbs(click.Group):
    """A group that imports a verb's module only when the verb is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order of the alphabet."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb's command, or `None` if there is no such verb."""
        if cmd_name not in VERBS:
            return None
        command = getattr(import_module(VERBS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in VERBS, not in use
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="whence")
def main() -> None:
    """Read captured news pages: who said it, by which route, how sure they sound.

    Exit status: 0 all read, 1 some failed, 2 wrong use.
    """
