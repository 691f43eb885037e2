"""One forked child a case: whatever a loop does, it does to its own case only.

The worker that forks has everything imported and no loop made, so that a child starts in a
millisecond and looks like the main thread of a process that has just begun. The child is handed the
case, sends its answer through a pipe and leaves; the parent keeps the deadline, tells a crash from
a hang, and kills what is left.

Only for interpreters with ``os.fork``; needs ``os``, ``select``, ``signal``, and takes
``faulthandler`` and ``ctypes`` where they are.
"""

import gc
import json
import os
import select
import signal
import sys
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    import faulthandler
    from collections.abc import Callable
    from typing import Any, NoReturn

    Record = dict[str, Any]
else:
    try:
        import faulthandler
    except ImportError:
        faulthandler = None

TICK = 0.05
"""Seconds between two looks at a child that says nothing."""

STACKS_LIMIT = 0.5
"""Seconds that a hanging child has to write its stacks."""

OUTPUT_LINES, OUTPUT_BYTES, OUTPUT_MOST = 20, 4096, 1 << 24
"""How much of a case's output is told, and how much of it is kept on disk at any time."""

STACKS = getattr(signal, "SIGRTMAX", 0) - 3 if hasattr(signal, "SIGRTMAX") else signal.SIGUSR2
"""The signal on which a child writes its stacks: one that no scenario uses."""

SWEEPS = 500
"""How often it is looked, a millisecond apart, whether a case's orphans are gone."""

LOST = 97
"""Exit status of a child that could not deliver its answer."""


def possible() -> bool:
    """Whether this process can fork safely: it has fork, and no thread beside this one."""
    if not hasattr(os, "fork") or not hasattr(select, "poll"):
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        threading = sys.modules.get("threading")
        return threading is None or threading.active_count() == 1


def become_ordinary() -> None:
    """Undo what an unusual parent leaves: ignored and blocked signals, core files."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
    kept = [getattr(signal, name, None) for name in ("SIGPIPE", "SIGXFSZ")]  # Python ignores these
    for number in signal.valid_signals():
        if signal.getsignal(number) is signal.SIG_IGN and number not in kept:
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (ImportError, OSError, ValueError):
        pass


def leave() -> "NoReturn":
    """End the process now."""
    os._exit(0)


class Isolation:
    """Answers cases by children; ``private`` are the protocol's descriptors, the first one read."""

    def __init__(self, run: "Callable[[Record], Record]", private: "tuple[int, ...]") -> None:
        self._run = run
        self._private = private
        self._control = ProcessControl()
        self._control.adopt_orphans()
        gc.collect()
        gc.disable()  # the parent's own garbage does not decide when a child collects

    def answer(self, case: "Record") -> "Record":
        """Run a case in a child; its ``deadline`` is in seconds."""
        output = open_unlinked()
        read_end, write_end = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            self._be_child(case, write_end, output)
        os.close(write_end)
        try:
            with_child = Child(child, read_end, output)
            answer = with_child.follow(started + case["deadline"], self._private[0])
        finally:
            sweep(child)
            os.close(read_end)
        if answer is None:  # nobody waits for an answer any more
            leave()
        answer.setdefault("seconds", time.monotonic() - started)
        if answer["kind"] == "hang":
            answer["detail"] = f"no end within {case['deadline']:g} s"
        answer["output"] = join(answer.get("output", ""), tail(output))
        os.close(output)
        return answer

    def _be_child(self, case: "Record", write_end: int, output: int) -> "NoReturn":
        status = LOST
        try:
            os.setsid()
            self._control.die_with_parent()
            for descriptor in self._private:
                os.close(descriptor)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.close(output)
            if faulthandler is not None:
                faulthandler.enable(2)
                faulthandler.register(STACKS, write_end, all_threads=True)
            if hasattr(gc, "freeze"):
                gc.freeze()  # what was here before is neither scanned nor copied by collections
            gc.enable()
            answer = self._run(case)
            for stream in (sys.stdout, sys.stderr):
                with suppress(Exception):  # the case may have closed or replaced it
                    stream.flush()
            data = (json.dumps(answer) + "\n").encode()
            while data:
                data = data[os.write(write_end, data) :]
            status = 0
        finally:
            os._exit(status)


