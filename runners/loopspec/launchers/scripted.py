"""Runs each case as a script of its own: ``python -m loopspec.launchers.scripted PYTHON``.

For interpreters that take a file and print, and may have nothing else: no JSON, no processes, no
classes with a base. Speaks the worker's protocol on its standard streams.

The deadline of a case counts from the line that its script prints when the case begins. How long the interpreter
takes to get there is measured: the script that asks for the facts is all of a case but the case itself.
"""

from __future__ import annotations

import ast
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loopspec.files import write
from loopspec.harness import capture, memory, process_group, starvation
from loopspec.harness.interpreter import COUNTED_LIKE_CPYTHON, OLDEST
from loopspec.rendering import scripts

if TYPE_CHECKING:
    from loopspec.harness.protocol import CaseAnswer, CaseRequest, Facts, Greeting, Hello

START_LIMIT = 20.0
"""Seconds that the script has which asks whether the target is there, and at most any to come to its case."""

START_FACTOR = 10
"""The multiple of the longest start-up so far that a script may take to come to its case."""

TICK = 0.05
"""Seconds between two looks at the interpreter."""

LONGEST_LINE = 1 << 20
"""Bytes of a line that are looked at together."""

REFUSALS = ("SyntaxError", "IndentationError", "NotImplementedError")
"""Exceptions of interpreters for source that they do not take."""


