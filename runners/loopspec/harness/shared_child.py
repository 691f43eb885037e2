"""One child for many cases, as long as each passes there and leaves nothing behind.

The cost of a fork is paid when a child first touches its memory, so that a further case in the same child
takes a fraction of it. Nothing but a pass is believed of such a child: a case that did not pass there,
left something behind, took long, or was the end of the child, is run again in a child of its own, and what
it does there counts. So what a case did never makes a later one deviate.

Invariant: while a child of a case's own is about, there is no shared one.
"""

import json
import os
import select
import sys
import time
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from loopspec.harness import leaks, process_group
    from loopspec.harness.imported_target import ImportedTarget
    from loopspec.harness.protocol import CaseAnswer, CaseRequest
elif __package__:
    from loopspec.harness import leaks, process_group
else:
    import leaks
    import process_group

PATIENCE = 0.1
"""Seconds after which a case goes on in a child of its own; few that pass take half of it."""

DOUBTFUL = b"\n"
"""The answer of a shared child when the case has to be run again."""


class SharedChild:
    """Answers the cases that pass; ``private`` are the protocol's descriptors, the first one read."""

    def __init__(self, target: "ImportedTarget", private: "tuple[int, ...]", ties: "process_group.Ties") -> None:
        self._target = target
        self._private = private
        self._ties = ties
        self._child = 0
        self._cases = self._answers = -1

    def answer(self, case: "CaseRequest") -> "CaseAnswer | None":
        """Return the answer of a case that passes and leaves nothing; None when it has to be run again."""
        if not self._child:
            self._begin()
        said = b""
        with suppress(OSError):  # the child is gone
            os.write(self._cases, json.dumps(case).encode() + b"\n")
            said = self._listen(time.monotonic() + min(PATIENCE, case["deadline"]))
        if said in (b"", DOUBTFUL):
            self._end()
            return None
        answer: CaseAnswer = json.loads(said)
        return answer

    def _begin(self) -> None:
        take, self._cases = os.pipe()
        self._answers, give = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self._child = os.fork()
        if self._child == 0:
            try:
                process_group.begin_child(self._ties, (*self._private, self._cases, self._answers))
                self._serve(take, give)
            finally:
                process_group.leave()
        os.close(take)
        os.close(give)

    def _serve(self, take: int, give: int) -> None:
        """Run cases, in the child, until there are no more, or one cannot be believed."""
        child = os.getpid()
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.close(silence)
        watch = leaks.Watch(self._target.run)
        for number, line in enumerate(open(take, encoding="utf-8")):  # noqa: SIM115 - barest modules only
            case = json.loads(line)
            if number == 0:
                watch.answer(case)  # what a loop sets up once in a process is not left behind by a case
            answer = watch.answer(case)
            if os.getpid() != child:
                return  # the case has forked, and this is not the one that is to answer
            data = DOUBTFUL if answer["left"] or not answer.get("as_expected") else json.dumps(answer).encode() + b"\n"
            while data:
                data = data[os.write(give, data) :]

    def _listen(self, deadline: float) -> bytes:
        """Return the line that the child writes before the deadline, else nothing."""
        poller = select.poll()
        poller.register(self._answers, select.POLLIN)
        poller.register(self._private[0], select.POLLIN)
        said = b""
        while not said.endswith(b"\n"):
            left = deadline - time.monotonic()
            ready = [descriptor for descriptor, _ in poller.poll(max(0, int(1000 * left)))]
            if self._private[0] in ready:  # nobody waits for an answer any more
                process_group.sweep(self._child)
                process_group.leave()
            chunk = os.read(self._answers, 1 << 16) if ready else b""
            if not chunk:
                return b""
            said += chunk
        return said

    def _end(self) -> None:
        os.close(self._cases)
        os.close(self._answers)
        process_group.sweep(self._child)
        self._child = 0
