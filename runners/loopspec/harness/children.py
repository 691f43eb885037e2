"""Child processes of scenarios: named programs of the harness, run by the interpreter of the far side.

A scenario says ``create_subprocess_exec(*program('exits', 7))``: it names one of ``PROGRAMS`` and cannot name a program
of the machine. The programs use ``os`` and ``sys`` and write without a buffer, so that what a child has said, it has
said. A child that has not ended by itself or by the case is ended with the case.

Invariant: a child that was started after ``Children`` was made is killed and reaped, by its number, when the case is
over. A grandchild is none of ours to reap: it ends when its standard input does, and with the group of the case.
"""

import os
import signal
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from loopspec.harness.process_group import children
elif __package__:
    from loopspec.harness.process_group import children
else:
    from process_group import children

FLAGS = ("-I", "-S", "-c")
"""Flags of the interpreter: it starts without its site, and takes nothing from the environment or the folder."""

VARIABLE = "LOOPSPEC_VALUE"
"""The variable of the environment that a scenario can set for a child."""

FOLDER = "LOOPSPEC_FOLDER"
"""The variable that names the folder for files of cases, if there is one: it goes with the worker that runs them."""

BEGIN = "import os, sys\nargument = ''.join(sys.argv[1:])\n"

COPY = "while True:\n    data = os.read(0, 1 << 16)\n    if not data: break\n"

WRITE_ALL = "def write(fd, data):\n    while data: data = data[os.write(fd, data):]\n"

CLOSE_OTHERS = "os.closerange(3, 256)\n"
"""Before a stream is closed: a loop that hands down more than the streams has a rule of its own for it."""

STAY = "import time\ntime.sleep(60)\n"
"""A minute, which nobody waits for."""

PROGRAMS = {
    "exits": "os._exit(int(argument or 0))",
    "prints": WRITE_ALL + "write(1, argument.encode())",
    "prints-to-both": "os.write(1, b'out')\nos.write(2, b'err')",
    "copies-input": WRITE_ALL + COPY + "    write(1, data)",
    "copies-to-both": WRITE_ALL + COPY + "    write(1, data)\n    write(2, data)",
    "counts-input": "count = 0\n" + COPY + "    count += len(data)\nos.write(1, str(count).encode())",
    "writes-much": WRITE_ALL + "write(1, b'0123456789' * (int(argument) // 10))",
    "closes-input": CLOSE_OTHERS + "os.close(0)\nos.write(1, b'closed')",
    "closes-input-and-stays": CLOSE_OTHERS + "os.close(0)\nos.write(1, b'closed')\n" + STAY,
    "closes-output": CLOSE_OTHERS + "os.close(1)\nos.close(2)\n" + COPY,
    "sleeps": STAY,
    "is-ready-and-sleeps": "os.write(1, b'ready')\n" + STAY,
    "ignores-terminate": "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nos.write(1, b'ready')\n" + STAY,
    "exits-when-terminated": (
        "import signal\nsignal.signal(signal.SIGTERM, lambda *_: os._exit(int(argument)))\nos.write(1, b'ready')\n"
    )
    + STAY,
    "signals-itself": "import signal\nos.kill(os.getpid(), getattr(signal, argument))\n" + STAY,
    "has-a-grandchild": (
        "if os.fork():\n    os.write(1, b'child')\n    os._exit(0)\n" + COPY + "os.write(1, b'grandchild')\n"
    ),
    "tells-folder": "os.write(1, os.path.realpath(os.getcwd()).encode())",
    "tells-environment": "os.write(1, os.environ.get('" + VARIABLE + "', 'nothing').encode())",
    "tells-number": "os.write(1, str(os.getpid()).encode())",
    "tells-mask": "os.write(1, str(os.umask(0)).encode())",
    "tells-group": "os.write(1, b'own' if os.getpgrp() == os.getpid() else b'inherited')",
    "tells-descriptors": (
        "found = []\nfor fd in range(256):\n    try: os.fstat(fd)\n    except OSError: continue\n    found.append(fd)\n"
        "os.write(1, repr(found).encode())"
    ),
}
"""The programs by name; each takes at most one argument, as text."""

MISSING, FORBIDDEN = "is-missing", "is-not-executable"
"""Programs that cannot be started: there is no such file, or it may not be run."""

PROGRAM_NAMES = (*PROGRAMS, MISSING, FORBIDDEN)
"""Every name that a scenario may give."""

KINDS = ("text", "bytes", "path")
"""Forms of the arguments; of those with a path it is the program only."""


class Children:
    """The children of a case; whatever of them is left is ended when the case is over."""

    def __init__(self) -> None:
        self._others = children()

    def close(self) -> None:
        """Kill and reap what is left of them."""
        for pid in children():
            if pid not in self._others:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                with suppress(ChildProcessError):
                    os.waitpid(pid, 0)


def arguments_of(name: str, argument: "Any", path: str, kind: str = "text") -> "list[Any]":
    """Return the arguments that start a program; ``path`` is that of a program that cannot be started."""
    if name not in PROGRAM_NAMES:
        raise ValueError("expected a program of " + ", ".join(PROGRAM_NAMES) + ", got " + repr(name))
    words = [path] if name not in PROGRAMS else [sys.executable, *FLAGS, BEGIN + PROGRAMS[name]]
    words += [] if argument is None else [str(argument)]
    others = "text" if kind == "path" else kind
    return [written_as(words[0], kind), *[written_as(word, others) for word in words[1:]]]


def written_as(path: str, kind: str) -> "Any":
    """Return a path as `text`, as `bytes`, or as an object of ``pathlib``."""
    if kind not in KINDS:
        raise ValueError("expected a kind of " + ", ".join(KINDS) + ", got " + repr(kind))
    if kind == "path":
        import pathlib

        return pathlib.Path(path)
    return os.fsencode(path) if kind == "bytes" else path


def shell_text(words: "list[str]", then: "int | None") -> str:
    """Return the text by which a shell starts a program, and exits with the status ``then`` afterwards."""
    import shlex

    text = " ".join([shlex.quote(word) for word in words])
    return text if then is None else text + "; exit " + str(int(then))
