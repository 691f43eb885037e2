"""Loop factories under the standard library's asyncio that do what no loop should.

Making such a loop is harmless, running it is not.
"""

from __future__ import annotations

import asyncio
import atexit
import ctypes
import itertools
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

PROTOCOL = '{"kind": "observed", "case": "x", "observation": {}, "seconds": 0}\n'


def _loop(evil: Callable[[], object]) -> Callable[[], asyncio.AbstractEventLoop]:
    class Loop(asyncio.SelectorEventLoop):
        def run_forever(self) -> None:
            evil()
            super().run_forever()

    return Loop


def _from_the_third_time_on(evil: Callable[[], None]) -> Callable[[], asyncio.AbstractEventLoop]:
    """Loops of which a process can have two."""
    made = itertools.count(1)

    def make() -> asyncio.AbstractEventLoop:
        if next(made) >= 3:
            evil()
        return asyncio.SelectorEventLoop()

    return make


def _raise() -> None:
    raise RuntimeError("used up")


def _spin() -> None:
    while True:
        pass


def _block_all_signals() -> None:
    signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
    time.sleep(3600)


def _deadlock() -> None:
    lock = threading.Lock()
    lock.acquire()
    threading.Thread(target=lock.acquire, name="other").start()
    lock.acquire()


def _print_garbage() -> None:
    print(PROTOCOL * 3, "\0\xff" * 100, flush=True)
    os.write(1, b" \n{}\n" + PROTOCOL.encode())


def _flood() -> None:
    line = b"x" * 1023 + b"\n"
    for _ in range(20):
        os.write(2, line * 1024)
    os.write(2, b"the last words\n")


def _flood_and_die() -> None:
    _flood()
    os.abort()


def _leave_things_behind() -> None:
    threading.Thread(target=time.sleep, args=(3600,)).start()
    for new_session in (False, True):
        subprocess.Popen(["sleep", "3600"], start_new_session=new_session)
    if os.fork() == 0:
        time.sleep(3600)


def _leave_things_behind_and_kill_the_worker() -> None:
    _leave_things_behind()
    os.kill(os.getppid(), signal.SIGKILL)


def _return_twice() -> None:
    os.fork()


def _spin_in_c() -> None:
    all(itertools.repeat(True))


def _crash() -> None:
    ctypes.string_at(0)


_hoard: list[object] = []


def _fill_memory() -> None:
    while True:
        _hoard.append(bytes(1 << 24))


def _fill_memory_to_the_last_byte() -> None:
    size = 1 << 20
    while size:
        try:
            _hoard.append(bytes(size))
        except MemoryError:
            size //= 2
    _hoard.append(bytes(1 << 20))


def _fill_memory_in_c() -> None:
    """As a loop in C does that looks at what malloc gives it, and cannot go on without."""
    allocate = ctypes.CDLL(None).malloc
    allocate.restype = ctypes.c_void_p
    while allocate(ctypes.c_size_t(1 << 24)):
        pass
    os.write(2, b"out of memory\n")
    os.abort()


def _flood_both() -> None:
    line = b"x" * 1023 + b"\n"
    for _ in range(100):
        os.write(1, line * 1024)
        os.write(2, line * 1024)


def _block_the_exit() -> None:
    lock = threading.Lock()
    lock.acquire()
    atexit.register(lock.acquire)
    threading.Thread(target=lock.acquire).start()


def _replace_asyncio() -> None:
    """As a compatibility layer does that means well."""
    for module in [module for name, module in sys.modules.items() if name.split(".")[0] == "asyncio"]:
        for name in ("run", "sleep", "gather", "Lock", "Queue", "Future", "new_event_loop", "get_running_loop"):
            if hasattr(module, name):
                setattr(module, name, None)


def _break_the_harness() -> None:
    json.dumps = None  # type: ignore[assignment]
    os.write = None  # type: ignore[assignment]


def _change_everything() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: None)
    os.environ["LEFT"] = "1"
    sys.excepthook = lambda *_: None
    asyncio.Lock = None  # type: ignore[misc, assignment]


blocks_in_select = _loop(lambda: select.select([], [], []))
spins_in_c = _loop(_spin_in_c)
crashes = _loop(_crash)
fills_memory = _loop(_fill_memory)
fills_memory_to_the_last_byte = _loop(_fill_memory_to_the_last_byte)
fills_memory_in_c = _loop(_fill_memory_in_c)
floods_both = _loop(_flood_both)
blocks_the_exit = _loop(_block_the_exit)
replaces_asyncio = _loop(_replace_asyncio)
breaks_the_harness = _loop(_break_the_harness)
sleeps_in_c = _loop(lambda: time.sleep(3600))
spins = _loop(_spin)
blocks_signals = _loop(_block_all_signals)
deadlocks = _loop(_deadlock)
stops_itself = _loop(lambda: os.kill(os.getpid(), signal.SIGSTOP))
aborts = _loop(os.abort)
exits = _loop(lambda: os._exit(0))
kills_itself = _loop(lambda: os.kill(os.getpid(), signal.SIGKILL))
kills_its_parent = _loop(lambda: os.kill(os.getppid(), signal.SIGKILL))
raises_system_exit = _loop(lambda: sys.exit(0))
prints_garbage = _loop(_print_garbage)
floods_and_dies = _loop(_flood_and_die)
closes_standard_descriptors = _loop(lambda: os.closerange(0, 3))
closes_all_descriptors = _loop(lambda: os.closerange(0, 1024))
leaves_things_behind = _loop(_leave_things_behind)
litters_and_kills_its_parent = _loop(_leave_things_behind_and_kill_the_worker)
returns_twice = _loop(_return_twice)
changes_everything = _loop(_change_everything)
raises_the_third_time = _from_the_third_time_on(_raise)
aborts_the_third_time = _from_the_third_time_on(os.abort)
exits_the_third_time = _from_the_third_time_on(lambda: os._exit(0))
sleeps_the_third_time = _from_the_third_time_on(lambda: time.sleep(3600))


def cannot_be_made() -> asyncio.AbstractEventLoop:
    """Fail where a loop is wanted."""
    raise RuntimeError("no loop today")