class Script:
    """One run of the interpreter on a script: its lines for loopspec, its output, its end."""

    def __init__(
        self, interpreter: str, path: Path, token: str, last: str, start_limit: float, limit: float = 0.0
    ) -> None:
        """Run the script at ``path`` until it has sent a line of the kind ``last``, or has ended.

        It has ``start_limit`` seconds, and from the moment at which it sends ``starts``, ``limit`` seconds.
        """
        self.records: list[tuple[str, Any]] = []
        self.in_time = True
        self.startup: float | None = None
        """Seconds until the case began, None when it did not report that."""
        self.seconds = 0.0
        """Seconds that it took, from the beginning of the case where that was reported."""
        self.starved: float | None = None
        """Seconds for which a script whose time was up had waited for a processor, where that is known."""
        self.status: int | None = None
        self._mark, self._last = token.encode() + b" ", last
        self._lines: deque[bytes] = deque(maxlen=capture.LINES)
        self._started = time.monotonic()
        self._expires = self._started + start_limit
        self._limit = limit
        self._ended = threading.Event()
        self._process = subprocess.Popen(
            [interpreter, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=process_group.Ties().die_with_parent if hasattr(os, "fork") else None,
        )
        watch = threading.Thread(target=self._watch)
        watch.start()
        try:
            self._follow()
            if self.value(last) is None:
                self.status = self._process.wait()
        finally:
            self._ended.set()
            watch.join()
            self._kill()
        self.seconds = time.monotonic() - self._started - (self.startup or 0.0)

    def _follow(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            while self.value(self._last) is None and (raw := stream.readline(LONGEST_LINE)):
                before, mark, message = raw.partition(self._mark)
                if mark:
                    kind, _, value = message.decode().partition(" ")
                    self.records.append((kind, ast.literal_eval(value)))
                    if kind == "starts" and self.startup is None:
                        now = time.monotonic()
                        self.startup, self._expires = now - self._started, now + self._limit
                if before.strip():
                    self._lines.append(before.rstrip(b"\n"))

    def _watch(self) -> None:
        """End the process when its time is up."""
        begun, watched = False, starvation.Starvation(self._process.pid)
        while not self._ended.wait(TICK):
            watched.look()
            if self.startup is not None and not begun:  # only what the case itself had to wait for counts
                begun, watched = True, starvation.Starvation(self._process.pid)
            if time.monotonic() >= self._expires:
                self.starved = watched.seconds()
                self.in_time = False
                self._kill()
                return

    def _kill(self) -> None:
        """End the process and what it has started."""
        if process_group.possible():
            process_group.sweep(self._process.pid)
        else:
            self._process.kill()

    def value(self, kind: str) -> Any:
        """Return its line of a kind, None without one."""
        return next((value for one, value in self.records if one == kind), None)

    @property
    def output(self) -> str:
        """The last lines that were printed, the protocol aside."""
        text = b"\n".join(self._lines).decode("utf-8", "replace")
        return capture.last_part(text, capture.BYTES, capture.LINES)

    @property
    def error(self) -> tuple[str, str]:
        """Class and message of the exception that it printed last."""
        last = self.output.rpartition("\n")[2].strip()
        name, _, message = last.partition(": ")
        return (name, message) if name.isidentifier() else ("", last)

    @property
    def end(self) -> str:
        """Describe how the process ended."""
        status = self.status or 0
        if status < 0:
            return f"killed by {process_group.signal_name(-status)}"
        return f"the process exited with {process_group.status_name(status)} before the case had ended"


class Launcher:
    """Answers the supervisor's records for one interpreter."""

    def __init__(self, interpreter: str, folder: Path) -> None:
        self._interpreter = interpreter
        self._path = folder / "case.py"
        self._startup = 0.0
        self._hello: Hello

    def greet(self, hello: Hello) -> Greeting:
        """Answer the description of the target, which comes before all cases."""
        self._hello = hello
        memory.limit(hello["memory"])
        return self._greet()

    def run(self, case: CaseRequest) -> CaseAnswer:
        """Answer the request of a case."""
        answer = self._run(case)
        answer["case"] = case["case"]
        return answer

    def _script(self, text: str, last: str, start_limit: float, limit: float = 0.0) -> Script:
        write(self._path, text)
        return Script(self._interpreter, self._path, self._hello["token"], last, start_limit, limit)

    def _greet(self) -> Greeting:
        text = scripts.asking_for_facts(self._hello, self._hello["token"])
        script = self._script(text, "facts", START_LIMIT)
        known: Facts | None = script.value("facts")
        if known is not None:
            self._startup = script.seconds
            return {"kind": "ready", "mode": "scripted", "version": "", "start_limit": START_LIMIT, **known}
        if not script.in_time:
            return {"kind": "unanswered", "detail": f"no answer within {START_LIMIT:g} s", "output": script.output}
        old = self._too_old()
        if old:
            return {"kind": "unavailable", "error": "TooOld", "message": old, "module": None}
        name, message = script.error
        if not name:  # no Python at all
            detail = f"it {process_group.ending(script.status or 0)} without an answer"
            return {"kind": "unanswered", "detail": detail, "output": script.output}
        module = next((word for word in self._wanted() if f"'{word}'" in message), None)
        if name == "ImportError" and module:
            name = "ModuleNotFoundError"
        return {"kind": "unavailable", "error": name, "message": message, "module": module}

    def _too_old(self) -> str:
        """Return the version of an interpreter that is older than the rules, else nothing."""
        script = self._script(scripts.asking_for_version(self._hello["token"]), "version", START_LIMIT)
        name, version = script.value("version") or ("", OLDEST)
        counted = name in COUNTED_LIKE_CPYTHON or version[0] < 3  # before 3.3 there is no name
        return ".".join(map(str, version)) if counted and version < OLDEST else ""

    def _wanted(self) -> list[str]:
        return [(self._hello["factory"] or "").partition(":")[0], self._hello["namespace"]]

    def _run(self, case: CaseRequest) -> CaseAnswer:
        text = scripts.for_machines(case, self._hello, self._hello["token"])
        deadline = case["deadline"]
        script = self._script(text, "observed", min(START_LIMIT, START_FACTOR * self._startup) + deadline, deadline)
        self._startup = max(self._startup, script.startup or 0.0)
        observation = script.value("observed")
        seconds, output = script.seconds, script.output
        if observation is not None:
            return {"kind": "observed", "observation": observation, "seconds": seconds, "output": output}
        events = [value for kind, value in script.records if kind == "event"]
        if not script.in_time:
            detail = f"no end within {deadline:g} s"
            if script.startup is None and script.records:
                detail = "the interpreter did not come to the case"
            return {
                "kind": "hang",
                "detail": detail,
                "starved": script.starved,
                "seconds": seconds,
                "output": output,
                "events": events,
            }
        name, message = script.error
        if name in REFUSALS and ("begins", None) not in script.records:
            return {"kind": "refused", "detail": f"{name}: {message}"}
        return {"kind": "crash", "detail": script.end, "seconds": seconds, "output": output, "events": events}


def main(interpreter: str) -> None:
    """Serve cases until the stream ends; then leave at once, whatever is going on."""
    process_group.become_ordinary()  # the interpreter inherits which signals are ignored
    process_group.Ties().adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="loopspec-") as folder:
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()

        def read() -> None:
            for line in sys.stdin:
                lines.put(line)
            lines.put("")
            for child in process_group.children():
                process_group.sweep(child)

        threading.Thread(target=read, daemon=True).start()
        launcher = Launcher(interpreter, Path(folder))
        token = ""
        while line := lines.get():
            record = json.loads(line)
            greets = "token" in record
            token = record.get("token", token)
            answer = launcher.greet(record) if greets else launcher.run(record)
            print(token, json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
