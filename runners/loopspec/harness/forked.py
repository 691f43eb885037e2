"""Cases in forked children: whatever a loop does, it does to its own case only.

The worker that forks has everything imported and no loop made, so that a child starts in a
millisecond and looks like the main thread of a process that has just begun. The child is handed the
case, sends its answer through a pipe and leaves; the parent keeps the deadline, distinguishes a crash from
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
    from typing import NoReturn

    from loopspec.harness import capture, process_group, shared_child, starvation
    from loopspec.harness.imported_target import ImportedTarget
    from loopspec.harness.protocol import CaseAnswer, CaseRequest
else:
    if __package__:
        from loopspec.harness import capture, process_group, shared_child, starvation
    else:
        import capture
        import process_group
        import shared_child
        import starvation
    try:
        import faulthandler
    except ImportError:
        faulthandler = None

TICK = 0.05
"""Seconds between two looks at a child that says nothing."""

STACKS_LIMIT = 0.5
"""Seconds that a hanging child has to write its stacks."""

STACKS_LINES, STACKS_BYTES = 80, 8192
"""The limit of such text."""

STACKS = signal.SIGRTMAX - 3 if hasattr(signal, "SIGRTMAX") else getattr(signal, "SIGUSR2", 0)
"""The signal on which a child writes its stacks: one that no scenario uses. 0 where there are none to choose from."""

LOST = 97
"""Exit status of a child that could not deliver its answer."""


def possible() -> bool:
    """Return whether this process can fork safely: it has fork, and no thread beside this one."""
    if not process_group.possible():
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        threading = sys.modules.get("threading")
        return threading is None or threading.active_count() == 1


class Isolation:
    """Answers cases by children; ``private`` are the protocol's descriptors, the first one read."""

    def __init__(self, target: "ImportedTarget", private: "tuple[int, ...]") -> None:
        self._target = target
        self._private = private
        self._trail = capture.Trail()
        self._ties = process_group.Ties()
        self._ties.adopt_orphans()
        self._shared = shared_child.SharedChild(target, private, self._ties)
        self._answers = os.open(os.devnull, os.O_WRONLY)  # a number that is the way out in every child
        if faulthandler is not None:  # here, because what a child sets up costs more
            faulthandler.enable(2)
            faulthandler.register(STACKS, self._answers, all_threads=True)
        gc.collect()
        gc.disable()  # the parent's own garbage does not decide when a child collects

    def answer(self, case: "CaseRequest") -> "CaseAnswer":
        """Run a case; its ``deadline`` is in seconds. Only what passes may have been run beside others."""
        self._target.load_for(case)
        answer = None if case["alone"] else self._shared.answer(case)
        return self._in_its_own(case) if answer is None else answer

    def _in_its_own(self, case: "CaseRequest") -> "CaseAnswer":
        refusal = self._target.prepare(case)  # here, because what a child allocates costs more
        if refusal is not None:
            return refusal
        output = capture.Output()
        self._trail.clear()
        read_end, write_end = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            self._be_child(case, write_end, output.descriptor)
        os.close(write_end)
        try:
            answer = Child(child, read_end, output).follow(started + case["deadline"], self._private[0])
        finally:
            process_group.sweep(child)
            os.close(read_end)
        if answer is None:  # nobody waits for an answer any more
            process_group.leave()
        if answer["kind"] == "hang":
            answer["detail"] = f"no end within {case['deadline']:g} s"
        if answer["kind"] == "hang" or answer["kind"] == "crash":
            answer["events"] = self._trail.events()
            answer["seconds"] = time.monotonic() - started
        answer["output"] = capture.join(answer.get("output", ""), output.tail())
        output.close()
        return answer

    def _be_child(self, case: "CaseRequest", write_end: int, output: int) -> "NoReturn":
        status = LOST
        child = os.getpid()
        try:
            process_group.begin_child(self._ties, self._private)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.close(output)
            os.dup2(write_end, self._answers, inheritable=False)
            os.close(write_end)
            answer = self._target.run(case, self._trail.note)
            if os.getpid() != child:
                os._exit(0)  # the case has forked, and this is not the one that is to answer
            for stream in (sys.stdout, sys.stderr):
                with suppress(Exception):  # the case may have closed or replaced it
                    stream.flush()
            data = (json.dumps(answer) + "\n").encode()
            while data:
                data = data[os.write(self._answers, data) :]
            status = 0
        finally:
            os._exit(status)


class Child:
    """A child as its parent sees it."""

    def __init__(self, pid: int, pipe: int, output: "capture.Output") -> None:
        self._pid = pid
        self._pipe = pipe
        self._output = output
        self._starvation = starvation.Starvation(pid)
        self._received = b""
        self._open = True

    def follow(self, deadline: float, master: int) -> "CaseAnswer | None":
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
                self._output.forget_most()
                self._starvation.look()

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
            left = max(0.0, min(patience, end - time.monotonic()))
            if self._pipe not in [fd for fd, _ in poller.poll(int(1000 * left))]:
                return
            self._receive(poller)

    def _answer(self) -> "CaseAnswer":
        answer: CaseAnswer = json.loads(self._received.splitlines()[-1])  # stacks may stand before it, see ``_hang``
        return answer

    def _end(self, status: int, poller: "select.poll") -> "CaseAnswer":
        self._drain(poller, 0.0, 0.0)
        if self._received.endswith(b"\n"):
            return self._answer()
        return {"kind": "crash", "detail": describe_end(status)}

    def _hang(self, poller: "select.poll") -> "CaseAnswer":
        starved = self._starvation.seconds()
        if faulthandler is not None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, STACKS)
            self._drain(poller, STACKS_LIMIT, 0.05)
        if self._received.endswith(b"}\n"):
            return self._answer()  # it came to its end after all
        stacks = self._received.decode("utf-8", "replace")
        output = capture.last_part(stacks, STACKS_BYTES, STACKS_LINES)
        return {"kind": "hang", "detail": "", "starved": starved, "output": output}


def describe_end(status: int) -> str:
    """Describe how a process ended, from its wait status."""
    if os.WIFSIGNALED(status):
        return "killed by " + process_group.signal_name(os.WTERMSIG(status))
    code = os.WEXITSTATUS(status)
    if code == LOST:
        return "could not send its answer: the descriptor for it was closed by the case"
    return "the process exited with " + process_group.status_name(code) + " before the case had ended"
