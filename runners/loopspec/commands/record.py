"""The command that watches an application run, for ``loopspec switch --recorded``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from loopspec.commands.shared import Outputs


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("command", metavar="-- COMMAND...", nargs=-1, required=True, type=click.UNPROCESSED)
def record(file: Path, command: tuple[str, ...]) -> None:
    """Run a COMMAND, such as an application's tests, and write to FILE which names of asyncio it called.

    Every Python of 3.11 or later that the command starts is watched; nothing has to be installed there. It should run
    on asyncio's own loop. `loopspec switch --recorded FILE` reads the file.

    Exit codes: 0 when the command succeeded, 1 when it failed, so that less may have run, 2 usage, 3 when nothing was
    recorded or FILE cannot be written.
    """
    from loopspec.switch.recording import RecordingError
    from loopspec.switch.recording import record as recording_of

    outputs = Outputs(file)
    try:
        recording = recording_of(command)
    except RecordingError as error:
        outputs.say(error)
        outputs.end(3)
    outputs.write(file, lambda: json.dumps(recording, indent=1) + "\n")
    count = len({(call["name"], *call["classes"]) for call in recording["calls"]})
    outputs.say(f"names of asyncio that were called while {command[0]} ran: {count}")
    if recording["status"]:
        outputs.say(f"it ended with status {recording['status']}; less may have run than in a run that succeeds")
    outputs.end(1 if recording["status"] else 0)