class Child:
    """A child as its parent sees it."""

    def __init__(self, pid: int, pipe: int, output: int) -> None:
        self._pid = pid
        self._pipe = pipe
        self._output = output
        self._received = b""
        self._open = True

    def follow(self, deadline: float, master: int) -> "Record | None":
        """Wait for the answer, the end or the deadline (on the monotonic clock).

        Returns None when ``master``, the descriptor that cases come from, has come to its end.
        """
        poller = select.poll()
        poller.register(self._pipe, select.POLLIN)
        poller.register(master, select.POLLIN)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return self._hang(poller)
            ready = [fd for fd, _ in poller.poll(max(1, int(1000 * min(left, self._patience()))))]
            if master in ready:
                return None
            if self._pipe in ready:
                self._receive(poller)
            if self._received.endswith(b"\n"):
                return self._answer()
            if self._pipe not in ready or not self._open:
                pid, status = os.waitpid(self._pid, os.WNOHANG)
                if pid:
                    return self._end(status, poller)
                forget_most(self._output)

    def _patience(self) -> float:
        return TICK if self._open else 0.002  # a closed pipe: the end is near

    def _receive(self, poller: "select.poll") -> None:
        chunk = os.read(self._pipe, 1 << 16)
        self._received += chunk
        if not chunk and self._open:
            self._open = False
            poller.unregister(self._pipe)

    def _drain(self, poller: "select.poll", limit: float, quiet: float) -> None:
        """Receive for at most ``limit`` seconds, until nothing comes for ``quiet`` seconds."""
        end = time.monotonic() + limit
        while self._open and not self._received.endswith(b"}\n"):
            patience = quiet if self._received else limit
            left = min(patience, end - time.monotonic())
            ready = [fd for fd, _ in poller.poll(max(0, int(1000 * left)))]
            if left <= 0 or self._pipe not in ready:
                return
            self._receive(poller)

    def _answer(self) -> "Record":
        answer: Record = json.loads(self._received)
        return answer

    def _end(self, status: int, poller: "select.poll") -> "Record":
        self._drain(poller, 0.0, 0.0)
        if self._received.endswith(b"\n"):
            return self._answer()
        return {"kind": "crash", "detail": describe_end(status)}

    def _hang(self, poller: "select.poll") -> "Record":
        if faulthandler is not None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, STACKS)
            self._drain(poller, STACKS_LIMIT, 0.05)
        if self._received.endswith(b"}\n"):
            return self._answer()  # it came to its end after all
        stacks = self._received.decode("utf-8", "replace")
        return {"kind": "hang", "output": last_part(stacks, 2 * OUTPUT_BYTES, 4 * OUTPUT_LINES)}


def describe_end(status: int) -> str:
    """How a process ended, in words, from its wait status."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        try:
            return "killed by " + signal.Signals(number).name
        except ValueError:
            return "killed by signal " + str(number)
    code = os.WEXITSTATUS(status)
    if code == LOST:
        return "could not send its answer: the descriptor for it was closed by the case"
    return "the process exited with status " + str(code) + " before the case had ended"


def sweep(child: int) -> None:
    """Kill a case's process, its group, and every orphan of it; return when all are gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ChildProcessError):  # its end may have been seen already
        os.waitpid(child, 0)
    for attempt in range(SWEEPS):
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        for orphan in children() if attempt else ():  # the group had its time: this one has left it
            with suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
        time.sleep(0.001)


def children() -> "list[int]":
    """The children of this process, where /proc tells; orphans of cases among them."""
    own = str(os.getpid())
    found = []
    try:
        names = os.listdir("/proc")  # noqa: PTH208
    except OSError:
        return []
    for name in names:
        if name.isdigit():
            try:
                with open("/proc/" + name + "/stat", "rb") as file:  # noqa: PTH123
                    parent = file.read().rpartition(b")")[2].split()[1].decode()
            except OSError:
                continue
            if parent == own:
                found.append(int(name))
    return found


class ProcessControl:
    """Linux's ties between processes; elsewhere the methods do nothing."""

    _DIE_WITH_PARENT, _ADOPT_ORPHANS = 1, 36

    def __init__(self) -> None:
        self._pid = os.getpid()
        self._prctl: Any = None
        if sys.platform == "linux":
            try:
                import ctypes

                self._prctl = ctypes.CDLL(None).prctl
            except (ImportError, AttributeError, OSError):
                pass

    def adopt_orphans(self) -> None:
        """Become the parent of grandchildren whose parent ends, so that none can slip away."""
        if self._prctl is not None:
            self._prctl(self._ADOPT_ORPHANS, 1, 0, 0, 0)

    def die_with_parent(self) -> None:
        """In a child: be killed when the worker ends, however that happens."""
        if self._prctl is not None:
            self._prctl(self._DIE_WITH_PARENT, int(signal.SIGKILL), 0, 0, 0)
            if os.getppid() != self._pid:
                os._exit(LOST)


def open_unlinked() -> int:
    """A file without a name, for appending; nothing is left of it when it is closed."""
    folder = os.environ.get("TMPDIR") or "/tmp"
    path = f"{folder}/loopspec-{os.getpid()}-{os.urandom(6).hex()}"
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
    os.unlink(path)  # noqa: PTH108
    return descriptor


def forget_most(output: int) -> None:
    """Empty a file that has become too long; what is appended next is its end."""
    if os.fstat(output).st_size > OUTPUT_MOST:
        os.ftruncate(output, 0)


def tail(output: int) -> str:
    """The last lines of a file."""
    size = os.fstat(output).st_size
    if not size:
        return ""
    start = max(0, size - OUTPUT_BYTES)
    text = os.pread(output, OUTPUT_BYTES, start).decode("utf-8", "replace")
    return last_part(text, OUTPUT_BYTES, OUTPUT_LINES)


def last_part(text: str, most: int, lines: int) -> str:
    """The last lines of a text, at most ``most`` characters."""
    return "\n".join(text[-most:].splitlines()[-lines:])


def join(first: str, second: str) -> str:
    """Two texts, one under the other."""
    return first + "\n" + second if first and second else first or second
