"""The command line: finds a command by its name, and reports mistakes of its users.

Exit codes: 0 conforms (or did what was asked), 1 deviates (or drifted), 2 usage or a bad file,
3 harness error, incomplete run, or something that could not be written, 130 interrupted.
"""

from __future__ import annotations

import importlib
import io
import sys
from typing import Any

import click

from loopspec import __version__
from loopspec.commands.shared import INCOMPLETE, INTERRUPTED, say
from loopspec.config.file import ConfigError
from loopspec.files import FileError
from loopspec.results.model import ResultsError
from loopspec.scenarios.document import SpecError
from loopspec.scenarios.selection import SelectionError
from loopspec.targets.target import TargetError

COMMANDS = {
    "validate": "scenarios:validate",
    "render": "scenarios:render",
    "list": "scenarios:list_ids",
    "show": "scenarios:show",
    "run": "running:run",
    "report": "running:report",
    "areas": "areas:areas",
    "coverage": "coverage:coverage",
    "merge": "merging:merge",
    "diff": "merging:diff",
    "history": "history:history",
    "badge": "badges:badge",
    "gate": "gate:gate",
    "fuzz": "fuzz:fuzz",
    "targets": "targets:targets",
    "smoke": "targets:smoke",
    "switch": "switch:switch",
    "record": "record:record",
    "bench": "bench:bench",
    "detect": "detect:detect",
}
"""Each command with its place below ``loopspec.commands``, in the order of the help."""

MISTAKES = (SpecError, TargetError, ResultsError, SelectionError, ConfigError)
"""Errors of the user: one clear message and exit code 2."""


class Commands(click.Group):
    """Loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(f"loopspec.commands.{module}"), name)
        command.short_help = " ".join((command.help or "").split("\n\n")[0].split())  # whole, where click would cut it
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except MISTAKES as error:
            say(error, err=True)
            ctx.exit(2)
        except FileError as error:
            say(error, err=True)
            ctx.exit(INCOMPLETE)
        except KeyboardInterrupt:  # commands that have something to keep see to it themselves
            say("interrupted; nothing had ended by then", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="loopspec")
def main() -> None:
    """Test asyncio event loops for conformance."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # never fail on characters that the console cannot encode
        sys.stdout.reconfigure(errors="backslashreplace")
